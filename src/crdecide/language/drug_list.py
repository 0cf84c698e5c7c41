"""The drug list: which named drugs were checked for what, matched by normalised generic name."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Annotated, NamedTuple, Self

from pydantic import Field as Constraint
from pydantic import model_validator

from .evidence import Form, Identifier, Reference, Text

Names = Annotated[tuple[Text, ...], Constraint(strict=False)]
Classes = Annotated[tuple[Identifier, ...], Constraint(strict=False)]
References = Annotated[tuple[Reference, ...], Constraint(strict=False)]


class Beside(Form):
    """The classes that a drug belongs to where it is taken beside another, and the statements that say so."""

    classes: Annotated[Classes, Constraint(min_length=1)]
    evidence: Annotated[References, Constraint(min_length=1)]


class Drug(Form):
    """A generic name's other spellings, the classes it belongs to, and the statements that say so.

    `beside` has what it was checked for together with another drug, by the name of that drug; `classes` are those
    of the drug itself. Beside a drug that is not named there it has not been checked.
    """

    also: Names = ()
    classes: Classes = ()
    evidence: References = ()
    beside: dict[Text, Beside] = Constraint(default_factory=dict)

    @model_validator(mode="after")
    def _is_checked_for_something(self) -> Self:
        if not (self.classes or self.beside):
            raise ValueError("expected classes, or what it was checked for beside another drug")
        if bool(self.classes) != bool(self.evidence):
            raise ValueError("classes and evidence stand together; expected both or neither")
        return self

    def cited(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every statement that it cites, with the place below the drug where it does."""
        for index, reference in enumerate(self.evidence):
            yield ("evidence", index), reference
        for other, checked in self.beside.items():
            for index, reference in enumerate(checked.evidence):
                yield ("beside", other, "evidence", index), reference

    def classes_beside(self, others: Iterable[str]) -> frozenset[str]:
        """Its classes beside any of these drugs."""
        checked = [self.beside[other].classes for other in others if other in self.beside]
        return frozenset().union(*checked)


class LookedUp(NamedTuple):
    """The classes of the drugs named; the names that the list does not know; those not checked beside the others."""

    classes: frozenset[str]
    unknown: tuple[str, ...]
    unchecked: tuple[str, ...]


class DrugList(Form):
    """`terminology/drugs.yaml`: drugs by generic name. A name that is not here has not been checked.

    `taken_beside` names the drugs beside which others are checked, with their other spellings; none is unchecked.
    `groups` are names by which a statement may mean several drugs: those whose ATC code begins so.
    """

    taken_beside: dict[Text, Names]
    groups: dict[Text, Text] = Constraint(default_factory=dict)
    drugs: dict[Text, Drug]

    @cached_property
    def by_name(self) -> Mapping[str, Drug]:
        """Every drug by each of its names, normalised."""
        by_name: dict[str, Drug] = {}
        for name, drug in self.drugs.items():
            for spelling in (name, *drug.also):
                by_name[normalised(spelling)] = drug
        return by_name

    def is_named(self, name: str) -> bool:
        """Whether the list has a drug under this name, but for case, accents and spaces."""
        return self._is_known(normalised(name))

    def generic(self, name: str) -> str:
        """The name under which the list has a drug; the name given where it does not have it."""
        return self._generic_names.get(normalised(name), name)

    @cached_property
    def _generic_names(self) -> Mapping[str, str]:
        entries = [*self.taken_beside.items(), *((name, drug.also) for name, drug in self.drugs.items())]
        return {normalised(spelling): name for name, also in entries for spelling in (name, *also)}

    @cached_property
    def _are_the_others(self) -> frozenset[str]:
        """The names, normalised, of the drugs beside which others are checked."""
        names = (spelling for name, also in self.taken_beside.items() for spelling in (name, *also))
        return frozenset(map(normalised, names))

    def classes(self, beside: Iterable[str] = ()) -> frozenset[str]:
        """Every class that some drug belongs to: beside any of these drugs, or with none named by itself."""
        others = tuple(beside)
        return frozenset().union(*(_classes(drug, others) for drug in self.drugs.values()))

    @cached_property
    def look_up(self) -> Callable[[tuple[str, ...], tuple[str, ...]], LookedUp]:
        """What the list has on the drugs named, beside others or by themselves; kept for the lists met last."""

        @lru_cache(maxsize=4096)
        def look_up(names: tuple[str, ...], beside: tuple[str, ...]) -> LookedUp:
            classes = frozenset[str]().union(*(self._classes_of_one(name, beside) for name in names))
            return LookedUp(classes, self.unknown(names), self.unchecked(names, beside))

        return look_up

    def of_class(self, names: Iterable[str], wanted: str, beside: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The names, as given, of drugs that belong to the class."""
        return tuple(name for name in names if wanted in self._classes_of_one(name, beside))

    def _classes_of_one(self, name: str, beside: tuple[str, ...]) -> frozenset[str]:
        drug = self.by_name.get(normalised(name))
        return _classes(drug, beside) if drug else frozenset()

    def is_taken_beside(self, name: str) -> bool:
        """Whether it is one of the drugs beside which others are checked."""
        return normalised(name) in self._are_the_others

    def beside(self, name: str, other: str) -> Beside | None:
        """What a drug was checked for beside another; None where it was not."""
        drug = self.by_name.get(normalised(name))
        return drug.beside.get(other) if drug else None

    def unknown(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names, as given, that the list does not know."""
        return tuple(name for name in names if not self._is_known(normalised(name)))

    def unchecked(self, names: Iterable[str], beside: tuple[str, ...]) -> tuple[str, ...]:
        """The names, as given, of drugs that were not checked beside any of these."""
        return tuple(name for name in names if not self._is_checked(normalised(name), beside))

    def _is_known(self, name: str) -> bool:
        return name in self.by_name or name in self._are_the_others

    def _is_checked(self, name: str, beside: tuple[str, ...]) -> bool:
        drug = self.by_name.get(name)
        return name in self._are_the_others or (drug is not None and not drug.beside.keys().isdisjoint(beside))


def _classes(drug: Drug, beside: tuple[str, ...]) -> frozenset[str]:
    return drug.classes_beside(beside) if beside else frozenset(drug.classes)


@lru_cache(maxsize=1024)
def normalised(name: str) -> str:
    """A drug name for comparison: case, accents, surrounding and repeated spaces do not count."""
    # NFKD sets each accent apart from its letter, so that it can be left out.
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.split())
