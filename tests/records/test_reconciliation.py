"""Statements from many places as one patient."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from crdecide import advise
from crdecide.advisory.render.text import to_text
from crdecide.records import RecordNote, Source, Statement, Unread, advise_reading, reconcile

HERE, THERE = Source("Condition", "a"), Source("Condition", "b")


def test_fields_that_contradict_each_other_are_both_left_unknown() -> None:
    statements = [
        Statement("tumours.count", 0, HERE),
        Statement("tumours.largest_mm", 9.0, THERE),
        Statement("age_days", 9, HERE),
    ]
    for order in permutations(statements):
        reading = reconcile(order)
        assert reading.patient.model_dump(exclude_defaults=True) == {"age_days": 9}
        assert set(reading.provenance) == {"age_days"}
        assert {entry.why.partition(" ")[0] for entry in reading.unread} == {"tumours.count", "tumours.largest_mm"}


def test_a_named_symptom_outranks_that_there_are_none_and_its_danger_is_told() -> None:
    statements = [
        Statement("asymptomatic", True, HERE),
        Statement("symptoms.syncope", True, THERE),
        Statement("tsc.status", "definite", HERE),
    ]
    for order in permutations(statements):
        reading = reconcile(order)
        assert (reading.patient.symptoms.syncope, reading.patient.asymptomatic) == (True, None)
        assert [entry.why.partition(" ")[0] for entry in reading.unread] == ["asymptomatic"]
        assert advise_reading(reading).danger.value == "yes"


def test_three_fields_that_contradict_each_other_are_left_unknown() -> None:
    statements = [
        Statement("birth_date", date(2026, 11, 1), HERE),
        Statement("assessed_on", date(2026, 11, 3), HERE),
        Statement("treatment.mtor_inhibitor.started_on_age_days", 30, THERE),
        Statement("symptoms.syncope", True, THERE),
    ]
    reading = reconcile(statements)
    assert reading.patient.model_dump(exclude_defaults=True) == {"symptoms": {"syncope": True}}
    assert len(reading.unread) == 3


def test_an_impossible_value_is_left_out() -> None:
    reading = reconcile([Statement("age_days", -1, HERE), Statement("symptoms.syncope", True, THERE)])
    assert reading.patient.model_dump(exclude_defaults=True) == {"symptoms": {"syncope": True}}
    assert "age_days left unknown" in str(reading.unread[0])


def test_lists_are_joined_in_the_order_of_the_record() -> None:
    statements = [Statement("medications", name, HERE) for name in ("verapamil", "captopril", "verapamil")]
    assert reconcile(statements).patient.medications == ("verapamil", "captopril")


def test_an_advisory_shows_where_its_fields_came_from_and_is_otherwise_the_same() -> None:
    reading = reconcile(
        [
            Statement("age_days", 9, Source("Patient", "p", "3", "2026-11-01")),
            RecordNote("left_unknown", "two *stars*", HERE),
        ]
    )
    advisory = advise(reading.patient)
    shown = advise_reading(reading)
    assert shown.record is not None
    assert shown.record.fields[0].sources == ("Patient/p version 3 of 2026-11-01",)
    assert shown.model_copy(update={"record": None}) == advisory
    assert "READ FROM THE RECORD\n  age_days\n    Patient/p version 3 of 2026-11-01\n" in to_text(shown, full=True)
    assert r"Condition/a: two \*stars\*" in shown.to_markdown(full=True)


@pytest.mark.parametrize("symptom", ["heart_failure", "syncope"])
def test_a_symptom_that_is_contested_takes_the_absence_of_all_symptoms_with_it(symptom: str) -> None:
    """Else the rules would take the child to be without it after all."""
    said = [Statement(f"symptoms.{symptom}", value, HERE) for value in (True, False)]
    for order in permutations([*said, Statement("asymptomatic", True, THERE)]):
        reading = reconcile(order)
        assert (getattr(reading.patient.symptoms, symptom), reading.patient.asymptomatic) == (None, None)
        assert {field for entry in reading.unread for field in entry.fields} == {f"symptoms.{symptom}", "asymptomatic"}


def test_what_may_be_a_danger_and_was_not_read_is_denied_by_nothing() -> None:
    unread = Unread("danger", "left out", HERE, fields=("symptoms.syncope",))
    denials = [Statement("symptoms.syncope", False, THERE), Statement("asymptomatic", True, THERE)]
    for order in permutations([unread, *denials]):
        reading = reconcile(order)
        assert (reading.patient.symptoms.syncope, reading.patient.asymptomatic) == (None, None)
