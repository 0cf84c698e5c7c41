"""What is missing, as an advisory asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from crdecide.evaluation.semantics import Values
from crdecide.explanation.answer_bits import answer_bits_of
from crdecide.explanation.missing import Missing
from crdecide.guideline.named_ids import DANGER_SENTENCE
from crdecide.language.record_fields import asked_as
from crdecide.language.ruleset import Ruleset

from .answer_parts import MissingOut

MOST_KEPT = 2_048
"""Questions that are kept with what their answers could change; the least recently used make room."""


class MissingOuts:
    """The fields that may be missing under one rule set, each with its label."""

    def __init__(self, ruleset: Ruleset) -> None:
        # A field that no input is asked for by is named as in a form; of several inputs the first names it.
        asked = asked_as(ruleset.record_fields, ruleset.vocabulary)
        self._labels = {path: label for path, (label, _) in asked.items()}
        self._labels |= {entry.path: entry.label for entry in reversed(ruleset.vocabulary.inputs.values())}
        pointless = {entry.path: entry.pointless_where for entry in reversed(ruleset.vocabulary.inputs.values())}
        # Hardly any field has a place where it is pointless, and a dozen are asked about for each child.
        self._pointless = {path: where for path, where in pointless.items() if where}
        self._bits = answer_bits_of(ruleset)
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._asked)

    def of(self, missing: Iterable[Missing], values: Values) -> tuple[MissingOut, ...]:
        """Each missing field, with its question."""
        pointless = self._pointless
        asked: list[MissingOut] = []
        for unknown in missing:
            is_pointless = unknown.field in pointless and _holds_any(pointless[unknown.field], values)
            asked.append(self._kept(unknown, unknown.is_asked and not is_pointless))
        return tuple(asked)

    def _asked(self, missing: Missing, is_worth_asking: bool) -> MissingOut:
        could_change = self._bits.names(missing.could_change)
        if DANGER_SENTENCE in could_change:
            # What is said of a danger is no alert in an advisory: it stands first, by itself.
            could_change = tuple(["danger" if what == DANGER_SENTENCE else what for what in could_change])
        return MissingOut.made_of(
            field=missing.field,
            worth_asking=is_worth_asking,
            label=self._labels[missing.field],
            question=missing.question,
            could_change=could_change,
        )


def _holds_any(pointless_where: Mapping[str, Collection[str]], values: Values) -> bool:
    return any(values[name] in pointless for name, pointless in pointless_where.items())
