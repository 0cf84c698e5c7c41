"""One child through every engine, each held to the specification; where one differs, a smallest child is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ..compose.tables import Tables
from ..conclusions import Conclusions, Values
from ..domain import filled, known_fields
from ..engine import DurableEngine
from ..errors import InvalidPatient
from ..evaluate import evaluate
from ..observe import observe
from ..patient import Patient
from ..regions import regions_of
from ..ruleset import Ruleset
from .counterexample import Record
from .scenario import scenario

Engine = Callable[[Values], Conclusions]
MOST_KEPT = 4_096


def engines_of(ruleset: Ruleset) -> dict[str, Engine]:
    """durable-rules on the whole rule set, and the tables of its clusters that durable-rules fills."""
    durable = DurableEngine(ruleset)
    return {"durable-rules": durable.conclude, "tables": through_tables(Tables(ruleset, durable.settle, MOST_KEPT))}


def through_tables(tables: Tables) -> Engine:
    """What the tables conclude, put together from the clusters."""
    regions = regions_of(tables.ruleset)

    def conclude(observations: Values) -> Conclusions:
        fact = regions.fact(observations)
        answers = tables.answers(fact)
        found = {
            finding.id: regions.representative(finding.id, fact[finding.id]) for finding in tables.ruleset.findings
        }
        fired = sorted((rule for answer in answers for rule in answer.fired), key=lambda rule: rule.order)
        truths = {name: truth for answer in answers for name, truth in answer.truths.items()}
        return Conclusions({**observations, **found}, truths, tuple(rule.rule.id for rule in fired))

    return conclude


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
        values = observe(Patient.model_validate(dict(child)), self.ruleset)
        expected = evaluate(self.ruleset, values)
        for name, conclude in self.engines.items():
            found = conclude(values)
            if found != expected:
                return f"{name} differs on {first_difference(expected, found)}"
        return None

    def told(self, child: Record) -> str:
        """A difference with a smallest child, as JSON and as a scenario."""
        smallest = self.smallest(child)
        what = self.difference(smallest) or "no engine differs"
        return f"{what}\n{json.dumps(smallest, ensure_ascii=False)}\n{scenario(what, smallest, self.ruleset)}"

    def smallest(self, child: Record) -> dict[str, Any]:
        """The child without whatever can be left out while an engine still differs."""
        smallest = dict(child)
        for path in [path for path, _ in known_fields(child)]:
            without = filled(smallest, path, None)
            if self._differs(without):
                smallest = without
        return Patient.model_validate(smallest).model_dump(mode="json", exclude_none=True, exclude_defaults=True)

    def _differs(self, child: Record) -> bool:
        try:
            return self.difference(child) is not None
        except InvalidPatient:
            return False


def first_difference(expected: Conclusions, found: Conclusions) -> str:
    """The rule that came out otherwise; where only the trace differs, one that is in one of them only."""
    for said, other in ((expected.values, found.values), (expected.truths, found.truths)):
        for name, value in said.items():
            if other.get(name) != value:
                return name
    return next(iter({*expected.fired} ^ {*found.fired}), "the order of the trace")
