"""What is worked out once for each different answer reaches every row that has it, and no reader can tell."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cohort.conftest import Run, write_parquet
from support.children import random_children

from crdecide import Ruleset
from crdecide.cohort.answer_batch import Answering
from crdecide.cohort.batches import Answered, Part
from crdecide.cohort.equal_rows import different_rows
from crdecide.cohort.sinks import GROUP_ROWS, sink_for
from crdecide.cohort.word_columns import as_numbers, as_text, plain_schema
from crdecide.evaluation.durable import engine_for
from crdecide.guideline.patient import Patient
from crdecide.records.rows.columns import arrays, cells
from crdecide.records.rows.row_batch import Batch


@pytest.mark.parametrize(("columns", "most"), [(1, 3), (9, 2), (70, 2), (7, 256), (3, 70_000)])
def test_rows_have_one_number_exactly_where_they_are_equal(columns: int, most: int) -> None:
    rng = np.random.default_rng(columns)
    few = rng.integers(0, most, (40, columns)).astype(np.int32)
    table = few[rng.integers(0, len(few), 500)]
    found = different_rows(list(table.T))
    assert len(found.a_row) == len(np.unique(table, axis=0)) == len(np.unique(found.number))
    assert (table[found.a_row][found.number] == table).all()
    assert (found.number[found.a_row] == np.arange(len(found.a_row))).all()
    if most == 2:
        flags = different_rows([column == 1 for column in table.T])
        assert (flags.number == found.number).all()


@pytest.mark.parametrize("code", [0, 1, 1 << 20])
def test_no_rows_have_no_different_ones_and_equal_ones_a_single_one(code: int) -> None:
    none = different_rows([np.array([], dtype=np.uint8)])
    assert (len(none.a_row), len(none.number)) == (0, 0)
    alike = different_rows([np.full(9, code), np.full(9, code)])
    assert (len(alike.a_row), list(alike.number)) == (1, [0] * 9)


@pytest.fixture(scope="module", params=[False, True], ids=["whole", "brief"])
def answering(ruleset: Ruleset, request: pytest.FixtureRequest) -> Answering:
    return Answering(ruleset, engine_for(ruleset).settle, brief=request.param)


def answered(answering: Answering, children: list[dict[str, Any]]) -> Answered:
    return answering.answer(
        Batch(np.arange(1, len(children) + 1), arrays([cells(Patient.model_validate(one)) for one in children]))
    )


def answers(answering: Answering, children: list[dict[str, Any]]) -> pa.Table:
    return answered(answering, children).table


def test_a_child_has_the_same_answer_alone_and_among_others(answering: Answering) -> None:
    children = random_children(60, seed=3)
    together = answers(answering, children).to_pylist()
    for place, child in enumerate(children):
        (alone,) = answers(answering, [child]).to_pylist()
        assert {**alone, "row": place + 1} == together[place]


def test_text_and_numbers_are_two_forms_of_the_same_answers(answering: Answering) -> None:
    table = answers(answering, random_children(300, seed=4))
    text = as_text(table)
    assert text.schema == plain_schema(answering.schema)
    assert text.to_pylist() == table.to_pylist()
    # A part of a table: its lists do not begin where those of the whole do.
    again = as_numbers(text.slice(100, 150), answering.words).cast(answering.schema)
    assert again.equals(table.slice(100, 150))
    assert as_numbers(text.slice(0, 0), answering.words).cast(answering.schema).equals(table.slice(0, 0))


def picked(whole: Answered, places: Any) -> Answered:
    """The same answers for some of the rows, in any order, as often as wanted."""
    parts = tuple(Part(part.different, part.number[places]) for part in whole.parts)
    region = None if whole.region is None else whole.region.take(pa.array(places))
    return Answered(whole.rows.take(pa.array(places)), parts, region)


@pytest.mark.parametrize("ending", ["parquet", "csv", "ndjson"])
def test_a_file_has_the_same_bytes_however_the_rows_came(answering: Answering, tmp_path: Path, ending: str) -> None:
    of_all = answered(answering, random_children(200, seed=5))
    many = np.arange(GROUP_ROWS + 400 if ending == "parquet" else 20_000) % len(of_all.rows)
    for name, sizes in (("whole", [len(many)]), ("cut", [7, 0, 131, len(many) - 203, len(many)])):
        sink = sink_for(Path(f"a.{ending}"))(tmp_path / name, answering.schema)
        for start, end in itertools.pairwise([0, *itertools.accumulate(sizes)]):
            sink.write(picked(of_all, many[start:end]))
        sink.close()
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "cut").read_bytes()
    table = as_text(picked(of_all, many).table)
    if ending == "parquet":
        assert pq.read_table(tmp_path / "cut").equals(table.cast(pq.read_schema(tmp_path / "cut")))
    if ending == "ndjson":
        lines = (tmp_path / "cut").read_text().splitlines()
        assert lines == [json.dumps(row, ensure_ascii=False) for row in table.to_pylist()]


def test_a_line_of_json_holds_any_id(in_process: Run, tmp_path: Path) -> None:
    ids = ['a"b', "back\\slash", "Zoë \N{CHILD}", "line\nbreak", "", "\x7f", "=1+1"]
    columns = {"id": pa.array(ids), "age_days": pa.array(range(len(ids)))}
    pq.write_table(pa.table(columns), tmp_path / "in.parquet")
    in_process("in.parquet", "out.ndjson")
    assert [json.loads(line)["id"] for line in (tmp_path / "out.ndjson").read_text().split("\n")[:-1]] == ids


def test_readers_of_parquet_meet_plain_text(in_process: Run, children: list[dict[str, Any]], tmp_path: Path) -> None:
    import duckdb
    import pandas as pd

    write_parquet(tmp_path / "in.parquet", children)
    in_process("in.parquet", "out.parquet")
    in_process("in.parquet", "out.ndjson")
    path = tmp_path / "out.parquet"
    rows = [json.loads(line) for line in (tmp_path / "out.ndjson").read_text().splitlines()]
    assert {field.type for field in pq.read_schema(path)} == {pa.int64(), pa.string(), pa.list_(element())}
    assert not any(isinstance(kind, pd.CategoricalDtype) for kind in pd.read_parquet(path).dtypes)
    types = dict(duckdb.sql(f"select column_name, column_type from (describe from '{path}')").fetchall())
    assert (types["row"], types["scope"], types["caveats"]) == ("BIGINT", "VARCHAR", "VARCHAR[]")
    for column in ("scope", "timing", "tsc"):
        # A reader may take these from what the file says of its groups.
        found = duckdb.sql(f"select min({column}), max({column}), count({column}) from '{path}'").fetchall()
        said = [row[column] for row in rows if row[column] is not None]
        assert found == [(min(said), max(said), len(said))]


def element() -> pa.Field:
    return pa.field("element", pa.string())
