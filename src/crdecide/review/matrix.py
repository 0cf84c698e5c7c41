"""Traceability both ways: each rule with the scenarios that exercise it and the evidence it stands on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from ..ruleset import Ruleset
from .features import ScenarioRef


@dataclass(frozen=True)
class Row:
    """One rule: its scenarios where it holds and where it just misses, and its evidence."""

    rule: str
    kind: str
    title: str
    status: str
    holds: tuple[str, ...]
    near_misses: tuple[str, ...]
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
            holds=_named(by_rule.get(card.id, ()), "@holds"),
            near_misses=_named(by_rule.get(card.id, ()), "@near_miss"),
            evidence=card.evidence,
        )
        for card in (*ruleset.findings, *ruleset.cards)
    )


def gaps(rows: Iterable[Row], ruleset: Ruleset, scenarios: Iterable[ScenarioRef]) -> tuple[str, ...]:
    """What a reviewer has to know is missing: rules without scenarios, tags without rules, evidence never cited."""
    rows = tuple(rows)
    known = {row.rule for row in rows}
    cited = {ref for row in rows for ref in row.evidence}
    cited |= {ref for caveat in ruleset.caveats.values() for ref in caveat.evidence}
    cited |= {ref for drug in ruleset.drugs.drugs.values() for ref in drug.evidence}
    stated = [f"{source.id}#{name}" for source in ruleset.sources.values() for name in source.statements]
    strays = ((s, rule) for s in scenarios for rule in s.rules if rule not in known)
    return (
        *(f"{row.rule}: no scenario where it holds" for row in rows if not row.holds),
        *(f"{row.rule}: no scenario where it just misses" for row in rows if not row.near_misses),
        *(f"{scenario.feature}:{scenario.line}: no such rule as '{rule}'" for scenario, rule in strays),
        *(f"{reference}: never cited" for reference in stated if reference not in cited),
    )


def to_text(rows: Iterable[Row]) -> str:
    """One block a rule, to read."""
    blocks = []
    for row in rows:
        lines = [f"{row.rule} ({row.kind}, {row.status}): {row.title}"]
        lines += [f"  holds      {name}" for name in row.holds]
        lines += [f"  near miss  {name}" for name in row.near_misses]
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


def _named(scenarios: Iterable[ScenarioRef], tag: str) -> tuple[str, ...]:
    return tuple(f"{scenario.feature}: {scenario.name}" for scenario in scenarios if tag in scenario.tags)
