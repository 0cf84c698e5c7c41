"""What no table can be made to say, and what is said of tables and mappings that are wrong."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from rows.conftest import read_text, told

from crdecide import InvalidPatient
from crdecide.errors import InvalidTable
from crdecide.records.rows import preview, read

UNKNOWN_WORDS = ["", "  ", "NA", "n/a", ".", "NaN", "null", "unknown", "-9"]


@pytest.mark.parametrize("text", UNKNOWN_WORDS)
@pytest.mark.parametrize(
    "column", [{"to": "symptoms.syncope"}, {"entry_of": "tumours.locations", "entry": "left_ventricle"}]
)
def test_no_mapping_gives_a_value_to_what_is_not_known(tmp_path: Path, text: str, column: dict[str, Any]) -> None:
    mapping = {"columns": {"s": {**column, "values": {text: "no"}}}, "unknown": ["-9"]}
    with pytest.raises(InvalidTable, match="s: the mapping gives a value to what is not known"):
        read_text(tmp_path / "t.csv", "s\nNA\n", mapping=mapping)


def test_a_mapping_may_say_once_more_that_something_is_not_known(tmp_path: Path) -> None:
    values = {"": None, "NA": "unknown", "-9": None, "None": "none"}
    mapping = {"columns": {"s": {"to": "treatment.antiarrhythmic.status", "values": values}}, "unknown": ["-9"]}
    [(_, _, row), *_] = read_text(tmp_path / "t.csv", "id,s\n1,None\n2,NA\n", mapping=mapping)
    assert row.treatment.antiarrhythmic.status == "none"


@pytest.mark.parametrize("field", ["medications", "tumours.locations"])
@pytest.mark.parametrize("cell", [";", "; ;", ";;"])
def test_signs_between_names_without_a_name_do_not_say_that_there_is_none(
    tmp_path: Path, field: str, cell: str
) -> None:
    [(_, _, said)] = read_text(tmp_path / "t.csv", f"{field}\n{cell}\n", delimiter="\t")
    assert said == f"{field}: expected names with ';' between them, [] for none; got '{cell}'"


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        ("age_months", "'age_days' (in days; nothing is converted)"),
        ("tumours.largest_cm", "'tumours.largest_mm' (in mm; nothing is converted)"),
        ("tumours_largest_cm", "'tumours.largest_mm' (in mm; nothing is converted)"),
        ("risk", "'surgery.risk'"),
        ("tumors.count", "'tumours.count'"),
    ],
)
def test_of_an_unknown_column_the_field_that_was_meant_is_told_with_its_unit(column: str, meant: str) -> None:
    with pytest.raises(InvalidTable) as refused:
        preview(pa.table({column: ["1"]}))
    assert refused.value.problems[0].message == f"unknown column; did you mean {meant}?"


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        (3, "mapping: expected the path of a YAML file, or a dict; got int"),
        ({"Alter": "age_days"}, "mapping: 'Alter': unknown field (columns stand below 'columns')"),
        ({"colums": {}}, "mapping: 'colums': unknown field; did you mean 'columns'?"),
    ],
)
def test_a_mapping_that_is_none(tmp_path: Path, mapping: Any, why: str) -> None:
    with pytest.raises(InvalidTable) as refused:
        read_text(tmp_path / "t.csv", "Alter\n4\n", mapping=mapping)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("number", "why"), [(2**60, "expected a whole number of at most "), (10**400, ": too large to be read exactly")]
)
def test_a_whole_number_that_is_too_large_is_told_as_one(number: int, why: str) -> None:
    [(_, _, said)] = told(read([{"age_days": number}]))
    assert why in said


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_single_column_is_no_table(library: str) -> None:
    column = pytest.importorskip(library).Series([1, 2])
    with pytest.raises(InvalidTable, match="or mappings one after the other; got Series"):
        list(read(column))


@pytest.mark.parametrize("ending", ["csv", "parquet", "ndjson", "xlsx"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, ending: str) -> None:
    os.mkfifo(tmp_path / f"t.{ending}")
    with pytest.raises(InvalidTable, match="expected a file; this is a pipe or a device"):
        list(read(tmp_path / f"t.{ending}"))


def test_the_check_says_the_danger_of_a_row_that_would_be_rejected() -> None:
    rows = [{"symptoms.outflow_obstruction": True, "tumours.count": 2, "age_days": -3}]
    [(*_, wrong)] = preview(rows).rows
    [row] = read(rows)
    assert isinstance(row.error, InvalidPatient)
    assert row.error.danger
    assert wrong == f"{row.error.danger} {row.error.problems[0]}"


def test_a_column_that_is_to_be_left_out_has_to_be_there(tmp_path: Path) -> None:
    text = "age_days,tumours.count\n4,2\n"
    with pytest.raises(InvalidTable, match="names 'age_day', which is not there; did you mean 'age_days'"):
        read_text(tmp_path / "t.csv", text, ignore_columns=["age_day"])
    [(_, _, row)] = read_text(tmp_path / "t.csv", text, ignore_columns=["age_days", "lab_*"])
    assert (row.age_days, row.tumours.count) == (None, 2)
