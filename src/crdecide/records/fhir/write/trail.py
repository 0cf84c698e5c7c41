"""Provenance and AuditEvent: what a decision stands on, and who asked for it.

https://hl7.org/fhir/R4/provenance.html, https://hl7.org/fhir/R4/auditevent.html
"""

from __future__ import annotations

from collections.abc import Iterable

from crdecide.advisory.model import Advisory

from .occasion import SOFTWARE, Json, Occasion

TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
OUTCOMES = {True: "0", False: "8"}
"""FHIR's codes of an audit outcome: success, serious failure."""


def provenance(advisory: Advisory, occasion: Occasion, targets: Iterable[str]) -> Json:
    """That the targets were made by this program from these rules, this record and these publications."""
    stood_on = advisory.provenance
    rules = f"{stood_on.ruleset}, sha256 {stood_on.ruleset_sha256}"
    sources = {item.id.partition("#")[0]: item for item in advisory.evidence}
    return {
        "resourceType": "Provenance",
        "id": occasion.id_of("Provenance"),
        "target": [{"reference": target} for target in targets],
        "occurredDateTime": occasion.time,
        "recorded": occasion.time,
        "activity": {"coding": [{"system": f"{TERMINOLOGY}/v3-DataOperation", "code": "CREATE"}]},
        "agent": [
            {"type": {"coding": [{"system": f"{TERMINOLOGY}/provenance-participant-type", "code": "assembler"}]},
             "who": SOFTWARE}
        ],
        "entity": [
            {"role": "derivation", "what": {"display": f"rules {rules}"}},
            {"role": "source", "what": {"display": f"patient record as read, sha256 {stood_on.input_sha256}"}},
            *({"role": "quotation", "what": {"display": item.citation}} for item in sources.values()),
        ],
    }  # fmt: skip


def audit_event(occasion: Occasion, *, succeeded: bool = True, why: str = "") -> Json:
    """That the client (and the user it names) asked, about whom, and whether it was answered."""
    users = [{"who": {"reference": occasion.user}, "requestor": True}] if occasion.user else []
    patient = [
        {
            "what": occasion.subject,
            "type": {"system": f"{TERMINOLOGY}/audit-entity-type", "code": "1", "display": "Person"},
            "role": {"system": f"{TERMINOLOGY}/object-role", "code": "1", "display": "Patient"},
        }
    ]
    request = {
        "what": {"identifier": {"value": str(occasion.request)}},
        "type": {"system": f"{TERMINOLOGY}/audit-entity-type", "code": "2", "display": "System Object"},
        "role": {"system": f"{TERMINOLOGY}/object-role", "code": "20", "display": "Job"},
    }
    return {
        "resourceType": "AuditEvent",
        "id": occasion.id_of("AuditEvent"),
        "type": {"system": f"{TERMINOLOGY}/audit-event-type", "code": "rest", "display": "RESTful Operation"},
        "action": "E",
        "recorded": occasion.time,
        "outcome": OUTCOMES[succeeded],
        **({"outcomeDesc": why} if why else {}),
        "agent": [{"who": {"display": occasion.client}, "requestor": not users}, *users],
        "source": {"observer": SOFTWARE},
        "entity": [*(patient if occasion.patient else []), request],
    }
