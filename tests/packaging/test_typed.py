"""What a type checker says to somebody who imports the package."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

IMPORTER = """
from datetime import date
from crdecide import Advisory, Patient, advise, load_ruleset
from crdecide.guideline.record_sections import TSC, Measurement, Tumours

names: list[str] = ["captopril"]
patient = Patient(
    age_days=12,
    birth_date=date(2026, 1, 1),
    medications=names,
    tsc=TSC(status="definite", major_features=["cortical_tubers"]),
    tumours=Tumours(
        largest_mm=15,
        locations=("left_ventricle",),
        measurements=[Measurement(on_age_days=3, largest_mm=8)],
    ),
)
advisory: Advisory = advise(patient, ruleset=load_ruleset("rules"))
sizes: list[float] = [measured.largest_mm for measured in patient.tumours.measurements or ()]
drug: str = (patient.medications or ())[0]
Patient(age_days="old")
Patient(tumors=Tumours())
Patient(tsc=TSC(major_features=["cortical_tuber"]))
patient.tumours.count.bit_count()
"""
EXPECTED = ["arg-type", "call-arg", "list-item", "union-attr"]


@pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is not installed")
def test_a_list_is_taken_where_a_tuple_is_kept_and_what_is_wrong_is_seen(tmp_path: Path) -> None:
    (tmp_path / "importer.py").write_text(IMPORTER)
    # Without this project's settings: somebody who imports the package need not have pydantic's plugin.
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "importer.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert re.findall(r"error: .*\[([a-z-]+)\]", ran.stdout) == EXPECTED, ran.stdout
