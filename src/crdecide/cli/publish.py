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


@publish_command.command("json", short_help="Write the rules as data for other programs.")
@click.argument("target", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path))
@rules_option
def json_command(folder: Path | None, target: Path) -> None:
    """Write the rules as data to OUT, so that other programs can evaluate them (docs/rules-as-data.md).

    What was written is read back and proved to say of every child what the rules say.

    \b
    Example:
      crdecide publish json rules.json
    """
    from crdecide.language.loading import default_ruleset, load_ruleset
    from crdecide.publish.rules_json.proof import as_text, prove
    from crdecide.publish.rules_json.rules_as_data import rules_data
    from crdecide.publish.written_files import write_text

    with exit_codes("publish json"):
        ruleset = load_ruleset(folder) if folder else default_ruleset()
        text = as_text(rules_data(ruleset))
        nodes = prove(text, ruleset)
        write_text(target, text)
    click.echo(f"{len(text.encode()):,} bytes written to {target}; proved: {nodes:,} nodes, each the same read back.")


@publish_command.command("site", short_help="Write the review site, to open from a disk.")
@click.argument("target", metavar="OUT", type=click.Path(file_okay=False, path_type=Path))
@rules_option
@click.option(
    "--features",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Scenarios to show with the cards.",
)
@click.option(
    "--docs",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Markdown to show as the documentation; DIR/README.md leads to the rest.",
)
def site_command(folder: Path | None, features: Path | None, docs: Path | None, target: Path) -> None:
    """Write the review site to the folder OUT; open index.html there. It needs no network.

    What the page answers by is read back and proved to say of every child what the rules say.

    \b
    Examples:
      crdecide publish site dist/site
      crdecide publish site dist/site --features features --docs docs
    """
    from crdecide.assurance.scenarios.scenario import read_scenarios
    from crdecide.language.loading import default_rules_path, default_ruleset, load_ruleset
    from crdecide.publish.site.card_history.card_versions import rules_history
    from crdecide.publish.site.documentation.project_files import read_documentation
    from crdecide.publish.site.site_pages import site_files
    from crdecide.publish.written_files import write_text

    with exit_codes("publish site"):
        ruleset = load_ruleset(folder) if folder else default_ruleset()
        scenarios = read_scenarios(features) if features else None
        history = rules_history(folder or default_rules_path())
        made = site_files(ruleset, scenarios, documentation=read_documentation(docs) if docs else None, history=history)
        for name, text in made.items():
            write_text(target / name, text)
    size = sum(len(text.encode()) for text in made.values())
    click.echo(f"{len(made)} files, {size:,} bytes, written to {target}; open {target / 'index.html'}.")
