"""Sources: what was read of each is said in words, and the addresses of copies stay in the maintainers' log."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from crdecide import Patient, Ruleset, advise
from crdecide.advisory.wording import place_read
from crdecide.language.evidence import Source

READ = Path(__file__).parents[2] / "rules" / "evidence" / "READ.md"
A_PAPER = {
    "id": "a_paper",
    "type": "guideline",
    "short": "Paper 2020",
    "citation": "A paper. A journal 2020;1(2):3–4.",
    "read_in": "abstract",
    "certainty": {"level": "low", "rated_by": "crdecide", "because": "a paper"},
    "statements": {"one": {"locator": "abstract", "says": "One thing."}},
}


def source(**changed: object) -> Source:
    return Source.model_validate({**A_PAPER, **changed})


def read_of(found: Source) -> str:
    statement = found.statements["one"]
    return place_read(statement.locator, found.how_read(statement))


def test_a_paper_that_its_citation_identifies_needs_no_address() -> None:
    assert source().url is None
    assert source().address == ""
    assert source(url="https://doi.org/10.1/a").address == "https://doi.org/10.1/a"


@pytest.mark.parametrize("kind", ["guideline", "randomised_trial"])
def test_guidelines_and_randomised_trials_are_types_of_their_own(kind: str) -> None:
    assert source(type=kind).type == kind


def test_what_was_read_has_to_be_said() -> None:
    with pytest.raises(ValidationError, match="read_in"):
        Source.model_validate({name: value for name, value in A_PAPER.items() if name != "read_in"})


def test_a_statement_may_have_been_read_elsewhere_than_its_source() -> None:
    paper = source(statements={"one": {**A_PAPER["statements"]["one"], "read_in": "secondary"}})
    assert paper.how_read(paper.statements["one"]) == "secondary"
    assert read_of(paper) == "abstract (read in a secondary copy)"


def test_what_was_read_at_the_source_says_nothing_of_a_copy() -> None:
    assert read_of(source()) == "abstract"


def test_no_copy_is_named_by_its_address(ruleset: Ruleset) -> None:
    for item in ruleset.sources.values():
        said = item.model_dump_json(exclude={"url", "doi"})
        assert "://" not in said, item.id


def test_an_advisory_gives_an_empty_address_where_there_is_none(ruleset: Ruleset) -> None:
    patient = Patient.model_validate({"tumours": {"count": 2}, "tsc": {"status": "definite"}})
    for item in advise(patient).evidence:
        assert item.url == ruleset.sources[item.id.partition("#")[0]].address


def test_the_log_has_a_line_for_every_source(ruleset: Ruleset) -> None:
    log = READ.read_text(encoding="utf-8").partition("## Dropped")[0]
    lines = re.findall(r"^\| ([a-z][a-z0-9_]*) \|", log, flags=re.MULTILINE)
    assert sorted(set(lines) - {"source"}) == sorted(ruleset.sources)


CORRECTED = {
    "mustafa2024#outcome": ("354 fetuses", "shares of cases"),
    "sirolimus_vascular#serious_events": ("7 of the 17", "a child of 3 months died"),
    "everolimus_label#trough_check": ("1 to 2 weeks after the beginning",),
    "everolimus_label#sega_dose_and_target": ("the US label begins with 4.5",),
    "everolimus_sega_label#european_dose": ("7 mg/m² once a day from 1 to under 3 years",),
    "muschel2025#no_consensus": ("As background",),
    "chao_antenatal#tsc": ("133 cases",),
    "fetal_tumours2010#tsc": ("live-born",),
    "exist1_under_3#grade_3": ("12 of 18 of grade 3 and 2 of grade 4",),
    "neonatal_sirolimus2019#death": ("neither this child's treatment",),
    "sirolimus_label#interactions": ("erythromycin",),
}
"""What a source was once said to say, and was found not to: the words that put it right."""


@pytest.mark.parametrize("reference", CORRECTED)
def test_a_statement_that_was_wrong_stays_right(ruleset: Ruleset, reference: str) -> None:
    said = ruleset.statement(reference)[1].says
    assert [words for words in CORRECTED[reference] if words not in said] == []


def test_sources_that_disagree_say_so_on_both_sides(ruleset: Ruleset) -> None:
    for reference, other in (
        ("tsc_canada_heart#puberty", "echo_cross_section#course"),
        ("echo_cross_section#course", "tsc_canada_heart#puberty"),
    ):
        disagrees = ruleset.statement(reference)[1].disagrees
        assert disagrees is not None
        assert disagrees.with_ == other


def test_no_card_has_an_ecg_at_diagnosis(ruleset: Ruleset) -> None:
    """No source for one was seen; the only one before which an ECG is told is before carbamazepine or ACTH."""
    ecg = [card.id for card in ruleset.monitoring if re.search(r"ECG|lectrocardiogram", card.says.text)]
    assert ecg == ["ecg_without_symptoms", "heart_check_before_carbamazepine_or_acth"]
