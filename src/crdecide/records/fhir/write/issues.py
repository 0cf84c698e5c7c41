"""DetectedIssue: one for each alert (https://hl7.org/fhir/R4/detectedissue.html).

Our two grades are not FHIR's three, so `severity` is left out and the grade stands in the words.
"""

from __future__ import annotations

from collections.abc import Iterator

from crdecide.advisory.model import Advisory, AlertOut, EvidenceOut
from crdecide.guideline.spelling import spoken

from .occasion import SOFTWARE, Json, Occasion


def detected_issues(advisory: Advisory, occasion: Occasion) -> Iterator[Json]:
    """Every alert, with the address of the first statement cited that has one."""
    cited = {item.id: item for item in advisory.evidence}
    for alert in advisory.alerts:
        yield {**_issue(alert, occasion), **_reference([cited[name] for name in alert.evidence])}


def _issue(alert: AlertOut, occasion: Occasion) -> Json:
    name = f"DetectedIssue {alert.id}"
    return {
        "resourceType": "DetectedIssue",
        "id": occasion.id_of(name),
        "identifier": [occasion.identifier_of(name)],
        "status": "final",
        "code": {"text": spoken(alert.id)},
        "patient": occasion.subject,
        "identifiedDateTime": occasion.time,
        "author": SOFTWARE,
        "detail": f"{alert.severity}: {alert.text}",
    }


def _reference(cited: list[EvidenceOut]) -> Json:
    if not cited:
        return {}
    statements = [{"detail": [{"display": f"{item.id}: {item.citation}, {item.locator}"}]} for item in cited]
    linked = next((item.url for item in cited if item.url), None)
    return {"evidence": statements, **({"reference": linked} if linked else {})}
