"""The highest grade among the events of one kind."""

from collections.abc import Sequence
from typing import Any, ClassVar

from ..drug_list import DrugList
from .graded_events import GradedEvents
from .of_list import observer_of_entries
from .reading import Observer, RecordPath


class HighestGrade(GradedEvents):
    """The highest grade that is recorded among the events of one kind; 0 where no such event is listed.

    Unknown where such events are listed and none has a grade. Where only some have one, another may be of a higher
    grade than the highest recorded: that is read by `Ungraded`.
    """

    key: ClassVar[str] = "highest_grade_in"

    highest_grade_in: RecordPath

    @property
    def events(self) -> RecordPath:
        """The list of events."""
        return self.highest_grade_in

    def observer(self, drugs: DrugList) -> Observer:
        """The highest of the grades recorded."""

        def highest(events: Sequence[Any]) -> int | None:
            grades = [event.grade for event in events if event.event == self.event]
            recorded = [grade for grade in grades if grade is not None]
            return None if grades and not recorded else max(recorded, default=0)

        return observer_of_entries(self.highest_grade_in, highest)

    def types(self, annotation: Any) -> tuple[str, ...]:
        """A number."""
        return ("quantity",)
