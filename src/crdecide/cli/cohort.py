"""``crdecide cohort``: a file of patients in, a row of answers for each out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crdecide.errors import CrdecideError, MissingLibrary
from crdecide.evaluation.durable import engine_for
from crdecide.language.loading import default_rules_path, load_ruleset

from .console_encoding import complain, echo_for_people
from .ending import exit_codes
from .shared_options import on_option, rules_option
from .table_arguments import form_of_options, print_preview, table_options

if TYPE_CHECKING:
    from crdecide.cohort.answer_batch import Answering
    from crdecide.cohort.one_run import Pairs, Ran
    from crdecide.cohort.places import Outputs
    from crdecide.records.rows.declared_form import TableForm
    from crdecide.records.rows.row_batch import Batch

REJECTED = 3
"""The exit code where some rows were answered and others rejected, or all were."""


@click.command("cohort")
@click.argument("source", metavar="IN", type=click.Path(exists=True, path_type=Path))
@click.argument("target", metavar="[OUT]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--engine",
    type=click.Choice(["embedded", "spark"]),
    default="embedded",
    show_default=True,
    help="spark runs on a cluster, and reads Parquet only.",
)
@click.option("--verify", type=click.IntRange(min=0), default=0, metavar="N", help="Answer N rows again, directly.")
@click.option("--brief", is_flag=True, help="Only the scope and the options.")
@click.option("--check", is_flag=True, help="Say how each column would be read, with ten rows, and answer nothing.")
@click.option("--allow-rejects", is_flag=True, help="Exit 0, and not 3, where rows were rejected.")
@table_options
@on_option
@rules_option
def cohort_command(
    source: Path,
    target: Path | None,
    engine: str,
    verify: int,
    on: datetime,
    folder: Path | None,
    *,
    brief: bool,
    check: bool,
    allow_rejects: bool,
    **table: Any,
) -> None:
    """Write what the rules say of every patient in IN to OUT.

    IN is CSV, Excel, Parquet or NDJSON (packed as .gz or .zip, or a folder of Parquet parts, or of a FHIR bulk export),
    OUT Parquet, CSV or NDJSON. Rows that are no valid record go to OUT.rejects.csv with the reason, a summary to
    OUT.summary.html. Exit 0 answered, 3 answered with rows rejected, 2 bad input, 1 our fault, or where a row that
    --verify answers again is answered otherwise.

    \b
    Examples:
      crdecide cohort children.csv answers.parquet
      crdecide cohort redcap.xlsx --check --map our_columns.yaml
      crdecide cohort export/ answers.csv --on 2026-11-26 --verify 100
    """
    with exit_codes(str(source)):
        if engine == "spark" and verify:
            raise CrdecideError("--verify needs the rows at hand: run it with the embedded engine")
        try:
            form = form_of_options(**table)
            if check:
                _refuse_bulk_export(source)
                print_preview(source, form, load_ruleset(folder) if folder else None)
                return
            if target is None:
                raise CrdecideError("expected OUT, where the answers go; or --check, to see how IN would be read")
            job = _Job(source, Path(folder or default_rules_path()), form, on.date(), engine=engine, brief=brief)
            ran = job.run(target, verify, read=[source, *filter(None, (table["mapping"], folder))])
        except ModuleNotFoundError as error:
            raise MissingLibrary("a cohort", "spark" if engine == "spark" else "cohort", error) from None
    for disagreement in ran.disagreements:
        complain(f"crdecide: row {disagreement.row}: {disagreement.what}")
    sys.exit(1 if ran.disagreements else REJECTED if ran.summary.rejected and not allow_rejects else 0)


def _refuse_bulk_export(source: Path) -> None:
    """A folder of FHIR has no columns to tell of."""
    from crdecide.cohort.bulk import is_bulk_export

    if is_bulk_export(source):
        why = "--check is for tables; what can be read of a FHIR bulk export is told by"
        raise CrdecideError(f"{why} crdecide feed {source}")


class _Job:
    """What is to be answered, by which rules, on which engine."""

    def __init__(self, source: Path, rules: Path, form: TableForm, on: date, *, engine: str, brief: bool) -> None:
        from crdecide.records.rows.table_plan import TablePlan

        # The rules are loaded before any row is read: where they do not load, nothing is written.
        self._source, self._rules, self._engine, self._on, self._brief = source, rules, engine, on, brief
        self._ruleset = load_ruleset(rules)
        self._plan = TablePlan(form, source.name)

    def run(self, target: Path, verify: int, read: list[Path]) -> Ran:
        from crdecide.cohort.one_run import run
        from crdecide.cohort.places import Outputs

        outputs, begun = Outputs(target), time.perf_counter()
        outputs.check(read)
        # An export is gathered while the tables are made.
        with self._export() as children:
            from crdecide.cohort.answer_batch import Answering

            answering = Answering(self._ruleset, engine_for(self._ruleset).settle, brief=self._brief)
            pairs = self._pairs(children, answering)
            try:
                ran = run(pairs, outputs, answering, self._ruleset, verify, _progress(), self._plan.notes)
            except OSError as error:
                complain(f"crdecide: {target}: cannot be written: {error.strerror or error}")
                sys.exit(1)
        _tell(ran, outputs, time.perf_counter() - begun)
        return ran

    def _export(self) -> AbstractContextManager[Iterator[Batch] | None]:
        """The children of a FHIR bulk export; None where it is none."""
        from crdecide.cohort.bulk import bulk_export, is_bulk_export

        if self._engine == "spark" or not is_bulk_export(self._source):
            return nullcontext()
        return bulk_export(self._source, self._rules, self._on)

    def _pairs(self, children: Iterator[Batch] | None, answering: Answering) -> Pairs:
        if self._engine == "spark":
            from crdecide.cohort.spark import on_spark

            return on_spark(self._source, self._rules, answering, self._plan, brief=self._brief)
        from crdecide.cohort.one_run import embedded
        from crdecide.records.rows.row_sources import batches_of

        return embedded(batches_of(self._source, self._plan) if children is None else children, answering)


def _progress() -> Callable[[int], None]:
    """The rows so far, on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda rows: print(f"\r{rows:,} rows", end="", file=sys.stderr, flush=True)


def _tell(ran: Ran, outputs: Outputs, seconds: float) -> None:
    if sys.stderr.isatty():
        print(end="\r", file=sys.stderr, flush=True)
    if ran.left_over:
        complain("crdecide: an earlier run did not finish; this one starts clean")
    echo_for_people(ran.summary.text())
    if ran.sampled:
        agreed = ran.sampled - len({one.row for one in ran.disagreements})
        echo_for_people(f"{agreed:,} of {ran.sampled:,} sampled rows are answered alike by the engine directly.")
    echo_for_people(f"{ran.summary.rows:,} rows in {seconds:.1f} s, {ran.summary.rows / seconds:,.0f} a second.")
    echo_for_people(f"{outputs.answers}, {outputs.rejects.name}, {outputs.summary.name}")
    if ran.summary.rejected:
        rows = "1 row was" if ran.summary.rejected == 1 else f"{ran.summary.rejected:,} rows were"
        complain(f"crdecide: {rows} rejected: see {outputs.rejects}")
