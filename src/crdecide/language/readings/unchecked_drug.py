"""Whether a list of drugs names one that was not checked."""

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
        """The first drug that was checked beside others only, so that it tells these from them; else a stranger."""
        elsewhere = (name for name, drug in drugs.drugs.items() if drug.beside and self.found((name,), drugs))
        return next(elsewhere, A_STRANGER)
