"""How long a cohort takes: 10 million children, next to SQL ``CASE`` written by hand for the same options.

``make bench-cohort`` runs it; ``python benchmarks/cohort.py ROWS`` with fewer rows. Both start from the same Arrow
columns in memory and end in columns of text; every row is compared before a time is printed. Then the whole job, from
Parquet to Parquet, with every row checked to be a valid record and every column of the answer.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_args

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from crdecide import load_ruleset
from crdecide.cohort.answer_batch import Answering
from crdecide.cohort.word_columns import as_text
from crdecide.evaluation.durable import engine_for
from crdecide.guideline.options import OPTIONS
from crdecide.guideline.record_types import MajorFeature, MinorFeature
from crdecide.records.rows.columns import COLUMNS
from crdecide.records.rows.parquet_table import BATCH_ROWS
from crdecide.records.rows.row_batch import Batch

RULES = Path(__file__).parents[1] / "rules"
SYMPTOMS = [path for path in COLUMNS if path.startswith("symptoms.")]
RUNS = 3
MEMORY_OF = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
"""Runs a command from a small process and prints the most memory that it took, in KiB."""


def registry(rows: int, seed: int) -> pa.Table:
    """Children as a registry might hold them: most fields known of most, drawn independently."""
    rng = np.random.default_rng(seed)

    def column(path: str, values: list[Any], unknown: float, chances: list[float] | None = None) -> pa.Array:
        places = rng.choice(len(values), rows, p=chances)
        picked = pa.array(values, COLUMNS[path].type).take(pa.array(places))
        return pa.array(picked.to_numpy(zero_copy_only=False), COLUMNS[path].type, mask=rng.random(rows) < unknown)

    def lists(names: tuple[str, ...]) -> list[str]:
        return [json.dumps([str(n) for n in rng.choice(names, rng.integers(0, 4), replace=False)]) for _ in range(200)]

    columns = {
        "age_days": pa.array(rng.integers(0, 7000, rows), mask=rng.random(rows) < 0.02),
        "tsc.status": column("tsc.status", ["definite", "possible", "excluded"], 0.3, [0.6, 0.3, 0.1]),
        "tsc.pathogenic_variant": column("tsc.pathogenic_variant", [True, False], 0.5),
        "tsc.major_features": column("tsc.major_features", lists(get_args(MajorFeature)), 0.4),
        "tsc.minor_features": column("tsc.minor_features", lists(get_args(MinorFeature)), 0.6),
        "tumours.count": column("tumours.count", [1, 2, 3, 5], 0.05),
        "tumours.largest_mm": pa.array(np.round(rng.random(rows) * 40 + 1, 1), mask=rng.random(rows) < 0.2),
        "tumours.trend": column("tumours.trend", ["regressing", "stable", "growing"], 0.3),
        **{path: column(path, [True, False], 0.1, [0.1, 0.9]) for path in SYMPTOMS},
        "surgery.risk": column("surgery.risk", ["low", "moderate", "high", "inoperable"], 0.4),
        "treatment.mtor_inhibitor.status": column(
            "treatment.mtor_inhibitor.status", ["none", "planned", "current", "stopped"], 0.2
        ),
        "treatment.antiarrhythmic.response": column(
            "treatment.antiarrhythmic.response", ["controlled", "refractory"], 0.7
        ),
        "safety.rapamycin_hypersensitivity": column(
            "safety.rapamycin_hypersensitivity", [True, False], 0.3, [0.02, 0.98]
        ),
        "medications": column("medications", ['["captopril"]', "[]", '["verapamil", "phenytoin"]'], 0.3),
    }
    return pa.table({"row": pa.array(np.arange(rows)), **columns})


def sql() -> str:
    """The options by hand: SQL's three-valued logic is strong Kleene logic, so that null is unknown throughout."""
    quoted = [f'"{path}"' for path in SYMPTOMS]
    named = dict(zip((path.partition(".")[2] for path in SYMPTOMS), quoted, strict=True))
    threatening = ("heart_failure", "duct_dependent_circulation", "outflow_obstruction", "inflow_obstruction")
    crs = "('cardiac_rhabdomyoma', 'multiple_cardiac_rhabdomyomas')"
    return f"""
    with features as materialized (
        select text, from_json(text, '["VARCHAR"]') as names
        from (select distinct "tsc.major_features" as text from children) where text is not null
    ), minor as materialized (
        select distinct "tsc.minor_features" as text, len(from_json("tsc.minor_features", '["VARCHAR"]')) as number
        from children where "tsc.minor_features" is not null
    ), major as materialized (
        select text, len(list_distinct(list_transform(names,
                   lambda n: case when n in {crs} then 'cardiac_rhabdomyoma' else n end))) as number,
               list_has_any(names, ['cardiac_rhabdomyoma', 'multiple_cardiac_rhabdomyomas']) as rhabdomyoma,
               list_contains(names, 'lymphangioleiomyomatosis') and list_contains(names, 'angiomyolipomas') as both
        from features
    ), found as (
        select c.*, ({" or ".join(quoted)}) as symptomatic, {named["arrhythmia"]} as has_arrhythmia,
            ({" or ".join(named[name] for name in threatening)}) as threatening,
            case when "tumours.count" < 1 then false
                 when "tumours.count" >= 1 or "tumours.largest_mm" is not null or major.rhabdomyoma then true end
                as present,
            case when "tsc.status" is not null then "tsc.status"
                 when "tsc.pathogenic_variant" or major.number >= 3 or (major.number >= 2 and not major.both)
                      or (major.number >= 1 and minor.number >= 2) then 'definite'
                 when major.number >= 1 or minor.number >= 2 then 'possible' end as tsc
        from children c
        left join major on c."tsc.major_features" = major.text left join minor on c."tsc.minor_features" = minor.text
    ), said as (
        select *, "surgery.risk" as risk, "treatment.mtor_inhibitor.status" as status, "tumours.trend" as trend,
            "safety.rapamycin_hypersensitivity" as hypersensitive,
            case when not present or age_days >= 6575 or tsc = 'excluded' then 'out_of_scope'
                 when age_days >= 0 and age_days < 6575 and present then 'in_scope' else 'cannot_assess' end as scope
        from found
    )
    select row, scope,
        case when scope <> 'in_scope' then null
             when not symptomatic or trend = 'regressing' then 'usual_course'
             when symptomatic and threatening and trend in ('stable', 'growing') then 'outside_evidence'
             when symptomatic and not threatening and trend in ('stable', 'growing') then 'may_be_considered'
             when status = 'stopped' and not coalesce(symptomatic, false) then 'usual_course'
             when symptomatic is null or trend is null or threatening is null
                  or (status is null and not coalesce(symptomatic, false)) then 'cannot_assess'
             else 'outside_evidence' end as surveillance,
        case when scope <> 'in_scope' then null
             when hypersensitive then 'not_supported'
             when symptomatic and tsc in ('definite', 'possible') then 'may_be_considered'
             when not symptomatic and status = 'current' then 'outside_evidence'
             when not symptomatic then 'not_supported'
             when hypersensitive is null or symptomatic is null or tsc is null then 'cannot_assess'
             else 'outside_evidence' end as mtor_inhibitor,
        case when scope <> 'in_scope' then null
             when not symptomatic or risk = 'inoperable' then 'not_supported'
             when symptomatic and risk in ('low', 'moderate', 'high') then 'may_be_considered'
             else 'cannot_assess' end as surgery,
        case when scope <> 'in_scope' then null when has_arrhythmia then 'may_be_considered'
             when not has_arrhythmia then 'not_applicable' else 'cannot_assess' end as antiarrhythmic,
        case when scope <> 'in_scope' then null when tsc = 'definite' then 'not_applicable' else 'usual_course' end
            as tsc_evaluation,
        case when scope <> 'in_scope' then null
             when trend = 'growing' or threatening or symptomatic then 'usual_course'
             when not symptomatic and not threatening and trend in ('regressing', 'stable') then 'not_applicable'
             else 'cannot_assess' end as specialist_review
    from said"""


def by_tables(children: pa.Table, answering: Answering) -> pa.Table:
    """The scope and the options from the tables, on all cores."""

    def answered(part: pa.RecordBatch) -> pa.Table:
        columns = {name: part.column(name) for name in part.schema.names if name in COLUMNS}
        batch = Batch(part.column("row").to_numpy(), columns)
        answers = answering.answers(answering.reader.codes(batch))
        # As text, as that of the SQL is.
        return as_text(pa.table({name: answers[name] for name in ("scope", *OPTIONS)}))

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        parts = list(threads.map(answered, children.to_batches(max_chunksize=BATCH_ROWS)))
    return pa.concat_tables(parts)


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(rows: int) -> None:
    """Compare, then print the table."""
    ruleset = load_ruleset(RULES)
    answering = Answering(ruleset, engine_for(ruleset).settle, brief=True)
    children, database, query = registry(rows, seed=6).combine_chunks(), duckdb.connect(), sql()
    database.register("children", children)
    tables, cases = by_tables(children, answering), database.sql(query).to_arrow_table()
    cases = cases.take(pc.sort_indices(cases["row"]))
    for name in ("scope", *OPTIONS):
        same = pc.equal(tables[name].fill_null(""), cases[name].cast(pa.string()).fill_null(""))
        assert pc.all(same).as_py(), f"{name}: {pc.sum(pc.invert(same)).as_py()} rows differ"
    print(f"{rows:,} children, scope and six options: every row alike")
    del tables, cases
    works = (lambda: by_tables(children, answering), lambda: database.sql(query).to_arrow_table())
    pairs = [[seconds(work) for work in works] for _ in range(RUNS)]
    ours, theirs = (statistics.median(figures) for figures in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"tables of the rules  {ours:6.2f} s  {rows / ours:12,.0f} rows/s")
    print(f"SQL CASE by hand     {theirs:6.2f} s  {rows / theirs:12,.0f} rows/s   tables to CASE: {ratio:.2f}")
    database.close()
    whole_job(children)


def whole_job(children: pa.Table) -> None:
    """The command, from Parquet to Parquet, with everything that it checks and tells."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.parquet"
        pq.write_table(children.drop_columns(["row"]), source)
        rows = len(children)
        del children
        for options in ([], ["--brief"]):
            command = [sys.executable, "-m", "crdecide", "cohort", str(source), f"{folder}/out.parquet", *options]
            begun = time.perf_counter()
            ran = subprocess.run(
                [sys.executable, "-c", MEMORY_OF, *command], check=True, capture_output=True, text=True
            )
            took, peak = time.perf_counter() - begun, int(ran.stdout.splitlines()[-1]) / 1024
            speed = f"{took:6.1f} s  {rows / took:12,.0f} rows/s"
            print(f"crdecide cohort {' '.join(options):8} {speed}, at most {peak:,.0f} MiB of memory")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
