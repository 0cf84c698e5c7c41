"""What is told of a resource that cannot be used as a whole: of what it is, as far as its codes say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crdecide.advisory.record_out import UnreadKind

from .. import Unread
from ..element import read_element
from ..unread import Whereabouts
from .bundle import LeftOut, as_list
from .context import Context
from .datatypes import CodeableConcept
from .filled_forms import QuestionnaireResponse
from .form_codes import FORM
from .questionnaire_responses import anything
from .resources import DrugUse

KINDS: dict[str, UnreadKind] = {
    "Condition": "condition", "DiagnosticReport": "condition", "Observation": "observation", "Procedure": "procedure",
    "AllergyIntolerance": "allergy", "Immunization": "vaccine", "ImmunizationRecommendation": "vaccine",
    "QuestionnaireResponse": "observation",
}  # fmt: skip
"""What a resource of a type is about, where its codes say nothing graver."""


def tell(left_out: LeftOut, context: Context) -> Iterator[Unread]:
    """Each concept that its codes mean, or else the resource; of a drug it has to be known that nothing was checked."""
    if left_out.form is QuestionnaireResponse and FORM in str(left_out.raw.get("questionnaire", "")):
        # What it says is not known: it may be any of the dangers and drugs that it asks for.
        yield Unread("danger", left_out.why, left_out.source, fields=anything(context))
        return
    kind = "drug" if issubclass(left_out.form, DrugUse) else KINDS.get(left_out.form.__name__, "other")
    found = False
    for concept in _concepts(left_out.raw):
        where = Whereabouts(left_out.source, kind, concept.texts, concept.codes, context.dangers)
        for meaning in context.meanings(concept):
            found = True
            yield where.unread(left_out.why, meaning)
    if not found:
        yield Unread(kind, left_out.why, left_out.source)


def _concepts(raw: Mapping[str, Any]) -> Iterator[CodeableConcept]:
    """The code of a resource, those of its components and its conclusions, as far as they can be read."""
    parts = [part for part in (raw, *as_list(raw.get("component"))) if isinstance(part, Mapping)]
    for data in (*(part.get("code") for part in parts), *as_list(raw.get("conclusionCode"))):
        concept = read_element(CodeableConcept, data)
        if isinstance(concept, CodeableConcept):
            yield concept
