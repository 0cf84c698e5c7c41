"""Each property that can be put to a prover, as what would refute it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

import z3

from crdecide.guideline.laws_again import (
    EVERY_OPTION,
    NEVER_PASSED_OVER,
    NOT_SETTLED,
    OF_A_TREATMENT,
    PUT_FORWARD,
    RISK_OF_SURGERY,
    THE_DRUG,
    THE_OPERATION,
    WEIGHT,
    WORSE_WHERE_MORE,
)
from crdecide.language.ruleset import Ruleset

from .encoding import Encoded, Formula

Claim = Callable[[Ruleset], Iterator[Formula]]
"""The formulas that must have no model; a model of one refutes the property."""


def opinion(name: str, ruleset: Ruleset) -> bool | None:
    """Whether Z3 finds that the property holds; None where it is not one for a prover."""
    claim = CLAIMS.get(name)
    return None if claim is None else all(_has_no_model(formula) for formula in claim(ruleset))


def _has_no_model(formula: Formula) -> bool:
    solver = z3.Solver()
    solver.add(formula)
    found = solver.check()
    if found == z3.unknown:
        raise RuntimeError("Z3 did not decide; without multiplication of unknowns it always does")
    return bool(found == z3.unsat)


def _no_contradiction(ruleset: Ruleset) -> Iterator[Formula]:
    child = Encoded(ruleset, "")
    for one, other in combinations(ruleset.options, 2):
        if one.says.option == other.says.option and one.says.stance != other.says.stance:
            both = z3.And(child.effective[one.id].true, child.effective[other.id].true)
            yield z3.And(child.possible, child.in_scope, both)
    for finding in ruleset.findings:
        for line, later in combinations(finding.lines, 2) if not finding.so_far else ():
            if line.value != later.value:
                yield z3.And(child.possible, child.sides(line.when).true, child.sides(later.when).true)


def _total(ruleset: Ruleset) -> Iterator[Formula]:
    child = Encoded(ruleset, "")
    complete = z3.And(*(known.known for known in child.inputs.values()))
    whole = z3.And(child.possible, _numbers_are_counted(child), complete)
    yield z3.And(whole, z3.Not(z3.Or(child.in_scope, child.out_of_scope)))
    yield from (z3.And(whole, child.in_scope, child.undecided(option)) for option in EVERY_OPTION)


def _numbers_are_counted(child: Encoded) -> Formula:
    """No quantity of the record is negative."""
    return z3.And(*(known.value >= 0 for name, known in child.inputs.items() if child.choices[name] is None))


def _withholding_wins(ruleset: Ruleset) -> Iterator[Formula]:
    child = Encoded(ruleset, "")
    options = {card.id: card for card in ruleset.options}
    for card in ruleset.options:
        for holder in (options[name] for name in card.withheld_by if name in options):
            if holder.says.option == card.says.option:
                others = [stance for stance in WEIGHT if stance != holder.says.stance]
                otherwise = child.held(card.says.option, *others)
                yield z3.And(child.possible, child.in_scope, child.effective[holder.id].true, otherwise)


def _monotone_in_risk(ruleset: Ruleset) -> Iterator[Formula]:
    [risk] = [name for name, entry in ruleset.vocabulary.inputs.items() if entry.path == RISK_OF_SURGERY]
    one, other = Encoded(ruleset, ".1"), Encoded(ruleset, ".2")
    worse = z3.And(_worse(one, other, risk), _same(one, other, risk), one.possible, other.possible)
    both = z3.And(worse, one.in_scope, other.in_scope)
    yield z3.And(both, _strength(other, THE_DRUG) < _strength(one, THE_DRUG))
    yield z3.And(both, _strength(other, THE_OPERATION) > _strength(one, THE_OPERATION))


def _strength(child: Encoded, option: str) -> Formula:
    """How strongly an option is put, as a number; being put forward especially counts a half."""
    base: Formula = z3.IntVal(2)
    for stance in WEIGHT:
        base = z3.If(child.held(option, stance), z3.IntVal(WEIGHT[stance]), base)
    return base + z3.If(child.especially(option), 1, 0)


def _more_danger(ruleset: Ruleset) -> Iterator[Formula]:
    warnings = [card for card in ruleset.alerts if card.says.severity == "warning"]
    for name, entry in ruleset.vocabulary.inputs.items():
        if entry.path.startswith(WORSE_WHERE_MORE):
            one, other = Encoded(ruleset, ".1"), Encoded(ruleset, ".2")
            same_scope = z3.And(one.in_scope == other.in_scope, one.out_of_scope == other.out_of_scope)
            pair = z3.And(_worse(one, other, name), _same(one, other, name), one.possible, other.possible, same_scope)
            gone = [z3.And(one.shown(card), z3.Not(other.shown(card))) for card in warnings]
            come = [z3.And(other.shown(card), z3.Not(one.shown(card))) for card in warnings]
            if can_go := [formula for formula in gone if not _has_no_model(z3.And(pair, formula))]:
                yield z3.And(pair, _number(can_go) > _number(come))


def _number(formulas: Sequence[Formula]) -> Formula:
    return z3.Sum(*(z3.If(formula, 1, 0) for formula in formulas))


def _worse(one: Encoded, other: Encoded, name: str) -> Formula:
    """The input is known of both, and worse in the other."""
    was, becomes = one.inputs[name], other.inputs[name]
    yes_no = one.choices[name] == ("yes", "no")
    return z3.And(was.known, becomes.known, becomes.value < was.value if yes_no else becomes.value > was.value)


def _same(one: Encoded, other: Encoded, *but: str) -> Formula:
    """All other inputs are known alike, and have the same value."""
    pairs = [(known, other.inputs[name]) for name, known in one.inputs.items() if name not in but]
    return z3.And(*(z3.And(a.known == b.known, a.value == b.value) for a, b in pairs))


def _unknown_is_not_absent(ruleset: Ruleset) -> Iterator[Formula]:
    """Of two children, one of whom more is known: all that may be learnt at once, not one part at a time."""
    one, other = Encoded(ruleset, ".1"), Encoded(ruleset, ".2")
    more = [
        z3.And(z3.Implies(known.known, other.inputs[name].known), known.value == other.inputs[name].value)
        for name, known in one.inputs.items()
    ]
    raised = z3.Or(*(_raised(one, other, finding.id) for finding in ruleset.findings if finding.so_far))
    learnt = z3.And(*more, one.possible, other.possible, z3.Not(raised))
    for card in ruleset.cards:
        was, becomes = one.conditions[card.id], other.conditions[card.id]
        yield z3.And(learnt, z3.Or(z3.And(was.true, z3.Not(becomes.true)), z3.And(was.false, z3.Not(becomes.false))))
    yield z3.And(learnt, one.out_of_scope, z3.Not(other.out_of_scope))
    yield z3.And(learnt, one.in_scope, z3.Not(z3.Or(other.in_scope, other.out_of_scope)))
    for option in EVERY_OPTION:
        yield z3.And(learnt, one.in_scope, other.in_scope, _stance_lost(one, other, option))


def _raised(one: Encoded, other: Encoded, finding: str) -> Formula:
    """A finding that ranks what was found so far goes to an earlier line."""
    lines = list(zip(one.lines[finding], other.lines[finding], strict=True))
    pairs = combinations(range(len(lines)), 2)
    return z3.Or(*(z3.And(lines[later][0][1], lines[earlier][1][1]) for earlier, later in pairs))


def _stance_lost(one: Encoded, other: Encoded, option: str) -> Formula:
    cards = [card for card in one.ruleset.options if card.says.option == option]
    holders = {name for card in cards for name in card.withheld_by}
    newly = z3.Or(*(z3.And(z3.Not(one.conditions[h].true), other.conditions[h].true) for h in sorted(holders)))
    stances: list[str] = [stance for stance in WEIGHT if stance != NOT_SETTLED]
    lost = [z3.And(one.held(option, stance), z3.Not(other.held(option, stance))) for stance in stances]
    silent = z3.And(z3.Not(z3.Or(one.held(option, *stances), one.undecided(option))), other.held(option, *stances))
    return z3.And(z3.Not(newly), z3.Or(*lost, silent, z3.And(one.especially(option), z3.Not(other.especially(option)))))


def _fail_safe(ruleset: Ruleset) -> Iterator[Formula]:
    child = Encoded(ruleset, "")
    for alert in ruleset.alerts:
        weighed = z3.Or(*(child.held(option, *PUT_FORWARD) for option in alert.bears_on))
        silent = z3.Not(z3.Or(child.shown(alert), child.left_open(alert)))
        yield z3.And(child.possible, child.in_scope, weighed, z3.Not(child.effective[alert.id].false), silent)
    bare = [alert.id for alert in ruleset.alerts if alert.says.severity == "warning" and not alert.bears_on]
    for name in (name for name, entry in ruleset.vocabulary.inputs.items() if entry.path.startswith(NEVER_PASSED_OVER)):
        yield from _turns_on(ruleset, bare, name)


def _out_of_scope_is_silent(ruleset: Ruleset) -> Iterator[Formula]:
    """An alert that out of scope is shown for one child and not for another, who differ in a treatment only."""
    treated = [name for name, entry in ruleset.vocabulary.inputs.items() if entry.path.startswith(OF_A_TREATMENT)]
    one, other = Encoded(ruleset, ".1"), Encoded(ruleset, ".2")
    pair = z3.And(_same(one, other, *treated), one.possible, other.possible, one.out_of_scope, other.out_of_scope)
    for alert in ruleset.alerts:
        yield z3.And(pair, one.shown(alert), z3.Not(other.shown(alert)))


def _turns_on(ruleset: Ruleset, cards: Sequence[str], name: str) -> Iterator[Formula]:
    """Two children who differ in one input only, and in whether a card holds."""
    one, other = Encoded(ruleset, ".1"), Encoded(ruleset, ".2")
    pair = z3.And(_same(one, other, name), one.possible, other.possible)
    for card in cards:
        yield z3.And(pair, one.conditions[card].true, z3.Not(other.conditions[card].true))


CLAIMS: Mapping[str, Claim] = {
    "unknown_is_not_absent": _unknown_is_not_absent,
    "total": _total,
    "withholding_wins": _withholding_wins,
    "no_contradiction": _no_contradiction,
    "monotone_in_surgical_risk": _monotone_in_risk,
    "more_danger_never_fewer_alerts": _more_danger,
    "out_of_scope_is_silent": _out_of_scope_is_silent,
    "alerts_fail_safe": _fail_safe,
}
