"""Traceability both ways: each rule with the scenarios that exercise it and the evidence it stands on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from crdecide.language.ruleset import Ruleset

from .scenarios.rule_outcome import Outcome, possible
from .scenarios.tags import ScenarioRef

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
    return tuple(
        Row(
            rule=card.id,
            kind=card.kind,
            title=card.title,
            status=card.status,
            holds=_named(by_rule.get(card.id, ()), "holds"),
            near_miss=_named(by_rule.get(card.id, ()), "near_miss"),
            undecided=_named(by_rule.get(card.id, ()), "undecided"),
            evidence=card.evidence,
        )
        for card in ruleset.rules
    )


def gaps(rows: Iterable[Row], ruleset: Ruleset, scenarios: Iterable[ScenarioRef]) -> tuple[str, ...]:
    """What a reviewer has to know is missing: rules without scenarios, tags without rules, evidence never cited."""
    rows, scenarios = tuple(rows), tuple(scenarios)
    known = {row.rule for row in rows}
    cited = {ref for row in rows for ref in row.evidence}
    cited |= {ref for caveat in ruleset.caveats.values() for ref in caveat.evidence}
    cited |= {ref for drug in ruleset.drugs.drugs.values() for ref in drug.evidence}
    cited |= {ref for scenario in scenarios if not scenario.rules for ref in scenario.evidence}
    stated = [f"{source.id}#{name}" for source in ruleset.sources.values() for name in source.statements]
    strays = ((s, rule) for s in scenarios for rule in s.rules if rule not in known)
    return (
        *(f"{row.rule}: no scenario where it {IS[name]}" for row in rows for name in _lacking(row, ruleset)),
        *(f"{scenario.feature}:{scenario.line}: no such rule as '{rule}'" for scenario, rule in strays),
        *(f"{reference}: never cited" for reference in stated if reference not in cited),
    )


def to_text(rows: Iterable[Row]) -> str:
    """One block a rule, to read."""
    blocks = []
    for row in rows:
        lines = [f"{row.rule} ({row.kind}, {row.status}): {row.title}"]
        lines += [f"  holds      {name}" for name in row.holds]
        lines += [f"  near miss  {name}" for name in row.near_miss]
        lines += [f"  undecided  {name}" for name in row.undecided]
        lines += [f"  evidence   {reference}" for reference in row.evidence]
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
        writer.writerow("; ".join(value) if isinstance(value, tuple) else value for value in asdict(row).values())
    return out.getvalue()


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
