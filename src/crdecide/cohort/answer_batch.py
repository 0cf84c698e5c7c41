"""A batch of rows to a table of answers: what follows of an answer is worked out once for each different one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from crdecide.evaluation.decision_tables import SettleCluster
from crdecide.guideline.named_ids import DANGER, DANGER_SENTENCE
from crdecide.guideline.options import OPTIONS, SCOPES, STANCES, TIMINGS, OptionName
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE, UNKNOWN
from crdecide.records.rows.columns import ID
from crdecide.records.rows.row_batch import Batch

from .array_tables import CODE
from .batches import REGION, ROW, Answered, Codes, Flags, Part
from .encode import RegionReader
from .text_bytes import of_one_width
from .vectorized import AnswerTables, Carried, Concluded
from .word_columns import WORD, WORDS, list_column, word_column

LAST_DIGIT = 9
"""A region is written as one character: 0 is unknown, and after 9 comes a."""
AT_ONCE = 2_048
IN_SCOPE = SCOPES.index("in_scope")


class Answering:
    """One rule set on one engine, for batches of children; `brief` leaves the findings and the alerts out.

    `words` are those of each column that holds words or lists of words, in an order that is the rule set's own.
    """

    def __init__(self, ruleset: Ruleset, settle: SettleCluster, *, brief: bool = False) -> None:
        self._ruleset, self._brief = ruleset, brief
        self.tables = AnswerTables(ruleset, settle, brief=brief)
        self.reader = RegionReader(ruleset, self.tables.inputs if brief else None)
        self._findings = {finding.id: pa.array(["unknown", *finding.values]) for finding in ruleset.findings}
        # What is said of a danger has a column of its own, as it has a part of its own in an advisory.
        self._alerts = [card.id for card in ruleset.alerts if card.id != DANGER_SENTENCE]
        self._caveats = list(ruleset.caveats)
        self.words: Mapping[str, pa.Array] = self._words()

    def _words(self) -> dict[str, pa.Array]:
        words = {"danger": self._findings[DANGER], "scope": pa.array(SCOPES)}
        words |= dict.fromkeys(OPTIONS, pa.array(STANCES))
        words |= {"timing": pa.array(TIMINGS), "especially": pa.array(OPTIONS)}
        words["caveats"] = pa.array(self._caveats, pa.string())
        if not self._brief:
            words |= {**self._findings, **dict.fromkeys(("alerts", "checks"), pa.array(self._alerts, pa.string()))}
        return words

    @property
    def schema(self) -> pa.Schema:
        """The columns of the answers: words, and lists of words, by their numbers."""
        words = dict.fromkeys(("danger", "scope", *OPTIONS, "timing"), WORD)
        columns = {ROW: pa.int64(), ID: pa.string(), **words, "especially": WORDS, "caveats": WORDS}
        if not self._brief:
            columns |= dict.fromkeys(self._findings, WORD)
            columns |= {"alerts": WORDS, "checks": WORDS, REGION: pa.string()}
        return pa.schema(columns)

    def answer(self, batch: Batch) -> Answered:
        """The rows that are valid records, answered; the others with the reason."""
        read = self.reader.read(batch)
        codes = read.codes
        # To pick rows is to copy every column: not where all of them are valid, as they mostly are.
        if not read.valid.all():
            codes = {name: code[read.valid] for name, code in codes.items()}
        ids = pa.nulls(len(batch), pa.string()) if batch.ids is None else batch.ids.cast(pa.string())
        rows = pa.table({ROW: batch.rows[read.valid], ID: ids.filter(pa.array(read.valid))})
        region = None if self._brief else _joined([codes[name] for name in self._ruleset.vocabulary.inputs])
        return Answered(rows, self.answers(codes), region, (*batch.rejected, *read.rejected), batch.empty)

    def answers(self, codes: Mapping[str, Codes]) -> tuple[Part, ...]:
        """What the rules say for the regions of some children."""
        tables = self.tables
        concluded = tables.conclude(codes)
        values, decisions = concluded.different(tables.decisive)
        scope, options = tables.scope(values), tables.options(values)
        decided = Part(self._decided(values, scope, options), decisions.number)
        if self._brief:
            return (decided,)
        weighed = tables.weighed(values, scope, options)
        alerts, number = tables.alerts(concluded, decisions.number, scope, weighed)
        shown = {
            "alerts": self._alerts_that_are(CODE[TRUE], alerts),
            "checks": self._alerts_that_are(CODE[UNKNOWN], alerts),
        }
        return decided, self._found(concluded), Part(pa.table(shown), number)

    def _decided(self, values: Mapping[str, Codes], scope: Codes, options: Mapping[OptionName, Codes]) -> pa.Table:
        """What follows of danger, scope and options."""
        timing = self.tables.timing(values, options)
        answers = {
            "danger": word_column(self.words["danger"], self.tables.danger(values)),
            **self._options(scope, options),
            # One more than the place of the word: 0 where it is not said.
            "timing": word_column(self.words["timing"], timing - 1, (timing > 0) & (scope == IN_SCOPE)),
        }
        return pa.table({name: answers[name] for name in self.schema.names if name in answers})

    def _found(self, concluded: Concluded) -> Part:
        """The findings."""
        values, rows = concluded.different(self._findings)
        return Part(
            pa.table({name: word_column(words, values[name]) for name, words in self._findings.items()}), rows.number
        )

    def _options(self, scope: Codes, options: Mapping[OptionName, Codes]) -> dict[str, pa.Array]:
        """The columns that follow of the scope and of what came of each option."""
        inside = scope == IN_SCOPE
        answers = {"scope": word_column(self.words["scope"], scope)}
        especially = []
        carried = np.zeros((len(scope), len(self._caveats)), dtype=np.bool_)
        # What came of an option is worked out once for each different outcome, and then looked up for each answer.
        for name in OPTIONS:
            outcomes = self.tables.outcomes[name]
            stances = np.array([STANCES.index(outcome.stance) for outcome, _ in outcomes], dtype=np.uint8)
            answers[name] = word_column(self.words[name], stances[options[name]], inside)
            put_especially = np.array([outcome.especially for outcome, _ in outcomes], dtype=np.bool_)
            especially.append(put_especially[options[name]] & inside)
            carried |= self._caveats_of(outcomes)[options[name]]
        answers["especially"] = list_column(self.words["especially"], np.stack(especially, axis=1))
        answers["caveats"] = list_column(self.words["caveats"], carried & inside[:, None])
        return answers

    def _alerts_that_are(self, code: int, alerts: Mapping[str, Codes]) -> pa.Array:
        """The alerts whose truth has this code, for each answer."""
        return list_column(self.words["alerts"], np.stack([alerts[name] == code for name in self._alerts], axis=1))

    def _caveats_of(self, outcomes: Sequence[Carried]) -> Flags:
        """For each outcome, a row in which each caveat of the rule set is flagged that it carries."""
        flags = np.zeros((len(outcomes), len(self._caveats)), dtype=np.bool_)
        for row, (_, caveats) in enumerate(outcomes):
            flags[row] = [caveat in caveats for caveat in self._caveats]
        return flags


def _joined(codes: Sequence[Codes]) -> pa.Array:
    """All regions of a row as one text, a character an input."""
    # Every text has the same length, so that the buffers of the column are known without making a single string.
    rows, width = len(codes[0]), len(codes)
    text = np.empty((rows, width), dtype=np.uint8)
    # A few rows at a time: they stay in the cache of a core while they are turned.
    for start in range(0, rows, AT_ONCE):
        part = np.stack([code[start : start + AT_ONCE] for code in codes])
        past_nine = part > LAST_DIGIT
        part += ord("0")
        if past_nine.any():
            part[past_nine] += ord("a") - ord("9") - 1
        text[start : start + AT_ONCE] = part.T
    return of_one_width(text)
