"""Records that send a code as an effect says that it has to be sent: what the readers then read is the test of it."""

from __future__ import annotations

from typing import Any

from crdecide import Ruleset
from crdecide.records.effects_of_codes import CodeEffect, CodeShown
from crdecide.records.fhir.drug_states import State

from .fhir_records import RHABDOMYOMA, UCUM, bundle, concept, condition, patient, resource

ON = "2026-11-26"
THERE, NOT_THERE = ("http://snomed.info/sct", "373066001"), ("http://snomed.info/sct", "373067005")
PATHOGENIC = ("http://loinc.org", "LA6668-3")
GENE, SIGNIFICANCE = ("http://loinc.org", "48018-6"), ("http://loinc.org", "53037-8")
STATES: dict[State, str] = {"current": "active", "planned": "draft", "stopped": "stopped"}


def sent(effect: CodeEffect, code: CodeShown, ruleset: Ruleset, state: State = "current") -> dict[str, Any]:
    """The Bundle of a child, with what the effect needs besides."""
    entries = [patient(), *([condition("tumour", RHABDOMYOMA)] if effect.needs else [])]
    return bundle(*entries, *_resources(effect, coded(code, ruleset), state))


def coded(code: CodeShown, ruleset: Ruleset) -> tuple[str, str]:
    return ruleset.terminology.codes.systems[code.system].uris[0], code.code


def _resources(effect: CodeEffect, code: tuple[str, str], state: State) -> list[dict[str, Any]]:
    match effect.way:
        case "present":
            return [condition("sent", code)]
        case "absent":
            return [condition("sent", code, verified="refuted")]
        case "measured":
            value = {"value": 9, "unit": "x", "system": UCUM, "code": "mm" if effect.needs else "ng/mL"}
            return [_observation(code, valueQuantity=value)]
        case "performed":
            return [resource("Procedure", "sent", status="completed", code=concept(code), performedDateTime=ON)]
        case "due":
            due = {"vaccineCode": [concept(code)], "forecastStatus": concept(("", "due"))}
            return [resource("ImmunizationRecommendation", "sent", date=ON, recommendation=[due])]
        case "variant":
            parts = [(GENE, code), (SIGNIFICANCE, PATHOGENIC)]
            components = [{"code": concept(name), "valueCodeableConcept": concept(value)} for name, value in parts]
            return [_observation(("http://loinc.org", "69548-6"), component=components)]
        case "place":
            return [condition("sent", RHABDOMYOMA, bodySite=[concept(code)])]
        case "drug":
            drug = {"status": STATES[state], "intent": "order", "medicationCodeableConcept": concept(code)}
            return [resource("MedicationRequest", "sent", **drug)]
        case "allergy":
            return [resource("AllergyIntolerance", "sent", code=concept(code))]
        case "no_allergy":
            refuted = concept(("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "refuted"))
            return [resource("AllergyIntolerance", "sent", code=concept(code), verificationStatus=refuted)]
        case "element":
            return [patient(deceasedBoolean=True)]


def _observation(code: tuple[str, str], **value: Any) -> dict[str, Any]:
    return resource("Observation", "sent", status="final", effectiveDateTime=ON, code=concept(code), **value)


__all__ = ["ON", "coded", "sent"]
