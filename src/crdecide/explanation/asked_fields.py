"""By which field, with which question, an unknown input is asked for; and which other fields would settle it too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import reader
from crdecide.language.partition import UNKNOWN_REGION, Fact
from crdecide.language.record_fields import asked_as
from crdecide.language.ruleset import Ruleset
from crdecide.language.vocabulary import Input

Other = tuple[str, str, Callable[[Patient], Any]]
"""The path of a field, its question, and how to read what is recorded in it."""


class Asked(NamedTuple):
    """How one input is asked for, and the fields that would settle it as well."""

    input: str
    path: str
    always: str | None
    """Its question, where that is the same for every child."""
    entry: Input
    others: Sequence[Other]

    def question(self, fact: Fact) -> str:
        """The question for a child in these regions."""
        return self.always or self.entry.asked_of(lambda other: fact[other] != UNKNOWN_REGION)


class Asking:
    """The inputs of one rule set, as they are asked for."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._inputs = ruleset.vocabulary.inputs
        self._asked_as = asked_as(ruleset.record_fields, ruleset.vocabulary)

    def of(self, name: str) -> Asked:
        """How an input is asked for."""
        entry = self._inputs[name]
        others = [path for path in entry.to_fill_in if path != entry.path and path in self._asked_as]
        settling = [(path, self._asked_as[path][1], reader(path)) for path in others]
        return Asked(name, entry.path, None if entry.asked_instead else entry.question, entry, settling)
