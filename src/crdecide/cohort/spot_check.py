"""A sample of the rows, answered again one by one on the engine directly."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crdecide.errors import InvalidPatient
from crdecide.evaluation.durable import engine_for
from crdecide.evaluation.observation import observe
from crdecide.evaluation.precedence import Decision, decide
from crdecide.guideline.options import OPTIONS
from crdecide.language.ruleset import Ruleset

from .batches import Answered, Batch
from .columns import as_patient


@dataclass(frozen=True)
class Disagreement:
    """A row for which the table and the engine say different things."""

    row: int
    what: str


class Sample:
    """A uniform sample of the answered rows (reservoir sampling: Vitter 1985, https://doi.org/10.1145/3147.3165)."""

    def __init__(self, size: int, seed: int = 0) -> None:
        self._size, self._seen, self._random = size, 0, random.Random(seed)
        self._kept: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []

    def add(self, batch: Batch, answered: Answered) -> None:
        """Let the rows of a batch take their chances."""
        places = {int(row): place for place, row in enumerate(batch.rows)} if self._size else {}
        rows = answered.table["row"].to_pylist() if self._size else []
        for place, row in enumerate(rows):
            self._seen += 1
            taken = len(self._kept) if len(self._kept) < self._size else self._random.randrange(self._seen)
            if taken < self._size:
                pair = (batch.cells(places[row]), answered.table.slice(place, 1).to_pylist()[0])
                self._kept[taken : taken + 1] = [pair]

    def __len__(self) -> int:
        return len(self._kept)

    def disagreements(self, ruleset: Ruleset) -> Iterator[Disagreement]:
        """The rows of the sample for which the engine, run on the record itself, says something else."""
        engine = engine_for(ruleset)
        for cells, said in self._kept:
            try:
                conclusions = engine.conclude(observe(as_patient(cells), ruleset))
            except InvalidPatient as error:
                yield Disagreement(said["row"], f"answered, though it is no valid record: {error}")
                continue
            expected = _expected(decide(ruleset, conclusions), ruleset)
            expected |= {finding.id: conclusions.values[finding.id] or "unknown" for finding in ruleset.findings}
            for name, value in expected.items():
                if said.get(name, value) != value:
                    yield Disagreement(said["row"], f"{name} is {said[name]} in the table, {value} on the engine")


def _expected(decision: Decision, ruleset: Ruleset) -> dict[str, Any]:
    stances = {option.option: option.stance for option in decision.options}
    order = {card.id: place for place, card in enumerate(ruleset.alerts)}
    shown = sorted(decision.alerts, key=lambda alert: order[alert.alert.id])
    return {
        "scope": decision.scope,
        **{name: stances.get(name) for name in OPTIONS},
        "especially": [option.option for option in decision.options if option.especially],
        "caveats": _caveats(decision, ruleset),
        "alerts": [alert.alert.id for alert in shown if alert.certain],
        "alerts_open": [alert.alert.id for alert in shown if not alert.certain],
    }


def _caveats(decision: Decision, ruleset: Ruleset) -> list[str]:
    """The caveats that the options carry, in the order of the rule set."""
    demanded = {
        name for option in decision.options for name in ruleset.vocabulary.options[option.option].demands_caveats
    }
    carried = {name for option in decision.options for card in option.cards for name in card.caveats}
    return [name for name in ruleset.caveats if name in demanded | carried]
