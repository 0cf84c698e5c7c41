"""Verdicts in words, for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from crdecide.errors import how_to_install
from crdecide.guideline.record_paths import known_fields
from crdecide.language.ruleset import Ruleset

from ..scenarios.scenario_text import scenario
from .counterexample import Record
from .coverage import Decision
from .property import Outcome, Property

Judged = tuple[Property, Outcome]


def table_of_properties(judged: Sequence[Judged], ruleset: Ruleset) -> str:
    """A line a property, what refutes those that do not hold, and how many hold."""
    lines = [_line(claimed, outcome, _second(claimed.name, ruleset)) for claimed, outcome in judged]
    for claimed, outcome in judged:
        lines += _refuted(claimed, outcome, ruleset)
    if find_spec("z3") is None:
        lines += ["", f"Z3 was not asked: {how_to_install('verify')}"]
    holding = sum(outcome.counterexample is None for _, outcome in judged)
    return "\n".join([*lines, "", f"{holding} of {len(judged)} properties hold."])


def _line(claimed: Property, outcome: Outcome, second: str) -> str:
    verdict = "REFUTED" if outcome.counterexample else "holds"
    return f"{claimed.name:32} {verdict:8} {outcome.cases:>26,} {outcome.unit:36} {second}".rstrip()


def _second(name: str, ruleset: Ruleset) -> str:
    """What Z3 says, where it is installed and the property is one for a prover."""
    if find_spec("z3") is None:
        return ""
    from ..z3 import opinion

    holds = opinion(name, ruleset)
    return "" if holds is None else f"Z3: {'holds' if holds else 'REFUTED'}"


def _refuted(claimed: Property, outcome: Outcome, ruleset: Ruleset) -> Iterator[str]:
    if outcome.counterexample is None:
        return
    yield f"\n{claimed.name}: {claimed.claims}.\n  But: {outcome.counterexample.what}"
    children = outcome.counterexample.children
    for number, child in enumerate(children, start=1):
        # A name of its own for each, so that both can stand in one feature.
        which = f", child {number} of {len(children)}" if len(children) > 1 else ""
        yield f"  {json.dumps(child, ensure_ascii=False)}"
        yield _indented(scenario(f"{outcome.counterexample.what}{which}", child, ruleset))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def table_of_decisions(decisions: Sequence[Decision]) -> str:
    """Each condition with what its two children differ in, and the first of them."""
    lines: list[str] = []
    for decision in decisions:
        lines += _decision(decision)
    shown = sum(bool(decision.children) for decision in decisions)
    implied = sum(decision.implied for decision in decisions)
    open_still = len(decisions) - shown - implied
    summary = (
        f"{len(decisions)} conditions: {shown} decide by themselves, {implied} are implied by the rest of their rule"
    )
    return "\n".join([*lines, "", f"{summary}, {open_still} are not settled."])


def _decision(decision: Decision) -> Iterator[str]:
    yield f"{decision.rule}: {decision.condition}"
    if decision.children:
        one, other = decision.children
        yield f"  {json.dumps(one, ensure_ascii=False)}"
        yield f"  {', '.join(_differences(one, other))}"
    else:
        yield "  implied by the rest of the rule: proved" if decision.implied else "  NO PAIR FOUND"


def _differences(one: Record, other: Record) -> Iterator[str]:
    was, becomes = dict(known_fields(one)), dict(known_fields(other))
    for path in dict.fromkeys([*was, *becomes]):
        if was.get(path) != becomes.get(path):
            yield f"{path}: {_value(was.get(path))} → {_value(becomes.get(path))}"


def _value(value: object) -> str:
    return "not recorded" if value is None else json.dumps(value, ensure_ascii=False)
