"""QuestionnaireResponse, as far as it is read (https://hl7.org/fhir/R4/questionnaireresponse.html)."""

from __future__ import annotations

from ..element import Element, Many
from .datatypes import Coding, Number
from .resources import Resource


class FormAnswer(Element):
    """One answer, of the type that the question has; questions may stand below it."""

    value_boolean: bool | None = None
    value_decimal: Number | None = None
    value_integer: int | None = None
    value_date: str | None = None
    value_string: str | None = None
    value_coding: Coding | None = None
    item: Many[FormItem] = ()


class FormItem(Element):
    """The answers to one question, or a group of questions."""

    link_id: str = ""
    answer: Many[FormAnswer] = ()
    item: Many[FormItem] = ()


class QuestionnaireResponse(Resource):
    """A form that was filled in."""

    questionnaire: str = ""
    status: str = ""
    authored: str = ""
    item: Many[FormItem] = ()
