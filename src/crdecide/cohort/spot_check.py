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
from crdecide.evaluation.semantics import Values
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS, DANGER_SENTENCE
from crdecide.guideline.options import OPTIONS, SPECIALIST_REVIEW
from crdecide.language.ruleset import Ruleset
from crdecide.records.rows.columns import as_patient
from crdecide.records.rows.row_batch import Batch

from .batches import Answered


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
        if not self._size:
            return
        places = {int(row): place for place, row in enumerate(batch.rows)}
        for place, row in enumerate(answered.table["row"].to_pylist()):
            self._seen += 1
            # Each row takes the next free place, or that of a random one of all rows so far; one that falls outside
            # the sample is let go. So every row is kept with the same chance, however many come.
            taken = len(self._kept) if len(self._kept) < self._size else self._random.randrange(self._seen)
            if taken < self._size:
                pair = (batch.cells(places[row]), answered.table.slice(place, 1).to_pylist()[0])
                self._kept[taken : taken + 1] = [pair]

    def __len__(self) -> int:
        return len(self._kept)

    def disagreements(self, ruleset: Ruleset) -> Iterator[Disagreement]:
        """The rows of the sample for which the engine, run on the record itself, says something else."""
        engine = engine_for(ruleset)
        for cells, answer in self._kept:
            try:
                conclusions = engine.conclude(observe(as_patient(cells), ruleset))
            except InvalidPatient as error:
                yield Disagreement(answer["row"], f"answered, though it is no valid record: {error}")
                continue
            expected = _expected(decide(ruleset, conclusions), ruleset)
            expected["danger"] = _danger(conclusions.values)
            for finding in ruleset.findings:
                expected[finding.id] = conclusions.values[finding.id] or "unknown"
            for name, value in expected.items():
                # A brief answer has fewer columns: what is not there cannot be wrong.
                if answer.get(name, value) != value:
                    yield Disagreement(answer["row"], f"{name} is {answer[name]} in the table, {value} on the engine")


def _expected(decision: Decision, ruleset: Ruleset) -> dict[str, Any]:
    """One row of the table as the decision would fill it; out of scope every option is null."""
    expected: dict[str, Any] = {"scope": decision.scope, **dict.fromkeys([*OPTIONS, "timing"])}
    for option in decision.options:
        expected[option.option] = option.stance
        if option.option == SPECIALIST_REVIEW:
            expected["timing"] = next((note.says.timing for note in option.notes if note.says.timing), None)
    certainly = {shown.alert.id: shown.certain for shown in decision.alerts}
    # A decision has its alerts in an order of its own; the table has them in that of the rule set.
    alerts: dict[str, list[str]] = {"alerts": [], "checks": []}
    for card in ruleset.alerts:
        if card.id in certainly and card.id != DANGER_SENTENCE:
            alerts["alerts" if certainly[card.id] else "checks"].append(card.id)
    especially = [option.option for option in decision.options if option.especially]
    return {**expected, "especially": especially, "caveats": _caveats(decision, ruleset), **alerts}


def _danger(values: Values) -> str:
    """Nothing is known of a danger that does not concern the child."""
    return str(values[DANGER] or "unknown") if values[DANGER_CONCERNS] == "yes" else "unknown"


def _caveats(decision: Decision, ruleset: Ruleset) -> list[str]:
    """The caveats that the options carry, in the order of the rule set."""
    carried: set[str] = set()
    for option in decision.options:
        carried.update(ruleset.vocabulary.options[option.option].demands_caveats)
        for card in option.cards:
            carried.update(card.caveats)
    return [name for name in ruleset.caveats if name in carried]
