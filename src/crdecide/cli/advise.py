"""``crdecide advise``: the advisory for one child."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import click

from crdecide.advisory.answer_parts import EvidenceOut
from crdecide.advisory.model import Advisory
from crdecide.advisory.one_child import ENGINES, EngineName, advise
from crdecide.advisory.refused import read_child
from crdecide.advisory.wording import certainty_words, place_read
from crdecide.errors import listed
from crdecide.guideline.options import OPTIONS, OptionName
from crdecide.guideline.other_records import other_form
from crdecide.guideline.parse import MAX_BYTES, parse_json
from crdecide.guideline.patient import Patient
from crdecide.guideline.spelling import spoken
from crdecide.language.loading import default_ruleset, load_ruleset
from crdecide.language.ruleset import Ruleset

from .console_encoding import echo_for_people, echo_for_programs
from .ending import exit_codes
from .shared_options import on_option, rules_option, site_codes_option
from .terminal import in_colours, text_width

if TYPE_CHECKING:
    from crdecide.advisory.set_aside import WhyNot
    from crdecide.records import Source

FORMATS = ("text", "json", "markdown", "html", "fhir")


@click.command("advise")
@click.argument("source", metavar="FILE", type=click.File("rb"))
@click.option(
    "--format",
    "shape",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="html and fhir need an extra, and say which.",
)
@click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    default="durable_rules",
    show_default=True,
    help="reference runs the rules' specification instead of durable-rules.",
)
@click.option("--full", is_flag=True, help="Everything, not only the one page (text and markdown).")
@click.option("--sources", is_flag=True, help="The sources cited instead, each with its statements and its address.")
@click.option(
    "--why",
    "option",
    metavar="OPTION",
    type=click.Choice(OPTIONS),
    help=f"Say why this is said of one option, and no more: {listed(OPTIONS)}.",
)
@on_option
@rules_option
@site_codes_option
def advise_command(
    source: BinaryIO,
    shape: str,
    engine: EngineName,
    option: OptionName | None,
    folder: Path | None,
    site_codes: Path | None,
    on: datetime,
    *,
    full: bool,
    sources: bool,
) -> None:
    """Print the advisory for one child, given as JSON in FILE (or - for standard input).

    FILE holds a patient record, a GA4GH phenopacket, or FHIR R4 (a Bundle, or a request or the prefetch of CDS Hooks).
    Text and markdown are one page that is read in half a minute; HTML is that page with the rest folded below it.
    With --why, what is said of one option, and the rules about it that did not count, those that lacked least first.
    Text is as wide as the terminal or COLUMNS, at most 100; NO_COLOR and FORCE_COLOR count.

    \b
    Examples:
      crdecide advise child.json
      crdecide advise bundle.json --on 2026-11-26 --full
      crdecide advise - --format json < child.json
      crdecide advise child.json --why surgery
    """
    with exit_codes(getattr(source, "name", "<stdin>")):
        ruleset = load_ruleset(folder) if folder else default_ruleset()
        if site_codes is not None:
            # Only here: it reads the codes of others' records.
            from crdecide.language.loading.site_file import with_site_codes

            ruleset = with_site_codes(ruleset, site_codes)
        # One byte more than is taken, so that a record that is too long is refused rather than cut.
        answered = _answered(parse_json(source.read(MAX_BYTES + 1)), on.date(), ruleset, engine)
        if sources:
            _print_sources(answered.advisory.evidence, shape)
        elif option is not None:
            _print_why(answered.advisory, option, answered.patient, ruleset, shape)
        else:
            PRINTERS[shape](answered, full)


class _Answered(NamedTuple):
    """The advisory, the child that it is about, and where in a record each field was read."""

    advisory: Advisory
    patient: Patient
    read_from: Mapping[str, Sequence[Source]]


def _answered(record: Any, on: date, ruleset: Ruleset, engine: EngineName) -> _Answered:
    if other_form(record) is None:
        patient = read_child(record, ruleset)
        return _Answered(advise(patient, ruleset=ruleset, engine=engine), patient, {})
    # Only here: what reads other records is more than a record of ours needs.
    from crdecide.records import advise_reading
    from crdecide.records.detect import read_record

    reading = read_record(record, on=on, ruleset=ruleset)
    advisory = advise_reading(reading, ruleset=ruleset, engine=engine)
    return _Answered(advisory, reading.patient, reading.provenance)


def _print_sources(evidence: Sequence[EvidenceOut], shape: str) -> None:
    if shape == "json":
        echo_for_programs(json.dumps([item.model_dump(mode="json") for item in evidence], indent=2, ensure_ascii=False))
        return
    for short, items in groupby(sorted(evidence, key=lambda item: item.short), key=lambda item: item.short):
        told = list(items)
        echo_for_people(f"{short}: {told[0].citation} {told[0].url}".rstrip())
        for item in told:
            echo_for_people(f"  {place_read(item.locator, item.read_in)}: {item.statement}")


def _print_why(advisory: Advisory, option: OptionName, patient: Patient, ruleset: Ruleset, shape: str) -> None:
    """What is said of the option, then what would have said otherwise; JSON has the latter alone, as it always had."""
    from crdecide.advisory.set_aside import why_not

    reasons = why_not(advisory, option, patient=patient, ruleset=ruleset)
    if shape != "json":
        for part in advisory.options:
            if part.option == option:
                echo_for_people(f"{spoken(option)}: {spoken(part.stance)}. {part.rationale}")
                for text in filter(None, (*(note.text for note in part.notes), certainty_words(part))):
                    echo_for_people(f"  {text}")
    _print_why_not(reasons, shape)


def _print_why_not(reasons: Sequence[WhyNot], shape: str) -> None:
    if shape == "json":
        echo_for_programs(json.dumps([asdict(reason) for reason in reasons], indent=2, ensure_ascii=False))
        return
    for reason in reasons:
        echo_for_people(f"{reason.title} ({reason.rule}) would have said: {spoken(reason.stance)}")
        for what, lines in (("failed", reason.failed), ("undecided", reason.undecided)):
            for line in lines:
                echo_for_people(f"  {what}: {line}")
        if reason.withheld_by:
            echo_for_people(f"  withheld by: {', '.join(reason.withheld_by)}")


def _print_text(advisory: Advisory, *, full: bool) -> None:
    width = text_width()
    if not in_colours():
        # What colours it need not be loaded.
        from crdecide.advisory.render.text import to_text

        echo_for_people(to_text(advisory, full=full, width=width), nl=False)
        return
    from rich.console import Console

    from crdecide.advisory.render.text import print_text

    print_text(advisory, Console(width=width, force_terminal=True), full=full)


def _print_html(answered: _Answered, _: bool) -> None:
    from crdecide.advisory.render.html import to_html

    echo_for_programs(to_html(answered.advisory, answered.patient), nl=False)


def _print_fhir(answered: _Answered, _: bool) -> None:
    """As FHIR R4; the module that was run is the rule set, by its hash."""
    from uuid import NAMESPACE_OID, uuid4, uuid5

    from crdecide.records.fhir.write import Occasion, to_bundle

    # What a date of birth was read from is the Patient resource, so that its id is the child's.
    with_ids = [source for source in answered.read_from.get("birth_date", ()) if source.id]
    occasion = Occasion(
        request=uuid4(),
        made=datetime.now(UTC),
        module=uuid5(NAMESPACE_OID, answered.advisory.provenance.ruleset_sha256).urn,
        patient=f"Patient/{with_ids[0].id}" if with_ids else None,
    )
    echo_for_programs(json.dumps(to_bundle(answered.advisory, occasion), indent=2, ensure_ascii=False))


PRINTERS: dict[str, Callable[[_Answered, bool], None]] = {
    "text": lambda answered, full: _print_text(answered.advisory, full=full),
    "json": lambda answered, _: echo_for_programs(answered.advisory.model_dump_json(indent=2)),
    "markdown": lambda answered, full: echo_for_people(answered.advisory.to_markdown(full=full), nl=False),
    "html": _print_html,
    "fhir": _print_fhir,
}
