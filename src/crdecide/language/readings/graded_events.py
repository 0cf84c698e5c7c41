"""What is read from the grades of the events of one kind: the highest, and whether one is missing."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from crdecide.guideline.record_paths import annotation_at, literals

from ..drug_list import DrugList
from ..evidence import Text
from .reading import InputReading, RecordPath

if TYPE_CHECKING:
    from ..partition import Regions
    from ..vocabulary import Input


class GradedEvents(InputReading):
    """A way of reading that looks at the events of one kind and their grades."""

    makes_whole_entries: ClassVar[bool] = True

    event: Text

    @property
    @abstractmethod
    def events(self) -> RecordPath:
        """The list of events."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The kind and the grade of each event."""
        return (f"{self.events}.event", f"{self.events}.grade")

    def named(self, entry: "Input") -> tuple[str, ...]:
        """The kind of event."""
        return (self.event,)

    def varies_with(self, name: str, field: str) -> tuple[object, ...]:
        """Each kind of event varies on its own."""
        return (field, self.event)

    @classmethod
    def representatives(
        cls, path: str, inputs: "Sequence[tuple[str, Input]]", regions: "Regions", drugs: DrugList
    ) -> Iterable[Any]:
        """No event, and of each kind: one without a grade, one of each grade that matters, and such a one beside it."""
        compared: dict[str, str] = {}
        for name, entry in inputs:
            if isinstance(entry.reads, GradedEvents) and entry.type == "quantity":
                compared[entry.reads.event] = name
        yield []
        for kind in literals(annotation_at(f"{path}.event")):
            ungraded = {"event": kind, "grade": None}
            yield [ungraded]
            if kind in compared:
                for region in range(1, regions.size(compared[kind]) + 1):
                    graded = {"event": kind, "grade": regions.representative(compared[kind], region)}
                    yield [graded]
                    yield [graded, ungraded]
