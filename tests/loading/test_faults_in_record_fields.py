"""Faults in how the fields of a record are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from crdecide import InvalidRuleset, load_ruleset

FILE = "record_fields.yaml"


def problems(folder: Path, old: str, new: str) -> list[str]:
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidRuleset) as error:
        load_ruleset(folder)
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("      symptoms.syncope: {}\n", "", "'symptoms.syncope' is in no group; expected it in one"),
        ("symptoms.syncope: {}", "symptoms.sincope: {}", "the record has no field 'symptoms.sincope'; did you mean"),
        ("      surgery.risk: {}", "      symptoms.syncope: {}\n      surgery.risk: {}", "is asked in two groups"),
        ("tumours.locations: {label: where the tumours are, ", "tumours.locations: {", "expected its label and its"),
        (
            "sega: SEGA",
            "sega_: SEGA",
            "'sega_' is no value of treatment.mtor_inhibitor.indication; did",
        ),
        ('{surgery.planned: ["yes"]}', "{surgery.planed: [yes]}", "asked_where: the record has no field"),
        ('{surgery.planned: ["yes"]}', "{surgery.planned: [often]}", "'often' is no value of surgery.planned"),
        (
            "tumours.count: {}",
            "tumours.count: {says_none: No tumour is seen.}",
            "is no list, so that it cannot be empty",
        ),
        (
            "unit: mm",
            "unit: cm",
            "tumours.measurements.largest_mm is in mm, and here in 'cm'; expected the unit",
        ),
        ("sega: SEGA", "sega: the dose to start", "may not stand"),
        ("No drug is on record and none is planned.", "Give no drug.", "may not stand"),
    ],
)
def test_a_fault_is_said_with_file_and_remedy(rules: Path, old: str, new: str, expected: str) -> None:
    found = problems(rules, old, new)
    assert any(f"/{FILE}:" in problem and expected in problem for problem in found), found
