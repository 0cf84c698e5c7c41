"""The whole job: rows in, answers, rejects and a summary out."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from crdecide.language.ruleset import Ruleset

from .answer_batch import Answering
from .batches import Answered, Batch
from .sinks import Places, Rejects, beside, sink_for
from .spot_check import Disagreement, Sample
from .summary import Summary

Pairs = Iterable[tuple[Batch | None, Answered]]
"""Each batch, where it is at hand, with its answers; in the order of the rows."""


@dataclass(frozen=True)
class Outputs:
    """Where a run writes to."""

    answers: Path

    @property
    def rejects(self) -> Path:
        """The rows that were not answered."""
        return self.answers.with_name(f"{self.answers.name}.rejects.csv")

    @property
    def summary(self) -> Path:
        """The summary as HTML."""
        return self.answers.with_name(f"{self.answers.name}.summary.html")

    @property
    def left_over(self) -> tuple[Path, ...]:
        """What an earlier run left unfinished."""
        return Places(self.answers, self.rejects, self.summary).left_over


@dataclass(frozen=True)
class Ran:
    """What a run came to."""

    summary: Summary
    sampled: int
    disagreements: tuple[Disagreement, ...]


def embedded(batches: Iterator[Batch], answering: Answering) -> Pairs:
    """Batches answered on all cores of this machine, a few at a time, in order."""
    workers = os.cpu_count() or 1
    waiting: deque[tuple[Batch, Future[Answered]]] = deque()
    with ThreadPoolExecutor(workers) as threads:
        for batch in batches:
            waiting.append((batch, threads.submit(answering.answer, batch)))
            # Reading waits for answering, so that only as many batches are in memory as there are cores, and one.
            if len(waiting) > workers:
                yield _finished(waiting)
        while waiting:
            yield _finished(waiting)


def _finished(waiting: deque[tuple[Batch, Future[Answered]]]) -> tuple[Batch, Answered]:
    batch, answered = waiting.popleft()
    return batch, answered.result()


def run(
    pairs: Pairs, outputs: Outputs, answering: Answering, ruleset: Ruleset, verify: int, progress: Callable[[int], None]
) -> Ran:
    """Write everything; an interruption or an error leaves nothing behind.

    Raises:
        InvalidPatient: the source cannot be read, or the ending of the output is not known.
    """
    summary, sample, make_sink = Summary(ruleset), Sample(verify), sink_for(outputs.answers)
    with Places(outputs.answers, outputs.rejects, outputs.summary):
        sink, rejects = make_sink(beside(outputs.answers), answering.schema), Rejects(beside(outputs.rejects))
        try:
            for batch, answered in pairs:
                sink.write(answered.table)
                rejects.write(answered.rejected)
                summary.add(answered)
                if batch is not None:
                    sample.add(batch, answered)
                progress(summary.rows)
        finally:
            sink.close()
            rejects.close()
        beside(outputs.summary).write_text(to_html(summary), encoding="utf-8")
        disagreements = tuple(sample.disagreements(ruleset))
    return Ran(summary, len(sample), disagreements)


def to_html(summary: Summary) -> str:
    """The summary as one page: no script, nothing fetched."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader(__name__.rpartition(".")[0], "."), autoescape=True)
    ruleset = summary.ruleset
    template = environment.get_template("summary.html.jinja")
    return template.render(summary=summary, manifest=ruleset.manifest, sha256=ruleset.sha256)
