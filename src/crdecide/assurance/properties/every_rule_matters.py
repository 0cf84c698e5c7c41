"""Every rule matters: each of its parts tells some children from others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product
from operator import ne

from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.language.cards import OptionCard, Rule
from crdecide.language.condition_text import in_words
from crdecide.language.conditions import All, AnyOf, Condition, Not
from crdecide.language.loading.check_overlaps import conflicts_at_sight
from crdecide.language.partition import UNKNOWN_REGION
from crdecide.language.truth import FALSE, TRUE, UNKNOWN

from .counterexample import Counterexample, first_of
from .property import Outcome, Property
from .subject import Change, Subject


def _every_rule_matters(subject: Subject) -> Outcome:
    rules = subject.ruleset.rules
    parts = 0
    for rule in rules:
        parts += sum(len(list(shortened(condition))) for condition in rule.conditions)
    cuts = sum(map(len, subject.regions.cuts.values()))
    checks = (_never_settled, _droppable, _idle_withholding, _twins, _idle_cuts)
    counterexample = first_of(chain.from_iterable(check(subject) for check in checks))
    return Outcome(len(rules) + parts + cuts, "rules, conditions and cut points", counterexample)


def _never_settled(subject: Subject) -> Iterator[Counterexample]:
    """Each card true of some child, false of some, and left undecided by some; each value of a finding reached."""
    for card in subject.ruleset.cards:
        lacking = {TRUE, FALSE, UNKNOWN} - {*subject.values(subject.rules.cards[card.id])}
        for truth in sorted(lacking, key=lambda truth: truth.value):
            yield Counterexample(f"{card.id} is {truth.value} of no child")
    for finding in subject.ruleset.findings:
        reached = {*subject.values(subject.rules.findings[finding.id])}
        for name in finding.values:
            if subject.regions.region(finding.id, name) not in reached:
                yield Counterexample(f"{finding.id} is {name} in no child")
        if UNKNOWN_REGION not in reached:
            yield Counterexample(f"{finding.id} is unknown in no child")


def shortened(condition: Condition) -> Iterator[tuple[Condition, Condition]]:
    """Each part that could be left out of a condition, with the condition without it."""
    match condition:
        case Not(part):
            for left_out, rest in shortened(part):
                yield left_out, Not(rest)
        case All(parts) | AnyOf(parts):
            same = type(condition)
            for place, part in enumerate(parts):
                before, after = parts[:place], parts[place + 1 :]
                if before or after:
                    yield part, same((*before, *after))
                for left_out, rest in shortened(part):
                    yield left_out, same((*before, rest, *after))


def _droppable(subject: Subject) -> Iterator[Counterexample]:
    """A part without which the rule holds of the same children, and without which it would still be loaded."""
    for rule in subject.ruleset.rules:
        for condition in rule.conditions:
            whole = subject.rules.truth(condition)
            for left_out, rest in shortened(condition):
                if not differs(subject, whole, subject.rules.truth(rest)) and not _needed_at_sight(subject, rule, rest):
                    yield Counterexample(f"{rule.id}: '{in_words(left_out, str)}' alters nothing and can be left out")


def differs(subject: Subject, one: Node, other: Node) -> bool:
    """Whether two functions differ for some child who may exist."""
    # Equal functions are one node, so that the costly question is asked of the few pairs that are not.
    return one != other and not subject.is_never(subject.node(ne, [one, other]))


def _needed_at_sight(subject: Subject, rule: Rule, condition: Condition) -> bool:
    """Whether the cards would no longer be seen to exclude each other, so that the rules would not load."""
    if not isinstance(rule, OptionCard):
        return False
    return _conflicting(subject, rule, rule.model_copy(update={"applies_when": condition}))


def _conflicting(subject: Subject, rule: OptionCard, changed: OptionCard) -> bool:
    options = [changed if card is rule else card for card in subject.ruleset.options]
    contradictions = subject.ruleset.vocabulary.contradictions
    conflict = next(iter(conflicts_at_sight(options, contradictions, subject.regions)), None)
    return conflict is not None


def _idle_withholding(subject: Subject) -> Iterator[Counterexample]:
    """A card that withholds another, though the two never hold together."""
    for card in subject.ruleset.cards:
        for name in card.withheld_by:
            both = [subject.rules.cards[card.id], subject.rules.cards[name]]
            never = subject.is_never(subject.node(lambda a, b: a is TRUE and b is TRUE, both))
            rest = card.model_copy(update={"withheld_by": tuple(other for other in card.withheld_by if other != name)})
            needed = isinstance(card, OptionCard) and isinstance(rest, OptionCard) and _conflicting(subject, card, rest)
            if never and not needed:
                yield Counterexample(f"{card.id} is withheld by {name}, though the two never hold together")


def _twins(subject: Subject) -> Iterator[Counterexample]:
    """Two cards about one option, with one stance, that hold of exactly the same children."""
    for one, other in combinations(subject.ruleset.options, 2):
        if (one.says.option, one.says.stance) == (other.says.option, other.says.stance):
            nodes = [subject.rules.effective[one.id], subject.rules.effective[other.id]]
            if not differs(subject, *nodes):
                yield Counterexample(f"{one.id} and {other.id} hold of the same children and say the same")


def _idle_cuts(subject: Subject) -> Iterator[Counterexample]:
    """A cut point with children on both sides of whom every rule says the same."""
    nodes = [*subject.rules.findings.values(), *subject.rules.cards.values()]
    for name, cuts in subject.regions.cuts.items():
        for region, cut in enumerate(cuts, start=1):
            changes = list(_across(subject, name, region))
            # A contradiction tells children apart too: those below the cut, of whom there is no valid record.
            refused = any(subject.depends(change, subject.valid) for change in changes)
            told = refused or any(_shows(subject, change, node) for change, node in product(changes, nodes))
            if changes and not told:
                yield Counterexample(f"no rule tells children of {name} just below {cut} from those at {cut}")


def _across(subject: Subject, name: str, region: int) -> Iterator[Change]:
    """Every change of one input from a region to the next above, all else in its part alike."""
    number = subject.rules.of_input[name]
    part = subject.parts[number]
    place = part.inputs.index(name)
    for before, state in enumerate(part.states):
        above = (*state[:place], region + 1, *state[place + 1 :])
        if state[place] == region and above in part.states:
            yield Change(number, before, part.states.index(above))


def _shows(subject: Subject, change: Change, node: Node) -> bool:
    """Whether a function shows the change, of some child who may exist before it and after it."""
    if not subject.depends(change, node):
        return False
    ends = [subject.before(change, node), subject.after(change, node)]
    valid = [subject.before(change, subject.valid), subject.after(change, subject.valid)]
    shown = subject.node(lambda a, b, one, other: one and other and a != b, [*ends, *valid])
    return True in map(subject.diagrams.value, subject.diagrams.leaves(shown))


EVERY_RULE_MATTERS = Property(
    name="every_rule_matters",
    claims="each rule is true, false and undecided somewhere; no condition, withholding or cut point can go unnoticed",
    shown="all states",
    reason="a rule that cannot speak, or a number that alters nothing, hides a mistake in putting a source into rules",
    not_proved="that a difference is seen in every advisory: a card may matter only out of scope or in its words",
    check=_every_rule_matters,
)
