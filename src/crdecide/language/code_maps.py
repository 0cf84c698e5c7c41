"""What codes of other systems (SNOMED CT, HPO, RxNorm …) say in the fields of `Patient`; words are never matched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, HttpUrl
from pydantic import Field as Constraint
from pydantic_core import PydanticCustomError

from .evidence import Form, Identifier, Reference, Text
from .readings import RecordPath


def _field_value(value: object) -> object:
    """One fault where pydantic would tell one for each type that the value is not."""
    if isinstance(value, bool | int | str):
        return value
    raise PydanticCustomError("field_value", "Input should be yes or no, a whole number or a text")


Fields = dict[RecordPath, Annotated[bool | int | str, BeforeValidator(_field_value)]]
"""Fields of `Patient` with the value that they get; a list gets the value added."""


class Group(Form):
    """Codes of a system that have something in common: how they `begin`, or the `words` that stand in their names.

    `display` is what the system calls them, or what they are for; `checked` is the source at which that was seen.
    """

    display: Text
    begins: Annotated[tuple[Text, ...], Constraint(strict=False)] = ()
    words: Annotated[tuple[Text, ...], Constraint(strict=False)] = ()
    checked: Identifier


GroupName = Literal["no_disease", "neoplasm", "local"]
"""What a group of codes may have in common: no disease of now, a growth, or a drug that is no course of one."""


class System(Form):
    """A code system: the URIs under which records name it, and the prefixes of its CURIEs.

    `addresses` come before a code that is written as an address; in a `dotted` system the dot may be left out.
    """

    uris: Annotated[tuple[Text, ...], Constraint(strict=False, min_length=1)]
    prefixes: Annotated[tuple[Text, ...], Constraint(strict=False)] = ()
    addresses: Annotated[tuple[Text, ...], Constraint(strict=False)] = ()
    dotted: bool = False
    groups: dict[GroupName, Group] = Constraint(default_factory=dict)


class Code(Form):
    """One code, with its name in the system and the source at which both were looked up."""

    system: Identifier
    code: Text
    display: Text
    checked: Identifier


Codes = Annotated[tuple[Code, ...], Constraint(strict=False)]
Names = Annotated[tuple[Text, ...], Constraint(strict=False, min_length=1)]
Sources = dict[Identifier, Annotated[HttpUrl, Constraint(strict=False)]]


class Coded(Form):
    """Something that codes stand for, here and in the lists. `unused`: why it is recognised and yet not read."""

    label: Text
    codes: Codes = ()
    unused: Text | None = None
    note: Text | None = None


class Concept(Coded):
    """A disease, feature or situation: what its presence or absence says.

    `lifelong`: once found, it stays. `population`: the evidence may be about whoever has it, even in doubt.
    `growth`: something of which a size may be measured.
    """

    present: Fields = Constraint(default_factory=dict)
    absent: Fields = Constraint(default_factory=dict)
    lifelong: bool = False
    population: bool = False
    growth: bool = False


class Measurement(Coded):
    """A quantity, and the field and UCUM unit it is read into.

    `also` is what having measured it says; `focus` names the concept that it must be about. With `series`, the list of
    measurements to which each day's largest is added, several of a day are no contradiction.
    """

    field: RecordPath | None = None
    unit: Text | None = None
    also: Fields = Constraint(default_factory=dict)
    focus: Identifier | None = None
    series: RecordPath | None = None


class Procedure(Coded):
    """An operation, and what says that it was performed; with `reason`, a category, of those done for that."""

    reason: Identifier | None = None
    performed: Fields


class Answer(Coded):
    """A coded value of an observation: whether what it observed is there."""

    there: bool


class Vaccine(Coded):
    """A kind of vaccine, and what it says when a dose is due."""

    due: Fields
    evidence: Annotated[tuple[Reference, ...], Constraint(strict=False, min_length=1)]


class Gene(Coded):
    """A gene, and what a variant in it says that is classed as pathogenic."""

    pathogenic: Fields


class Place(Coded):
    """Where in the heart, and what it says that a tumour is there."""

    says: Fields


class VariantClass(Coded):
    """A class of a variant: whether it is pathogenic, or likely so."""

    pathogenic: bool


class CodeMap(Form):
    """`terminology/codes.yaml`. `lists` has the hash of each list beside it."""

    lists: dict[Identifier, Text] = Constraint(default_factory=dict)
    systems: dict[Identifier, System]
    sources: Sources
    concepts: dict[Identifier, Concept]
    measurements: dict[Identifier, Measurement]
    procedures: dict[Identifier, Procedure]
    answers: dict[Identifier, Answer]
    vaccines: dict[Identifier, Vaccine]
    genes: dict[Identifier, Gene]
    of_others: dict[Identifier, Coded] = Constraint(default_factory=dict)
    variant_parts: dict[Identifier, Coded] = Constraint(default_factory=dict)
    classes: dict[Identifier, VariantClass] = Constraint(default_factory=dict)
    places: dict[Identifier, Place] = Constraint(default_factory=dict)

    def sections(self) -> Mapping[str, Mapping[str, Coded]]:
        """Everything that has codes, by the name of its section."""
        return {name: getattr(self, name) for name in SECTIONS}


SECTIONS = (
    "concepts", "measurements", "procedures", "answers", "vaccines", "genes", "of_others", "variant_parts", "classes",
    "places",
)  # fmt: skip
"""The sections of a code map, in their order."""


class Allergen(Form):
    """A drug, and what an allergy to it says, or that allergy refuted."""

    present: Fields
    absent: Fields
    evidence: Annotated[tuple[Reference, ...], Constraint(strict=False, min_length=1)]


class DrugCodes(Form):
    """`terminology/drug_codes.yaml`: codes by ingredient; `courses` names the drugs of each course of treatment."""

    sources: Sources
    courses: dict[RecordPath, Names]
    allergens: dict[Text, Allergen]
    ingredients: dict[Text, Codes]
