"""The drug list: which named drugs were checked for what, matched by normalised generic name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated

from pydantic import Field as Constraint

from .evidence import Form, Identifier, Reference, Text

Names = Annotated[tuple[Text, ...], Constraint(strict=False)]


class Drug(Form):
    """A generic name's other spellings, the classes it belongs to, and the statements that say so."""

    also: Names = ()
    classes: Annotated[tuple[Identifier, ...], Constraint(strict=False, min_length=1)]
    evidence: Annotated[tuple[Reference, ...], Constraint(strict=False, min_length=1)]


class DrugList(Form):
    """`terminology/drugs.yaml`: drugs by generic name. A name that is not here has not been checked."""

    drugs: dict[Text, Drug]

    @cached_property
    def by_name(self) -> Mapping[str, Drug]:
        """Every drug by each of its names, normalised."""
        return {normalised(spelling): drug for name, drug in self.drugs.items() for spelling in (name, *drug.also)}

    @property
    def classes(self) -> frozenset[str]:
        """Every class that some drug belongs to."""
        return frozenset(name for drug in self.drugs.values() for name in drug.classes)

    def of_class(self, names: Iterable[str], wanted: str) -> tuple[str, ...]:
        """The names, as given, of drugs that belong to the class."""
        return tuple(n for n in names if (drug := self.by_name.get(normalised(n))) and wanted in drug.classes)

    def found(self, names: Iterable[str]) -> tuple[Drug | None, ...]:
        """The drug of each name, or None where the list does not know it."""
        return tuple(self.by_name.get(normalised(name)) for name in names)

    def unknown(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names, as given, that the list does not know."""
        return tuple(name for name in names if normalised(name) not in self.by_name)


def normalised(name: str) -> str:
    """A drug name for comparison: case, accents, surrounding and repeated spaces do not count."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
