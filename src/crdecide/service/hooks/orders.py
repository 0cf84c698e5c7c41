"""The orders of order-select and order-sign: which drugs they are for, and whether those matter here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crdecide.language.ruleset import Ruleset
from crdecide.records import RecordNote, Unread, fhir

from .messages import HookRequest

Json = dict[str, Any]


@dataclass(frozen=True)
class Orders:
    """The draft orders as a Bundle, the drugs ordered, what they say by themselves, and notes on drugs not checked."""

    bundle: Json
    drugs: tuple[str, ...]
    mtor_inhibitor: bool
    matters: bool
    not_checked: tuple[Unread | RecordNote, ...]


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
    ordered = tuple(reading.patient.medications or ())
    mtor = reading.patient.treatment.mtor_inhibitor.status in ("planned", "current")
    known = len(ordered) > len(ruleset.drugs.unknown(ordered))
    not_checked: list[Unread | RecordNote] = [item for item in reading.unread if item.kind == "drug"]
    not_checked += [note for note in reading.notes if note.kind == "drug_use_unknown"]
    # While no drug has been chosen yet, there is none that could be recognised.
    chosen = any(map(_has_drug, drafts))
    return Orders(bundle, ordered, mtor, mtor or known, tuple(not_checked) if chosen else ())


def _resources(bundle: Mapping[str, Any], selected: tuple[str, ...] | None) -> list[Json]:
    """The orders and what they refer to; of the orders only those selected, where some are."""
    entries = bundle.get("entry")
    resources = []
    for entry in entries if isinstance(entries, list) else []:
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict) and "resourceType" in resource and _is_selected(resource, selected):
            resources.append(resource)
    return resources


def _is_selected(resource: Json, selected: tuple[str, ...] | None) -> bool:
    kind = resource["resourceType"]
    return selected is None or kind == "Medication" or f"{kind}/{resource.get('id')}" in selected


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
