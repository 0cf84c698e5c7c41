"""Whether a list of drugs names one of a class."""

from typing import ClassVar

from pydantic import Field as Constraint

from ..drug_list import DrugList
from ..evidence import Identifier
from .of_drugs import DrugNames, OfDrugs
from .reading import RecordPath


class DrugOfClass(OfDrugs):
    """Yes where the list names a drug of the class; no where it is the whole list, and none named is of it.

    Of the drug itself, a name that the drug list does not know leaves it unknown: not checked is not safe. `beside`
    another drug the names that were not checked are told once, by the input that reads `unchecked_in` beside it.
    """

    key: ClassVar[str] = "drugs_in"

    drugs_in: RecordPath
    class_: Identifier = Constraint(alias="class")

    @property
    def list_of_drugs(self) -> str:
        """The list."""
        return self.drugs_in

    def found(self, names: DrugNames, drugs: DrugList) -> DrugNames:
        """The names of drugs of the class."""
        if self.class_ not in drugs.look_up(names, self.beside).classes:
            return ()
        return drugs.of_class(names, self.class_, self.beside)

    def is_excluded(self, names: DrugNames, complete: bool | None, drugs: DrugList) -> bool:
        """Whether the list is the whole list, with no name on it that leaves it open."""
        return complete is not False and not self.stays_open(names, complete, drugs)

    def stays_open(self, names: DrugNames, complete: bool | None, drugs: DrugList) -> bool:
        """Whether there is a name that the drug list does not know, where it is about the drug itself."""
        return not self.beside and bool(drugs.look_up(names, ()).unknown)

    def example(self, drugs: DrugList) -> str:
        """The first drug of the class; the loader has checked that there is one."""
        return next(name for name in drugs.drugs if drugs.of_class([name], self.class_, self.beside))
