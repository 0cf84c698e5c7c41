"""The outlook of an advisory: what is missing and could change it, and which changes would."""

from __future__ import annotations

from .. import wording
from ..advisory import ChangeOut, MissingOut
from ..answers import answers_of
from ..explain.changes import Change, changes
from ..explain.missing import MissingFields
from ..ruleset import Ruleset
from .tables import Child


class Outlook:
    """What could still come of a child."""

    def __init__(self, ruleset: Ruleset, kept: int) -> None:
        self._ruleset, self._missing = ruleset, MissingFields(ruleset, kept)

    def missing(self, child: Child) -> tuple[MissingOut, ...]:
        """What is not known and could change the answer."""
        found = self._missing.of(child.patient, child.fact)
        return tuple(MissingOut(field=m.field, question=m.question, could_change=m.could_change) for m in found)

    def would_change(self, child: Child) -> tuple[ChangeOut, ...]:
        """The changes of one known input that would alter the answer."""
        return tuple(self._changed(change) for change in changes(self._ruleset, child.values, child.fact))

    def _changed(self, change: Change) -> ChangeOut:
        return ChangeOut(
            field=self._ruleset.vocabulary.inputs[change.name].path,
            from_=str(change.now),
            to=wording.region_words(change.name, [change.then], answers_of(self._ruleset).regions),
            effect=wording.effect_text(change, self._ruleset),
        )
