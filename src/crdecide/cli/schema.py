"""``crdecide schema``: the JSON Schemas, for programs that write records or read advisories."""

from __future__ import annotations

import json

import click

from crdecide.publish.schemas import NAMES, SchemaName, schema

from .console_encoding import echo_for_programs
from .ending import exit_codes


@click.command("schema")
@click.argument("name", type=click.Choice(NAMES))
def schema_command(name: SchemaName) -> None:
    """Print the JSON Schema of a record, an advisory, a rule file, the report on a feed, or the rules as data.

    \b
    Example:
      crdecide schema patient > patient.schema.json
    """
    with exit_codes("rules"):
        made = schema(name)
    echo_for_programs(json.dumps(made, indent=2, ensure_ascii=False))
