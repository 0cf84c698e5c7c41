"""Whether any of some fields holds something."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field as Constraint

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import annotation_at, is_list, literals, reader

from ..drug_list import DrugList
from .reading import InputReading, Observer, RecordPath

if TYPE_CHECKING:
    from ..partition import Regions
    from ..vocabulary import Input


class AnyGiven(InputReading):
    """Yes where any of these fields holds something; unknown otherwise, never no."""

    key: ClassVar[str] = "given"
    may_be_no: ClassVar[bool] = False

    given: tuple[RecordPath, ...] = Constraint(min_length=1, strict=False)

    @property
    def paths(self) -> tuple[str, ...]:
        """All of them."""
        return self.given

    def observer(self, drugs: DrugList) -> Observer:
        """Whether one holds something."""
        readers = [reader(path) for path in self.given]

        def is_given(patient: Patient) -> str | None:
            # Never "no": an empty field says that nothing was recorded, not that there is nothing.
            return "yes" if any(read(patient) not in (None, ()) for read in readers) else None

        return is_given

    def types(self, annotation: Any) -> tuple[str, ...]:
        """Yes, or unknown."""
        return ("yes_no",)

    def to_fill_in(self, asks: str | None) -> tuple[str, ...]:
        """Any of the fields."""
        return self.given

    def varies_with(self, name: str, field: str) -> tuple[object, ...]:
        """With all else that is read from its one field; of several fields by itself, as these vary on their own."""
        return (field,) if len(self.given) == 1 else (name,)

    @classmethod
    def representatives(
        cls, path: str, inputs: "Sequence[tuple[str, Input]]", regions: "Regions", drugs: DrugList
    ) -> Iterable[Any]:
        """Something, whatever it is."""
        first_item = literals(annotation_at(path))[:1]
        return (list(first_item),) if is_list(path) else (1,)
