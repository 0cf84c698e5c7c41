"""What is missing, as an advisory asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from crdecide.evaluation.semantics import Values
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
        self._pointless = {
            entry.path: tuple(entry.pointless_where.items()) for entry in reversed(ruleset.vocabulary.inputs.values())
        }
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._asked)

    def of(self, missing: Iterable[Missing], values: Values) -> tuple[MissingOut, ...]:
        """Each missing field, with its question."""
        return tuple([self._kept(unknown, self._is_worth_asking(unknown, values)) for unknown in missing])

    def _is_worth_asking(self, missing: Missing, values: Values) -> bool:
        # Hardly any field has a place where it is pointless, and a dozen are asked about for each child.
        for name, pointless in self._pointless.get(missing.field, ()):
            if values[name] in pointless:
                return False
        return missing.is_asked

    def _asked(self, missing: Missing, is_worth_asking: bool) -> MissingOut:
        could_change = missing.could_change
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
