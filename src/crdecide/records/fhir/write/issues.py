"""DetectedIssue: the danger, and one for each alert (https://hl7.org/fhir/R4/detectedissue.html); each is `final`.

What could only not be excluded (a check) is none at any status: a DetectedIssue is "an actual or potential clinical
issue", `preliminary` is said of one that is there and not yet verified
(https://hl7.org/fhir/R4/valueset-observation-status.html), and readers list them all. That information is lacking is
said where R4 looks for it, in the GuidanceResponse.

`severity` is left out of alerts, since our two grades are not FHIR's three; the grade stands in the words. The danger
is `high`, which FHIR defines by the same words: it "may be life-threatening"
(https://hl7.org/fhir/R4/valueset-detectedissue-severity.html).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crdecide.advisory.answer_parts import AlertOut, DangerOut, EvidenceOut
from crdecide.advisory.model import Advisory
from crdecide.guideline.named_ids import DANGER
from crdecide.guideline.spelling import spoken

from .occasion import SOFTWARE, Json, Occasion


def detected_issues(advisory: Advisory, occasion: Occasion) -> Iterator[Json]:
    """The danger first, then every alert, with the address of the first statement cited that has one."""
    cited = {item.id: item for item in advisory.evidence}
    if advisory.danger.text is not None:
        references = _reference([cited[name] for name in advisory.danger.evidence])
        yield {**_issue(DANGER, _danger(advisory.danger), occasion), "severity": "high", **references}
    for alert in advisory.alerts:
        yield {**_issue(alert.id, _alert(alert), occasion), **_reference([cited[name] for name in alert.evidence])}


def _danger(danger: DangerOut) -> str:
    on_record = f" On record: {', '.join(danger.because)}." if danger.because else ""
    return f"{danger.text}{on_record}"


def _alert(alert: AlertOut) -> str:
    return f"{alert.severity}: {alert.text}"


def _issue(about: str, detail: str, occasion: Occasion) -> Json:
    name = f"DetectedIssue {about}"
    return {
        "resourceType": "DetectedIssue",
        "id": occasion.id_of(name),
        "identifier": [occasion.identifier_of(name)],
        "status": "final",
        "code": {"text": spoken(about)},
        "patient": occasion.subject,
        "identifiedDateTime": occasion.time,
        "author": SOFTWARE,
        "detail": detail,
    }


def _reference(cited: Iterable[EvidenceOut]) -> Json:
    items = list(cited)
    if not items:
        return {}
    statements = [{"detail": [{"display": f"{item.id}: {item.citation}, {item.locator}"}]} for item in items]
    linked = next((item.url for item in items if item.url), None)
    return {"evidence": statements, **({"reference": linked} if linked else {})}
