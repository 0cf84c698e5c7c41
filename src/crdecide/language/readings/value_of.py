"""The value of one field."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, ClassVar

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import literals, reader

from ..conditions import Value as Observed
from ..drug_list import DrugList
from .reading import YES_NO, InputReading, Observer, RecordPath, scalars

if TYPE_CHECKING:
    from ..partition import Regions
    from ..vocabulary import Input

COMPARED: dict[object, tuple[str, ...]] = {bool: ("yes_no",), int: ("quantity",), float: ("quantity",)}


class ValueOf(InputReading):
    """Take the value of one field; true and false read as yes and no."""

    key: ClassVar[str] = "value"
    has_to_name_all: ClassVar[bool] = True

    value: RecordPath

    @property
    def paths(self) -> tuple[str, ...]:
        """The one field."""
        return (self.value,)

    def observer(self, drugs: DrugList) -> Observer:
        """The value itself."""
        read = reader(self.value)

        def observed(patient: Patient) -> Observed | None:
            value: Observed | bool | None = read(patient)
            return YES_NO[value] if isinstance(value, bool) else value

        return observed

    def types(self, annotation: Any) -> tuple[str, ...]:
        """As the field is: a choice, a number, or yes or no."""
        return ("choice", "ordered") if literals(annotation) else COMPARED.get(annotation, ())

    def fault(self, path: str, *, holds_list: bool) -> str | None:
        """A list has no one value."""
        return f"{path} is a list; expected count, listed_in or given rather than value" if holds_list else None

    def named(self, entry: "Input") -> tuple[str, ...]:
        """Those of a choice."""
        return (entry.values or ()) if entry.type != "yes_no" else ()

    def to_fill_in(self, asks: str | None) -> tuple[str, ...]:
        """An age is filled in as days."""
        return ("age_days",) if self.value == "age" else super().to_fill_in(asks)

    @classmethod
    def representatives(
        cls, path: str, inputs: "Sequence[tuple[str, Input]]", regions: "Regions", drugs: DrugList
    ) -> Iterable[Any]:
        """One value a region; where several inputs are read from parts of the field, every combination of these."""
        plain = [(name, entry) for name, entry in inputs if isinstance(entry.reads, cls)]
        if any(entry.paths[0].startswith(f"{path}.") for _, entry in plain):
            # A dose, say, with its value and its unit: neither is a record without the other.
            parts: dict[str, list[Any]] = {}
            for name, entry in plain:
                parts[entry.paths[0].rpartition(".")[2]] = list(scalars(name, entry, regions))
            return [dict(zip(parts, choice, strict=True)) for choice in product(*parts.values())]
        return scalars(*plain[0], regions)
