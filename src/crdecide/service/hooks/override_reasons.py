"""Why a user may set a card aside: HL7's non-adherence reasons, the clinical selection of the 3.0 ballot.

https://github.com/HL7/cds-hooks/blob/master/input/vocabulary/ValueSet-non-adherence-reason-clinical.json
"""

from __future__ import annotations

from .messages import Coding

SYSTEM = "http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes"
DISPLAYS = {
    "cds-not-applicable": "PC CDS does not apply to patient",
    "cds-suboptimal-context": "PC CDS delivered in suboptimal context",
    "recipient-disagrees-evidence": "Recipient disagrees with recommendation because of issues with the evidence",
    "recipient-concerns-outcomes": "Recipient has concerns regarding potential health outcomes",
    "does-not-align-preferences": "Recommendation does not align with patient preferences or values",
    "not-convenient-feasible": "Recommendation is not convenient or feasible",
    "action-completed": "Recommended action was already completed",
    "patient-contraindication": "Patient has contraindication to recommended action",
    "patient-refuses": "Patient refuses/declines (no context given)*",
    "too-costly-uncovered": "Recommended action is too costly or not covered by insurance",
    "service-not-available": "Treatment or service is not practically available",
    "recipient-does-not-understand": (
        "Recipient does not understand the recommended action or know how to perform the recommended action"
    ),
}
OVERRIDE_REASONS = tuple(Coding(system=SYSTEM, code=code, display=words) for code, words in DISPLAYS.items())
