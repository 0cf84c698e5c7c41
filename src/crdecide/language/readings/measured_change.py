"""How the tumours changed between dated measurements, by their figures alone."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ..drug_list import DrugList
from .of_list import observer_of_entries
from .reading import YES_NO, InputReading, Observer, RecordPath

if TYPE_CHECKING:
    from ..partition import Regions
    from ..vocabulary import Input

Course = Literal["regressing", "stable", "growing"]
SERIES_THAT_TELL: Sequence[tuple[tuple[int, ...], ...]] = (
    ((10,),), ((10, 8),), ((10, 10),), ((10, 12),), ((10, 12), (10, 8)),
    ((8, 10, 9),), ((10, 8, 8),), ((8, 10, 10),), ((8, 10, 10), (10, 8, 8)),
)  # fmt: skip
"""The sizes of one tumour or two from day to day: as few days as will do for each course and what went before it."""
TWO_PLACES = ("left_ventricle", "right_ventricle")


class MeasuredChange(InputReading):
    """Compare dated measurements, in millimetres: the last two of each tumour, or any two that follow each other.

    With `ever`, yes where any tumour changed so between two measurements that follow each other, else no. Without,
    the course by the last two: growing where any tumour grew, regressing where all shrank that changed, else stable.
    Unknown where no tumour has been measured on two days.
    """

    key: ClassVar[str] = "measured_change_in"
    makes_whole_entries: ClassVar[bool] = True

    measured_change_in: RecordPath
    ever: Course | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """The list of measurements."""
        return (self.measured_change_in,)

    def observer(self, drugs: DrugList) -> Observer:
        """The course, or whether there was such a change."""

        def observed(measurements: Sequence[Any]) -> str | None:
            tumours = _steps_of_each_tumour(measurements)
            if not tumours:
                return None
            if self.ever is not None:
                return YES_NO[any(self.ever in steps for steps in tumours)]
            return _course([steps[-1] for steps in tumours])

        return observer_of_entries(self.measured_change_in, observed)

    def types(self, annotation: Any) -> tuple[str, ...]:
        """Yes or no, or one of the three courses."""
        return ("choice",) if self.ever is None else ("yes_no",)

    def fault(self, path: str, *, holds_list: bool) -> str | None:
        """What is no list has no measurements."""
        return None if holds_list else f"{path} is no list of measurements; expected value or given"

    def named(self, entry: "Input") -> tuple[str, ...]:
        """None of the field's own: the courses are not in the record."""
        return ()

    @classmethod
    def representatives(
        cls, path: str, inputs: "Sequence[tuple[str, Input]]", regions: "Regions", drugs: DrugList
    ) -> Iterable[Any]:
        """No measurement, and the fewest on the first days of life that bring about each answer."""
        yield []
        for series in SERIES_THAT_TELL:
            measurements: list[dict[str, Any]] = []
            for place, sizes in zip(TWO_PLACES, series, strict=False):
                measurements += [_measured(size, day, place) for day, size in enumerate(sizes)]
            yield measurements


def _measured(size: int, day: int, place: str) -> dict[str, Any]:
    return {"on_age_days": day, "largest_mm": size, "location": place}


def _steps_of_each_tumour(measurements: Sequence[Any]) -> list[list[Course]]:
    """For each tumour that was measured on two days or more, how it changed from day to day.

    Tumours are told apart by their place. Of two sizes on one day the larger counts, as a measurement is of the largest
    diameter.
    """
    series: dict[Any, dict[int, float]] = {}
    for measurement in measurements:
        sizes = series.setdefault(measurement.location, {})
        day, size = measurement.on_age_days, measurement.largest_mm
        sizes[day] = max(size, sizes.get(day, size))
    return [_steps(sizes) for sizes in series.values() if len(sizes) > 1]


def _steps(sizes: Mapping[int, float]) -> list[Course]:
    return [_step(sizes[earlier], sizes[later]) for earlier, later in pairwise(sorted(sizes))]


def _step(earlier: float, later: float) -> Course:
    if later > earlier:
        return "growing"
    return "regressing" if later < earlier else "stable"


def _course(last_steps: Sequence[Course]) -> Course:
    """One course of all tumours: growth of any is growth."""
    for course in ("growing", "regressing"):
        if course in last_steps:
            return course
    return "stable"
