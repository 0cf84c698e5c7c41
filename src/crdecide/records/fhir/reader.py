"""FHIR R4 records as a `Patient`. Only codes of the code maps are read, never words; what is not there is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from crdecide.language.loading import default_ruleset
from crdecide.language.ruleset import Ruleset

from .. import Note, Reading, Said
from ..reconciliation import gather
from .allergies import allergy_said
from .bundle import source_of, unpack
from .context import Context
from .demographics import patient_said
from .diagnoses import condition_said
from .medications import drugs_said
from .observations import observation_said, report_said
from .patient_check import check_whose, says_whose
from .procedures import procedure_said
from .resources import (
    AllergyIntolerance,
    Condition,
    DiagnosticReport,
    DrugUse,
    Immunization,
    ImmunizationRecommendation,
    Observation,
    Patient,
    Procedure,
    Resource,
)
from .vaccines import vaccines_said


def read(
    bundle_or_prefetch: Mapping[str, Any],
    *,
    on: date | None = None,
    patient_id: str | None = None,
    encounter: str | None = None,
    ruleset: Ruleset | None = None,
) -> Reading:
    """The patient, where each field came from, and what was left out or left unknown.

    Args:
        bundle_or_prefetch: a Bundle, a resource, or the prefetch of a CDS Hooks request (key to resource or null).
        on: the day to which the age is counted and by which something is past; without it the age stays unknown.
        patient_id: the id that the one Patient has to have.
        encounter: the id of the present encounter; diagnoses of others are not taken as current.
        ruleset: the rules whose code maps are used; those in the package where none is given.

    Raises:
        InvalidPatient: it is no Bundle, resource or prefetch. A broken resource in one is noted and left out.
        WrongPatient: something in it is about another patient, or about several.
        CrdecideError: the record holds a unit, and the libraries of ``crdecide[fhir]`` are not installed.
    """
    found = unpack(bundle_or_prefetch)
    check_whose(found, patient_id)
    context = Context((ruleset or default_ruleset()).terminology, found, on, encounter)
    owned = [resource for resource in found.resources if says_whose(resource, patient_id)]
    unowned = [resource for resource in found.resources if not says_whose(resource, patient_id)]
    notes = [
        *found.notes,
        *(Note("left out: it does not say whose it is", source_of(resource)) for resource in unowned),
    ]
    return gather([*notes, *_said(owned, context)])


def _said(resources: list[Resource], context: Context) -> Iterator[Said]:
    for resource in resources:
        yield from _each_said(resource, context)
    yield from drugs_said([use for use in resources if isinstance(use, DrugUse)], context)
    recommended = [entry for entry in resources if isinstance(entry, ImmunizationRecommendation)]
    yield from vaccines_said(recommended, [entry for entry in resources if isinstance(entry, Immunization)], context)


def _each_said(resource: Resource, context: Context) -> Iterator[Said]:
    """What a resource says by itself."""
    match resource:
        case Patient():
            yield from patient_said(resource, context)
        case Condition():
            yield from condition_said(resource, context)
        case Observation():
            yield from observation_said(resource, context)
        case DiagnosticReport():
            yield from report_said(resource, context)
        case Procedure():
            yield from procedure_said(resource, context)
        case AllergyIntolerance():
            yield from allergy_said(resource, context)
