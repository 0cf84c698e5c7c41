"""The questions as a FHIR form: valid, filled in with what is known and nothing else, and read back as answered."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from support.children import random_children
from support.peers import objections
from support.reports import CHILDREN

from crdecide import Patient, Ruleset
from crdecide.errors import WrongPatient
from crdecide.guideline.patient import SYMPTOMS_OF_THE_CHILD, Symptoms
from crdecide.guideline.record_paths import fields, known_fields
from crdecide.publish.fhir_questionnaire import questionnaire
from crdecide.records import Reading, advise_reading, fhir
from crdecide.records.fhir.form_codes import ABSENT, FORM
from crdecide.records.fhir.write.populate import prefilled

Json = dict[str, Any]
ANSWERED = date(2026, 11, 27)
AUTHORED = datetime(2026, 11, 27, 9, tzinfo=UTC)
NOT_ASKED = {"birth_date", "assessed_on"}
HEART_FAILURE = {
    "resourceType": "Condition",
    "id": "hf",
    "subject": {"reference": "Patient/c"},
    "code": {"coding": [{"system": "http://snomed.info/sct", "code": "84114007"}]},
}


def answers(child: Json, ruleset: Ruleset, status: str = "completed") -> Json:
    patient = Patient.model_validate(child)
    return prefilled(patient, ruleset, subject="Patient/c", authored=AUTHORED, status=status)


def given(*answered: Json, status: str = "completed", authored: str = AUTHORED.isoformat()) -> Json:
    """A response with these items, as a renderer may send it: no groups, no extensions."""
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": FORM,
        "status": status,
        "subject": {"reference": "Patient/c"},
        "authored": authored,
        "item": list(answered),
    }


def item(path: str, **answer: object) -> Json:
    return {"linkId": path, "answer": [answer]}


def yes(path: str) -> Json:
    return item(path, valueCoding={"code": "Y"})


def read(*resources: Json, on: date | None = ANSWERED) -> Reading:
    return fhir.read({"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]}, on=on)


def born(day: str) -> Json:
    return {"resourceType": "Patient", "id": "c", "birthDate": day}


def known(patient: Patient, ruleset: Ruleset) -> Json:
    """What is known: each entry of a list once, and no empty list of which nobody asks whether it is empty."""
    can_be_empty = {field.path for group in ruleset.form for field in group.fields if field.none}
    found = dict(known_fields(patient.model_dump(exclude_none=True, exclude_defaults=True)))
    for path, value in found.items():
        if isinstance(value, tuple):
            found[path] = [entry for number, entry in enumerate(value) if entry not in value[:number]]
    return {path: value for path, value in found.items() if value != [] or path in can_be_empty}


def items_of(item: Json) -> list[Json]:
    return [each for part in item.get("item", []) for each in (part, *items_of(part))]


def test_the_form_is_valid_by_two_validators(ruleset: Ruleset) -> None:
    assert objections(questionnaire(ruleset), answers(CHILDREN["measured_on_treatment"], ruleset)) == []


def test_the_form_asks_for_every_field_of_the_record_once(ruleset: Ruleset) -> None:
    asked = [each["linkId"] for each in items_of(questionnaire(ruleset))]
    assert len(asked) == len(set(asked))
    assert set(fields()) - set(asked) == NOT_ASKED


def test_no_question_has_an_answer_to_begin_with(ruleset: Ruleset) -> None:
    assert [each["linkId"] for each in items_of(questionnaire(ruleset)) if "initial" in each] == []


def test_what_is_asked_by_yes_and_no_can_be_answered_with_unknown(ruleset: Ruleset) -> None:
    for each in items_of(questionnaire(ruleset)):
        codes = [option["valueCoding"]["code"] for option in each.get("answerOption", ())]
        assert ("Y" in codes) == ("N" in codes) == ("Y" in codes and "unknown" in codes)


def test_a_code_stands_only_where_its_absence_is_read_as_well(ruleset: Ruleset) -> None:
    by_path = {each["linkId"]: each for each in items_of(questionnaire(ruleset))}
    assert by_path["symptoms.heart_failure"]["code"][0]["code"] == "84114007"
    assert "code" not in by_path["symptoms.outflow_obstruction"]


def test_a_child_comes_back_from_the_form_as_it_went_in(ruleset: Ruleset) -> None:
    for child in (*CHILDREN.values(), *random_children(150, seed=20)):
        before, reading = Patient.model_validate(child), read(answers(child, ruleset))
        assert known(reading.patient, ruleset) == known(before, ruleset)
        assert (reading.notes, reading.unread) == ((), ())


def test_nothing_that_is_not_known_is_filled_in(ruleset: Ruleset) -> None:
    assert "item" not in answers({}, ruleset)


def test_an_answer_says_that_it_was_filled_in_and_not_given_by_hand(ruleset: Ruleset) -> None:
    response = answers({"tumours": {"count": 2}}, ruleset)
    (answer,) = response["item"][0]["item"][0]["answer"]
    assert answer["valueInteger"] == 2
    assert answer["extension"][0]["extension"] == [{"url": "source", "valueCode": "auto"}]


def test_a_form_that_is_not_finished_is_told_and_not_read() -> None:
    reading = read(given(yes("symptoms.syncope"), status="in-progress"))
    assert reading.patient == Patient()
    (entry,) = reading.unread
    assert (entry.kind, entry.fields) == ("danger", ("symptoms.syncope",))
    assert "not finished" in entry.why


@pytest.mark.parametrize("status", ["entered-in-error", "stopped"])
def test_a_form_that_was_withdrawn_says_nothing(status: str) -> None:
    reading = read(given(yes("symptoms.syncope"), status=status))
    assert (reading.patient, reading.unread) == (Patient(), ())


def test_forms_of_others_are_counted() -> None:
    other = {**given(yes("symptoms.syncope")), "questionnaire": "http://loinc.org/q/44249-1"}
    reading = read(other, {**other, "id": "2"})
    assert reading.patient == Patient()
    assert "not ours; 2 in the record" in str(reading.notes[0])


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (item("tumours.count", valueInteger=-1), "greater than or equal to 0"),
        (item("tumours.count", valueString="two"), "expected a whole number"),
        (item("symptoms.syncope", valueCoding={"code": "maybe"}), "expected yes, no or not known"),
        (item("symptoms.syncope", valueCoding={"system": "http://example.org", "code": "Y"}), "as the form codes them"),
        (item("surgery.risk", valueString="high"), "expected one of low, moderate, high, inoperable"),
        ({"linkId": "symptoms.syncope", "answer": [{"valueBoolean": True}, {"valueBoolean": False}]}, "two different"),
        (
            {"linkId": "tumours.measurements", "item": [item("tumours.measurements.largest_mm", valueDecimal=4)]},
            "on_age",
        ),
    ],
)
def test_an_answer_that_cannot_be_read_is_told_with_its_field(answer: Json, why: str) -> None:
    reading = read(given(answer))
    assert reading.patient == Patient()
    (entry,) = reading.unread
    assert why in entry.why
    assert entry.fields == (answer["linkId"],)


def test_a_question_of_another_version_is_told() -> None:
    (entry,) = read(given(yes("symptoms.fainting"))).unread
    assert "no such question" in entry.why


def test_unknown_is_no_answer() -> None:
    absent = {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "asked-unknown"}
    reading = read(given(item("symptoms.syncope", valueCoding=absent), item("surgery.risk", valueCoding=absent)))
    assert (reading.patient, reading.unread) == (Patient(), ())


def test_an_age_grows_until_the_day_of_reading_and_a_planned_day_comes_nearer() -> None:
    response = given(item("age_days", valueInteger=12), item("surgery.planned_within_days", valueInteger=5))
    later = read(response, on=date(2026, 11, 30)).patient
    assert (later.age, later.surgery.planned_within_days) == (15, 2)
    without_a_day = read(response, on=None)
    assert without_a_day.patient.age is None
    assert {field for entry in without_a_day.unread for field in entry.fields} == {
        "age_days",
        "surgery.planned_within_days",
    }


def test_a_planned_day_that_is_past_is_left_unknown() -> None:
    reading = read(given(item("surgery.planned_within_days", valueInteger=5)), on=date(2026, 12, 24))
    assert reading.patient.surgery.planned_within_days is None
    assert "past" in str(reading.notes[0])


def test_the_age_is_that_of_the_date_of_birth_and_the_other_is_told() -> None:
    reading = read(born("2026-11-20"), given(item("age_days", valueInteger=70)))
    assert reading.patient.age == 7
    assert "the form says 70 days" in str(reading.notes[0])


def test_a_death_on_record_is_not_lost_to_an_older_form() -> None:
    dead = {**born("2026-11-20"), "deceasedBoolean": True}
    alive = item("life_stage", valueCoding={"code": "postnatal"})
    assert read(dead, given(alive)).patient.life_stage == "deceased"


def test_where_form_and_record_differ_neither_is_taken_and_both_are_told() -> None:
    reading = read(HEART_FAILURE, given(item("symptoms.heart_failure", valueCoding={"code": "N"})))
    assert reading.patient.symptoms.heart_failure is None
    assert reading.unread[0].kind == "danger"
    assert "yes (Condition/hf); no (QuestionnaireResponse of 2026-11-27)" in str(reading.unread[0])


DRUG = {"resourceType": "MedicationStatement", "id": "m", "status": "active", "subject": {"reference": "Patient/c"}}
CLARITHROMYCIN = {**DRUG, "medicationCodeableConcept": {"text": "clarithromycin"}}


def test_a_drug_on_record_is_not_lost_to_a_form_that_names_none() -> None:
    reading = read({**CLARITHROMYCIN, "effectiveDateTime": "2026-11-01"}, given(yes("medications.none")))
    assert reading.patient.medications == ("clarithromycin",)
    assert "says that there is none, and the record names some" in str(reading.notes[0])


@pytest.mark.parametrize(("day", "whole"), [("2026-11-27", True), ("2026-11-28", False), (None, False)])
def test_a_list_is_whole_until_a_newer_drug_or_one_of_no_day(day: str | None, whole: bool) -> None:
    drug = CLARITHROMYCIN | ({"effectiveDateTime": day} if day else {})
    reading = read(drug, given(yes("medications_complete")), on=date(2026, 12, 1))
    assert reading.patient.medications_complete is whole
    assert reading.patient.medications == ("clarithromycin",)


def test_a_form_of_another_child_is_refused() -> None:
    with pytest.raises(WrongPatient):
        read(born("2026-11-20"), {**given(yes("symptoms.syncope")), "subject": {"reference": "Patient/other"}})


def no(path: str) -> Json:
    return item(path, valueCoding={"code": "N"})


NO_DANGER = (
    item("tumours.count", valueInteger=2),
    yes("asymptomatic"),
    *(no(f"symptoms.{name}") for name in Symptoms.model_fields if name not in SYMPTOMS_OF_THE_CHILD),
)
"""A form by which nothing is dangerous, with no word on the symptoms one by one."""
BEFORE, LATER = "2026-11-10T08:00:00Z", "2026-11-27T08:00:00Z"


def danger(*resources: Json) -> str:
    return advise_reading(read(*resources)).danger.value


def test_the_form_without_danger_is_one() -> None:
    assert danger(given(*NO_DANGER, authored=BEFORE)) == "no"


@pytest.mark.parametrize(
    "later",
    [
        given(yes("symptoms.heart_failure"), status="in-progress", authored=LATER),
        given(item("symptoms.heart_failure", valueString="Yes"), authored=LATER),
        given(item("symptoms.heart_failure", valueInteger=1), authored=LATER),
        given(item("symptoms.heart_failure", valueCoding={"system": "http://snomed.info/sct", "code": "373066001"})),
        given({"linkId": "symptoms.heart_failure", "answer": [{"valueCoding": {"code": "N"}, "valueBoolean": True}]}),
        given({"linkId": "symptoms.heart_failure", "answer": [{"valueCoding": {"code": "N"}}, {"valueString": "y"}]}),
        given({**no("symptoms.heart_failure"), "modifierExtension": [{"url": "http://example.org/not"}]}),
        given({"linkId": "symptoms.heart_failure", "answer": "Yes"}),
        given(item("symptoms.heart_failure", valueCoding=None, _valueCoding={"extension": []})),
        given(item("symptoms.heart_failure", valueCoding={"system": ABSENT, "code": "unknown"})),
        {**given(yes("symptoms.heart_failure")), "item": "all"},
        given(yes("symptoms.heart_failure"), authored="2027-11-27"),
        given(yes("symptoms.heart_failure"), item("tumours.count", valueInteger="2"), authored=LATER),
        HEART_FAILURE,
        given(no("symptoms.heart_failure"), authored=LATER) | {"id": "n"},
    ],
    ids=lambda later: str(later.get("item", "a condition"))[:60],
)
def test_what_was_said_of_a_danger_and_not_read_leaves_it_open(later: Json) -> None:
    """Whatever is wrong with the answer; the last one is well formed and says no."""
    expected = "no" if later.get("id") == "n" else "yes" if later is HEART_FAILURE else None
    found = danger(given(*NO_DANGER, authored=BEFORE), later)
    assert found == expected if expected else found in ("unknown", "yes")


def test_an_answer_of_no_beside_a_condition_leaves_the_danger_open() -> None:
    assert danger(HEART_FAILURE, given(*NO_DANGER, no("symptoms.heart_failure"))) == "unknown"


def test_one_broken_answer_takes_no_other_with_it() -> None:
    nan = item("tumours.count", valueDecimal=float("nan"))
    for broken in (item("tumours.count", valueInteger="2"), {"linkId": "tumours.count", "answer": [7]}, nan):
        reading = read(given(yes("symptoms.heart_failure"), broken))
        assert reading.patient.symptoms.heart_failure is True
        assert [entry.fields for entry in reading.unread] == [("tumours.count",)]


def test_nesting_that_has_no_end_is_told_in_a_sentence() -> None:
    deep = yes("symptoms.heart_failure")
    for _ in range(300):
        deep = {"linkId": "symptoms", "item": [deep]}
    entries = read(given(deep)).unread
    assert entries
    assert max(len(entry.why) for entry in entries) < 300


@pytest.mark.parametrize(
    "lost",
    [
        item("symptoms", valueString="heart failure, cyanosis"),
        item("adverse_events", valueString="sepsis of grade 4"),
        {"linkId": "tumours.measurements", "item": [{"linkId": "x", "item": [item("x.y", valueDecimal=4)]}]},
    ],
)
def test_an_answer_where_none_is_asked_for_is_told(lost: Json) -> None:
    assert read(given(lost)).unread


def test_of_two_forms_the_newer_answer_counts_to_the_minute() -> None:
    early, late = "2026-11-27T06:00:00Z", "2026-11-27T07:00:00Z"
    for answers_, expected in (((no, yes), True), ((yes, no), False)):
        forms = [
            given(answers_[0]("symptoms.syncope"), authored=early),
            given(answers_[1]("symptoms.syncope"), authored=late),
        ]
        assert read(*forms).patient.symptoms.syncope is expected
        assert read(*reversed(forms)).patient.symptoms.syncope is expected


def test_a_form_of_no_day_stands_beside_the_others() -> None:
    for authored in ("", "27.11.2026 09:00"):
        reading = read(
            given(no("symptoms.syncope"), authored=BEFORE), given(yes("symptoms.syncope"), authored=authored)
        )
        assert reading.patient.symptoms.syncope is None
        assert reading.unread[0].kind == "danger"


@pytest.mark.parametrize("authored", ["2026", "2026-11", "", "soon"])
def test_an_age_is_not_counted_from_a_day_that_is_not_known(authored: str) -> None:
    reading = read(given(item("age_days", valueInteger=5), authored=authored))
    assert reading.patient.age is None
    assert reading.unread[0].fields == ("age_days",)


def test_a_child_may_have_been_born_since_a_form_was_answered() -> None:
    unborn = item("life_stage", valueCoding={"code": "prenatal"})
    assert read(given(unborn)).patient.life_stage == "prenatal"
    older = given(unborn, authored=BEFORE)
    assert read(older).patient.life_stage is None
    assert read(born("2026-11-20"), older).patient.age == 7
    assert read(older, given(item("age_days", valueInteger=5))).patient.age == 5


NOT_LISTED = {**DRUG, "medicationCodeableConcept": {"text": "Klacid 125"}}


@pytest.mark.parametrize(
    "more",
    [
        {**NOT_LISTED, "effectiveDateTime": "2026-11-27"},
        NOT_LISTED,
        given(item("medications", valueString="clarithromycin"), status="in-progress", authored=LATER),
        given(item("medications", valueCoding={"code": "clarithromycin"}), authored=LATER),
    ],
)
def test_a_drug_that_was_not_read_keeps_the_list_from_being_whole(more: Json) -> None:
    whole = given(yes("medications.none"), yes("medications_complete"), authored=BEFORE)
    assert read(whole).patient.medications_complete is True
    assert read(whole, more).patient.medications_complete is False


def test_emptiness_is_asked_of_lists_alone() -> None:
    reading = read(given(yes("symptoms.heart_failure.none")), HEART_FAILURE)
    assert reading.patient.symptoms.heart_failure is True
    assert "no such question" in reading.unread[0].why


def test_a_newer_list_of_drugs_replaces_an_older_one() -> None:
    older = given(item("medications", valueString="clarithromycin"), authored=BEFORE)
    assert read(older, given(item("medications", valueString="captopril"))).patient.medications == ("captopril",)
    assert read(older, given(yes("medications.none"))).patient.medications == ()


def test_what_is_added_entry_by_entry_is_not_taken_back_by_a_newer_form() -> None:
    event = {"linkId": "adverse_events", "item": [item("adverse_events.event", valueCoding={"code": "infection"})]}
    again = {"linkId": "adverse_events", "item": [item("adverse_events.event", valueCoding={"code": "stomatitis"})]}
    events = read(given(event, authored=BEFORE), given(again)).patient.adverse_events or ()
    assert {entry.event for entry in events} == {"infection", "stomatitis"}
