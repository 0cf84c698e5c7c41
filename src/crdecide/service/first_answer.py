"""One call of a made-up child before the first real one, so that no client waits for what is only made once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from crdecide.language.ruleset import Ruleset
from crdecide.records.fhir import Occasion

from .hooks.cds_cards import Setting
from .hooks.messages import Context, HookRequest, now
from .hooks.respond import assess, cards_of

ADDRESS = "http://warm-up.invalid"
CHILD = "warm-up"


def warm_up(ruleset: Ruleset) -> None:
    """Read, advise and write cards for a child with every concept that the code maps know."""
    request = HookRequest(
        hook="patient-view",
        hookInstance=UUID(int=0),
        context=Context(userId="Practitioner/warm-up", patientId=CHILD),
    )
    assessment = assess(request, {"record": _record(ruleset)}, ruleset, now().date())
    occasion = Occasion(request=request.hook_instance, made=now(), module=ADDRESS)
    cards_of(assessment, request, ruleset, lambda: Setting(occasion, ADDRESS, (), suggestions=True))


def _record(ruleset: Ruleset) -> dict[str, object]:
    systems, concepts = ruleset.terminology.codes.systems, ruleset.terminology.codes.concepts
    subject = {"reference": f"Patient/{CHILD}"}
    codes = [concept.codes[0] for concept in concepts.values() if concept.codes]
    conditions = (
        {
            "resourceType": "Condition",
            "subject": subject,
            "code": {"coding": [{"system": systems[code.system].uris[0], "code": code.code}]},
        }
        for code in codes
    )
    born = (now() - timedelta(days=1)).date().isoformat()
    patient = {"resourceType": "Patient", "id": CHILD, "birthDate": born}
    return {"resourceType": "Bundle", "entry": [{"resource": resource} for resource in (patient, *conditions)]}
