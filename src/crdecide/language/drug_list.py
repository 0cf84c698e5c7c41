"""The drug list: which named drugs were checked for what, matched by normalised generic name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
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
        by_name: dict[str, Drug] = {}
        for name, drug in self.drugs.items():
            for spelling in (name, *drug.also):
                by_name[normalised(spelling)] = drug
        return by_name

    @property
    def classes(self) -> frozenset[str]:
        """Every class that some drug belongs to."""
        return frozenset().union(*(drug.classes for drug in self.drugs.values()))

    @cached_property
    def classes_of(self) -> Callable[[tuple[str, ...]], tuple[frozenset[str], bool]]:
        """The classes of the drugs named, and whether the list knows them all; kept for the lists met last."""

        @lru_cache(maxsize=1024)
        def of(names: tuple[str, ...]) -> tuple[frozenset[str], bool]:
            classes: set[str] = set()
            all_known = True
            for name in names:
                drug = self.by_name.get(normalised(name))
                # Not checked is not safe: one stranger, and no class can be said to be absent.
                if drug is None:
                    all_known = False
                else:
                    classes.update(drug.classes)
            return frozenset(classes), all_known

        return of

    def of_class(self, names: Iterable[str], wanted: str) -> tuple[str, ...]:
        """The names, as given, of drugs that belong to the class."""
        return tuple(name for name in names if wanted in self._classes_of_one(name))

    def _classes_of_one(self, name: str) -> tuple[str, ...]:
        drug = self.by_name.get(normalised(name))
        return drug.classes if drug else ()

    def unknown(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names, as given, that the list does not know."""
        return tuple(name for name in names if normalised(name) not in self.by_name)


def normalised(name: str) -> str:
    """A drug name for comparison: case, accents, surrounding and repeated spaces do not count."""
    # NFKD sets each accent apart from its letter, so that it can be left out.
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.split())
