"""A batch of rows to a table of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from crdecide.evaluation.decision_tables import SettleCluster
from crdecide.guideline.named_ids import DANGER, DANGER_SENTENCE
from crdecide.guideline.options import OPTIONS, SCOPES, TIMINGS, OptionName
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE, UNKNOWN
from crdecide.records.rows.columns import ID
from crdecide.records.rows.row_batch import Batch

from .array_tables import CODE
from .batches import Answered, Codes, Flags
from .encode import RegionReader
from .vectorized import AnswerTables, Carried

SYMBOLS = np.frombuffer(b"0123456789abcdefghijklmnopqrstuvwxyz", dtype=np.uint8)
"""A region as one character: 0 is unknown."""
NAMES = pa.list_(pa.string())
TIMING_WORDS = pa.array([None, *TIMINGS], pa.string())
IN_SCOPE = SCOPES.index("in_scope")


class Answering:
    """One rule set on one engine, for batches of children; `brief` leaves the findings and the alerts out."""

    def __init__(self, ruleset: Ruleset, settle: SettleCluster, *, brief: bool = False) -> None:
        self._ruleset, self._brief = ruleset, brief
        self.tables = AnswerTables(ruleset, settle, brief=brief)
        self.reader = RegionReader(ruleset, self.tables.inputs if brief else None)
        self._findings = {finding.id: pa.array(["unknown", *finding.values]) for finding in ruleset.findings}
        # What is said of a danger has a column of its own, as it has a part of its own in an advisory.
        self._alerts = [card.id for card in ruleset.alerts if card.id != DANGER_SENTENCE]
        self._caveats = list(ruleset.caveats)

    @property
    def schema(self) -> pa.Schema:
        """The columns of the answers: text, and lists of names."""
        texts = dict.fromkeys((ID, "danger", "scope", *OPTIONS, "timing"), pa.string())
        columns = {"row": pa.int64(), **texts, "especially": NAMES, "caveats": NAMES}
        if not self._brief:
            columns |= dict.fromkeys(self._findings, pa.string())
            columns |= {"alerts": NAMES, "checks": NAMES, "region": pa.string()}
        return pa.schema(columns)

    def answer(self, batch: Batch) -> Answered:
        """The rows that are valid records, answered; the others with the reason."""
        read = self.reader.read(batch)
        codes = read.codes
        # To pick rows is to copy every column: not where all of them are valid, as they mostly are.
        if not read.valid.all():
            codes = {name: code[read.valid] for name, code in codes.items()}
        ids = pa.nulls(len(batch), pa.string()) if batch.ids is None else batch.ids.cast(pa.string())
        columns = {"row": pa.array(batch.rows[read.valid]), ID: ids.filter(pa.array(read.valid)), **self.answers(codes)}
        return Answered(pa.table(columns, schema=self.schema), (*batch.rejected, *read.rejected), batch.empty)

    def answers(self, codes: Mapping[str, Codes]) -> dict[str, pa.Array]:
        """What the rules say for the regions of each child, column by column."""
        values = self.tables.values(codes)
        scope, options = self.tables.scope(values), self.tables.options(values)
        answers = {
            "danger": _words(self._findings[DANGER], self.tables.danger(values)),
            **self._scope_and_options(scope, options),
            "timing": _words(TIMING_WORDS, self.tables.timing(values, options), scope == IN_SCOPE),
        }
        if self._brief:
            return answers
        alerts = self.tables.alerts(values, scope, options)
        shown = np.stack([alerts[name] for name in self._alerts], axis=1)
        return {
            **answers,
            **{name: _words(words, values[name]) for name, words in self._findings.items()},
            "alerts": _lists(self._alerts, shown == CODE[TRUE]),
            "checks": _lists(self._alerts, shown == CODE[UNKNOWN]),
            "region": _joined([codes[name] for name in self._ruleset.vocabulary.inputs]),
        }

    def _scope_and_options(self, scope: Codes, options: Mapping[OptionName, Codes]) -> dict[str, pa.Array]:
        inside = scope == IN_SCOPE
        answers = {"scope": _words(pa.array(SCOPES), scope)}
        especially = []
        carried = np.zeros((len(scope), len(self._caveats)), dtype=np.bool_)
        # What came of an option is worked out once for each different outcome, and then looked up for each child.
        for name in OPTIONS:
            outcomes = self.tables.outcomes[name]
            stances = pa.array([outcome.stance for outcome, _ in outcomes], pa.string())
            answers[name] = _words(stances, options[name], inside)
            put_especially = np.array([outcome.especially for outcome, _ in outcomes], dtype=np.bool_)
            especially.append(put_especially[options[name]])
            carried |= self._caveats_of(outcomes)[options[name]]
        answers["especially"] = _lists(OPTIONS, np.stack(especially, axis=1) & inside[:, None])
        answers["caveats"] = _lists(self._caveats, carried & inside[:, None])
        return answers

    def _caveats_of(self, outcomes: Sequence[Carried]) -> Flags:
        """For each outcome, a row in which each caveat of the rule set is flagged that it carries."""
        flags = np.zeros((len(outcomes), len(self._caveats)), dtype=np.bool_)
        for row, (_, caveats) in enumerate(outcomes):
            flags[row] = [caveat in caveats for caveat in self._caveats]
        return flags


def _words(words: pa.Array, codes: Codes, where: Any = None) -> pa.Array:
    """A word for each code; null where `where` is false."""
    indices = pa.array(codes, mask=None if where is None else ~where)
    return words.take(indices)


def _lists(names: Any, flags: Any) -> pa.Array:
    """For each row the names whose flag is set, in their order."""
    counts = flags.sum(axis=1)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(names).take(pa.array(np.nonzero(flags)[1])))


def _joined(codes: list[Codes]) -> pa.Array:
    """All regions of a row as one text, a character an input."""
    # Every text has the same length, so that the buffers of the column are known without making a single string.
    text = SYMBOLS[np.stack(codes, axis=1)]
    width = text.shape[1]
    offsets = np.arange(len(text) + 1, dtype=np.int32) * width
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(text))]
    return pa.StringArray.from_buffers(len(text), buffers[1], buffers[2])
