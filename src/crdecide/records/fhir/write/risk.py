"""RiskAssessment: what the record says of TSC (https://hl7.org/fhir/R4/riskassessment.html)."""

from __future__ import annotations

from collections.abc import Iterator

from crdecide.advisory.model import Advisory
from crdecide.guideline.named_ids import TSC_STATUS
from crdecide.guideline.options import TSC_EVALUATION
from crdecide.guideline.spelling import spoken

from .occasion import SOFTWARE, Json, Occasion


def risk_assessment(advisory: Advisory, occasion: Occasion) -> Iterator[Json]:
    """One, where the rules have a finding on TSC: its value in words, never a number that nobody counted."""
    finding = next((finding for finding in advisory.findings if finding.id == TSC_STATUS), None)
    if finding is None:
        return
    option = next((option for option in advisory.options if option.option == TSC_EVALUATION), None)
    reasons = [*([option.rationale] if option else []), *finding.because]
    yield {
        "resourceType": "RiskAssessment",
        "id": occasion.id_of("RiskAssessment"),
        "identifier": [occasion.identifier_of("RiskAssessment")],
        "status": "final",
        "method": {"text": "Diagnostic criteria for TSC of 2021, as encoded in the rules; features found so far"},
        "subject": occasion.subject,
        **occasion.about,
        "occurrenceDateTime": occasion.time,
        "performer": SOFTWARE,
        "prediction": [
            {
                "outcome": {"text": "Tuberous sclerosis complex"},
                "qualitativeRisk": {"text": spoken(finding.value)},
                "rationale": " ".join(reasons) or "No feature of TSC is recorded.",
            }
        ],
        "note": [{"text": advisory.disclaimer}],
    }
