"""The four services: one id a hook, and what each asks the client to prefetch."""

from __future__ import annotations

from collections.abc import Mapping

from crdecide.language.ruleset import Ruleset
from crdecide.records.fhir.form_codes import FORM
from crdecide.version import __version__

from .messages import Discovery, Hook, Service

CHILD = "For a child with a cardiac rhabdomyoma on record: "
OPTIONS = "the options, how strongly published evidence speaks to each, how certain it is, what is missing, and alerts"
DRUG = "what bears on an order of everolimus or sirolimus, and drugs that interact with them"
TITLES: Mapping[Hook, tuple[str, str]] = {
    "patient-view": (
        "Cardiac rhabdomyoma: what the evidence says",
        f"{CHILD}{OPTIONS}. Advisory; it never says to treat.",
    ),
    "order-select": ("Cardiac rhabdomyoma: a drug being ordered", f"{CHILD}{DRUG}."),
    "order-sign": ("Cardiac rhabdomyoma: a drug about to be signed", f"{CHILD}{DRUG}."),
    "encounter-discharge": (
        "Cardiac rhabdomyoma: before discharge",
        f"{CHILD}{OPTIONS}, and the follow-up in published guidance.",
    ),
}
USAGE = (
    " FHIR R4. Every prefetch key is needed (null where there is no data), or a fhirServer and fhirAuthorization with "
    "which it can be fetched. For clinicians who care for children with cardiac rhabdomyoma; a draft, approved by no "
    "committee."
)
HOOKS: tuple[Hook, ...] = tuple(TITLES)
PATIENT = "{{context.patientId}}"
TEMPLATES: Mapping[str, str] = {
    "patient": f"Patient/{PATIENT}",
    "conditions": f"Condition?patient={PATIENT}",
    "diagnosticReports": f"DiagnosticReport?patient={PATIENT}",
    "procedures": f"Procedure?patient={PATIENT}",
    "medicationRequests": f"MedicationRequest?patient={PATIENT}&_include=MedicationRequest:medication",
    "medicationStatements": f"MedicationStatement?patient={PATIENT}&_include=MedicationStatement:medication",
    "allergies": f"AllergyIntolerance?patient={PATIENT}",
    "immunizations": f"Immunization?patient={PATIENT}",
    "medicationDispenses": f"MedicationDispense?patient={PATIENT}&_include=MedicationDispense:medication",
    "medicationAdministrations": f"MedicationAdministration?patient={PATIENT}",
    "immunizationRecommendations": f"ImmunizationRecommendation?patient={PATIENT}",
    "questionnaireResponses": f"QuestionnaireResponse?patient={PATIENT}&questionnaire={FORM}",
    "observations": f"Observation?patient={PATIENT}&_count=1000",
}
"""The prefetch templates by key, with tokens of CDS Hooks 2.0 only.

Observations are asked for by the patient alone and picked here: those that are read have 800 codes, which no address
holds, and a component of a panel is found by a search for its code only where a server has ``combo-code``.
"""
MAY_BE_CUT = "observations"
"""The key of which the first pages will do, as all of them may be too many; what was cut off is said."""
OPTIONAL = ("medicationDispenses", "medicationAdministrations", "questionnaireResponses")
"""Keys that any client may lack: many servers do not have these resources."""


def service_id(hook: Hook) -> str:
    """The id of the service of a hook."""
    return f"crdecide-{hook}"


def hook_of(name: str) -> Hook | None:
    """The hook of the service with that id."""
    return next((hook for hook in HOOKS if service_id(hook) == name), None)


def discovery(ruleset: Ruleset, *, insecure: bool) -> Discovery:
    """All services, as discovery lists them."""
    notice = " INSECURE DEVELOPMENT MODE: callers are not checked." if insecure else ""
    return Discovery(
        services=tuple(
            Service(
                hook=hook,
                id=service_id(hook),
                title=title,
                description=f"{description}{notice}",
                prefetch=dict(TEMPLATES),
                usage_requirements=f"{ruleset.manifest.intended_use}{USAGE}",
                version=__version__,
            )
            for hook, (title, description) in TITLES.items()
        )
    )
