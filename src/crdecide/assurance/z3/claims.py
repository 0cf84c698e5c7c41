"""Each property that can be put to a prover, as what would refute it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

import z3

from crdecide.guideline.laws_again import (
    EVERY_OPTION,
    GIVEN_OR_ABOUT_TO_BE,
    ITS_STATUS,
    NEVER_PASSED_OVER,
    NOT_SETTLED,
    OF_A_TREATMENT,
    PUT_FORWARD,
    RISK_OF_SURGERY,
    SPOKEN_EVERYWHERE,
    THE_DRUG,
    THE_OPERATION,
    WEIGHT,
    WORSE_WHERE_MORE,
)
from crdecide.language.conditions import Among
from crdecide.language.ruleset import Ruleset

from .encoding import Encoded, Formula

Claim = Callable[[Ruleset], Iterator[Formula]]
"""The formulas that must have no model; a model of one refutes the property."""


def opinion(name: str, ruleset: Ruleset) -> bool | None:
    """Whether Z3 finds that the property holds; None where it is not one for a prover."""
    claim = CLAIMS.get(name)
    return None if claim is None else all(map(_has_no_model, claim(ruleset)))


def _has_no_model(formula: Formula) -> bool:
    solver = z3.Solver()
    solver.add(formula)
    answer = solver.check()
    if answer == z3.unknown:
        raise RuntimeError("Z3 did not decide; without multiplication of unknowns it always does")
    return bool(answer == z3.unsat)


def _no_contradiction(ruleset: Ruleset) -> Iterator[Formula]:
    child = Encoded(ruleset, "")
    for one, other in combinations(ruleset.options, 2):
        if one.says.option == other.says.option and one.says.stance != other.says.stance:
            both = z3.And(child.effective[one.id].true, child.effective[other.id].true)
            yield z3.And(child.possible, child.in_scope, both)
    for finding in ruleset.findings:
        if finding.so_far:
            continue
        for line, later in combinations(finding.lines, 2):
            if line.value != later.value:
                yield z3.And(child.possible, child.sides(line.when).true, child.sides(later.when).true)


def _total(ruleset: Ruleset) -> Iterator[Formula]:
    child = Encoded(ruleset, "")
    complete = z3.And(*(known.known for known in child.inputs.values()))
    whole = z3.And(child.possible, _numbers_are_counted(child), complete)
    yield z3.And(whole, z3.Not(z3.Or(child.in_scope, child.out_of_scope)))
    for option in EVERY_OPTION:
        yield z3.And(whole, child.in_scope, child.undecided(option))


def _numbers_are_counted(child: Encoded) -> Formula:
    """No quantity of the record is negative."""
    return z3.And(*(known.value >= 0 for name, known in child.inputs.items() if child.choices[name] is None))


def _withholding_wins(ruleset: Ruleset) -> Iterator[Formula]:
    child = Encoded(ruleset, "")
    options = {card.id: card for card in ruleset.options}
    for card in ruleset.options:
        for name in card.withheld_by:
            holder = options.get(name)
            if holder is not None and holder.says.option == card.says.option:
                others = [stance for stance in WEIGHT if stance != holder.says.stance]
                otherwise = child.has_stance(card.says.option, *others)
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
        base = z3.If(child.has_stance(option, stance), z3.IntVal(WEIGHT[stance]), base)
    return base + z3.If(child.especially(option), 1, 0)


def _more_danger(ruleset: Ruleset) -> Iterator[Formula]:
    for name, entry in ruleset.vocabulary.inputs.items():
        if entry.path.startswith(WORSE_WHERE_MORE):
            yield from _fewer_warnings(ruleset, name)


def _fewer_warnings(ruleset: Ruleset, name: str) -> Iterator[Formula]:
    """Of two children, one of whom is worse in one input, more warnings go than come; none where none can go."""
    one, other = Encoded(ruleset, ".1"), Encoded(ruleset, ".2")
    same_scope = z3.And(one.in_scope == other.in_scope, one.out_of_scope == other.out_of_scope)
    pair = z3.And(_worse(one, other, name), _same(one, other, name), one.possible, other.possible, same_scope)
    gone, come = [], []
    for card in ruleset.alerts:
        if card.says.severity == "warning":
            was_shown, is_shown = one.shown(card), other.shown(card)
            gone.append(z3.And(was_shown, z3.Not(is_shown)))
            come.append(z3.And(is_shown, z3.Not(was_shown)))
    # Counting is what is hard for the prover: it is spared the warnings that cannot go whatever else is so.
    can_go = [formula for formula in gone if not _has_no_model(z3.And(pair, formula))]
    if can_go:
        yield z3.And(pair, _number(can_go) > _number(come))


def _number(formulas: Sequence[Formula]) -> Formula:
    """How many of these are true."""
    return z3.Sum(*(z3.If(formula, 1, 0) for formula in formulas))


def _worse(one: Encoded, other: Encoded, name: str) -> Formula:
    """The input is known of both, and worse in the other."""
    was, becomes = one.inputs[name], other.inputs[name]
    yes_no = one.choices[name] == ("yes", "no")
    return z3.And(was.known, becomes.known, becomes.value < was.value if yes_no else becomes.value > was.value)


def _same(one: Encoded, other: Encoded, *but: str) -> Formula:
    """All other inputs are known alike, and have the same value."""
    same = []
    for name, was in one.inputs.items():
        if name not in but:
            becomes = other.inputs[name]
            same.append(z3.And(was.known == becomes.known, was.value == becomes.value))
    return z3.And(*same)


def _unknown_is_not_absent(ruleset: Ruleset) -> Iterator[Formula]:
    """Of two children, one of whom more is known: all that may be learnt at once, not one part at a time."""
    one, other = Encoded(ruleset, ".1"), Encoded(ruleset, ".2")
    raised = z3.Or(*(_raised(one, other, finding.id) for finding in ruleset.findings if finding.so_far))
    learnt = z3.And(*_more_is_known(one, other), one.possible, other.possible, z3.Not(raised))
    for card in ruleset.cards:
        was, becomes = one.conditions[card.id], other.conditions[card.id]
        yield z3.And(learnt, z3.Or(z3.And(was.true, z3.Not(becomes.true)), z3.And(was.false, z3.Not(becomes.false))))
    yield z3.And(learnt, one.out_of_scope, z3.Not(other.out_of_scope))
    yield z3.And(learnt, one.in_scope, z3.Not(z3.Or(other.in_scope, other.out_of_scope)))
    for option in EVERY_OPTION:
        yield z3.And(learnt, one.in_scope, other.in_scope, _stance_lost(one, other, option))


def _more_is_known(one: Encoded, other: Encoded) -> Iterator[Formula]:
    """Whatever is known of the one is known of the other."""
    for name, was in one.inputs.items():
        becomes = other.inputs[name]
        # The values are alike even where they are not known: then they play no part, and the prover has fewer to try.
        yield z3.And(z3.Implies(was.known, becomes.known), was.value == becomes.value)


def _raised(one: Encoded, other: Encoded, finding: str) -> Formula:
    """A finding that ranks what was found so far goes to an earlier line."""
    was = [when for _, when in one.lines[finding]]
    becomes = [when for _, when in other.lines[finding]]
    return z3.Or(*(z3.And(was[later], becomes[earlier]) for earlier, later in combinations(range(len(was)), 2)))


def _stance_lost(one: Encoded, other: Encoded, option: str) -> Formula:
    """A stance is taken back, or one is taken where nothing was open, and no withholding that is new excuses it."""
    stances: list[str] = [stance for stance in WEIGHT if stance != NOT_SETTLED]
    lost = [z3.And(one.has_stance(option, stance), z3.Not(other.has_stance(option, stance))) for stance in stances]
    was_silent = z3.Not(z3.Or(one.has_stance(option, *stances), one.undecided(option)))
    speaks_up = z3.And(was_silent, other.has_stance(option, *stances))
    no_more_especially = z3.And(one.especially(option), z3.Not(other.especially(option)))
    excused = _newly_withheld(one, other, option)
    return z3.And(z3.Not(excused), z3.Or(*lost, speaks_up, no_more_especially))


def _newly_withheld(one: Encoded, other: Encoded, option: str) -> Formula:
    """A card that withholds one about the option holds of the other child, and not of the one."""
    holders: set[str] = set()
    for card in one.ruleset.options:
        if card.says.option == option:
            holders |= {*card.withheld_by}
    newly = []
    for name in sorted(holders):
        was, becomes = one.conditions[name], other.conditions[name]
        newly.append(z3.And(z3.Not(was.true), becomes.true))
    return z3.Or(*newly)


def _fail_safe(ruleset: Ruleset) -> Iterator[Formula]:
    child = Encoded(ruleset, "")
    for alert in ruleset.alerts:
        # From the record by itself, and not by what the vocabulary calls in use.
        given = [_is_given(child)] if THE_DRUG in alert.bears_on else []
        weighed = z3.Or(*(child.has_stance(option, *PUT_FORWARD) for option in alert.bears_on), *given)
        silent = z3.Not(z3.Or(child.shown(alert), child.left_open(alert)))
        yield z3.And(child.possible, child.in_scope, weighed, z3.Not(child.effective[alert.id].false), silent)
    bare = [alert.id for alert in ruleset.alerts if alert.says.severity == "warning" and not alert.bears_on]
    for name, entry in ruleset.vocabulary.inputs.items():
        if entry.path.startswith(NEVER_PASSED_OVER):
            yield from _turns_on(ruleset, bare, name)


def _is_given(child: Encoded) -> Formula:
    inputs = child.ruleset.vocabulary.inputs
    [status] = [name for name, entry in inputs.items() if entry.path == ITS_STATUS]
    return child.sides(Among(status, GIVEN_OR_ABOUT_TO_BE)).true


def _out_of_scope_is_silent(ruleset: Ruleset) -> Iterator[Formula]:
    """An alert that out of scope is shown for one child and not for another, who differ in a treatment only."""
    treated = [name for name, entry in ruleset.vocabulary.inputs.items() if entry.path.startswith(OF_A_TREATMENT)]
    one, other = Encoded(ruleset, ".1"), Encoded(ruleset, ".2")
    pair = z3.And(_same(one, other, *treated), one.possible, other.possible, one.out_of_scope, other.out_of_scope)
    for alert in (card for card in ruleset.alerts if card.id != SPOKEN_EVERYWHERE):
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
