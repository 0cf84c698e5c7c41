"""What is read from a list of drugs: shared by looking for a class and by looking for what was not checked."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field as Constraint

from crdecide.guideline.patient import Patient

from ..drug_list import DrugList
from ..evidence import Text
from .reading import YES_NO, InputReading, Observer, RecordPath

if TYPE_CHECKING:
    from ..partition import Regions
    from ..vocabulary import Input

DrugNames = tuple[str, ...]
Others = Annotated[tuple[Text, ...], Constraint(strict=False)]


class OfDrugs(InputReading):
    """A way of reading that looks through a list of drugs; unknown where there is no list.

    `beside` names the drugs together with which those of the list were checked.
    """

    makes_whole_entries: ClassVar[bool] = True

    complete_in: RecordPath
    beside: Others = ()

    @property
    @abstractmethod
    def list_of_drugs(self) -> str:
        """The field that holds the list."""

    @abstractmethod
    def found(self, names: DrugNames, drugs: DrugList) -> DrugNames:
        """The names that make it yes."""

    @abstractmethod
    def is_excluded(self, names: DrugNames, complete: bool | None, drugs: DrugList) -> bool:
        """Whether a list in which none is found says no."""

    def stays_open(self, names: DrugNames, complete: bool | None, drugs: DrugList) -> bool:
        """Whether it is open with this list, and to ask for the list again would not settle it."""
        return False

    @abstractmethod
    def example(self, drugs: DrugList) -> str:
        """A name that makes it yes."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The list, and whether it is complete."""
        return (self.list_of_drugs, self.complete_in)

    def observer(self, drugs: DrugList) -> Observer:
        """Whether such a drug is there."""
        read = attrgetter(*self.paths)

        def observed(patient: Patient) -> str | None:
            names, complete = read(patient)
            return self.is_taken(names, complete, drugs)

        return observed

    def is_taken(self, names: DrugNames | None, complete: bool | None, drugs: DrugList) -> str | None:
        """Whether such a drug is on a list, and whether that is the whole list."""
        if names is None:
            return None
        # A drug that is there is there, however little is known of the rest of the list.
        if self.found(names, drugs):
            return "yes"
        return YES_NO[False] if self.is_excluded(names, complete, drugs) else None

    def types(self, annotation: Any) -> tuple[str, ...]:
        """Yes or no."""
        return ("yes_no",)

    def fault(self, path: str, *, holds_list: bool) -> str | None:
        """What is no list names no drugs."""
        return None if holds_list else f"{path} is no list; expected value or given"

    def varies_with(self, name: str, field: str) -> tuple[object, ...]:
        """By itself: whoever takes one such drug may take another."""
        return (name,)

    @classmethod
    def representatives(
        cls, path: str, inputs: "Sequence[tuple[str, Input]]", regions: "Regions", drugs: DrugList
    ) -> Iterable[Any]:
        """No drug, and one drug for each input."""
        lists: list[list[str]] = [[]]
        for _, entry in inputs:
            if isinstance(entry.reads, OfDrugs):
                lists.append([entry.reads.example(drugs)])
        return lists
