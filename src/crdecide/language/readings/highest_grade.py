"""The highest grade among the events of one kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from crdecide.guideline.record_paths import annotation_at, literals

from ..drug_list import DrugList
from ..evidence import Text
from .of_list import observer_of_entries
from .reading import InputReading, Observer, RecordPath

if TYPE_CHECKING:
    from ..partition import Regions
    from ..vocabulary import Input


class HighestGrade(InputReading):
    """The highest grade among the events of one kind; 0 where none is listed, unknown where a grade is."""

    key: ClassVar[str] = "highest_grade_in"
    makes_whole_entries: ClassVar[bool] = True

    highest_grade_in: RecordPath
    event: Text

    @property
    def paths(self) -> tuple[str, ...]:
        """The kind and the grade of each event."""
        return (f"{self.highest_grade_in}.event", f"{self.highest_grade_in}.grade")

    def observer(self, drugs: DrugList) -> Observer:
        """The highest grade; unknown where one is not recorded, since it may be higher still."""

        def highest(events: Sequence[Any]) -> int | None:
            grades = [event.grade for event in events if event.event == self.event]
            return None if None in grades else max(grades, default=0)

        return observer_of_entries(self.highest_grade_in, highest)

    def types(self, annotation: Any) -> tuple[str, ...]:
        """A number."""
        return ("quantity",)

    def named(self, entry: Input) -> tuple[str, ...]:
        """The kind of event."""
        return (self.event,)

    def varies_with(self, name: str, field: str) -> tuple[object, ...]:
        """Each kind of event varies on its own."""
        return (field, self.event)

    @classmethod
    def representatives(
        cls, path: str, inputs: Sequence[tuple[str, Input]], regions: Regions, drugs: DrugList
    ) -> Iterable[Any]:
        """No event, and one event of each kind at each grade that matters, or of unknown grade."""
        graded = {entry.reads.event: name for name, entry in inputs if isinstance(entry.reads, HighestGrade)}
        yield []
        for kind in literals(annotation_at(f"{path}.event")):
            yield [{"event": kind, "grade": None}]
            if kind in graded:
                for region in range(1, regions.size(graded[kind]) + 1):
                    yield [{"event": kind, "grade": regions.representative(graded[kind], region)}]
