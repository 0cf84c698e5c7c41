"""Whether the presentation may be life-threatening: said first, in every scope, and apart from every option."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from crdecide.evaluation.semantics import Values
from crdecide.explanation.kept_grounds import grounds_of
from crdecide.explanation.open_inputs import OpenInputs
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS, DANGER_SENTENCE
from crdecide.language.conditions import Value
from crdecide.language.partition import Fact
from crdecide.language.ruleset import Ruleset, fields_of

from . import wording
from .answer_parts import DangerOut

MOST_KEPT = 512
"""Dangers that are kept with what they rest on; the least recently used make room."""
Recorded = tuple[tuple[str, Value], ...]
"""Inputs with their values."""
NOT_CONCERNED = DangerOut.made_of(value="unknown", text=None, because=(), asks=(), rules=(), evidence=())


def is_said_apart(ruleset: Ruleset) -> bool:
    """Whether the rules say whom a danger concerns; before 0.2.0 the sentence was an alert like any other."""
    return DANGER_CONCERNS in ruleset.finding_by_id


def names_behind(ruleset: Ruleset, *findings: str) -> Iterator[str]:
    """These findings, and the inputs and findings on which they may rest, each once; none where there are none."""
    met, names = set[str](), [*findings]
    while names:
        name = names.pop()
        if name not in met and (name in ruleset.vocabulary.inputs or name in ruleset.finding_by_id):
            met.add(name)
            yield name
            names += fields_of(ruleset.finding_by_id[name]) if name in ruleset.finding_by_id else ()


def fields_behind(ruleset: Ruleset, *findings: str) -> frozenset[str]:
    """The fields of the record on which these findings may rest, through others; none where the rules have none."""
    inputs, found = ruleset.vocabulary.inputs, set[str]()
    for name in names_behind(ruleset, *findings):
        found.update(inputs[name].paths if name in inputs else ())
    return frozenset(found)


class KeptDangers:
    """The danger of a living child with a tumour on record, or with TSC and no tumour denied; else nothing is said.

    What a danger rests on follows from the few values that its sentence reads, through findings.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset, self._is_said_apart = ruleset, is_said_apart(ruleset)
        self._grounds = grounds_of(ruleset)
        self._known = lru_cache(maxsize=MOST_KEPT)(self._there)
        self._open = lru_cache(maxsize=MOST_KEPT)(self._not_settled)

    def of(self, values: Values, fact: Fact, open_inputs: OpenInputs) -> DangerOut:
        """The danger of one child."""
        if not self._is_said_apart or values[DANGER_CONCERNS] != "yes":
            return NOT_CONCERNED
        finding = self._ruleset.finding_by_id[DANGER]
        if values[DANGER] is None:
            return self._open(open_inputs.behind_value(finding))
        if values[DANGER] == "no":
            return DangerOut.made_of(
                value="no", text=None, because=(), asks=(), rules=(DANGER,), evidence=finding.evidence
            )
        recorded = dict(self._recorded(DANGER_SENTENCE, values, fact))
        return self._known(tuple(recorded.items()))

    def _recorded(self, rule: str, values: Values, fact: Fact) -> Iterator[tuple[str, Value]]:
        """What is recorded of the child that a rule rests on, through findings; not whom a danger concerns."""
        grounds = self._grounds.at(rule, self._grounds.readers[rule](fact))
        for name in grounds.values:
            if name in self._ruleset.finding_by_id:
                yield from self._recorded(name, values, fact) if name != DANGER_CONCERNS else ()
            elif (value := values[name]) is not None:
                yield name, value

    def _not_settled(self, inputs: tuple[str, ...]) -> DangerOut:
        asks, evidence = self._ruleset.vocabulary.fields_of(inputs), self._ruleset.finding_by_id[DANGER].evidence
        return DangerOut.made_of(value="unknown", text=None, because=(), asks=asks, rules=(), evidence=evidence)

    def _there(self, recorded: Recorded) -> DangerOut:
        sentence = self._ruleset.alert_by_id[DANGER_SENTENCE]
        return DangerOut.made_of(
            value="yes",
            text=sentence.says.text,
            because=wording.recorded(dict(recorded), self._ruleset),
            asks=(),
            rules=(DANGER_SENTENCE, DANGER),
            evidence=sentence.evidence,
        )
