"""Whether a list of drugs names one of a class that nobody holds to be whole."""

from typing import ClassVar

from pydantic import Field as Constraint

from ..drug_list import DrugList
from ..evidence import Identifier
from .of_drugs import DrugNames, OfDrugs
from .reading import RecordPath


class DrugNamed(OfDrugs):
    """Yes where the list names a drug of the class; unknown otherwise, never no.

    A drug may belong to such a class without being said to, so that a list with none of them excludes nothing.
    """

    key: ClassVar[str] = "drug_named_in"
    may_be_no: ClassVar[bool] = False

    drug_named_in: RecordPath
    class_: Identifier = Constraint(alias="class")

    @property
    def list_of_drugs(self) -> str:
        """The list."""
        return self.drug_named_in

    def found(self, names: DrugNames, drugs: DrugList) -> DrugNames:
        """The names of drugs of the class."""
        return drugs.of_class(names, self.class_, self.beside)

    def is_excluded(self, names: DrugNames, complete: bool | None, drugs: DrugList) -> bool:
        """Never."""
        return False

    def stays_open(self, names: DrugNames, complete: bool | None, drugs: DrugList) -> bool:
        """Whether it is the whole list: to ask for it again would settle nothing."""
        return complete is not False

    def example(self, drugs: DrugList) -> str:
        """The first drug of the class; the loader has checked that there is one."""
        return next(name for name in drugs.drugs if drugs.of_class([name], self.class_, self.beside))
