"""How long one child takes, today and with release 0.1.0 in the same run, and how that grows; ``make bench`` runs it.

Both releases answer the same fresh children in processes of their own, which take turns. None is asked twice. The
first child of a process is told apart from those after it, as tables and diagrams are made ready for it.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from children import fresh, with_measurements, without_later_fields
from commands import took
from earlier_release import RELEASE, ROOT, environment, surroundings
from history import add, scaled
from machine import described, state
from report import publish, table
from sample import HEADING, Sample, memory, pooled, rounded, timed

from crdecide import Patient, advise
from crdecide.advisory.set_aside import why_not
from crdecide.guideline.options import OPTIONS

TODAY = "today"
ROUNDS, STARTS = 3, 7
FIRST, HUNDRED, THOUSAND, REST = "the first child", "children 2 to 100", "children 101 to 1,000", "children after these"
VALIDATED, BARE = "Patient.model_validate", "one bare evaluation on durable-rules"
EXAMPLE = ROOT / "docs" / "examples" / "sugalska2021_table1_row1.json"
PROGRAMS = {
    "an empty program": ["-c", "pass"],
    "import crdecide": ["-c", "import crdecide"],
    "from crdecide import Patient, advise": ["-c", "from crdecide import Patient, advise"],
    "crdecide advise, one child": ["-m", "crdecide", "advise", str(EXAMPLE)],
}
Rows = Mapping[str, Mapping[str, Sample]]
"""For each thing that was timed, each release."""


def releases() -> dict[str, dict[str, str]]:
    """The environments to run in."""
    earlier = environment()
    return {TODAY: surroundings(ROOT), **({RELEASE: earlier} if earlier else {})}


def plan(number: int) -> dict[str, Any]:
    """The children of one process."""
    children = [without_later_fields(child) for child in fresh(scaled(4_000) + 1_500, seed=number)]
    parts = {FIRST: 1, HUNDRED: 99, THOUSAND: 900, REST: scaled(4_000) - 1_000}
    advised, place = [], 0
    for name, size in parts.items():
        if size > 0:
            advised.append((name, children[place : place + size]))
            place += size
    return {"advised": advised, "validated": children[-1_500:-500], "evaluated": children[-500:]}


def in_one_process(plan: dict[str, Any], environment: Mapping[str, str]) -> dict[str, Sample]:
    """What a release took."""
    program = Path(__file__).with_name("one_process.py")
    run = subprocess.run(
        [sys.executable, program], env=environment, input=json.dumps(plan), capture_output=True, text=True
    )
    if run.returncode != 0:
        sys.exit(run.stderr)
    return {name: Sample(**row) for name, row in json.loads(run.stdout)["rows"].items()}


def one_child() -> Rows:
    """All rounds, the releases taking turns."""
    runs: dict[str, dict[str, list[Sample]]] = {}
    for number in range(ROUNDS):
        children = plan(number)
        for release, surrounding in releases().items():
            for name, sample in in_one_process(children, surrounding).items():
                runs.setdefault(name, {}).setdefault(release, []).append(sample)
    return {name: {release: pooled(found) for release, found in row.items()} for name, row in runs.items()}


def starting() -> Rows:
    """Milliseconds of CPU time that a new process takes."""
    rows: dict[str, dict[str, Sample]] = {}
    for name, arguments in PROGRAMS.items():
        for release, surrounding in releases().items():
            runs = [took([sys.executable, *arguments], surrounding) for _ in range(STARTS)]
            sample = Sample([1000 * run.cpu for run in runs], max(run.memory for run in runs))
            rows.setdefault(name, {})[release] = sample
    return rows


def growth() -> Rows:
    """Whole records of today, with more and more measurements; and the explanations that are asked for."""
    timed(advise, fresh(scaled(1_000), seed=50))
    rows = {}
    for seed, number in enumerate((1, 10, 100)):
        children = [with_measurements(child, number, seed) for child in fresh(scaled(300), seed=60 + seed)]
        works: dict[str, Callable[[Any], object]] = {VALIDATED: Patient.model_validate, "advise": advise}
        for name, work in works.items():
            rows[f"{name}, {number} measurements on record"] = {TODAY: Sample(timed(work, children), memory())}
    patients = [Patient.model_validate(child) for child in fresh(scaled(300), seed=70)]
    answered = [(advise(patient), patient) for patient in patients]
    times = timed(lambda pair: [why_not(pair[0], option, patient=pair[1]) for option in OPTIONS], answered)
    return {**rows, "why not, for all six options of an answer": {TODAY: Sample(times, memory())}}


def by_room() -> str:
    """In which rooms of the code the time of one answer is spent, under a profiler, which makes calls dearer."""
    profile, children = cProfile.Profile(), fresh(scaled(300), seed=80)
    profile.runcall(timed, advise, children)
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        inside = file.partition("/src/crdecide/")[2]
        spent[inside.partition("/")[0] if "/" in inside else "Python, pydantic and the engine"] += own
    shares = [f"{room} {100 * own / spent.total():.0f} %" for room, own in spent.most_common(7)]
    return f"Where the time of an answer goes: {', '.join(shares)}."


def lines_of(rows: Rows, unit: str, validation: float | None = None) -> list[str]:
    """A table; ratios are of means."""
    ratios = ["to 0.1.0"] if validation is None else ["to validation", "to 0.1.0"]
    cells = []
    for name, found in rows.items():
        for release, sample in found.items():
            earlier = found.get(RELEASE)
            to_earlier = f"{sample.mean / earlier.mean:.2f}" if earlier and release == TODAY else ""
            to_validation = [] if validation is None else [rounded(sample.mean / validation)]
            size = f"{len(sample.times):,}"
            cells.append([name, release, size, *sample.cells(), *to_validation, to_earlier])
    return table([unit, "release", "times", *HEADING, *ratios], cells, 2)


def ratios_of(rows: Rows, starts: Rows) -> dict[str, float]:
    """What the history keeps."""
    validated, bare = rows[VALIDATED][TODAY].mean, rows[BARE][TODAY].mean
    kept = {part: rows[part] for part in (HUNDRED, THOUSAND, REST) if part in rows}
    found = {f"advise, {part}, to validation": row[TODAY].mean / validated for part, row in kept.items()}
    found["bare evaluation to validation"] = bare / validated
    for name, row in {**{f"advise, {part}": rows[part] for part in (FIRST, *kept)}, **starts}.items():
        if RELEASE in row and name != "an empty program":
            found[f"{name}, to {RELEASE}"] = row[TODAY].mean / row[RELEASE].mean
    return found


def main() -> None:
    """Measure and write."""
    at_the_start = state()
    rows, starts = one_child(), starting()
    validation = rows[VALIDATED][TODAY].mean
    lines = [
        described(at_the_start),
        "",
        *lines_of(rows, "µs of CPU time", validation),
        "",
        *lines_of(growth(), "µs of CPU time", validation),
        "",
        by_room(),
        "",
        *lines_of(starts, "ms of CPU time, a new process"),
    ]
    if RELEASE not in releases():
        lines += ["", f"No ratios to {RELEASE}: this copy of the project has no git history that holds it."]
    publish("one child", lines)
    add("bench", ratios_of(rows, starts))


if __name__ == "__main__":
    main()
