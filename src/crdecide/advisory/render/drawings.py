"""The evidence and the child's measurements as inline SVG, each with a text that says the same.

Colours are names of the page's style sheet, so that a picture follows light, dark and print. Needs
``crdecide[report]`` (Jinja).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_sections import Measurement, MtorInhibitor
from crdecide.guideline.spelling import spoken
from crdecide.language.evidence import Figure

from ..answer_parts import EvidenceOut
from ..model import Advisory
from ..proportions import interval, proportion
from .canvas import LETTER, WIDTH, Band, Canvas, Dot, Label, Line, Scale, joined

Draw = Callable[[Canvas], str]
"""From a canvas to SVG."""
PERCENT = 100
PLACE_UNKNOWN = "place not recorded"
LINE_HEIGHT, FOOT = 18, 34
"""The height of a line of labels, and the room below an axis for its figures and its name."""
LEFT, RIGHT, PLOT_HEIGHT = 44, 190, 200
"""Room for the figures of an axis, for a legend, and the height of the course."""
DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 4", "10 4", "4 2 1 2", "12 2")
HEADROOM = 1.1


@dataclass(frozen=True)
class Picture:
    """A drawing, what it is about, and what it shows in words."""

    title: str
    svg: str
    text: str


def pictures(advisory: Advisory, patient: Patient | None, draw: Draw) -> tuple[Picture, ...]:
    """The proportions cited, and the measurements where there are some."""
    # Published cases are no sample: they are counted in words, and no interval is drawn around them.
    counted = [(item, item.figure) for item in advisory.evidence if item.figure and item.figure.of == "sample"]
    drawn = [_proportions(counted, draw)] if counted else []
    if patient is not None and patient.tumours.measurements:
        drawn.append(_course(patient.tumours.measurements, patient.treatment.mtor_inhibitor, patient.age, draw))
    return tuple(drawn)


def _proportions(counted: Sequence[tuple[EvidenceOut, Figure]], draw: Draw) -> Picture:
    """Each proportion as a point on its interval, one line each."""
    names = [_name(item) for item, _ in counted]
    foot = LINE_HEIGHT * len(counted) + 6
    canvas = Canvas(height=foot + FOOT)
    scale = Scale(0, PERCENT, max(map(len, names)) * LETTER, WIDTH - 60)
    for number, (name, (_, figure)) in enumerate(zip(names, counted, strict=True)):
        y = LINE_HEIGHT * number + 12
        low, high = (scale.place(PERCENT * bound) for bound in interval(figure))
        canvas.lines.append(Line(joined([(low, y), (high, y)]), "quiet"))
        canvas.dots.append(Dot(scale.place(PERCENT * figure.numerator / figure.denominator), y))
        canvas.labels.append(Label(scale.start - 8, y + 4, name, "end"))
        canvas.labels.append(Label(scale.end + 8, y + 4, f"{figure.numerator}/{figure.denominator}"))
    _across(canvas, scale, foot, "per cent, with the Wilson 95 % interval (computed here)")
    text = "; ".join(f"{name}: {proportion(figure)}" for name, (_, figure) in zip(names, counted, strict=True))
    return Picture("Proportions in the evidence cited", draw(canvas), f"{text}.")


def _name(item: EvidenceOut) -> str:
    source, _, statement = item.id.partition("#")
    return f"{spoken(source)}: {spoken(statement)}"


def _course(measurements: Iterable[Measurement], course: MtorInhibitor, age: int | None, draw: Draw) -> Picture:
    """Largest diameter against age, a line for each place; the treatment period is shaded."""
    by_place: dict[str | None, list[Measurement]] = {}
    for measurement in sorted(measurements, key=lambda m: m.on_age_days):
        by_place.setdefault(measurement.location, []).append(measurement)
    treated = _treatment(course, age)
    days, sizes = _scales([m for series in by_place.values() for m in series], treated)
    canvas = Canvas(height=PLOT_HEIGHT + FOOT)
    if treated is not None:
        start, end = (days.place(day) for day in treated)
        canvas.bands.append(Band(start, sizes.end, max(end - start, 1), sizes.start - sizes.end))
    for number, (location, series) in enumerate(by_place.items()):
        _draw_series(
            canvas, number, _place(location), [(days.place(m.on_age_days), sizes.place(m.largest_mm)) for m in series]
        )
    if treated is not None:
        legend = LINE_HEIGHT * len(by_place)
        canvas.bands.append(Band(WIDTH - RIGHT + 16, legend + 8, 24, 10))
        canvas.labels.append(Label(WIDTH - RIGHT + 46, legend + 17, "mTOR inhibitor"))
    _across(canvas, days, PLOT_HEIGHT, "age in days")
    _up(canvas, sizes, "largest diameter in mm")
    told = "; ".join(f"{_place(location)}: {_sizes(series)}" for location, series in by_place.items())
    return Picture("Measurements of this child", draw(canvas), f"{told}.{_treated_in_words(course, treated)}")


def _place(location: str | None) -> str:
    return spoken(location) if location else PLACE_UNKNOWN


def _scales(series: Sequence[Measurement], treated: tuple[int, int] | None) -> tuple[Scale, Scale]:
    """The scales of age and of size, with all that is drawn within them."""
    days = [m.on_age_days for m in series] + [*(treated or ())]
    largest = max(m.largest_mm for m in series)
    first, last = min(days), max(days)
    age = Scale(first, last if last > first else first + 1, LEFT + 8, WIDTH - RIGHT)
    return age, Scale(0, largest * HEADROOM, PLOT_HEIGHT, 18)


def _draw_series(canvas: Canvas, number: int, place: str, points: Sequence[tuple[float, float]]) -> None:
    """A line through what was measured at one place, and its name beside it."""
    dashes, y = DASHES[number % len(DASHES)], LINE_HEIGHT * number + 12
    canvas.lines.append(Line(joined(points), "accent", dashes))
    canvas.dots += [Dot(x, at) for x, at in points]
    canvas.lines.append(Line(joined([(WIDTH - RIGHT + 16, y), (WIDTH - RIGHT + 40, y)]), "accent", dashes))
    canvas.labels.append(Label(WIDTH - RIGHT + 46, y + 4, place))


def _across(canvas: Canvas, scale: Scale, y: float, name: str) -> None:
    """An axis from left to right, its figures and its name below it."""
    canvas.lines.append(Line(joined([(scale.start, y), (scale.end, y)]), "quiet"))
    canvas.labels += [Label(scale.place(tick), y + 14, f"{tick:g}", "middle") for tick in scale.ticks()]
    canvas.labels.append(Label((scale.start + scale.end) / 2, y + 29, name, "middle"))


def _up(canvas: Canvas, scale: Scale, name: str) -> None:
    """An axis from below to above, its figures beside it and its name on top."""
    canvas.lines.append(Line(joined([(LEFT, scale.start), (LEFT, scale.end)]), "quiet"))
    canvas.labels += [Label(LEFT - 6, scale.place(tick) + 4, f"{tick:g}", "end") for tick in scale.ticks()]
    canvas.labels.append(Label(4, 11, name))


def _sizes(series: Iterable[Measurement]) -> str:
    return ", ".join(f"{m.largest_mm:g} mm at {m.on_age_days} days" for m in series)


def _treatment(course: MtorInhibitor, age: int | None) -> tuple[int, int] | None:
    """The first and the last day of treatment that are known; None where its beginning is not."""
    start = course.started_on_age_days
    if start is None:
        return None
    end = course.stopped_on_age_days if course.stopped_on_age_days is not None else age
    return start, max(end if end is not None else start, start)


def _treated_in_words(course: MtorInhibitor, treated: tuple[int, int] | None) -> str:
    if treated is None:
        return ""
    stopped = course.stopped_on_age_days
    until = f"to day {stopped}" if stopped is not None else "with no end recorded"
    return f" mTOR inhibitor from day {treated[0]} {until}."
