"""What codes of other systems (SNOMED CT, HPO, RxNorm …) say in the fields of `Patient`; words are never matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, NamedTuple, TypeVar

from pydantic import Field as Constraint
from pydantic import HttpUrl

from .evidence import Form, Identifier, Reference, Text
from .vocabulary import PatientPath

Fields = dict[PatientPath, bool | int | str]
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
    """A disease, feature or situation: what its presence or absence says. `lifelong`: once found, it stays."""

    present: Fields = Constraint(default_factory=dict)
    absent: Fields = Constraint(default_factory=dict)
    lifelong: bool = False


class Measurement(Coded):
    """A quantity and the field and UCUM unit it is read into; `focus` names the concept that it must be about."""

    field: PatientPath | None = None
    unit: Text | None = None
    drug: Text | None = None
    focus: Identifier | None = None


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
    vaccines: dict[Identifier, Vaccine]
    genes: dict[Identifier, Gene]


class Allergen(Form):
    """A drug, and what an allergy to it says, or that allergy refuted."""

    present: Fields
    absent: Fields
    evidence: Annotated[tuple[Reference, ...], Constraint(strict=False, min_length=1)]


class DrugCodes(Form):
    """`terminology/drug_codes.yaml`: codes by ingredient; `courses` names the drugs of each course of treatment."""

    sources: Sources
    courses: dict[PatientPath, Names]
    allergens: dict[Text, Allergen]
    ingredients: dict[Text, Codes]


Meaning = TypeVar("Meaning", bound=Coded)
Found = TypeVar("Found", bound=tuple[str, object])


@dataclass(frozen=True)
class Terminology:
    """Both maps. Every look-up is by exact code; of a record's codings, the first that is known counts."""

    codes: CodeMap
    drug_codes: DrugCodes

    def concept(self, codings: Iterable[Coding]) -> tuple[str, Concept] | None:
        """The concept that one of the codings stands for, with its name."""
        return self._first(codings, self._concepts)

    def measurement(self, codings: Iterable[Coding]) -> tuple[str, Measurement] | None:
        """The measurement that one of the codings stands for, with its name."""
        return self._first(codings, self._measurements)

    def vaccine(self, codings: Iterable[Coding]) -> tuple[str, Vaccine] | None:
        """The kind of vaccine that one of the codings stands for, with its name."""
        return self._first(codings, self._vaccines)

    def gene(self, codings: Iterable[Coding]) -> tuple[str, Gene] | None:
        """The gene that one of the codings stands for, with its name."""
        return self._first(codings, self._genes)

    def ingredient(self, codings: Iterable[Coding]) -> str | None:
        """The generic name of the drug that one of the codings stands for."""
        found = self._first(codings, self._ingredients)
        return found[0] if found else None

    def meanings(self) -> Iterator[tuple[Code, str]]:
        """Every code with what it stands for, in words."""
        entries: list[Coded] = [*self.codes.concepts.values(), *self.codes.measurements.values()]
        for entry in (*entries, *self.codes.vaccines.values(), *self.codes.genes.values()):
            yield from ((code, f"{entry.label}, not read" if entry.unused else entry.label) for code in entry.codes)
        for name, codes in self.drug_codes.ingredients.items():
            yield from ((code, name) for code in codes)

    @cached_property
    def _systems(self) -> Mapping[str, str]:
        named = self.codes.systems.items()
        return {name.casefold(): key for key, system in named for name in (*system.uris, *system.prefixes)}

    @cached_property
    def _concepts(self) -> Mapping[Coding, tuple[str, Concept]]:
        return dict(self._indexed(self.codes.concepts))

    @cached_property
    def _measurements(self) -> Mapping[Coding, tuple[str, Measurement]]:
        return dict(self._indexed(self.codes.measurements))

    @cached_property
    def _vaccines(self) -> Mapping[Coding, tuple[str, Vaccine]]:
        return dict(self._indexed(self.codes.vaccines))

    @cached_property
    def _genes(self) -> Mapping[Coding, tuple[str, Gene]]:
        return dict(self._indexed(self.codes.genes))

    @cached_property
    def _ingredients(self) -> Mapping[Coding, tuple[str, None]]:
        drugs = self.drug_codes.ingredients.items()
        return {self._key(Coding(code.system, code.code)): (name, None) for name, codes in drugs for code in codes}

    def _indexed(self, entries: Mapping[str, Meaning]) -> Iterator[tuple[Coding, tuple[str, Meaning]]]:
        for name, entry in entries.items():
            yield from ((self._key(Coding(code.system, code.code)), (name, entry)) for code in entry.codes)

    def _first(self, codings: Iterable[Coding], index: Mapping[Coding, Found]) -> Found | None:
        return next((index[key] for coding in codings if (key := self._key(coding)) in index), None)

    def _key(self, coding: Coding) -> Coding:
        """The coding with its system by our name, and its code without the system's prefix."""
        name = self._systems.get(coding.system.casefold(), coding.system)
        prefix, colon, rest = coding.code.partition(":")
        return Coding(name, rest if colon and self._systems.get(prefix.casefold()) == name else coding.code)


def from_curie(identifier: str) -> Coding:
    """The coding that a CURIE such as ``HP:0009729`` writes."""
    return Coding(identifier.partition(":")[0], identifier)
