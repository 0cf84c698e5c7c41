"""How long a FHIR bulk export takes: small patients of four or five resources each, by today's code and by 0.1.0.

``make bench-cohort`` runs it: the whole job, from a folder of NDJSON to Parquet, with the start of the program. An
export of a few thousand children is mostly that start, so two sizes are told.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from child import TODAY, releases
from commands import took
from earlier_release import RELEASE
from history import add, scaled
from machine import described, state
from report import publish
from support.fhir_records import ATC, HEART_FAILURE, RHABDOMYOMA, condition, observation, patient, request
from whole_cohort import Runs, cpu_of, lines_of

SIZES = (10_000, 100_000)
READ_ON = date(2026, 11, 26)
LONGEST_AGE_DAYS = 5_000
HEART_RATE, PER_MINUTE = ("http://loinc.org", "8867-4"), "http://unitsofmeasure.org"
DRUGS = ("L04AH02", "L04AH01", "C07AA05")
"""Everolimus, sirolimus and propranolol, as in `rules/terminology/drug_codes.yaml`."""
Json = dict[str, Any]


def resources(number: int, seed: int) -> Iterator[Json]:
    """A patient with a rhabdomyoma, perhaps heart failure, a heart rate and a drug, so many times."""
    rng = random.Random(seed)
    for child in range(number):
        of_child = {"subject": {"reference": f"Patient/{child}"}}
        born = READ_ON - timedelta(days=rng.randrange(LONGEST_AGE_DAYS))
        yield {**patient(), "id": str(child), "birthDate": born.isoformat()}
        yield {**condition(f"tumour-{child}", RHABDOMYOMA), **of_child}
        if rng.random() < 0.5:
            yield {**condition(f"failure-{child}", HEART_FAILURE), **of_child}
        rate = {"value": rng.randrange(60, 200), "unit": "/min", "system": PER_MINUTE, "code": "/min"}
        yield {**observation(f"rate-{child}", HEART_RATE, READ_ON.isoformat(), valueQuantity=rate), **of_child}
        yield {**request(f"drug-{child}", (ATC, rng.choice(DRUGS))), **of_child}


def write_export(folder: Path, number: int, seed: int) -> None:
    """An export of so many children: a file for each type of resource, as https://hl7.org/fhir/uv/bulkdata has it."""
    folder.mkdir()
    lines: dict[str, list[str]] = {}
    for resource in resources(number, seed):
        lines.setdefault(resource["resourceType"], []).append(f"{json.dumps(resource)}\n")
    for kind, of_kind in lines.items():
        (folder / f"{kind}.ndjson").write_text("".join(of_kind), encoding="utf-8")


def whole_job(source: Path, out: Path) -> Runs:
    """The command, once by each release."""
    command = [sys.executable, "-m", "crdecide", "cohort", str(source), str(out), "--on", READ_ON.isoformat()]
    return {("crdecide cohort EXPORT", release): [took(command, where)] for release, where in releases().items()}


def main() -> None:
    """Make the exports, measure, write."""
    at_the_start, lines, ratios = state(), list[str](), dict[str, float]()
    for size in map(scaled, SIZES):
        with tempfile.TemporaryDirectory() as place:
            write_export(Path(place, "export"), size, seed=size)
            runs = whole_job(Path(place, "export"), Path(place, "out.parquet"))
        lines += ["", f"{size:,} children:", "", *lines_of(runs, size)]
        for name, release in runs:
            if release == RELEASE:
                ratios[f"{name} of {size:,}, to {RELEASE}"] = cpu_of(runs[name, TODAY]) / cpu_of(runs[name, RELEASE])
    publish("bulk export", [described(at_the_start, ["duckdb", "pyarrow"]), *lines])
    add("bench-cohort, bulk export", ratios)


if __name__ == "__main__":
    main()
