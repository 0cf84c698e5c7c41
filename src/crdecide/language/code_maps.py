"""What codes of other systems (SNOMED CT, HPO, RxNorm …) say in the fields of `Patient`; words are never matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Generic, NamedTuple, TypeVar

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


class Coding(NamedTuple):
    """A code in a system, as a record gives it; `system` is a URI, or the prefix of a CURIE."""

    system: str
    code: str


class System(Form):
    """A code system: the URIs under which records name it, and the prefixes of its CURIEs."""

    uris: Annotated[tuple[Text, ...], Constraint(strict=False, min_length=1)]
    prefixes: Annotated[tuple[Text, ...], Constraint(strict=False)] = ()


class Code(Form):
    """One code, with its name in the system and the source at which both were looked up."""

    system: Identifier
    code: Text
    display: Text
    checked: Identifier


Codes = Annotated[tuple[Code, ...], Constraint(strict=False, min_length=1)]
Names = Annotated[tuple[Text, ...], Constraint(strict=False, min_length=1)]
Sources = dict[Identifier, Annotated[HttpUrl, Constraint(strict=False)]]


class Coded(Form):
    """Something that codes stand for. `unused` says why it is recognised and yet not read."""

    label: Text
    codes: Codes
    unused: Text | None = None
    note: Text | None = None


class Concept(Coded):
    """A disease, feature or situation: what its presence or absence says.

    `lifelong`: once found, it stays. `population`: the evidence may be about whoever has it, even in doubt.
    """

    present: Fields = Constraint(default_factory=dict)
    absent: Fields = Constraint(default_factory=dict)
    lifelong: bool = False
    population: bool = False


class Measurement(Coded):
    """A quantity, and the field and UCUM unit it is read into.

    `also` is what having measured it says; `focus` names the concept that it must be about.
    """

    field: RecordPath | None = None
    unit: Text | None = None
    also: Fields = Constraint(default_factory=dict)
    focus: Identifier | None = None


class Procedure(Coded):
    """A category of procedures, and what one says that was done for the concept `reason`."""

    reason: Identifier
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


class CodeMap(Form):
    """`terminology/codes.yaml`."""

    systems: dict[Identifier, System]
    sources: Sources
    concepts: dict[Identifier, Concept]
    measurements: dict[Identifier, Measurement]
    procedures: dict[Identifier, Procedure]
    answers: dict[Identifier, Answer]
    vaccines: dict[Identifier, Vaccine]
    genes: dict[Identifier, Gene]

    def sections(self) -> tuple[Mapping[str, Coded], ...]:
        """Everything that has codes."""
        return (self.concepts, self.measurements, self.procedures, self.answers, self.vaccines, self.genes)


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


Meaning = TypeVar("Meaning", bound=Coded)


class Index(Generic[Meaning]):
    """The entries of one section by exact code; of several codings, the first that is known counts."""

    def __init__(self, entries: Mapping[str, Meaning], systems: Mapping[str, str]) -> None:
        self._systems = systems
        self._entries: dict[Coding, tuple[str, Meaning]] = {}
        for name, entry in entries.items():
            for code in entry.codes:
                self._entries[_key(Coding(code.system, code.code), systems)] = (name, entry)

    def find(self, codings: Iterable[Coding]) -> tuple[str, Meaning] | None:
        """The name of the entry that one of the codings stands for, and the entry."""
        for coding in codings:
            entry = self._entries.get(_key(coding, self._systems))
            if entry is not None:
                return entry
        return None


@dataclass(frozen=True)
class Terminology:
    """Both maps, each section with its index."""

    codes: CodeMap
    drug_codes: DrugCodes

    @cached_property
    def concepts(self) -> Index[Concept]:
        """Diseases, features and situations."""
        return Index(self.codes.concepts, self._systems)

    @cached_property
    def measurements(self) -> Index[Measurement]:
        """Quantities."""
        return Index(self.codes.measurements, self._systems)

    @cached_property
    def procedures(self) -> Index[Procedure]:
        """Categories of procedures."""
        return Index(self.codes.procedures, self._systems)

    @cached_property
    def answers(self) -> Index[Answer]:
        """Values that say whether something is there."""
        return Index(self.codes.answers, self._systems)

    @cached_property
    def vaccines(self) -> Index[Vaccine]:
        """Kinds of vaccine."""
        return Index(self.codes.vaccines, self._systems)

    @cached_property
    def genes(self) -> Index[Gene]:
        """Genes."""
        return Index(self.codes.genes, self._systems)

    @cached_property
    def ingredients(self) -> Index[Coded]:
        """Drugs, by generic name."""
        drugs = self.drug_codes.ingredients.items()
        return Index({name: Coded(label=name, codes=codes) for name, codes in drugs}, self._systems)

    def meanings(self) -> Iterator[tuple[Code, str]]:
        """Every code with what it stands for, in words."""
        for section in self.codes.sections():
            for entry in section.values():
                meaning = f"{entry.label}, not read" if entry.unused else entry.label
                for code in entry.codes:
                    yield code, meaning
        for name, codes in self.drug_codes.ingredients.items():
            for code in codes:
                yield code, name

    @cached_property
    def _systems(self) -> Mapping[str, str]:
        """Our name for each URI and each prefix of a code system; a URI is compared without regard to case."""
        ours: dict[str, str] = {}
        for key, system in self.codes.systems.items():
            for name in (*system.uris, *system.prefixes):
                ours[name.casefold()] = key
        return ours


def _key(coding: Coding, systems: Mapping[str, str]) -> Coding:
    """The coding with its system by our name, and its code without the system's prefix."""
    name = systems.get(coding.system.casefold(), coding.system)
    # Some senders write HP:0009729 and some 0009729, with the system beside it: one code, and one key.
    prefix, colon, rest = coding.code.partition(":")
    return Coding(name, rest if colon and systems.get(prefix.casefold()) == name else coding.code)


def from_curie(identifier: str) -> Coding:
    """The coding that a CURIE such as ``HP:0009729`` writes."""
    return Coding(identifier.partition(":")[0], identifier)
