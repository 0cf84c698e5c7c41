"""What the cards of a call need beside the advisory: the occasion, the links behind them, the form to be filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from crdecide.records.fhir import Occasion
from crdecide.records.fhir.write.populate import prefilled

from ..clinician.child_pages import ChildPage, sealed_for_card
from ..clinician.pages import BASE
from ..settings import Client
from ..store import SealedReport
from ..wiring import Deployment
from . import card_words as words
from . import reports
from .cds_cards import Setting
from .messages import HookRequest, Link, now
from .respond import Assessment

Json = dict[str, Any]
Keep = Callable[[SealedReport], None]
"""Takes what is behind a link, to be kept before the call is answered."""


def setting_of(
    service: str,
    client: Client,
    request: HookRequest,
    prefetch: Mapping[str, Any],
    assessment: Assessment,
    keep: Keep,
    deployment: Deployment,
) -> Setting:
    """The setting of the cards of one call."""
    settings, context = deployment.settings, request.context
    endpoint = f"{settings.public_url}/cds-services/{service}"
    occasion = Occasion(
        request=request.hook_instance,
        made=now(),
        module=endpoint,
        endpoint=endpoint,
        patient=f"Patient/{context.patient_id}",
        encounter=f"Encounter/{context.encounter_id}" if context.encounter_id else None,
        client=client.iss,
        user=context.user_id,
    )
    links = (
        *_questions(request, prefetch, keep, deployment),
        *_reports(assessment, occasion, keep, deployment),
    )
    form = _form(assessment, occasion, deployment) if settings.suggestions else None
    return Setting(occasion, settings.public_url, links, settings.suggestions, form)


def _questions(request: HookRequest, prefetch: Mapping[str, Any], keep: Keep, deployment: Deployment) -> Iterator[Link]:
    """The way to the clinician's page: launched by the EHR, or on this machine for the record of this call."""
    settings = deployment.settings
    if (page := settings.clinician_page) is None:
        return
    server = (request.fhir_server or "").rstrip("/")
    if any(ehr.iss == server for ehr in page.ehrs):
        yield Link(label=words.ASK, url=f"{settings.public_url}{BASE}/launch", type="smart")
    elif settings.is_local:
        child = ChildPage(dict(prefetch), f"Patient/{request.context.patient_id}")
        secret, kept = sealed_for_card(child, page.minutes)
        keep(kept)
        yield Link(label=words.ASK, url=f"{settings.public_url}{BASE}/cards/{secret}")


def _reports(assessment: Assessment, occasion: Occasion, keep: Keep, deployment: Deployment) -> Iterator[Link]:
    """The full report, where reports are on."""
    settings = deployment.settings
    if settings.report_links and assessment.advisory is not None:
        report = reports.Report(assessment.advisory, assessment.reading.patient, occasion)
        secret, kept = reports.sealed(report, settings.report_minutes)
        keep(kept)
        yield Link(label=words.REPORT, url=f"{settings.public_url}/reports/{secret}")
        yield Link(label=words.REPORT_FHIR, url=f"{settings.public_url}/reports/{secret}/fhir")


def _form(assessment: Assessment, occasion: Occasion, deployment: Deployment) -> Json | None:
    """Our form with what is known, where something is missing that would be weighed, and it is known whose it is."""
    advisory = assessment.advisory
    if advisory is None or not advisory.missing or advisory.scope.status == "out_of_scope" or occasion.patient is None:
        return None
    patient = assessment.reading.patient
    return prefilled(patient, deployment.ruleset, subject=occasion.patient, authored=occasion.made)
