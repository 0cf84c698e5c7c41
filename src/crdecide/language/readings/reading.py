"""What every way of reading an input from the record has in common."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field as Constraint

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import list_in

from ..conditions import Value as Observed
from ..drug_list import DrugList
from ..evidence import Form

if TYPE_CHECKING:
    from ..partition import Regions
    from ..vocabulary import Input

RecordPath = Annotated[str, Constraint(pattern=r"^[a-z_]+(\.[a-z_]+)*$", description="dotted path into Patient")]
Observer = Callable[[Patient], Observed | None]
"""How an input is read from a record; None is unknown."""
YES_NO: Mapping[object, str | None] = {True: "yes", False: "no", None: None}


class InputReading(Form):
    """How one input is read from the record. A new way is one more class, and one more line in the catalogue."""

    key: ClassVar[str]
    """The key that tells this way of reading from the others, in ``reads:``."""
    may_be_no: ClassVar[bool] = True
    """Whether what is not there can be known; otherwise the input is yes or unknown."""
    makes_whole_entries: ClassVar[bool] = False
    """Whether its representatives are whole entries of a list, which serve all other readings of that list."""
    has_to_name_all: ClassVar[bool] = False
    """Whether every value that the field may have is to be named."""

    @property
    @abstractmethod
    def paths(self) -> tuple[str, ...]:
        """The fields of the record that it is read from."""

    @abstractmethod
    def observer(self, drugs: DrugList) -> Observer:
        """How it is read."""

    @abstractmethod
    def types(self, annotation: Any) -> tuple[str, ...]:
        """The types that an input may have which is read so from a field with this annotation."""

    def fault(self, path: str, *, holds_list: bool) -> str | None:
        """What is wrong with reading this field so."""
        return None

    def named(self, entry: "Input") -> tuple[str, ...]:
        """The values that it names of the field."""
        return ()

    def to_fill_in(self, asks: str | None) -> tuple[str, ...]:
        """The fields to fill in for the input to be known; `asks` is the field that its question asks for."""
        if asks and self.paths[0].startswith(f"{asks}."):
            return (asks,)
        return (list_in(self.paths[0]),)

    def varies_with(self, name: str, field: str) -> tuple[object, ...]:
        """What inputs have in common that vary together: by default the field that they are read from."""
        return (field,)

    @classmethod
    @abstractmethod
    def representatives(
        cls, path: str, inputs: "Sequence[tuple[str, Input]]", regions: "Regions", drugs: DrugList
    ) -> Iterable[Any]:
        """For each answer that rules can tell apart one value of the field, given all inputs read from it."""


def scalars(name: str, entry: "Input", regions: "Regions") -> Iterator[Any]:
    """One value for each region of an input; 1 for a quantity that no rule compares with anything."""
    if entry.type == "quantity" and not regions.cuts[name]:
        yield 1
        return
    for region in range(1, regions.size(name) + 1):
        value = regions.representative(name, region)
        yield value == "yes" if entry.type == "yes_no" else value
