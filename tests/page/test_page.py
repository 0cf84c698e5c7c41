"""The one page: it fits a screen, says danger first, carries the caveats, and names no id of ours."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from support.children import random_child

from crdecide import Advisory, Ruleset, advise
from crdecide.advisory.record_out import RecordOut, UnreadOut
from crdecide.advisory.render.depth import DEPTHS, Depth
from crdecide.advisory.render.page import Page, page_of
from crdecide.advisory.render.page_text import MOST_LINES, MOST_WORDS, WIDTH, fitting_page, page_lines
from crdecide.advisory.render.text import to_text
from crdecide.advisory.render.unread_entries import MORE_UNREAD, MOST_UNREAD, UNREAD_ALONE, in_its_own_words
from crdecide.assurance.scenarios.scenario import read_scenarios
from crdecide.guideline.named_ids import MTOR_CAVEATS
from crdecide.guideline.record_paths import fields
from crdecide.records.statements import GRAVEST_FIRST
from crdecide.records.unread import NOT_LISTED

FEATURES = Path(__file__).parents[2] / "features/children"
DRUGS = ("clarithromycin", "captopril", "carbamazepine", "propranolol", "unheardofine", "grapefruit", "cannabidiol")
EVENTS = ("infection", "stomatitis", "dyslipidaemia", "other")
SIGNED = read_scenarios(FEATURES)


def busy_children(number: int) -> Iterator[Mapping[str, Any]]:
    """Random children in scope, with up to six drugs and four adverse events."""
    rng = random.Random(18)
    for _ in range(number):
        child = random_child(rng)
        child["life_stage"], child["age_days"] = "postnatal", rng.choice([1, 30, 400, 3000])
        child["tumours"] = {"count": rng.randint(1, 5), "trend": rng.choice([None, "regressing", "growing"])}
        child["tsc"]["status"] = rng.choice([None, "definite", "possible"])
        child["medications"] = rng.sample(DRUGS, rng.randint(0, 6))
        events = rng.choices(EVENTS, k=rng.randint(0, 4))
        child["adverse_events"] = [{"event": event, "grade": rng.choice([None, 1, 2, 3, 4])} for event in events]
        course = child["treatment"]["mtor_inhibitor"]
        child["treatment"]["mtor_inhibitor"] = {
            **course,
            "started_on_age_days": 0 if course["status"] == "current" else None,
        }
        yield child


WORDS = ("Supraventricular tachycardia", "SVT?", "x" * 120, "Herzinsuffizienz, Verdacht auf", "")
WHY = ("it may be arrhythmia, and is in doubt: premature beats only, no sustained rhythm disorder is said", NOT_LISTED)


def with_unread(advisory: Advisory, rng: random.Random) -> Advisory:
    """The same as read from a record of which up to seven things were not read."""
    unread = tuple(
        UnreadOut(
            resource=f"Condition/{number}",
            text=rng.choice(WORDS),
            codings=("http://hl7.org/fhir/sid/icd-10-cm I49.3",),
            why=rng.choice(WHY),
            kind=rng.choice(GRAVEST_FIRST),
            could_say=rng.choice([(), ("symptoms.arrhythmia",), ("safety.active_infection",)]),
        )
        for number in range(rng.randint(0, 7))
    )
    return advisory.model_copy(update={"record": RecordOut(fields=(), notes=(), unread=unread)})


def fits(advisory: Advisory) -> bool:
    return is_one_screen(fitting_page(advisory))


def is_one_screen(page: Page) -> bool:
    lines = page_lines(page)
    words = sum(len(line.split()) for line in lines)
    return len(lines) <= MOST_LINES and words <= MOST_WORDS and max(map(len, lines)) <= WIDTH


def warnings_alone_are_more(advisory: Advisory) -> bool:
    """Whether nothing is left that may be cut."""
    return fitting_page(advisory) == page_of(advisory, DEPTHS[-1])


@pytest.mark.parametrize("scenario", SIGNED, ids=lambda scenario: scenario.name)
def test_every_child_that_is_signed_fits_a_screen(scenario: Any, ruleset: Ruleset) -> None:
    assert fits(advise(scenario.patient, ruleset=ruleset))


def test_children_with_many_drugs_and_events_fit_unless_warnings_alone_are_more(ruleset: Ruleset) -> None:
    grown, rng = 0, random.Random(19)
    for child in busy_children(150):
        advisory = with_unread(advise(child, ruleset=ruleset), rng)
        assert advisory.scope.status == "in_scope"
        if not fits(advisory):
            assert warnings_alone_are_more(advisory), child
            grown += 1
    assert grown < 30


def test_no_warning_is_cut_and_danger_comes_first(ruleset: Ruleset) -> None:
    for child in busy_children(100):
        advisory = advise(child, ruleset=ruleset)
        page = fitting_page(advisory)
        told = {block.kind: " ".join(block.entries) for block in page.before}
        for alert in advisory.alerts:
            assert alert.severity == "info" or alert.short in told["warnings"]
        if advisory.danger.text is not None:
            assert advisory.danger.text in told["danger"]
            assert page.before[0].kind == "danger"
        elif advisory.danger.asks:
            assert page.before[0].kind == "open_danger"


def test_of_many_warnings_the_worst_are_told_first(ruleset: Ruleset) -> None:
    """A contraindication and an infection of grade 4 stand first, on the page and in JSON."""
    child = {
        "age_days": 200,
        "tumours": {"count": 2},
        "treatment": {"mtor_inhibitor": {"status": "current", "drug": "everolimus"}},
        "safety": {"rapamycin_hypersensitivity": True, "active_infection": True},
        "medications": ["captopril", "clarithromycin"],
        "adverse_events": [{"event": "other"}, {"event": "infection", "grade": 4}, {"event": "stomatitis", "grade": 2}],
    }
    advisory = advise(child, ruleset=ruleset)
    told = [alert.id for alert in advisory.alerts if alert.severity == "warning"]
    assert told == [
        "hypersensitivity_to_rapamycin",
        "infection_grade_4",
        "infection_before_mtor_inhibitor",
        "strong_inhibitor_with_everolimus",
        "ace_inhibitor_with_mtor_inhibitor",
        "adverse_event_other",
        "stomatitis_grade_2",
    ]
    (warnings,) = (block for block in fitting_page(advisory).before if block.kind == "warnings")
    shorts = [alert.short for alert in advisory.alerts if alert.severity == "warning"]
    assert [entry.partition(".")[0] for entry in warnings.entries] == shorts


def test_the_page_says_why_a_review_is_due_sooner_and_not_beside_a_danger(ruleset: Ruleset) -> None:
    quiet = {"arrhythmia": False, "outflow_obstruction": False, "inflow_obstruction": False}
    child = {
        "age_days": 1200,
        "tumours": {"count": 2, "largest_mm": 24},
        "asymptomatic": True,
        "symptoms": {**quiet, "duct_dependent_circulation": False},
        "treatment": {"mtor_inhibitor": {"status": "none"}, "antiarrhythmic": {"status": "none"}},
    }
    why = " ".join(to_text(advise(child, ruleset=ruleset)).split())
    assert "WHY: specialist review Timing: sooner than routine. Against routine review: size of the largest" in why
    assert "tumour (24 mm). Not settled: course of the tumours. [" in why
    failing = {**child, "asymptomatic": None, "symptoms": {"heart_failure": True}}
    assert "WHY: specialist review" not in to_text(advise(failing, ruleset=ruleset))


def test_the_gravest_of_what_was_not_read_is_told_and_the_rest_is_counted(ruleset: Ruleset) -> None:
    rng, told = random.Random(20), 0
    for child in busy_children(100):
        advisory = with_unread(advise(child, ruleset=ruleset), rng)
        unread = advisory.record.unread if advisory.record else ()
        blocks = [block for block in fitting_page(advisory).blocks if block.kind == "unread"]
        if not unread:
            assert not blocks
            continue
        (block,) = blocks
        shown = [entry for entry in block.entries if entry.endswith(tuple(WHY))]
        assert len(shown) <= MOST_UNREAD
        assert shown == [in_its_own_words(item) for item in unread[: len(shown)]]
        more = [entry for entry in block.entries if entry not in shown]
        left = len(unread) - len(shown)
        counted = MORE_UNREAD if shown else UNREAD_ALONE
        assert more == ([counted.format(number=left)] if left else [])
        told += len(shown)
    assert told > 40


def test_every_mtor_option_carries_its_caveats_in_full_meaning(ruleset: Ruleset) -> None:
    claims = {name: caveat.short for name, caveat in ruleset.caveats.items()}
    for child in busy_children(100):
        text = " ".join(to_text(advise(child, ruleset=ruleset)).split())
        assert [name for name in MTOR_CAVEATS if claims[name] not in text] == []


def test_what_a_drug_may_do_is_cut_after_questions_and_reasons(ruleset: Ruleset) -> None:
    without_these, met = Depth(0, 0, 1, 0, remarks=0, unread=1), 0
    for child in busy_children(150):
        advisory = advise(child, ruleset=ruleset)
        told = [told_at(advisory, depth) for depth in (Depth(), without_these)]
        harm = [note.text for each in advisory.options for note in each.notes if note.id == "side_effects_named"]
        if harm and all(harm[0] in words for words in told) and is_one_screen(page_of(advisory, without_these)):
            assert harm[0] in reasons_of(fitting_page(advisory)), child
            met += 1
    assert met > 5


def told_at(advisory: Advisory, depth: Depth) -> str:
    return reasons_of(page_of(advisory, depth))


def reasons_of(page: Page) -> str:
    return " ".join(entry for block in page.after if block.kind == "reasons" for entry in block.entries)


def test_the_caveats_claim_in_short_what_they_claim_in_full(ruleset: Ruleset) -> None:
    """The claims, not the words: each short form keeps what a reader must not miss."""
    claims = {
        "temporary_only": ("temporary",),
        "evidence_limits": ("30 articles", "41 children", "case reports", "not robust enough", "every child"),
        "spontaneous_regression": ("regress on their own", "no proof"),
        "off_label": ("off-label",),
        "specialist_supervision": ("specialist team",),
    }
    for name in MTOR_CAVEATS:
        for claim in claims[name]:
            assert claim in ruleset.caveats[name].short, name
            assert claim in ruleset.caveats[name].text, name


def test_no_id_and_no_field_path_stands_on_the_page(ruleset: Ruleset) -> None:
    ids = {*(rule.id for rule in ruleset.rules), *ruleset.sources, *ruleset.caveats, *fields()}
    ours = {name for name in ids if "_" in name or "." in name}
    for child in busy_children(80):
        text = to_text(advise(child, ruleset=ruleset))
        assert ours.intersection(re.findall(r"[\w.]+", text)) == set()
        assert not re.search(r"\d+ alerts?\b|#", text)


def test_side_effects_of_a_drug_that_is_not_taken_are_not_asked(ruleset: Ruleset) -> None:
    child = {"age_days": 20, "tumours": {"count": 2}, "treatment": {"mtor_inhibitor": {"status": "none"}}}
    advisory = advise(child, ruleset=ruleset)
    assert not any(missing.worth_asking for missing in advisory.missing if missing.field == "adverse_events")
    assert "during treatment" not in to_text(advisory)


def test_an_empty_record_is_asked_for_and_not_reassured() -> None:
    text = " ".join(to_text(advise({})).split())
    assert "CANNOT ASSESS" in text
    assert "This is no reassurance." in text
    assert "How many cardiac rhabdomyomas are seen?" in text


def test_out_of_scope_the_danger_is_said_and_no_advice_against_treatment_is_read_into_it() -> None:
    child = {"age_days": 3, "tsc": {"status": "excluded"}, "tumours": {"count": 1}, "symptoms": {"heart_failure": True}}
    lines = to_text(advise(child)).splitlines()
    assert lines[1].startswith("!! This presentation may be life-threatening")
    assert "that is no advice against one" in " ".join(" ".join(lines).split())


def test_a_page_can_be_printed_on_a_console_of_one_byte(ruleset: Ruleset) -> None:
    for child in busy_children(50):
        text = to_text(advise(child, ruleset=ruleset))
        assert text.encode("cp1252").decode("cp1252") == text


def test_a_box_to_tick_is_never_broken_at_the_end_of_a_line(ruleset: Ruleset) -> None:
    for child in busy_children(50):
        lines = to_text(advise(child, ruleset=ruleset)).splitlines()
        assert [line for line in lines if line.endswith("[") or line.lstrip().startswith("] ")] == []
