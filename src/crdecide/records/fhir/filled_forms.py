"""QuestionnaireResponse, as far as it is read (https://hl7.org/fhir/R4/questionnaireresponse.html).

Answers are kept as they came: one that is broken is told by itself, and does not take the others with it.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from ..element import Element, Many
from .resources import Resource

Json = dict[str, Any]


class FormItem(Element):
    """The answers to one question, or a group of questions."""

    link_id: str = ""
    answer: Many[Json] = ()
    item: Many[Json] = ()
    modifier_extension: Many[Any] = ()


class QuestionnaireResponse(Resource):
    """A form that was filled in."""

    questionnaire: str = ""
    status: str = ""
    authored: str = ""
    item: Many[Json] = Field(default=(), strict=False)
