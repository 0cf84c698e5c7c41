"""The questions as a FHIR form: valid, filled in with what is known and nothing else, and read back as answered."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
from support.children import random_children
from support.peers import objections
from support.reports import CHILDREN

from crdecide import Patient, Ruleset
from crdecide.errors import WrongPatient
from crdecide.guideline.patient import SYMPTOMS_OF_THE_CHILD
from crdecide.guideline.record_paths import fields, known_fields
from crdecide.guideline.record_sections import Symptoms
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


def not_known(path: str) -> Json:
    return item(path, valueCoding={"system": ABSENT, "code": "unknown"})


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


HF = "symptoms.heart_failure"


@pytest.mark.parametrize(
    "authored",
    ["2026-11-01T08:00:60Z", "2026-11-01T25:00:00Z", "2026-11-01T8:00:00Z", "2026-11-01", "2026-10", "2020"],
)
def test_an_older_form_denies_nothing_that_a_newer_one_says(authored: str) -> None:
    older = given(*NO_DANGER, no(HF), authored=authored)
    for forms in permutations([older, given(yes(HF), authored=LATER)]):
        assert danger(*forms) == "yes"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-11-27", "2026-11-27"),
        ("2026-11-27T06:00:00Z", "2026-11-27T06:00:00Z"),
        ("2026-11-27", "2026-11-27T06:00:00Z"),
        ("2026-11-27T06:00:00Z", "2026-11-27"),
        ("2026-11", "2026-11-27T08:00:00Z"),
    ],
)
def test_where_it_cannot_be_told_which_is_newer_both_stand(one: str, other: str) -> None:
    for forms in permutations([given(*NO_DANGER, no(HF), authored=one), given(yes(HF), authored=other)]):
        assert danger(*forms) == "unknown"


@pytest.mark.parametrize(
    "lost",
    [
        {"linkId": "symptoms", "item": [yes(HF), 7]},
        {"linkId": [HF], "answer": [{"valueCoding": {"code": "Y"}}]},
        yes(f"{HF} "),
        item("symptoms", valueString="heart failure"),
        yes(f"{HF}.none"),
        {"linkId": "adverse_events", "item": [yes(HF)]},
        {"linkId": "tumours.measurements", "answer": [{"item": [yes(HF)]}]},
        {"linkId": "symptoms", "modifierExtension": [{"url": "http://example.org/not"}], "item": [no(HF)]},
        {"linkId": HF, "answer": [{"modifierExtension": [{"url": "x"}], "valueCoding": {"code": "N"}}]},
    ],
    ids=lambda lost: str(lost)[:60],
)
def test_what_stands_where_it_cannot_be_read_may_be_a_danger(lost: Json) -> None:
    assert danger(given(*NO_DANGER, authored=BEFORE), given(lost, authored=LATER)) != "no"


def test_a_form_of_ours_that_is_broken_as_a_whole_may_say_a_danger() -> None:
    broken = {**given(yes(HF), authored=LATER), "questionnaire": [FORM]}
    assert danger(given(*NO_DANGER, authored=BEFORE), broken) != "no"


def test_what_is_said_to_control_an_arrhythmia_denies_no_danger_that_was_not_read() -> None:
    rhythm = (
        yes("symptoms.arrhythmia"),
        item("treatment.antiarrhythmic.status", valueCoding={"code": "current"}),
        item("treatment.antiarrhythmic.response", valueCoding={"code": "controlled"}),
    )
    calm = [answer for answer in NO_DANGER if answer["linkId"] != "symptoms.arrhythmia"]
    older = given(*calm, *rhythm, authored=BEFORE)
    assert danger(older) == "no"
    refractory = item("treatment.antiarrhythmic.response", valueCoding={"code": "refractory"})
    assert danger(older, given(refractory, status="in-progress", authored=LATER)) != "no"


def test_a_condition_that_ended_on_no_day_lets_no_undated_no_stand() -> None:
    over = {**HEART_FAILURE, "id": "over", "clinicalStatus": {"coding": [{"code": "resolved"}]}}
    undated = given(*NO_DANGER, no(HF), authored="")
    assert danger(over, given(yes(HF), authored=LATER), undated) != "no"


@pytest.mark.parametrize(
    "nothing",
    [{"linkId": HF, "answer": [{}]}, {"linkId": HF, "answer": [{"id": "a"}]}, {"linkId": HF}, not_known(HF)],
    ids=str,
)
def test_an_answer_that_says_nothing_takes_no_older_yes_back(nothing: Json) -> None:
    older = given(*NO_DANGER, yes(HF), authored=BEFORE)
    assert danger(given(yes(HF), item("tumours.count", valueInteger=2), authored=BEFORE), given(nothing)) == "yes"
    assert read(older, given(nothing)).patient.symptoms.heart_failure is True


@pytest.mark.parametrize(
    "nothing",
    [
        not_known("medications"),
        {"linkId": "medications", "answer": [{}]},
        item("medications.none", valueCoding={"code": "N"}),
        not_known("medications.none"),
    ],
    ids=str,
)
def test_a_drug_is_not_lost_to_an_answer_that_names_none(nothing: Json) -> None:
    older = given(item("medications", valueString="clarithromycin"), authored=BEFORE)
    assert read(older, given(nothing)).patient.medications == ("clarithromycin",)


@pytest.mark.parametrize(
    "more",
    [
        {**CLARITHROMYCIN, "status": 7},
        {**CLARITHROMYCIN, "modifierExtension": [{"url": "http://example.org/not"}]},
        {name: value for name, value in CLARITHROMYCIN.items() if name != "subject"},
        {**given(item("medications", valueString="clarithromycin"), authored=LATER), "item": "all"},
        given({"linkId": "drugs", "item": [item("medications", valueString="x"), 7]}, authored=LATER),
    ],
    ids=lambda more: str(more)[:60],
)
def test_a_drug_in_what_was_left_out_keeps_the_list_from_being_whole(more: Json) -> None:
    whole = given(yes("medications.none"), yes("medications_complete"), authored=BEFORE)
    assert read(whole, more).patient.medications_complete is False


@pytest.mark.parametrize("code", [["high"], {}, 7, True])
def test_a_code_that_is_none_is_told(code: object) -> None:
    reading = read(given(item("surgery.risk", valueCoding={"code": code}), yes(HF)))
    assert reading.patient.symptoms.heart_failure is True
    assert reading.unread[0].fields == ("surgery.risk",)


@pytest.mark.parametrize(
    "authored", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "0001-01-01", "9999-12-31", "0000"]
)
def test_a_day_at_the_end_of_time_is_read_or_told(authored: str) -> None:
    reading = read(given(yes(HF), authored=authored))
    assert reading.patient.symptoms.heart_failure or reading.unread


def test_what_an_unfinished_form_may_say_is_told_by_fields_of_the_record_alone() -> None:
    foreign = item("symptoms", valueString="heart failure")
    unfinished = given(foreign, yes("medications.none"), no("symptoms.syncope"), status="in-progress", authored=LATER)
    (entry,) = read(unfinished).unread
    assert set(entry.fields) <= set(fields())
    assert {"medications", "symptoms.syncope", HF} <= set(entry.fields)
    assert danger(given(*NO_DANGER, no(HF), authored=BEFORE), unfinished) != "no"
