"""``crdecide publish``: what the rules become for other programs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from .console_encoding import echo_for_programs
from .ending import exit_codes
from .shared_options import rules_option


@click.group("publish")
def publish_command() -> None:
    """Print what the rules become for other programs.

    \b
    Example:
      crdecide publish questionnaire
    """


@publish_command.command("questionnaire", short_help="Print the questions as a FHIR Questionnaire.")
@rules_option
@click.option(
    "--prefill", "record", metavar="FILE", type=click.File("rb"), help="A child's record; what it says is filled in."
)
@click.option(
    "--subject", metavar="REFERENCE", default="Patient/child", show_default=True, help="Whose the answers are."
)
def questionnaire_command(folder: Path | None, record: BinaryIO | None, subject: str) -> None:
    """Print the questions as a FHIR Questionnaire; with --prefill, a QuestionnaireResponse of what is known.

    \b
    Examples:
      crdecide publish questionnaire
      crdecide publish questionnaire --prefill child.json --subject Patient/42
    """
    from crdecide.guideline.parse import MAX_BYTES, parse_json
    from crdecide.language.loading import default_ruleset, load_ruleset
    from crdecide.publish.fhir_questionnaire import questionnaire
    from crdecide.records.detect import read_record
    from crdecide.records.fhir.write.populate import prefilled

    with exit_codes(getattr(record, "name", "publish questionnaire")):
        ruleset = load_ruleset(folder) if folder else default_ruleset()
        made = questionnaire(ruleset)
        if record is not None:
            now = datetime.now(UTC)
            reading = read_record(parse_json(record.read(MAX_BYTES + 1)), on=now.date(), ruleset=ruleset)
            made = prefilled(reading.patient, ruleset, subject=subject, authored=now)
        echo_for_programs(json.dumps(made, indent=2, ensure_ascii=False))
