"""Forms that lose nothing are taken; those that may mean two things are refused, with what was expected."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from crdecide.records.rows.column_reader import CellRules, ColumnReader
from crdecide.records.rows.columns import COLUMNS

YES_NO, WHOLE, NUMBER, DAY = "symptoms.syncope", "age_days", "tumours.largest_mm", "birth_date"
CHOICE, STATUS, LIST = "tsc.status", "treatment.mtor_inhibitor.status", "medications"
DOSE = "treatment.mtor_inhibitor.dose"
NEW_YEAR = "2026-01-01"


def cell(path: str, value: Any, **rules: Any) -> Any:
    return ColumnReader(COLUMNS[path], CellRules(**rules)).cell(value)


@pytest.mark.parametrize(
    "value",
    [
        "TRUE",
        "True",
        "true",
        "1",
        "1.0",
        "yes",
        "Yes",
        "WAHR",
        "VRAI",
        " TRUE ",
        1,
        1.0,
        True,
        np.True_,
        np.int8(1),
        Decimal("1.0"),
        "\u00a0true",
    ],
)
def test_yes_is_taken_as_programs_write_it(value: Any) -> None:
    assert cell(YES_NO, value) is True


@pytest.mark.parametrize("value", ["Y", "N", "J", "T", "x", "+", "2", "-1", "ja", "TRUE?", 2, "0.5", "true;false"])
def test_a_letter_or_another_number_is_no_truth_value(value: Any) -> None:
    with pytest.raises(ValueError, match="expected true or false"):
        cell(YES_NO, value)


@pytest.mark.parametrize("path", [YES_NO, WHOLE, NUMBER, DAY, CHOICE, STATUS, LIST, DOSE])
@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "  ",
        "NA",
        "N/A",
        "#N/A",
        "NaN",
        "nan",
        "null",
        "<NA>",
        "NaT",
        ".",
        "unknown",
        float("nan"),
        np.float64("nan"),
        np.datetime64("NaT"),
        Decimal("NaN"),
    ],
)
def test_what_is_not_known_is_not_known_in_every_field(path: str, value: Any) -> None:
    assert cell(path, value) is None


@pytest.mark.parametrize("value", ["None", "NONE", "None "])
@pytest.mark.parametrize("path", [STATUS, LIST])
def test_none_is_ambiguous_where_there_may_be_none(path: str, value: str) -> None:
    """Python writes None for what is not known; of a drug it may say that none is taken."""
    with pytest.raises(ValueError, match="may say that there is none"):
        cell(path, value)


def test_none_is_a_value_or_nothing_where_it_cannot_be_both() -> None:
    assert cell(STATUS, "none") == "none"
    assert cell(CHOICE, "None") is None
    assert cell(WHOLE, "None") is None


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("12", 12),
        ("12.0", 12),
        (12.0, 12),
        ("1e1", 10),
        ("+5", 5),
        ("007", 7),
        ("-4", -4),
        (np.float32(12), 12),
        (Decimal("12.00"), 12),
        (np.int64(3), 3),
    ],
)
def test_whole_numbers(value: Any, whole: int) -> None:
    assert cell(WHOLE, value) == whole


@pytest.mark.parametrize(
    "value",
    [
        "12.5",
        12.5,
        "12 days",
        "1,000",
        "1_000",
        "１２",
        "<5",
        "1e999",
        "0x10",
        "two",
        True,
        [1],
        "1e300",
        dt.datetime(1900, 1, 12),
    ],
)
def test_what_is_no_whole_number_is_refused(value: Any) -> None:
    """1900-01-12 is what Excel shows of 12 in a cell that is formatted as a date."""
    with pytest.raises(ValueError, match="expected a"):
        cell(WHOLE, value)


def test_a_comma_counts_only_where_it_is_declared() -> None:
    with pytest.raises(ValueError, match=r"declare a decimal comma \(--decimal ,\)"):
        cell(NUMBER, "1,5")
    assert cell(NUMBER, "1,5", decimal=",") == 1.5
    assert cell(NUMBER, 1.5, decimal=",") == 1.5
    with pytest.raises(ValueError, match="with a decimal comma, as declared"):
        cell(NUMBER, "1.500", decimal=",")


def test_a_number_of_few_digits_is_what_anybody_reads_there() -> None:
    import pyarrow as pa

    read, wrong = ColumnReader(COLUMNS[NUMBER]).array(pa.array([4.9, None, float("nan")], pa.float32()))
    assert (read.to_pylist(), wrong) == ([4.9, None, None], {})


@pytest.mark.parametrize(
    "value",
    [
        NEW_YEAR,
        "20260101",
        "2026-01-01 00:00:00",
        "2026-01-01T00:00:00.000Z",
        "2026-01-01 00:00:00+01:00",
        dt.date(2026, 1, 1),
        dt.datetime(2026, 1, 1),
        np.datetime64("2026-01-01T00:00:00.000000000"),
    ],
)
def test_dates(value: Any) -> None:
    assert cell(DAY, value) == NEW_YEAR


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("03/04/2024", "which part is the day is not declared"),
        ("03.04.2024", "which part is the day is not declared"),
        ("2025-12-31T23:00:00Z", "a time of day is no part of it"),
        (dt.datetime(2025, 12, 31, 23), "a time of day is no part of it"),
        ("2026-02-30", "a date that there is"),
        ("45658", "written as YYYY-MM-DD"),
        ("2026-W01-1", "written as YYYY-MM-DD"),
        ("1/2026", "written as YYYY-MM-DD"),
    ],
)
def test_a_date_that_may_be_another_day_is_refused(value: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        cell(DAY, value)


def test_dates_are_read_as_declared() -> None:
    assert cell(DAY, "1.2.2026", dates="DD.MM.YYYY") == "2026-02-01"
    assert cell(DAY, "01/02/2026", dates="DD/MM/YYYY") == "2026-02-01"
    assert cell(DAY, "02/01/2026", dates="MM/DD/YYYY") == "2026-02-01"
    assert cell(DAY, NEW_YEAR, dates="DD.MM.YYYY") == NEW_YEAR
    with pytest.raises(ValueError, match="a date that there is"):
        cell(DAY, "13/14/2026", dates="DD/MM/YYYY")


def test_choices_are_taken_in_any_case() -> None:
    assert cell(CHOICE, "Definite") == "definite"
    assert cell("tumours.locations", "Left Ventricle; right-ventricle") == '["left_ventricle", "right_ventricle"]'
    assert cell(CHOICE, "certain") == "certain"  # the record says what was expected


@pytest.mark.parametrize(
    "value",
    [
        "captopril;digoxin",
        "captopril; digoxin ;",
        '["captopril", "digoxin"]',
        "['captopril', 'digoxin']",
        ["captopril", "digoxin"],
        ("captopril", "digoxin"),
        np.array(["captopril", "digoxin"]),
    ],
)
def test_lists(value: Any) -> None:
    assert cell(LIST, value) == '["captopril", "digoxin"]'


def test_a_list_of_none_and_a_list_of_one() -> None:
    assert cell(LIST, "[]") == cell(LIST, []) == "[]"
    assert cell(LIST, "captopril") == '["captopril"]'


@pytest.mark.parametrize(
    "value",
    [
        "captopril, digoxin",
        "captopril|digoxin",
        "captopril\ndigoxin",
        "['captopril' 'digoxin']",
        "no",
        "0",
        "-",
        "3.5",
        "captopril;NA",
        '["captopril"',
        '{"a": 1}',
    ],
)
def test_drugs_are_never_taken_for_one_drug(value: str) -> None:
    """Two drugs read as one unheard-of drug would lose an interaction."""
    with pytest.raises(ValueError, match="expected"):
        cell(LIST, value)


def test_objects() -> None:
    assert cell(DOSE, '{"value": 4.5, "unit": "mg/m2/day"}') == '{"value": 4.5, "unit": "mg/m2/day"}'
    assert cell(DOSE, {"value": None, "unit": None}) is None
    assert (
        cell("tumours.measurements", [{"on_age_days": 4.0, "largest_mm": 15.0}])
        == '[{"on_age_days": 4, "largest_mm": 15}]'
    )
    with pytest.raises(ValueError, match="given twice"):
        cell(DOSE, '{"value": 4.5, "value": 45}')


def test_what_is_shown_of_a_cell_does_nothing_to_a_screen() -> None:
    with pytest.raises(ValueError, match="expected") as caught:
        cell(WHOLE, "\x1b[31m\u202e" + "9" * 100)
    assert "\\u001b[31m\\u202e" in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 120
