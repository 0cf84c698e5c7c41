"""The pages behind a card's links. Whoever has the link may read; it says nothing of whose it is."""

from __future__ import annotations

import json

from starlette.responses import Response

from crdecide.advisory.render.html import to_html
from crdecide.records.fhir import to_bundle

from ..hooks.reports import Gone, Report, opened
from ..http_errors import Refusal
from ..wiring import Deployment

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"


def report_as_html(secret: str, deployment: Deployment) -> Response:
    """The report as a page without script.

    Raises:
        Refusal: 404, no such report, or its time is over, or reports are off; 410, the rules have changed since.
    """
    report = _report(secret, deployment)
    page = to_html(report.advisory, report.patient)
    return Response(page, media_type="text/html", headers={"Content-Security-Policy": POLICY})


def report_as_fhir(secret: str, deployment: Deployment) -> Response:
    """The report as a Bundle.

    Raises:
        Refusal: as `report_as_html`.
    """
    report = _report(secret, deployment)
    bundle = to_bundle(report.advisory, report.occasion)
    return Response(json.dumps(bundle), media_type="application/fhir+json")


def _report(secret: str, deployment: Deployment) -> Report:
    try:
        report = opened(secret, deployment.store, deployment.ruleset) if deployment.settings.report_links else None
    except Gone as error:
        raise Refusal(410, f"{error}; open the chart again for what is said now") from None
    if report is None:
        raise Refusal(404, "no such report, or its time is over")
    return report
