"""Whether a list of drugs names one of a class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field as Constraint

from crdecide.guideline.patient import Patient

from ..drug_list import DrugList
from ..evidence import Identifier
from .reading import InputReading, Observer, RecordPath

if TYPE_CHECKING:
    from ..partition import Regions
    from ..vocabulary import Input


class DrugOfClass(InputReading):
    """Yes where the list names a drug of the class; no where every drug named is known and none is of it.

    With a name that the drug list does not know, or no list at all, it is unknown: not checked is not safe.
    So it is with a list that `complete_in` says is not complete.
    """

    key: ClassVar[str] = "drugs_in"
    makes_whole_entries: ClassVar[bool] = True

    drugs_in: RecordPath
    complete_in: RecordPath
    class_: Identifier = Constraint(alias="class")

    @property
    def paths(self) -> tuple[str, ...]:
        """The list, and whether it is complete."""
        return (self.drugs_in, self.complete_in)

    def observer(self, drugs: DrugList) -> Observer:
        """Whether a drug of the class is there."""
        read = attrgetter(self.drugs_in, self.complete_in)
        wanted = self.class_

        def is_taken(patient: Patient) -> str | None:
            names, complete = read(patient)
            if names is None:
                return None
            classes, all_known = drugs.classes_of(names)
            # A drug that is there is there, however little is known of the rest of the list.
            if wanted in classes:
                return "yes"
            return "no" if all_known and complete is not False else None

        return is_taken

    def types(self, annotation: Any) -> tuple[str, ...]:
        """Yes or no."""
        return ("yes_no",)

    def fault(self, path: str, *, holds_list: bool) -> str | None:
        """What is no list names no drugs."""
        return None if holds_list else f"{path} is no list; expected value or given"

    def varies_with(self, name: str, field: str) -> tuple[object, ...]:
        """By itself: whoever takes a drug of one class may take one of another."""
        return (name,)

    @classmethod
    def representatives(
        cls, path: str, inputs: Sequence[tuple[str, Input]], regions: Regions, drugs: DrugList
    ) -> Iterable[Any]:
        """No drug, and one drug for each class that is asked for."""
        lists: list[list[str]] = [[]]
        for _, entry in inputs:
            if isinstance(entry.reads, DrugOfClass):
                lists.append([_first_of_class(entry.reads.class_, drugs)])
        return lists


def _first_of_class(wanted: str, drugs: DrugList) -> str:
    """The loader has checked that there is one."""
    return next(name for name, drug in drugs.drugs.items() if wanted in drug.classes)
