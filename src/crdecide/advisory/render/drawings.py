"""The evidence and the child's measurements as inline SVG, each with a text that says the same.

Colours are names of the page's style sheet, so that a picture follows light, dark and print. Needs
``crdecide[report]`` (Matplotlib).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crdecide.guideline.patient import Measurement, MtorInhibitor, Patient
from crdecide.guideline.spelling import spoken
from crdecide.language.evidence import Figure

from ..model import Advisory, EvidenceOut
from ..proportions import interval, proportion

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

INK, QUIET, ACCENT, BAND = "#010101", "#020202", "#030303", "#040404"
COLOURS = {INK: "var(--ink)", QUIET: "var(--quiet)", ACCENT: "var(--accent)", BAND: "var(--band)"}
"""Stand-ins that Matplotlib can draw with, and what the page takes for each."""

STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "crdecide",
    "font.size": 8.0,
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
MARKERS = "osD^vP*X"
PERCENT = 100
PLACE_UNKNOWN = "place not recorded"


@dataclass(frozen=True)
class Picture:
    """A drawing, what it is about, and what it shows in words."""

    title: str
    svg: str
    text: str


def pictures(advisory: Advisory, patient: Patient | None) -> tuple[Picture, ...]:
    """The proportions cited, and the measurements where there are some."""
    # Published cases are no sample: they are counted in words, and no interval is drawn around them.
    counted = [(item, item.figure) for item in advisory.evidence if item.figure and item.figure.of == "sample"]
    drawn = [_proportions(counted)] if counted else []
    if patient is not None and patient.tumours.measurements:
        drawn.append(_course(patient.tumours.measurements, patient.treatment.mtor_inhibitor, patient.age))
    return tuple(drawn)


def _proportions(counted: Sequence[tuple[EvidenceOut, Figure]]) -> Picture:
    """Each proportion as a point on its interval, one line each."""
    names = [_name(item) for item, _ in counted]
    canvas, axes = _canvas(0.5 + 0.19 * len(counted))
    for line, (_, figure) in enumerate(counted):
        low, high = interval(figure)
        axes.plot([PERCENT * low, PERCENT * high], [line, line], color=QUIET, linewidth=1.5)
        axes.plot(PERCENT * figure.numerator / figure.denominator, line, "o", color=ACCENT, markersize=4)
        axes.text(PERCENT + 2, line, f"{figure.numerator}/{figure.denominator}", va="center")
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlim(0, PERCENT)
    axes.set_xlabel("per cent, with the Wilson 95 % interval (computed here)")
    text = "; ".join(f"{name}: {proportion(figure)}" for name, (_, figure) in zip(names, counted, strict=True))
    return Picture("Proportions in the evidence cited", _svg(canvas), f"{text}.")


def _name(item: EvidenceOut) -> str:
    source, _, statement = item.id.partition("#")
    return f"{spoken(source)}: {spoken(statement)}"


def _course(measurements: Iterable[Measurement], course: MtorInhibitor, age: int | None) -> Picture:
    """Largest diameter against age, a line for each place; the treatment period is shaded."""
    by_place: dict[str | None, list[Measurement]] = {}
    for measurement in sorted(measurements, key=lambda m: m.on_age_days):
        by_place.setdefault(measurement.location, []).append(measurement)
    canvas, axes = _canvas(2.2)
    described = []
    for number, (location, series) in enumerate(by_place.items()):
        days, sizes = [m.on_age_days for m in series], [m.largest_mm for m in series]
        place = spoken(location) if location else PLACE_UNKNOWN
        axes.plot(days, sizes, f"-{MARKERS[number % len(MARKERS)]}", color=ACCENT, markersize=4, label=place)
        described.append(f"{place}: {_sizes(series)}")
    treated = _shade(axes, course, age)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("age in days")
    axes.set_ylabel("largest diameter in mm")
    axes.legend(frameon=False, loc="best")
    return Picture("Measurements of this child", _svg(canvas), f"{'; '.join(described)}.{treated}")


def _sizes(series: Iterable[Measurement]) -> str:
    return ", ".join(f"{m.largest_mm:g} mm at {m.on_age_days} days" for m in series)


def _shade(axes: Axes, course: MtorInhibitor, age: int | None) -> str:
    """Shade the treatment period and say it; nothing where its beginning is not known."""
    start = course.started_on_age_days
    end = course.stopped_on_age_days if course.stopped_on_age_days is not None else age
    if start is None:
        return ""
    until = axes.get_xlim()[1] if end is None else end
    axes.axvspan(start, max(until, start), color=BAND, label="mTOR inhibitor")
    stopped = (
        f"to day {course.stopped_on_age_days}" if course.stopped_on_age_days is not None else "with no end recorded"
    )
    return f" mTOR inhibitor from day {start} {stopped}."


def _canvas(height: float) -> tuple[Canvas, Axes]:
    import matplotlib as mpl
    from matplotlib.figure import Figure as Canvas

    with mpl.rc_context(STYLE):
        canvas = Canvas(figsize=(6.8, height), layout="constrained")
        return canvas, canvas.add_subplot()


def _svg(canvas: Canvas) -> str:
    """The drawing without prologue, sizes or date, its colours those of the page; hidden from screen readers."""
    import matplotlib as mpl

    out = io.StringIO()
    with mpl.rc_context(STYLE):
        canvas.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawing = out.getvalue()[out.getvalue().index("<svg") :]
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing, flags=re.DOTALL)
    opening, rest = drawing.split(">", 1)
    opening = re.sub(r' (width|height)="[^"]*"', "", opening).replace(
        "<svg", '<svg aria-hidden="true" focusable="false"'
    )
    drawing = f"{opening}>{rest}"
    for stand_in, name in COLOURS.items():
        drawing = drawing.replace(stand_in, name)
    return drawing
