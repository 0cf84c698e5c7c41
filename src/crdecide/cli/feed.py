"""``crdecide feed``: what a site's records can ever say, and which codes would make them say more."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crdecide.language.loading import default_ruleset, load_ruleset
from crdecide.language.loading.site_file import with_site_codes

from .console_encoding import echo_for_people, echo_for_programs
from .ending import exit_codes
from .progress_bar import progress
from .shared_options import on_option, rules_option, site_codes_option

if TYPE_CHECKING:
    from crdecide.assurance.feed.feed_report import FeedReport
    from crdecide.language.ruleset import Ruleset

NOT_ALL_READ = 3


@click.command("feed")
@click.argument("sources", metavar="RECORDS...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="json has everything, and a schema: crdecide schema feed.",
)
@click.option("--full", is_flag=True, help="Every line of every table (text and markdown).")
@on_option
@rules_option
@site_codes_option
def feed_command(
    sources: tuple[Path, ...], shape: str, on: datetime, folder: Path | None, site_codes: Path | None, *, full: bool
) -> None:
    """Say what a feed can ever tell of a child, before it goes live.

    RECORDS are files and folders: FHIR Bundles, bulk exports (NDJSON), logs of CDS Hooks requests, phenopackets; .gz
    and .zip too. The page names what an advisory can never say with them, and the codes or questions that would change
    that. Of the records themselves nothing is printed but codes and counts. Exit 3 where some could not be read.

    \b
    Examples:
      crdecide feed export/ requests.ndjson
      crdecide feed bundles/ --format markdown --full
    """
    with exit_codes(", ".join(map(str, sources))):
        ruleset = load_ruleset(folder) if folder else default_ruleset()
        if site_codes is not None:
            ruleset = with_site_codes(ruleset, site_codes)
        report = _report(sources, ruleset, on.date())
        if shape == "json":
            echo_for_programs(report.model_dump_json(indent=2))
        else:
            from crdecide.assurance.feed.feed_page import RENDERERS

            echo_for_people(RENDERERS[shape](report, full=full), nl=False)
    sys.exit(NOT_ALL_READ if report.records.not_read else 0)


def _report(sources: tuple[Path, ...], ruleset: Ruleset, on: date) -> FeedReport:
    from crdecide.assurance.feed.feed_analysis import feed_report
    from crdecide.assurance.feed.feed_sample import FeedSample
    from crdecide.cohort.record_files import files_at, read_files

    files, sample = files_at(sources), FeedSample(ruleset, on)
    with progress(read_files(files), len(files), "Reading") as records:
        for record in records:
            if record.data is None:
                sample.leave_out(record.where, record.why)
            else:
                sample.add(record.where, record.data)
    return feed_report(sample, len(files))
