"""What all entries on drugs say together: which are taken or planned, and the courses that the rules know.

https://hl7.org/fhir/R4/medications-module.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from crdecide.guideline.record_paths import annotation_at, literals

from .. import RecordItem, RecordNote, Source, Statement, Unread
from ..unread import Whereabouts
from .bundle import source_of
from .context import Context
from .drug_states import PRECEDENCE, State, is_withdrawn, state_of
from .recognised_drugs import DrugsFound, drugs_of
from .resources import DrugUse

NOT_RECOGNISED = "a drug was not recognised: its code and name are not in the lists"
LOCAL = "a preparation for the skin, the eye, the ear or the mouth, not taken as a course of the drug"
MEDICATIONS, COMPLETE = "medications", "medications_complete"


class Use(NamedTuple):
    """A drug, how its use stands (None: cannot be told), and where that is said."""

    drug: str
    state: State | None
    source: Source


def read_medications(resources: Iterable[DrugUse], context: Context) -> Iterator[RecordItem]:
    """What all entries on drugs say together; of a record, the list is never taken to be the whole list."""
    uses: list[Use] = []
    for resource in resources:
        if is_withdrawn(resource):
            continue
        found = drugs_of(resource.drug_concept, resource.drug_reference, resource, context)
        source = source_of(resource, resource.day, found.codes)
        state = state_of(resource, context.on)
        yield from _unread(found, resource, context)
        taken = [drug for drug in found.drugs if not drug.is_local]
        uses += [
            Use(drug.name, state, replace(source, by_name=drug.by_name) if drug.by_name else source) for drug in taken
        ]
    if not uses:
        return  # as of most records
    yield from _listed(uses, context)
    for field, names in context.terminology.drug_codes.courses.items():
        yield from _course(field, [use for use in uses if use.drug in names])


def _unread(found: DrugsFound, resource: DrugUse, context: Context) -> Iterator[Unread]:
    """What of an entry is not taken as a drug that is taken, and why."""
    if not found.drugs and not found.unknown:
        yield _where(resource, context).unread(NOT_RECOGNISED)
    for part in found.unknown:
        yield context.where(resource, "drug", part, resource.day).unread(NOT_RECOGNISED)
    if found.doubt:
        yield _where(resource, context).unread(found.doubt)
    for drug in found.drugs:
        if drug.is_local:
            yield _where(resource, context).unread(f"{drug.name}: {LOCAL}")


def _where(resource: DrugUse, context: Context) -> Whereabouts:
    where = context.where(resource, "drug", resource.drug_concept, resource.day)
    link = resource.drug_reference
    return where._replace(texts=(link.display,)) if link and not where.text else where


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
        if drug_field(field):
            yield field, names


@lru_cache(maxsize=16)
def drug_field(field: str) -> str | None:
    """The field that names the drug of a course, if it has one."""
    return f"{field}.drug" if "drug" in annotation_at(field).model_fields else None


@lru_cache(maxsize=16)
def _states(field: str) -> tuple[State, ...]:
    """The states that a course may have, that of the highest precedence first."""
    known = literals(annotation_at(f"{field}.status"))
    return tuple(state for state in PRECEDENCE if state in known)


def _course(field: str, uses: Sequence[Use]) -> Iterator[RecordItem]:
    """How a course of treatment stands: as the entry of the highest precedence says."""
    by_state = {state: [use for use in uses if use.state == state] for state in _states(field)}
    state = next((state for state, entries in by_state.items() if entries), None)
    for use in by_state[state] if state else ():
        yield Statement(f"{field}.status", state, use.source)
        if name := drug_field(field):
            yield Statement(name, use.drug, use.source)
