"""One child through every engine, each held to the specification; where one differs, a smallest child is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from crdecide.errors import InvalidPatient
from crdecide.evaluation.decision_tables import DecisionTables
from crdecide.evaluation.durable import DurableEngine
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import Conclusions, Values, evaluate
from crdecide.guideline.parse import read_patient
from crdecide.guideline.record_paths import filled, known_fields
from crdecide.language.ruleset import Ruleset

from .properties.counterexample import Record
from .scenarios.scenario_text import scenario

Engine = Callable[[Values], Conclusions]
MOST_KEPT = 4_096


def engines_of(ruleset: Ruleset) -> dict[str, Engine]:
    """durable-rules on the whole rule set, and the tables of its clusters that durable-rules fills."""
    durable = DurableEngine(ruleset)
    return {"durable-rules": durable.conclude, "tables": DecisionTables(ruleset, durable.settle, MOST_KEPT).conclude}


class Differential:
    """The engines of one rule set beside its specification."""

    def __init__(self, ruleset: Ruleset, engines: Mapping[str, Engine] | None = None) -> None:
        self.ruleset = ruleset
        self.engines = engines_of(ruleset) if engines is None else engines

    def difference(self, child: Record) -> str | None:
        """The engine, and the rule that it settles otherwise than the specification; None where all agree.

        Findings, the truth of every card, and the trace are compared.

        Raises:
            InvalidPatient: the child is no patient record.
        """
        values = observe(read_patient(child), self.ruleset)
        expected = evaluate(self.ruleset, values)
        for name, conclude in self.engines.items():
            conclusions = conclude(values)
            if conclusions != expected:
                return f"{name} differs on {first_difference(expected, conclusions)}"
        return None

    def report(self, child: Record) -> str:
        """A difference with a smallest child, as JSON and as a scenario."""
        smallest = self.smallest(child)
        what = self.difference(smallest) or "no engine differs"
        return f"{what}\n{json.dumps(smallest, ensure_ascii=False)}\n{scenario(what, smallest, self.ruleset)}"

    def smallest(self, child: Record) -> dict[str, Any]:
        """The child without whatever can be left out while an engine still differs."""
        smallest = dict(child)
        for path, _ in list(known_fields(child)):
            without = filled(smallest, path, None)
            if self._differs(without):
                smallest = without
        return read_patient(smallest).model_dump(mode="json", exclude_none=True, exclude_defaults=True)

    def _differs(self, child: Record) -> bool:
        try:
            return self.difference(child) is not None
        except InvalidPatient:
            return False


def first_difference(expected: Conclusions, actual: Conclusions) -> str:
    """The rule that came out otherwise; where only the trace differs, one that is in one of them only."""
    # Findings come first: a card that differs mostly does so because a finding that it reads does.
    for right, other in ((expected.values, actual.values), (expected.truths, actual.truths)):
        for name, value in right.items():
            if other.get(name) != value:
                return name
    fired_in_one = {*expected.fired} ^ {*actual.fired}
    return min(fired_in_one, default="the order of the trace")
