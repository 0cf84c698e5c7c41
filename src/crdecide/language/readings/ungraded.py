"""Whether an event of one kind is recorded without its grade."""

from collections.abc import Sequence
from typing import Any, ClassVar

from ..drug_list import DrugList
from .graded_events import GradedEvents
from .of_list import observer_of_entries
from .reading import YES_NO, Observer, RecordPath


class Ungraded(GradedEvents):
    """Yes where an event of the kind has no grade, no where each has one; unknown where there is no list."""

    key: ClassVar[str] = "ungraded_in"

    ungraded_in: RecordPath

    @property
    def events(self) -> RecordPath:
        """The list of events."""
        return self.ungraded_in

    def observer(self, drugs: DrugList) -> Observer:
        """Whether a grade is missing."""

        def is_ungraded(events: Sequence[Any]) -> str | None:
            return YES_NO[any(event.grade is None for event in events if event.event == self.event)]

        return observer_of_entries(self.ungraded_in, is_ungraded)

    def types(self, annotation: Any) -> tuple[str, ...]:
        """Yes or no."""
        return ("yes_no",)
