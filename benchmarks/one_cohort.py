"""The options of many children in a process of its own, from Arrow columns in memory to columns of text.

Run by `whole_cohort.py` as ``one_cohort.py FILE compare|tables|case``: compares every row of the two, or prints as JSON
what one of them took on all cores.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from options_by_hand import sql
from sample import memory

from crdecide import load_ruleset
from crdecide.cohort.answer_batch import Answering
from crdecide.cohort.word_columns import as_text
from crdecide.evaluation.durable import engine_for
from crdecide.guideline.options import OPTIONS
from crdecide.records.rows.columns import COLUMNS
from crdecide.records.rows.parquet_table import BATCH_ROWS
from crdecide.records.rows.row_batch import Batch

RULES = Path(__file__).parents[1] / "rules"
TABLES, CASE, COMPARE = "tables", "case", "compare"


def by_tables(children: pa.Table, answering: Answering) -> pa.Table:
    """The scope and the options from the tables, on all cores."""

    def answered(part: pa.RecordBatch) -> pa.Table:
        columns = {name: part.column(name) for name in part.schema.names if name in COLUMNS}
        batch = Batch(part.column("row").to_numpy(), columns)
        [part] = answering.answers(answering.reader.codes(batch))
        # As text, as that of the SQL is.
        return as_text(part.different.select(["scope", *OPTIONS])).take(pa.array(part.number))

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        parts = list(threads.map(answered, children.to_batches(max_chunksize=BATCH_ROWS)))
    return pa.concat_tables(parts)


def tables_ready(children: pa.Table) -> Callable[[], pa.Table]:
    """The rules loaded and compiled, their tables still empty."""
    ruleset = load_ruleset(RULES)
    answering = Answering(ruleset, engine_for(ruleset).settle, brief=True)
    return lambda: by_tables(children, answering)


def case_ready(children: pa.Table) -> Callable[[], pa.Table]:
    """A database that reads the same columns."""
    database, query = duckdb.connect(), sql()
    database.register("children", children)
    return lambda: database.sql(query).to_arrow_table()


READY = {TABLES: tables_ready, CASE: case_ready}


def differing(children: pa.Table) -> dict[str, int]:
    """How many rows of each column the two answer differently; nothing where all are alike."""
    tables, cases = tables_ready(children)(), case_ready(children)()
    cases = cases.take(pc.sort_indices(cases["row"]))
    found = {}
    for name in ("scope", *OPTIONS):
        same = pc.equal(tables[name].fill_null(""), cases[name].cast(pa.string()).fill_null(""))
        if not pc.all(same).as_py():
            found[name] = int(pc.sum(pc.invert(same)).as_py())
    return found


def compare(children: pa.Table) -> None:
    """Every row of both.

    Raises:
        SystemExit: some row differs.
    """
    if found := differing(children):
        sys.exit("\n".join(f"{name}: {rows:,} of {len(children):,} rows differ" for name, rows in found.items()))


def main(file: str, what: str) -> None:
    """Compare, or time one of them."""
    with pa.OSFile(file) as source, pa.ipc.open_file(source) as reader:
        children = reader.read_all()
    if what == COMPARE:
        compare(children)
        return
    work = READY[what](children)
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    print(json.dumps({**took, "memory": memory(most=True)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
