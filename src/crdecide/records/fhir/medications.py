"""MedicationRequest and MedicationStatement: which drugs are taken or planned, and the courses that the rules know.

https://hl7.org/fhir/R4/medicationrequest.html, https://hl7.org/fhir/R4/medicationstatement.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from crdecide.guideline.record_paths import annotation_at, literals
from crdecide.language.code_maps import Coding

from .. import RecordItem, RecordNote, Source, Statement
from .bundle import source_of
from .context import Context
from .dates import last_day
from .resources import DrugUse, Medication, MedicationRequest, MedicationStatement

State = Literal["current", "planned", "stopped"]
PRECEDENCE: tuple[State, ...] = ("current", "planned", "stopped")
"""Of several entries on one course, which one says how it stands."""
REQUESTED: Mapping[str, State] = {"active": "current", "draft": "planned", "stopped": "stopped"}
STATED: Mapping[str, State] = {
    "active": "current", "intended": "planned", "completed": "stopped", "stopped": "stopped",
}  # fmt: skip
PLANS = ("proposal", "plan")
WITHDRAWN = ("entered-in-error", "cancelled", "not-taken")
MEDICATIONS, COMPLETE = "medications", "medications_complete"


@dataclass(frozen=True)
class Use:
    """A drug, how its use stands (None: cannot be told), and where that is said."""

    drug: str
    state: State | None
    source: Source


def read_medications(resources: Iterable[DrugUse], context: Context) -> Iterator[RecordItem]:
    """What all entries on drugs say together; of a record, the list is never taken to be the whole list."""
    uses: list[Use] = []
    for resource in resources:
        if resource.status in WITHDRAWN or (isinstance(resource, MedicationRequest) and resource.do_not_perform):
            continue
        drugs = _drugs(resource, context)
        if not drugs:
            text = "a drug was not recognised: its code is not in the code map"
            yield RecordNote("drug_not_recognised", text, _source(resource))
        uses += [Use(drug, _state(resource, context), _source(resource)) for drug in drugs]
    yield from _listed(uses, context)
    for field, names in context.terminology.drug_codes.courses.items():
        yield from _course(field, [use for use in uses if use.drug in names])


def _source(resource: DrugUse) -> Source:
    times = (resource.authored_on,) if isinstance(resource, MedicationRequest) else ()
    if isinstance(resource, MedicationStatement):
        times = (resource.effective_date_time or resource.effective_period.start,)
    return source_of(resource, next(iter(times), None))


def _drugs(resource: DrugUse, context: Context) -> tuple[str, ...]:
    """The generic names of what is used: by its own code, or that of the Medication, or those it is made of."""
    if resource.medication_codeable_concept is not None:
        return _named([resource.medication_codeable_concept.codes], context)
    reference = resource.medication_reference
    medication = context.resolve(reference, resource) if reference else None
    if not isinstance(medication, Medication) or medication.status == "entered-in-error":
        return ()
    parts = [part.item_codeable_concept.codes for part in medication.ingredient]
    return _named([medication.code.codes], context) or _named(parts, context)


def _named(groups: Iterable[Iterable[Coding]], context: Context) -> tuple[str, ...]:
    entries = (context.terminology.ingredients.find(codings) for codings in groups)
    return tuple(entry[0] for entry in entries if entry)


def _state(resource: DrugUse, context: Context) -> State | None:
    if isinstance(resource, MedicationRequest):
        state = REQUESTED.get(resource.status)
        return "planned" if state == "current" and resource.intent in PLANS else state
    state = STATED.get(resource.status)
    if state == "current" and isinstance(resource, MedicationStatement):
        end = last_day(resource.effective_period.end)
        return None if end is not None and context.on is not None and end < context.on else state
    return state


def _listed(uses: Iterable[Use], context: Context) -> Iterator[RecordItem]:
    """The drugs taken or planned; those that the rules know as treatment of the tumours are kept to their course."""
    own = {name for field, names in _tumour_courses(context) for name in names}
    for use in uses:
        if use.state in ("current", "planned"):
            yield Statement(COMPLETE, False, use.source)
            if use.drug not in own:
                yield Statement(MEDICATIONS, use.drug, use.source)
        elif use.state is None:
            text = f"{use.drug}: whether it is taken cannot be told from its status and dates"
            yield RecordNote("drug_use_unknown", text, use.source)


def _tumour_courses(context: Context) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The courses whose drug is a field of its own."""
    for field, names in context.terminology.drug_codes.courses.items():
        if _drug_field(field):
            yield field, names


def _drug_field(field: str) -> str | None:
    """The field that names the drug of a course, if it has one."""
    return f"{field}.drug" if "drug" in annotation_at(field).model_fields else None


def _course(field: str, uses: Iterable[Use]) -> Iterator[RecordItem]:
    """How a course of treatment stands: as the entry of the highest precedence says."""
    known = literals(annotation_at(f"{field}.status"))
    by_state = {state: [use for use in uses if use.state == state] for state in PRECEDENCE if state in known}
    state = next((state for state, entries in by_state.items() if entries), None)
    for use in by_state[state] if state else ():
        yield Statement(f"{field}.status", state, use.source)
        if name := _drug_field(field):
            yield Statement(name, use.drug, use.source)
