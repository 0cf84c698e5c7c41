"""Options and arguments that several commands have, each told in one way."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import click

FEATURES = click.Path(exists=True, file_okay=False, path_type=Path)
"""A folder of features."""

rules_option = click.option(
    "--rules", "folder", metavar="DIR", type=click.Path(path_type=Path), help="A folder of rules to use instead."
)
site_codes_option = click.option(
    "--site-codes",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A site's own codes, by which records are read too.",
)
on_option = click.option(
    "--on",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    # No text, which would have to be read: what reads it takes a while to load.
    default=lambda: datetime.combine(date.today(), time()),
    show_default="today",
    help="The day, as YYYY-MM-DD, to which FHIR records are read.",
)
