"""Tables as other programs write them, by what they are known for."""

from __future__ import annotations

import gzip
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rows.conftest import read_text, told, write_csv, write_workbook

from crdecide import InvalidPatient
from crdecide.errors import InvalidTable
from crdecide.guideline.parse import read_patient
from crdecide.records.rows import read

CHILD = {"age_days": 12, "tumours": {"count": 2}, "symptoms": {"syncope": True}}
TABLE: list[dict[str, Any]] = [{"id": "a", "age_days": 12, "tumours.count": 2, "symptoms.syncope": True}]


def test_pandas_with_its_index_and_gaps(tmp_path: Path) -> None:
    """Numbers with gaps become floats, truth values with gaps objects, lists are written as Python writes them."""
    header = ",id,age_days,tumours.count,symptoms.syncope,medications\n"
    text = header + "0,a,12.0,2.0,True,\"['captopril', 'digoxin']\"\n1,b,,,,\n"
    [(_, _, first), (_, _, second)] = read_text(tmp_path / "p.csv", text)
    assert first == read_patient({**CHILD, "medications": ["captopril", "digoxin"]})
    assert second == read_patient({})


def test_r_with_row_names_na_and_quotes(tmp_path: Path) -> None:
    header = '"","id","age_days","tumours.count","symptoms.syncope","tsc.status"\n'
    text = header + '"1","a",12,2,TRUE,NA\n"2","b",NA,NA,NA,"possible"\n'
    assert read_text(tmp_path / "r.csv", text) == [
        (1, "a", read_patient(CHILD)),
        (2, "b", read_patient({"tsc": {"status": "possible"}})),
    ]


GERMAN = (
    "sep=;\r\nid;age_days;tumours.largest_mm;symptoms.syncope;birth_date;assessed_on\r\n"
    "ä;;1,5;WAHR;03.04.2024;15.04.2024\r\n"
)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "utf-8-sig", "utf-8"])
def test_excel_in_german(tmp_path: Path, encoding: str) -> None:
    declared = {"decimal": ",", "dates": "DD.MM.YYYY", "encoding": encoding}
    child = {
        "tumours": {"largest_mm": 1.5},
        "symptoms": {"syncope": True},
        "birth_date": "2024-04-03",
        "assessed_on": "2024-04-15",
    }
    assert read_text(tmp_path / "g.csv", GERMAN, **declared) == [(1, "ä", read_patient(child))]


def test_what_a_file_says_of_its_own_encoding_is_enough(tmp_path: Path) -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        (tmp_path / "g.csv").write_bytes("id\tage_days\nä\t4\n".encode(encoding))
        assert told(read(tmp_path / "g.csv")) == [(1, "ä", read_patient({"age_days": 4}))]
    (tmp_path / "g.csv").write_bytes("id,age_days\nä,4\n".encode("cp1252"))
    with pytest.raises(InvalidTable, match=r"is not UTF-8 text .*--encoding cp1252"):
        list(read(tmp_path / "g.csv"))


REDCAP = """record_id,age_days,tumours_count,loc___1,loc___2,dose,dose_unit,tsc
1,40,2,1,0,4.5,mg/m2/day,1
2,41,1,0,0,,,9
3,42,-9,0,1,,,2
"""
REDCAP_MAP: dict[str, Any] = {
    "columns": {
        "record_id": "id",
        "loc___1": {"entry_of": "tumours.locations", "entry": "left_ventricle"},
        "loc___2": {"entry_of": "tumours.locations", "entry": "right_ventricle"},
        "dose": "treatment.mtor_inhibitor.dose.value",
        "dose_unit": "treatment.mtor_inhibitor.dose.unit",
        "tsc": {"to": "tsc.status", "values": {"1": "definite", "2": "possible", "9": None}},
    },
    "unknown": ["-9"],
}


def test_redcap_with_boxes_codes_and_a_code_for_not_known(tmp_path: Path) -> None:
    """A box that is not ticked says nothing: REDCap writes 0 too where nobody looked at the question."""
    children = [
        {
            "age_days": 40,
            "tumours": {"count": 2, "locations": ["left_ventricle"]},
            "tsc": {"status": "definite"},
            "treatment": {"mtor_inhibitor": {"dose": {"value": 4.5, "unit": "mg/m2/day"}}},
        },
        {"age_days": 41, "tumours": {"count": 1}},
        {"age_days": 42, "tumours": {"locations": ["right_ventricle"]}, "tsc": {"status": "possible"}},
    ]
    expected = [(number, str(number), read_patient(child)) for number, child in enumerate(children, start=1)]
    assert read_text(tmp_path / "redcap.csv", REDCAP, mapping=REDCAP_MAP) == expected
    # The same, read by pandas first: every code is a float by then.
    floats = (
        REDCAP.replace(",1\n", ",1.0\n").replace(",9\n", ",9.0\n").replace(",2\n", ",2.0\n").replace("-9,", "-9.0,")
    )
    assert read_text(tmp_path / "redcap.csv", floats, mapping=REDCAP_MAP) == expected


def test_parquet_as_databases_write_it(tmp_path: Path) -> None:
    """Dictionaries, decimals, small and large numbers, dates with a time, sections as structures, text as bytes."""
    table = pa.table(
        {
            "id": pa.array([7], pa.int32()),
            "age_days": pa.array([Decimal("12")], pa.decimal128(10, 0)),
            "tumours": pa.array(
                [{"count": 2, "largest_mm": 4.9}], pa.struct({"count": pa.uint64(), "largest_mm": pa.float32()})
            ),
            "tsc.status": pa.array(["definite"]).dictionary_encode(),
            "surgery.risk": pa.array([b"high"], pa.binary()),
            "symptoms.syncope": pa.array([1], pa.int8()),
            "symptoms.cyanosis": pa.nulls(1),
            "assessed_on": pa.array([1_767_225_600_000], pa.timestamp("ms")),
            "medications": pa.array([["captopril"]], pa.large_list(pa.large_string())),
        }
    )
    pq.write_table(table, tmp_path / "d.parquet")
    child = {
        "age_days": 12,
        "tumours": {"count": 2, "largest_mm": 4.9},
        "tsc": {"status": "definite"},
        "surgery": {"risk": "high"},
        "symptoms": {"syncope": True},
        "assessed_on": "2026-01-01",
        "medications": ["captopril"],
    }
    assert told(read(tmp_path / "d.parquet")) == [(1, "7", read_patient(child))]


@pytest.mark.needs("pandas")
def test_a_frame_whose_index_is_the_id_and_whose_columns_are_of_several_kinds() -> None:
    import pandas as pd

    frame = pd.DataFrame(
        {"age_days": [12, "13"], "symptoms.syncope": [True, None], "tsc.status": pd.Categorical(["definite", None])}
    )
    frame.index = pd.Index(["a", "b"], name="id")
    child = {"age_days": 12, "symptoms": {"syncope": True}, "tsc": {"status": "definite"}}
    assert told(read(frame)) == [(1, "a", read_patient(child)), (2, "b", read_patient({"age_days": 13}))]


@pytest.mark.needs("polars")
def test_polars_with_its_own_types() -> None:
    import polars as pl

    frame = pl.DataFrame(
        {
            "id": ["a"],
            "age_days": [12],
            "tumours": [{"count": 2}],
            "symptoms.syncope": [True],
            "tsc.status": pl.Series(["definite"], dtype=pl.Categorical),
        }
    )
    expected = [(1, "a", read_patient({**CHILD, "tsc": {"status": "definite"}}))]
    assert told(read(frame)) == told(read(frame.lazy())) == expected


def test_packed_tables(tmp_path: Path) -> None:
    plain = write_csv(tmp_path / "t.csv", TABLE)
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    pq.write_table(pa.Table.from_pylist(TABLE), tmp_path / "t.parquet")
    for name in ("t.csv", "t.parquet"):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            archive.write(tmp_path / name, name)
            archive.writestr("__MACOSX/._t.csv", "")
    for name in ("t.csv.gz", "t.csv.zip", "t.parquet.zip"):
        assert told(read(tmp_path / name)) == [(1, "a", read_patient(CHILD))], name


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("cut.csv.gz", gzip.compress(b"age_days\n4\n", mtime=0)[:-12], "cannot be unpacked"),
        ("no.zip", b"nothing", "cannot be unpacked"),
        ("no.parquet", b"nothing", "cannot be read as Parquet"),
        ("empty.csv", b"", "is empty"),
        ("old.xls", b"", "save it in Excel as .xlsx"),
        ("open.csv", b'id,age_days\na,"3\nb,4\n', "a quote is opened and not closed"),
        ("two.csv", b"id;age_days,x\n", "give --delimiter"),
        ("twice.csv", b"age_days,Age_Days\n", "age_days is given twice, by the columns 'age_days' and 'Age_Days'"),
        ("unknown.csv", b"age_dais\n", "did you mean 'age_days'"),
    ],
)
def test_a_table_that_cannot_be_read_as_a_whole(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidTable, match=why):
        list(read(tmp_path / name))


def test_a_damaged_page_is_told_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"age_days": list(range(5000))}), path, use_dictionary=False)
    content = bytearray(path.read_bytes())
    content[200:260] = bytes(60)
    path.write_bytes(content)
    with pytest.raises(InvalidTable, match=r"t.parquet, from row 1: cannot be read as Parquet"):
        list(read(path))


def test_a_mapping_that_names_a_column_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidTable, match="names the column 'Alter', which is not there; did you mean 'alter'"):
        read_text(tmp_path / "t.csv", "alter\n4\n", mapping={"columns": {"Alter": "age_days", "alter": "age_days"}})


def test_a_mapping_file_says_what_is_wrong_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("columns:\n  a:\n    too: age_days\n")
    with pytest.raises(InvalidTable, match=r"map.yaml:3: .*unknown field"):
        read_text(tmp_path / "t.csv", "a\n4\n", mapping=tmp_path / "map.yaml")


def test_ignored_columns_are_named_or_unknown(tmp_path: Path) -> None:
    text = "age_days,lab_1,tsc.status\n4,x,definite\n"
    assert read_text(tmp_path / "t.csv", text, ignore_columns=["*"]) == [
        (1, None, read_patient({"age_days": 4, "tsc": {"status": "definite"}}))
    ]
    assert read_text(tmp_path / "t.csv", text, ignore_columns=["lab_*", "tsc.status"]) == [
        (1, None, read_patient({"age_days": 4}))
    ]


def test_cells_beyond_the_header_are_not_lost(tmp_path: Path) -> None:
    """Excel writes empty columns at the end; a cell that stands in one belongs to nothing."""
    [(_, _, first), (_, _, second)] = read_text(tmp_path / "t.csv", "age_days,,\n4,,\n5,,syncope\n")
    assert first == read_patient({"age_days": 4})
    assert second == "a column without a name: expected an empty cell; got 'syncope'"


def test_what_is_given_nested_and_flat_is_given_twice() -> None:
    [row] = read([{"tumours": {"count": 1}, "tumours.count": 2}])
    assert str(row.error) == "tumours.count: given twice, nested and flat"


def test_a_line_that_is_no_record_is_told_with_its_number(tmp_path: Path) -> None:
    lines = '[]\n{"age_days": NaN, "id": 5}\n\n{"age_days": 3, "age_days": 4}\n{"age_days": Infinity}\n{"tumours": 5}\n'
    (tmp_path / "t.ndjson").write_bytes(lines.encode("utf-16"))
    assert told(read(tmp_path / "t.ndjson")) == [
        (1, None, "patient: expected a patient record (a JSON object)"),
        (2, "5", read_patient({})),
        (3, None, "patient: the field 'age_days' is given twice in one object; expected it once"),
        (4, None, "patient: Infinity is not a number in JSON; leave the field out where the value is not known"),
        (5, None, "tumours: unknown column; did you mean 'tumours.trend'?"),
    ]


@pytest.mark.needs("pandas")
def test_columns_of_two_levels_and_dates_of_several_kinds() -> None:
    import pandas as pd

    frame = pd.DataFrame(
        {("tumours", "count"): [2], ("assessed_on", ""): pd.to_datetime(["2026-01-01"]).tz_localize("Europe/Berlin")}
    )
    assert told(read(frame)) == [(1, None, read_patient({"tumours": {"count": 2}, "assessed_on": "2026-01-01"}))]
    days = ["2026-01-02", pd.Timestamp("2026-01-03"), pd.NaT, pd.NA]
    frame = pd.DataFrame({"id": range(4), "assessed_on": days})
    assert [row.patient.assessed_on and row.patient.assessed_on.day for row in read(frame)] == [2, 3, None, None]


def test_a_result_of_duckdb_gives_itself() -> None:
    import duckdb

    tumours = "{'count': 2::utinyint, 'largest_mm': 1.50::decimal(4, 2)}"
    query = f"select 1::hugeint as id, {tumours} as tumours, ['captopril'] as medications"
    child = {"tumours": {"count": 2, "largest_mm": 1.5}, "medications": ["captopril"]}
    assert told(read(duckdb.sql(query))) == [(1, "1", read_patient(child))]


def test_a_refused_row_tells_its_danger_first() -> None:
    [row] = read([{"tumours": {"count": 2}, "symptoms": {"heart_failure": "yes"}, "age_days": "-3", "tsc.stauts": "x"}])
    assert isinstance(row.error, InvalidPatient)
    assert str(row.error).startswith("This presentation may be life-threatening")
    assert "tsc.stauts: unknown column; did you mean 'tsc.status'?" in str(row.error)


@pytest.mark.needs("excel")
class TestWorkbooks:
    def test_rows_and_dates(self, tmp_path: Path) -> None:
        from datetime import datetime

        path = write_workbook(
            tmp_path / "t.xlsx", [{**TABLE[0], "assessed_on": datetime(2026, 1, 1)}, {}, {"age_days": 3}]
        )
        assert told(read(path)) == [
            (1, "a", read_patient({**CHILD, "assessed_on": "2026-01-01"})),
            (3, None, read_patient({"age_days": 3})),
        ]

    def test_a_size_that_is_told_wrongly_loses_no_cell(self, tmp_path: Path) -> None:
        """WPS and others say that a sheet is A1:A1 (https://github.com/pandas-dev/pandas/issues/39001)."""
        whole, path = write_workbook(tmp_path / "whole.xlsx", TABLE), tmp_path / "t.xlsx"
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, content.replace(b'<dimension ref="A1:D2"', b'<dimension ref="A1"'))
        assert told(read(path)) == [(1, "a", read_patient(CHILD))]

    def test_a_formula_without_a_value_and_one_that_failed(self, tmp_path: Path) -> None:
        path = write_workbook(tmp_path / "t.xlsx", [{"id": "a", "age_days": "=1+1"}, {"id": "b", "age_days": "#REF!"}])
        assert [said for _, _, said in told(read(path))] == [
            "cell 2: a formula without a kept value: open and save it in Excel",
            "cell 2: a formula that failed: #REF!",
        ]

    def test_merged_cells_and_several_sheets_are_asked_about(self, tmp_path: Path) -> None:
        import openpyxl

        path = write_workbook(tmp_path / "t.xlsx", TABLE)
        book = openpyxl.load_workbook(path)
        book.create_sheet("Notes").append(["by whom"])
        book.save(path)
        with pytest.raises(InvalidTable, match=r"say which .*'Sheet' or 'Notes'"):
            list(read(path))
        assert told(read(path, sheet="Sheet")) == [(1, "a", read_patient(CHILD))]
        book["Sheet"].merge_cells("B2:B3")
        book.save(path)
        with pytest.raises(InvalidTable, match="merged cells"):
            list(read(path, sheet="Sheet"))
