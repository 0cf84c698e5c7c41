"""Traceability both ways: each rule with the scenarios that exercise it and the evidence it stands on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from crdecide.language.cards import Rule
from crdecide.language.ruleset import Ruleset

from .scenarios.rule_outcome import Outcome, possible
from .scenarios.scenario_refs import ScenarioRef

IS: dict[Outcome, str] = {"holds": "holds", "near_miss": "just misses", "undecided": "is left undecided"}


@dataclass(frozen=True)
class Row:
    """One rule: its scenarios where it holds, where it just misses and where it is left undecided, and its evidence."""

    rule: str
    kind: str
    title: str
    status: str
    holds: tuple[str, ...]
    near_miss: tuple[str, ...]
    undecided: tuple[str, ...]
    evidence: tuple[str, ...]


def matrix(ruleset: Ruleset, scenarios: Iterable[ScenarioRef]) -> tuple[Row, ...]:
    """A row for every card, findings first."""
    by_rule: dict[str, list[ScenarioRef]] = {}
    for scenario in scenarios:
        for rule in scenario.rules:
            by_rule.setdefault(rule, []).append(scenario)
    return tuple(_row(card, by_rule.get(card.id, ())) for card in ruleset.rules)


def _row(card: Rule, scenarios: Sequence[ScenarioRef]) -> Row:
    return Row(
        rule=card.id,
        kind=card.kind,
        title=card.title,
        status=card.status,
        holds=_named(scenarios, "holds"),
        near_miss=_named(scenarios, "near_miss"),
        undecided=_named(scenarios, "undecided"),
        evidence=card.evidence,
    )


def gaps(rows: Iterable[Row], ruleset: Ruleset, scenarios: Iterable[ScenarioRef]) -> tuple[str, ...]:
    """What a reviewer has to know is missing: rules without scenarios, tags without rules, evidence never cited."""
    rows, scenarios = tuple(rows), tuple(scenarios)
    cited = _cited(rows, ruleset, scenarios)
    return (*_unshown(rows, ruleset), *_strays(rows, ruleset, scenarios), *_never_cited(ruleset, cited))


def _unshown(rows: Iterable[Row], ruleset: Ruleset) -> Iterator[str]:
    for row in rows:
        for outcome in _lacking(row, ruleset):
            yield f"{row.rule}: no scenario where it {IS[outcome]}"


def _strays(rows: Iterable[Row], ruleset: Ruleset, scenarios: Iterable[ScenarioRef]) -> Iterator[str]:
    # A retired card keeps its scenarios, as it keeps its evidence.
    known = {row.rule for row in rows} | {card.id for card in ruleset.retired}
    for scenario in scenarios:
        for rule in scenario.rules:
            if rule not in known:
                yield f"{scenario.feature}:{scenario.line}: no such rule as '{rule}'"


def _never_cited(ruleset: Ruleset, cited: Collection[str]) -> Iterator[str]:
    for source in ruleset.sources.values():
        for name in source.statements:
            reference = f"{source.id}#{name}"
            if reference not in cited:
                yield f"{reference}: never cited"


def _cited(rows: Iterable[Row], ruleset: Ruleset, scenarios: Iterable[ScenarioRef]) -> set[str]:
    """Every statement that something stands on."""
    cited: set[str] = set()
    for row in rows:
        cited.update(row.evidence)
    for card in ruleset.retired:
        cited.update(card.evidence)
    for caveat in ruleset.caveats.values():
        cited.update(caveat.evidence)
    for drug in ruleset.drugs.drugs.values():
        cited.update(reference for _, reference in drug.cited())
    for scenario in scenarios:
        # A scenario of a rule repeats what the rule cites; one that retells a published case cites it by itself.
        if not scenario.rules:
            cited.update(scenario.evidence)
    return cited


def to_text(rows: Iterable[Row]) -> str:
    """One block a rule, to read."""
    blocks = []
    for row in rows:
        lines = [f"{row.rule} ({row.kind}, {row.status}): {row.title}"]
        lists = {"holds": row.holds, "near miss": row.near_miss, "undecided": row.undecided, "evidence": row.evidence}
        for heading, names in lists.items():
            lines += [f"  {heading:9}  {name}" for name in names]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def to_json(rows: Iterable[Row]) -> str:
    """A list of objects, one a rule."""
    return json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False) + "\n"


def to_csv(rows: Iterable[Row]) -> str:
    """One line a rule; lists are joined by semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Row.__dataclass_fields__)
    for row in rows:
        writer.writerow(map(_cell, asdict(row).values()))
    return out.getvalue()


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, tuple) else value


FORMATS: dict[str, Callable[[Iterable[Row]], str]] = {"text": to_text, "json": to_json, "csv": to_csv}


def _named(scenarios: Iterable[ScenarioRef], outcome: Outcome) -> tuple[str, ...]:
    return tuple(f"{scenario.feature}: {scenario.name}" for scenario in scenarios if f"@{outcome}" in scenario.tags)


def _lacking(row: Row, ruleset: Ruleset) -> list[Outcome]:
    shown: dict[Outcome, tuple[str, ...]] = {
        "holds": row.holds,
        "near_miss": row.near_miss,
        "undecided": row.undecided,
    }
    return [name for name in possible(row.rule, ruleset) if not shown[name]]
