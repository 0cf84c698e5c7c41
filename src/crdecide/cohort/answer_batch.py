"""A batch of rows to a table of answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from crdecide.evaluation.decision_tables import SettleCluster
from crdecide.guideline.options import OPTIONS, SCOPES, OptionName
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE, UNKNOWN

from .batches import Answered, Batch, Codes, Flags
from .columns import ID
from .encode import RegionReader
from .vectorized import CODE, AnswerTables, Carried

SYMBOLS = np.frombuffer(b"0123456789abcdefghijklmnopqrstuvwxyz", dtype=np.uint8)
"""A region as one character: 0 is unknown."""
NAMES = pa.list_(pa.string())


class Answering:
    """One rule set on one engine, for batches of children; `brief` tells the scope and the options only."""

    def __init__(self, ruleset: Ruleset, settle: SettleCluster, *, brief: bool = False) -> None:
        self._ruleset, self._brief = ruleset, brief
        self.tables = AnswerTables(ruleset, settle, brief=brief)
        self.reader = RegionReader(ruleset, self.tables.inputs if brief else None)
        self._findings = {finding.id: pa.array(["unknown", *finding.values]) for finding in ruleset.findings}
        self._alerts = [card.id for card in ruleset.alerts]
        self._caveats = list(ruleset.caveats)

    @property
    def schema(self) -> pa.Schema:
        """The columns of the answers: text, and lists of names."""
        options = [("row", pa.int64()), (ID, pa.string()), ("scope", pa.string()), *((n, pa.string()) for n in OPTIONS)]
        if self._brief:
            return pa.schema([*options, ("especially", NAMES), ("caveats", NAMES)])
        findings = [(name, pa.string()) for name in self._findings]
        alerts = [("alerts", NAMES), ("alerts_open", NAMES), ("region", pa.string())]
        return pa.schema([*options, ("especially", NAMES), ("caveats", NAMES), *findings, *alerts])

    def answer(self, batch: Batch) -> Answered:
        """The rows that are valid records, answered; the others with the reason."""
        read = self.reader.read(batch)
        codes = read.codes if read.valid.all() else {name: code[read.valid] for name, code in read.codes.items()}
        ids = pa.nulls(len(batch), pa.string()) if batch.ids is None else batch.ids.cast(pa.string())
        columns = {"row": pa.array(batch.rows[read.valid]), ID: ids.filter(pa.array(read.valid)), **self.answers(codes)}
        return Answered(pa.table(columns, schema=self.schema), (*batch.rejected, *read.rejected))

    def answers(self, codes: Mapping[str, Codes]) -> dict[str, pa.Array]:
        """What the rules say for the regions of each child, column by column."""
        values = self.tables.values(codes)
        scope, options = self.tables.scope(values), self.tables.options(values)
        answers = self._scope_and_options(scope, options)
        if self._brief:
            return answers
        alerts = self.tables.alerts(values, scope, options)
        shown = np.stack([alerts[name] for name in self._alerts], axis=1)
        return {
            **answers,
            **{name: _words(words, values[name]) for name, words in self._findings.items()},
            "alerts": _lists(self._alerts, shown == CODE[TRUE]),
            "alerts_open": _lists(self._alerts, shown == CODE[UNKNOWN]),
            "region": _joined([codes[name] for name in self._ruleset.vocabulary.inputs]),
        }

    def _scope_and_options(self, scope: Codes, options: Mapping[OptionName, Codes]) -> dict[str, pa.Array]:
        inside = scope == SCOPES.index("in_scope")
        outcomes = {name: self.tables.outcomes[name] for name in OPTIONS}
        especially = [
            np.array([outcome.especially for outcome, _ in outcomes[n]], dtype=np.bool_)[options[n]] for n in OPTIONS
        ]
        return {
            "scope": _words(pa.array(SCOPES), scope),
            **{
                n: _words(pa.array([outcome.stance for outcome, _ in outcomes[n]], pa.string()), options[n], inside)
                for n in OPTIONS
            },
            "especially": _lists(OPTIONS, np.stack(especially, axis=1) & inside[:, None]),
            "caveats": _lists(self._caveats, self._carried(outcomes, options) & inside[:, None]),
        }

    def _carried(self, outcomes: Mapping[OptionName, list[Carried]], options: Mapping[OptionName, Codes]) -> Flags:
        """For each child, which caveats the options carry."""
        carried = np.zeros((len(options[OPTIONS[0]]), len(self._caveats)), dtype=np.bool_)
        for name in OPTIONS:
            by_place = [caveat in caveats for _, caveats in outcomes[name] for caveat in self._caveats]
            carried |= np.array(by_place, dtype=np.bool_).reshape(-1, len(self._caveats))[options[name]]
        return carried


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
    text = SYMBOLS[np.stack(codes, axis=1)]
    width = text.shape[1]
    offsets = np.arange(len(text) + 1, dtype=np.int32) * width
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(text))]
    return pa.StringArray.from_buffers(len(text), buffers[1], buffers[2])
