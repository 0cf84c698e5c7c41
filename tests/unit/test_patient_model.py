"""`Patient` as those see it who import it: an ordinary pydantic model, which `advise` never takes on trust."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from support.children import random_children

from crdecide import InvalidPatient, Patient, Ruleset, advise, read_record
from crdecide.advisory.render.html import to_html
from crdecide.advisory.set_aside import why_not
from crdecide.errors import ConflictingCards, Problem
from crdecide.guideline.parse import read_patient
from crdecide.guideline.record_sections import MtorInhibitor, Symptoms, Tumours
from crdecide.records import advise_reading

CHILD: dict[str, Any] = {
    "age_days": 12,
    "tumours": {"count": 2, "measurements": [{"on_age_days": 3, "largest_mm": 8}]},
    "symptoms": {"syncope": False},
    "medications": ["captopril"],
}
PATIENT = Patient.model_validate(CHILD)


def faults(make: Callable[[], object]) -> list[tuple[tuple[int | str, ...], str]]:
    with pytest.raises(ValidationError) as error:
        make()
    return [(details["loc"], details["msg"]) for details in error.value.errors()]


UNKNOWN = (("tumors",), "unknown field; did you mean 'tumours'?")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Patient(tumors={}),  # type: ignore[call-arg]
        lambda: Patient.model_validate({"tumors": {}}),
        lambda: Patient.model_validate_json('{"tumors": {}}'),
        lambda: TypeAdapter(Patient).validate_python({"tumors": {}}),
    ],
)
def test_however_it_is_made_a_fault_is_pydantics_own_error_in_plain_words(make: Callable[[], object]) -> None:
    assert faults(make) == [UNKNOWN]


def test_in_a_list_a_fault_keeps_its_place() -> None:
    entry = {"on_age_days": 1, "largest": 3}
    found = faults(lambda: TypeAdapter(list[Patient]).validate_python([{}, {"tumours": {"measurements": [entry]}}]))
    below = (1, "tumours", "measurements", 0)
    assert found == [
        ((*below, "largest_mm"), "this field is required here"),
        ((*below, "largest"), "unknown field; did you mean 'largest_mm' (in mm; nothing is converted)?"),
    ]


def test_a_union_goes_on_to_its_other_members() -> None:
    class Referral(BaseModel):
        sent_by: str

    either: TypeAdapter[Patient | Referral] = TypeAdapter(Patient | Referral)
    assert either.validate_python({"sent_by": "ward 3"}) == Referral(sent_by="ward 3")
    assert either.validate_python(CHILD) == PATIENT


def test_a_fault_says_what_kind_it_is_and_prints_no_child() -> None:
    with pytest.raises(ValidationError) as error:
        Patient.model_validate({"age_days": -1, "asymptomatic": True, "symptoms": {"syncope": True}})
    [too_small] = error.value.errors(include_input=False)
    assert (too_small["type"], too_small["ctx"]) == ("greater_than_equal", {"ge": 0})
    with pytest.raises(ValidationError) as error:
        Patient.model_validate({"asymptomatic": True, "symptoms": {"syncope": True}})
    assert error.value.errors()[0]["type"] == "contradiction"
    assert "input" not in str(error.value)


def test_the_words_are_those_of_advise() -> None:
    for child in ({"age_days": "4"}, {"tsc": []}, {"tumours": {"count": 0, "largest_mm": 4}}, {"surgery": {"risk": 1}}):
        with pytest.raises(InvalidPatient) as refused:
            advise(child)
        said = [(problem.where, problem.message) for problem in refused.value.problems]
        found = faults(lambda child=child: Patient.model_validate(child))  # type: ignore[misc]
        assert said == [(".".join(map(str, path)) or "patient", message) for path, message in found]


CONTRADICTED = PATIENT.model_copy(update={"asymptomatic": True, "symptoms": Symptoms(syncope=True)})
ALTERED = {
    "a copy with a value out of bounds": (PATIENT.model_copy(update={"age_days": -5}), "age_days: Input should be"),
    "a copy that contradicts itself": (CONTRADICTED, "contradiction: asymptomatic is true"),
    "a copy with a misspelt field": (PATIENT.model_copy(update={"tumors": {}}), "did you mean 'tumours'"),
    "a copy with an altered section": (
        PATIENT.model_copy(update={"tumours": PATIENT.tumours.model_copy(update={"count": -3})}),
        "tumours.count: Input should be",
    ),
    "a copy with an altered entry of a list": (
        PATIENT.model_copy(
            update={
                "tumours": PATIENT.tumours.model_copy(
                    update={
                        "measurements": [m.model_copy(update={"largest_mm": 0}) for m in PATIENT.tumours.measurements]
                    }
                )
            }
        ),
        "tumours.measurements.0.largest_mm: Input should be",
    ),
    "a section of another model": (PATIENT.model_copy(update={"tumours": PATIENT.symptoms}), "tumours: Input should"),
    "one that was never validated": (Patient.model_construct(age_days="old"), "age_days: Input should be a valid int"),
    "a section that was never validated": (
        Patient(treatment={"mtor_inhibitor": MtorInhibitor()}).model_copy(
            update={"treatment": PATIENT.treatment.model_construct(mtor_inhibitor={"status": "perhaps"})}
        ),
        "treatment.mtor_inhibitor.status: Input should be 'none'",
    ),
}


@pytest.mark.parametrize("altered", ALTERED.values(), ids=ALTERED)
def test_what_was_altered_after_validation_is_never_answered(altered: tuple[Patient, str], ruleset: Ruleset) -> None:
    patient, said = altered
    reading = read_record(CHILD)
    answered = advise(PATIENT)
    for answer in (
        lambda: advise(patient),
        lambda: advise(patient, engine="reference"),
        lambda: advise_reading(type(reading)(patient, {}, ())),
        lambda: read_record(patient),
        lambda: why_not(answered, "surgery", patient=patient),
        lambda: to_html(answered, patient),
    ):
        with pytest.raises(InvalidPatient) as refused:
            answer()
        assert said in str(refused.value)


def test_the_danger_comes_first_of_an_altered_patient_too() -> None:
    with pytest.raises(InvalidPatient) as refused:
        advise(CONTRADICTED)
    assert refused.value.danger is not None
    assert str(refused.value).startswith(refused.value.danger)


def test_a_copy_that_is_valid_is_answered_like_the_record_it_stands_for() -> None:
    copied = PATIENT.model_copy(update={"tumours": {"count": 3}, "medications": ["sirolimus"]})
    assert advise(copied) == advise({**CHILD, "tumours": {"count": 3}, "medications": ["sirolimus"]})
    assert advise(Patient.model_construct(**CHILD)) == advise(CHILD)


def test_a_class_of_the_callers_own_is_answered_by_the_fields_of_a_record() -> None:
    class Registered(Patient):
        registry: str

    child = Registered.model_validate({**CHILD, "registry": "north"})
    assert advise(child) == advise(CHILD)
    with pytest.raises(InvalidPatient, match="did you mean 'tumours'"):
        advise(child.model_copy(update={"tumors": {}}))


def test_lists_are_kept_as_tuples_so_that_a_patient_can_be_hashed_copied_and_sent() -> None:
    assert PATIENT.medications == ("captopril",)
    assert hash(PATIENT) == hash(Patient.model_validate(CHILD))
    for again in (copy.copy(PATIENT), copy.deepcopy(PATIENT), pickle.loads(pickle.dumps(PATIENT))):
        assert (again, hash(again)) == (PATIENT, hash(PATIENT))
        assert advise(again) == advise(PATIENT)


def test_a_set_is_no_list_since_the_same_child_has_to_give_the_same_bytes() -> None:
    [(path, message)] = faults(lambda: Patient.model_validate({"medications": {"captopril"}}))
    assert (path, message) == (("medications",), "Input should be a list; got {'captopril'} (set)")


def test_what_is_written_is_read_back() -> None:
    for child in random_children(100, seed=21):
        patient = Patient.model_validate(child)
        assert Patient.model_validate(patient.model_dump()) == patient
        assert Patient.model_validate_json(patient.model_dump_json()) == patient
        assert read_patient(patient) == patient


@pytest.mark.parametrize(
    "error",
    [
        InvalidPatient([Problem("age_days", "too old")], "Go now."),
        InvalidPatient([Problem("a", "b"), Problem("c", "d")]),
        ConflictingCards(["one", "other"], "surgery"),
    ],
)
def test_an_error_survives_the_way_from_another_process(error: InvalidPatient | ConflictingCards) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


@dataclass
class TumourRow:
    """A row of a table, as an object-relational mapper hands it over: with columns that are nobody's business here."""

    count: int
    largest_mm: float
    row: int = 7


@dataclass
class ChildRow:
    """The same, with the table of tumours behind it."""

    age_days: int | None
    tumours: TumourRow
    medications: list[str]
    row: int = 3


def test_a_row_of_a_mapped_table_is_read_by_its_attributes() -> None:
    patient = Patient.model_validate(ChildRow(12, TumourRow(2, 4), ["captopril"]), from_attributes=True)
    assert patient == Patient(age_days=12, tumours=Tumours(count=2, largest_mm=4.0), medications=["captopril"])
    row = ChildRow(-1, TumourRow(2, 4), [])
    assert faults(lambda: Patient.model_validate(row, from_attributes=True))[0][0] == ("age_days",)


def test_an_enumeration_of_text_stands_for_its_text() -> None:
    class Risk(StrEnum):
        HIGH = "high"

    patient = Patient.model_validate({"surgery": {"risk": Risk.HIGH}})
    assert json.loads(patient.model_dump_json())["surgery"]["risk"] == "high"
    assert advise(patient) == advise({"surgery": {"risk": "high"}})


LOOP: list[Any] = []
LOOP.append(LOOP)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (float("nan"), "got NaN (in days)"),
        ({(1, 2): 3}, "got {(1, 2): 3} (dict) (in days)"),
        (LOOP, "got [[...]] (list) (in days)"),
        ("\ud800", r'got "\ud800" (in days)'),
        (b"4", "got b'4' (bytes) (in days)"),
        ("x" * 1000, '"xxx'),
    ],
)
def test_whatever_was_given_the_fault_can_be_said(given: object, shown: str) -> None:
    [(path, message)] = faults(lambda: Patient.model_validate({"age_days": given}))
    assert path == ("age_days",)
    assert shown in message
    assert len(message.encode()) < 130


def test_a_class_of_which_the_code_cannot_be_read_has_a_schema_all_the_same() -> None:
    made: dict[str, Any] = {"Patient": Patient}
    exec("class Typed(Patient):\n    ward: str\n    'The ward.'", made)
    properties = made["Typed"].model_json_schema()["properties"]
    assert properties["age_days"]["description"] == "Age in days since birth."
    assert "description" not in properties["ward"]
