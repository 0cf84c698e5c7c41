"""All that is written of one decision, as a Bundle; each resource built by fhir.resources (``crdecide[fhir]``)."""

from __future__ import annotations

from crdecide.advisory.model import Advisory
from crdecide.errors import MissingLibrary

from .issues import detected_issues
from .occasion import Json, Occasion
from .proposals import guidance_response, request_group
from .risk import risk_assessment
from .trail import audit_event, provenance


def to_bundle(advisory: Advisory, occasion: Occasion) -> Json:
    """A collection: GuidanceResponse, RequestGroup, RiskAssessment, DetectedIssues, Provenance, AuditEvent.

    There is a DetectedIssue for the danger and one for each alert, and none for a check.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
        MissingLibrary: the libraries of ``crdecide[fhir]`` are not installed.
    """
    made = [
        guidance_response(advisory, occasion, caveats=advisory.caveats),
        request_group(advisory, occasion, caveats=advisory.caveats),
        *risk_assessment(advisory, occasion),
        *detected_issues(advisory, occasion),
    ]
    trail = [provenance(advisory, occasion, [_url(resource) for resource in made]), audit_event(occasion)]
    return checked(
        {
            "resourceType": "Bundle",
            "id": occasion.id_of("Bundle"),
            "type": "collection",
            "timestamp": occasion.time,
            "entry": [{"fullUrl": _url(resource), "resource": resource} for resource in (*made, *trail)],
        }
    )


def checked(resource: Json) -> Json:
    """The resource as fhir.resources writes it, which refuses what FHIR does not know.

    Raises:
        MissingLibrary: the libraries of ``crdecide[fhir]`` are not installed.
    """
    try:
        from fhir.resources.R4B import get_fhir_model_class
    except ModuleNotFoundError as error:
        raise MissingLibrary("FHIR", "fhir", error) from None
    model = get_fhir_model_class(resource["resourceType"])
    written: Json = model.model_validate(resource).model_dump(mode="json")
    return written


def _url(resource: Json) -> str:
    return f"urn:uuid:{resource['id']}"
