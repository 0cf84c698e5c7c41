"""Whether a list of drugs names one that was not checked."""

from __future__ import annotations

from typing import ClassVar

from ..drug_list import DrugList
from .of_drugs import DrugNames, OfDrugs
from .reading import RecordPath

A_STRANGER = "a drug that no list knows"


class UncheckedDrug(OfDrugs):
    """Yes where the list names a drug that was not checked beside any of the others; no where it is the whole list."""

    key: ClassVar[str] = "unchecked_in"

    unchecked_in: RecordPath

    @property
    def list_of_drugs(self) -> str:
        """The list."""
        return self.unchecked_in

    def found(self, names: DrugNames, drugs: DrugList) -> DrugNames:
        """The names that were not checked."""
        return drugs.look_up(names, self.beside).unchecked

    def is_excluded(self, names: DrugNames, complete: bool | None, drugs: DrugList) -> bool:
        """Whether the list is not said to leave something out."""
        return complete is not False

    def example(self, drugs: DrugList) -> str:
        """A name that is on no list."""
        return A_STRANGER
