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
from crdecide.cohort.different_rows import different_codes, different_flags
from crdecide.cohort.sinks import GROUP_ROWS, sink_for
from crdecide.cohort.word_columns import as_numbers, as_text, plain_schema
from crdecide.evaluation.durable import engine_for
from crdecide.records.rows.columns import arrays, cells
from crdecide.records.rows.row_batch import Batch


@pytest.mark.parametrize(("columns", "most"), [(1, 3), (9, 2), (70, 2), (7, 256)])
def test_rows_have_one_number_exactly_where_they_are_equal(columns: int, most: int) -> None:
    rng = np.random.default_rng(columns)
    few = rng.integers(0, most, (40, columns)).astype(np.uint8)
    table = few[rng.integers(0, len(few), 500)]
    found = different_codes(list(table.T))
    assert len(found.first) == len(np.unique(table, axis=0))
    assert (table[found.first][found.number] == table).all()
    assert (np.diff(found.first) > 0).all(), "numbered in the order in which they are met"
    if most == 2:
        flags = different_flags([column == 1 for column in table.T])
        assert (flags.number == found.number).all()


def test_no_rows_have_no_different_ones() -> None:
    found = different_codes([np.array([], dtype=np.uint8)])
    assert (len(found.first), len(found.number)) == (0, 0)


@pytest.fixture(scope="module", params=[False, True], ids=["whole", "brief"])
def answering(ruleset: Ruleset, request: pytest.FixtureRequest) -> Answering:
    return Answering(ruleset, engine_for(ruleset).settle, brief=request.param)


def answers(answering: Answering, children: list[dict[str, Any]]) -> pa.Table:
    return answering.answer(Batch(np.arange(1, len(children) + 1), arrays([cells(one) for one in children]))).table


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


def test_parquet_has_the_same_bytes_however_the_rows_came(answering: Answering, tmp_path: Path) -> None:
    children = random_children(200, seed=5)
    table = answers(answering, children)
    many = pa.concat_tables([table] * (GROUP_ROWS // len(table) + 2))
    for name, sizes in (("whole", [len(many)]), ("cut", [7, 131, GROUP_ROWS - 3, len(many)])):
        sink = sink_for(Path("a.parquet"))(tmp_path / name, answering.schema)
        for start, end in itertools.pairwise([0, *itertools.accumulate(sizes)]):
            sink.write(many.slice(start, end - start))
        sink.close()
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "cut").read_bytes()
    assert pq.read_table(tmp_path / "cut").equals(as_text(many).cast(pq.read_schema(tmp_path / "cut")))


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
