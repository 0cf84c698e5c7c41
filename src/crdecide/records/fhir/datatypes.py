"""FHIR R4 data types, as far as they are read (https://hl7.org/fhir/R4/datatypes.html)."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidatorFunctionWrapHandler, WrapValidator

from crdecide.language.code_systems import Coding as Code

from ..element import Element, Many

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9\-.]{1,64}$")]
LARGEST = 10**15
"""Beyond this no quantity of a record is a measurement, and a whole number may be no float."""
Number = Annotated[
    float, BeforeValidator(lambda value: float(value) if type(value) is int and abs(value) < LARGEST else value)
]


class ExtensionCoding(Element):
    """The code that an extension gives."""

    system: str = ""
    code: str = ""


class Extension(Element):
    """Something that another guide adds: here a code, by itself or in its system."""

    url: str = ""
    value_code: str = ""
    value_coding: ExtensionCoding = ExtensionCoding()


class Extended(Element):
    """What is added to a primitive value, which FHIR's JSON writes beside it."""

    extension: Many[Extension] = ()


class Coding(Element):
    """A code in a system. `userSelected` is not read."""

    system: str = ""
    code: str = ""
    display: str = ""
    extension: Many[Extension] = ()
    beside_code: Extended = Field(default=Extended(), alias="_code")


class CodeableConcept(Element):
    """Codings that mean the same, and the words that the sender has for it. In STU3 a status was a mere code."""

    coding: Many[Coding] = ()
    text: str = ""
    extension: Many[Extension] = ()

    @classmethod
    def forgiven(cls, data: Any) -> Any:
        """As of any element; a mere code is taken for the concept of that code."""
        return super().forgiven({"coding": [{"code": data}]} if isinstance(data, str) else data)

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """The codings that have a code."""
        return tuple([Code(coding.system, coding.code, coding.display) for coding in self.coding if coding.code])

    @property
    def extensions(self) -> tuple[Extension, ...]:
        """All that is added to the concept and to its codings."""
        added = self.extension
        for coding in self.coding:
            added += coding.extension + coding.beside_code.extension
        return added

    @property
    def words(self) -> tuple[str, ...]:
        """The sender's words for it, without the displays of codes, which are weighed with their codes."""
        displays = [coding.display for coding in self.coding if not coding.code]
        return tuple([text for text in (self.text, *displays) if text])

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The sender's words for it, then the displays of its codings."""
        displays = [coding.display for coding in self.coding]
        return tuple([text for text in (self.text, *displays) if text])


MOST_MET, LONGEST_MET = 4_096, 400
"""How many concepts are kept as they were read, and of how many letters: records have the same statuses, diagnoses and
drugs again and again."""
Content = tuple[str | None, str | None, str | None, str | None]
"""The system, the code and the display of a concept of one coding, and its text."""
_MET: dict[Content, CodeableConcept] = {}
OF_CONCEPT, OF_CODING = {"coding", "text"}, {"system", "code", "display"}


def _met_before(data: Any, validate: ValidatorFunctionWrapHandler) -> CodeableConcept:
    """The concept; of the same content the same object, with all that was worked out of it."""
    content = _content(data)
    try:
        known = _MET.get(content) if content else None
    except TypeError:  # it holds what no text is
        known = None
    return known or _newly_met(content, validate(data))


def _newly_met(content: Content | None, concept: CodeableConcept) -> CodeableConcept:
    if content and sum(len(text or "") for text in content) <= LONGEST_MET:
        if len(_MET) >= MOST_MET:
            _MET.clear()
        _MET[content] = concept
    return concept


def _content(data: Any) -> Content | None:
    """All that a concept of one coding says; None where it says more."""
    codings = data.get("coding") if type(data) is dict and data.keys() <= OF_CONCEPT else None
    if type(codings) is not list or len(codings) != 1:
        return None
    coding = codings[0]
    if type(coding) is not dict or not coding.keys() <= OF_CODING:
        return None
    return coding.get("system"), coding.get("code"), coding.get("display"), data.get("text")


Concept = Annotated[CodeableConcept, WrapValidator(_met_before)]
"""A concept where a record has one: of those met last each is read once."""


class Reference(Element):
    """A link to another resource; one by identifier only cannot be followed."""

    reference: str = ""
    display: str = ""


class Period(Element):
    """A stretch of time; either end may be open."""

    start: str = ""
    end: str = ""


class Quantity(Element):
    """A number with its unit as UCUM `code`; the printed `unit` is not read."""

    value: Number | None = None
    comparator: str | None = None
    system: str = ""
    code: str = ""


class CodeableReference(Element):
    """A concept or a link to a resource that holds it: how FHIR R5 writes a drug."""

    concept: Concept | None = None
    reference: Reference | None = None
