"""The whole job: rows in, answers, rejects and a summary out."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from crdecide.language.ruleset import Ruleset
from crdecide.records.rows.row_batch import Batch

from .answer_batch import Answering
from .batches import Answered
from .places import Outputs, Places, beside
from .sinks import Rejects, Sink, sink_for
from .spot_check import Disagreement, Sample
from .summary import Summary

Pairs = Iterable[tuple[Batch | None, Answered]]
"""Each batch, where it is at hand, with its answers; in the order of the rows."""


@dataclass(frozen=True)
class Ran:
    """What a run came to."""

    summary: Summary
    sampled: int
    disagreements: tuple[Disagreement, ...]
    left_over: bool = False
    """Whether an earlier run had not finished."""


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
    pairs: Pairs,
    outputs: Outputs,
    answering: Answering,
    ruleset: Ruleset,
    verify: int,
    progress: Callable[[int], None],
    notes: Callable[[], Sequence[str]] = tuple,
) -> Ran:
    """Write everything; an interruption or an error leaves nothing behind.

    Args:
        pairs: The batches with their answers.
        outputs: Where to.
        answering: What answered them.
        ruleset: The rules.
        verify: How many rows to answer again, directly.
        progress: Is told the rows so far.
        notes: What there is to say of the table, asked when all of it is read.

    Raises:
        InvalidTable: the source cannot be read.
        CrdecideError: the ending of the output is not known, or another run writes it.
        OSError: something cannot be written.
    """
    summary, sample, make_sink = Summary(ruleset), Sample(verify), sink_for(outputs.answers)
    with Places(*outputs.all) as places:
        sink, rejects = make_sink(beside(outputs.answers), answering.schema), Rejects(beside(outputs.rejects))
        with _closing(sink, rejects), _in_background(sink.write) as write:
            for batch, answered in pairs:
                write(answered)
                rejects.write(answered.rejected)
                summary.add(answered)
                if batch is not None:
                    sample.add(batch, answered)
                progress(summary.rows)
        summary.notes += notes()
        beside(outputs.summary).write_text(to_html(summary), encoding="utf-8")
        disagreements = tuple(sample.disagreements(ruleset))
    return Ran(summary, len(sample), disagreements, places.left_over)


@contextmanager
def _in_background(write: Callable[[Answered], None]) -> Iterator[Callable[[Answered], None]]:
    """Writes on a thread of its own while the next rows are read and answered, one batch at a time and in order."""
    with ThreadPoolExecutor(1) as thread:
        last: Future[None] | None = None

        def hand_over(answered: Answered) -> None:
            nonlocal last
            if last is not None:
                last.result()
            last = thread.submit(write, answered)

        yield hand_over
        if last is not None:
            last.result()


@contextmanager
def _closing(*sinks: Sink | Rejects) -> Iterator[None]:
    """Both closed at the end; after an error it is that error which is told, and not that they cannot be closed."""
    try:
        yield
    except BaseException:
        for sink in sinks:
            with suppress(Exception):
                sink.close()
        raise
    for sink in sinks:
        sink.close()


def to_html(summary: Summary) -> str:
    """The summary as one page: no script, nothing fetched."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader(__name__.rpartition(".")[0], "."), autoescape=True)
    ruleset = summary.ruleset
    template = environment.get_template("summary.html.jinja")
    return template.render(summary=summary, manifest=ruleset.manifest, sha256=ruleset.sha256)
