"""The orders of order-select and order-sign: which drugs they are for, and whether those matter here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crdecide.language.ruleset import Ruleset
from crdecide.records import fhir

from .messages import HookRequest

Json = dict[str, Any]


@dataclass(frozen=True)
class Orders:
    """The draft orders as a Bundle, and what they say by themselves."""

    bundle: Json
    mtor_inhibitor: bool
    matters: bool
    not_recognised: int


def orders_of(request: HookRequest, ruleset: Ruleset, on: date) -> Orders:
    """The orders in question: those selected, or all that are to be signed.

    Raises:
        WrongPatient: an order is for another patient.
    """
    selected = request.context.selections if request.hook == "order-select" else None
    patient = f"Patient/{request.context.patient_id}"
    drafts = [_draft(resource, patient) for resource in _resources(request.context.draft_orders or {}, selected)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": draft} for draft in drafts]}
    reading = fhir.read(bundle, on=on, patient_id=request.context.patient_id, ruleset=ruleset)
    ordered = reading.patient.medications or ()
    mtor = reading.patient.treatment.mtor_inhibitor.status in ("planned", "current")
    known = len(ordered) > len(ruleset.drugs.unknown(ordered))
    coded = [draft for draft in drafts if _has_drug(draft)]
    unread = [note for note in reading.notes if note.source and note.source.resource == "MedicationRequest"]
    return Orders(bundle, mtor, mtor or known, len(unread) if coded else 0)


def _resources(bundle: Mapping[str, Any], selected: tuple[str, ...] | None) -> list[Json]:
    """The orders and what they refer to; of the orders only those selected, where some are."""
    entries = bundle.get("entry")
    found = [entry.get("resource") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    resources = [resource for resource in found if isinstance(resource, dict) and "resourceType" in resource]
    if selected is None:
        return resources
    return [
        resource
        for resource in resources
        if resource["resourceType"] == "Medication" or f"{resource['resourceType']}/{resource.get('id')}" in selected
    ]


def _draft(resource: Json, patient: str) -> Json:
    """A draft that does not say yet whose it is, or that it is a draft, is one for the patient of the context."""
    if resource["resourceType"] != "MedicationRequest":
        return resource
    defaults = {"subject": {"reference": patient}, "status": "draft", "intent": "order"}
    return {**defaults, **{name: value for name, value in resource.items() if value not in (None, {}, "")}}


def _has_drug(draft: Json) -> bool:
    """Whether a drug has been chosen."""
    chosen = draft.get("medicationCodeableConcept"), draft.get("medicationReference")
    return draft["resourceType"] == "MedicationRequest" and any(chosen)
