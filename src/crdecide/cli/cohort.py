"""``crdecide cohort``: a file of patients in, a row of answers for each out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crdecide.errors import CrdecideError, MissingLibrary
from crdecide.evaluation.durable import engine_for
from crdecide.language.loading import default_rules_path, load_ruleset

from .console_encoding import complain, echo_for_people
from .ending import exit_codes
from .shared_options import on_option, rules_option

if TYPE_CHECKING:
    from crdecide.cohort.one_run import Outputs, Pairs, Ran


@click.command("cohort")
@click.argument("source", metavar="IN", type=click.Path(exists=True, path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--engine",
    type=click.Choice(["embedded", "spark"]),
    default="embedded",
    show_default=True,
    help="spark runs on a cluster, and reads Parquet only.",
)
@click.option("--verify", type=click.IntRange(min=0), default=0, metavar="N", help="Answer N rows again, directly.")
@click.option("--brief", is_flag=True, help="Only the scope and the options.")
@on_option
@rules_option
def cohort_command(
    source: Path, target: Path, engine: str, verify: int, brief: bool, on: datetime, folder: Path | None
) -> None:
    """Write what the rules say of every patient in IN to OUT.

    IN is CSV, Parquet or NDJSON (or a folder of Parquet parts, or of a FHIR bulk export), OUT Parquet, CSV or
    NDJSON. Rows that are no valid record go to OUT.rejects.csv with the reason, a summary to OUT.summary.html.
    Exit 1 where a row that --verify answers again is answered otherwise.

    \b
    Examples:
      crdecide cohort children.csv answers.parquet
      crdecide cohort export/ answers.csv --on 2026-11-26 --verify 100
    """
    with exit_codes(str(source)):
        if engine == "spark" and verify:
            raise CrdecideError("--verify needs the rows at hand: run it with the embedded engine")
        try:
            job = _Job(source, Path(folder or default_rules_path()), engine, on.date(), brief=brief)
            ran = job.run(target, verify)
        except ModuleNotFoundError as error:
            raise MissingLibrary("a cohort", "spark" if engine == "spark" else "cohort", error) from None
    for disagreement in ran.disagreements:
        complain(f"crdecide: row {disagreement.row}: {disagreement.what}")
    sys.exit(1 if ran.disagreements else 0)


class _Job:
    """What is to be answered, by which rules, on which engine."""

    def __init__(self, source: Path, rules: Path, engine: str, on: date, *, brief: bool) -> None:

        from crdecide.cohort.answer_batch import Answering

        # The rules are loaded before any row is read: where they do not load, nothing is written.
        self._source, self._rules, self._engine, self._on, self._brief = source, rules, engine, on, brief
        self._ruleset = load_ruleset(rules)
        self._answering = Answering(self._ruleset, engine_for(self._ruleset).settle, brief=brief)

    def run(self, target: Path, verify: int) -> Ran:
        from crdecide.cohort.one_run import Outputs, run

        outputs, begun = Outputs(target), time.perf_counter()
        if outputs.left_over:
            complain("crdecide: an earlier run did not finish; this one starts clean")
        ran = run(self._pairs(), outputs, self._answering, self._ruleset, verify, _progress())
        _tell(ran, outputs, time.perf_counter() - begun)
        return ran

    def _pairs(self) -> Pairs:
        if self._engine == "spark":
            from crdecide.cohort.spark import on_spark

            return on_spark(self._source, self._rules, self._answering.schema, brief=self._brief)
        from crdecide.cohort.one_run import embedded
        from crdecide.cohort.sources import is_bulk_export, reader_for

        if is_bulk_export(self._source):
            from crdecide.cohort.bulk import read_bulk

            return embedded(read_bulk(self._source, self._ruleset, self._on), self._answering)
        return embedded(reader_for(self._source)(self._source), self._answering)


def _progress() -> Callable[[int], None]:
    """The rows so far, on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda rows: print(f"\r{rows:,} rows", end="", file=sys.stderr, flush=True)


def _tell(ran: Ran, outputs: Outputs, seconds: float) -> None:
    if sys.stderr.isatty():
        print(end="\r", file=sys.stderr, flush=True)
    echo_for_people(ran.summary.text())
    if ran.sampled:
        agreed = ran.sampled - len({one.row for one in ran.disagreements})
        echo_for_people(f"{agreed:,} of {ran.sampled:,} sampled rows are answered alike by the engine directly.")
    echo_for_people(f"{ran.summary.rows:,} rows in {seconds:.1f} s, {ran.summary.rows / seconds:,.0f} a second.")
    echo_for_people(f"{outputs.answers}, {outputs.rejects.name}, {outputs.summary.name}")
