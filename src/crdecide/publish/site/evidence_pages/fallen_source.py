"""If a source fell: which answers would differ, of every child at once, by the decision diagrams.

A source falls when everything that it says is taken away. A card or finding that cites no other source then no longer
speaks: a card holds of no child, and withholds no other; a finding stays unknown, since unknown is never no. What cites
another source as well goes on speaking; so does what cites nothing. An answer differs where it is another than today.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from crdecide.assurance.properties.counterexample import Record
from crdecide.assurance.properties.subject import Subject
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS
from crdecide.language.cards import Conditional, Finding, Line, Monitoring, Note, Rule
from crdecide.language.conditions import All, AnyOf, Condition
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE

from ..boundary_children import said
from .counted_states import counted

NEVER = AnyOf(())
NOT_KNOWN = 0
"""The first state of every part."""
SHOWN_BY_A_CHILD = ("danger", "scope", "option")
"""The kinds of answers for which a child is looked for, which takes the longest: a card's own page has one of its."""


@dataclass(frozen=True)
class Turn:
    """An answer that becomes another one, in so many of the states in which a record can be."""

    before: Hashable
    after: Hashable
    states: int
    share: Fraction


@dataclass(frozen=True)
class ChangedAnswer:
    """One answer, by its kind and name, that would differ.

    `of` is how many states a record can be in, of all that the answer rests on; `child` is a smallest child for whom
    it would differ, None where none was looked for or found.
    """

    kind: str
    name: str
    turns: tuple[Turn, ...]
    of: int
    child: Record | None

    @property
    def states(self) -> int:
        """In how many states it would differ."""
        return sum(turn.states for turn in self.turns)

    @property
    def share(self) -> Fraction:
        """In which share of the states it would differ."""
        return Fraction(self.states, self.of)


@dataclass(frozen=True)
class FallenSource:
    """What falls with a source: the rules that no longer speak, and the answers that would differ."""

    rules: tuple[Rule, ...]
    answers: tuple[ChangedAnswer, ...]


class Falls:
    """What would fall with each source of one rule set."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._today = dict(_answers(subject))
        self._contradictable = {part for node in subject.rules.contradicted for part in subject.diagrams.support(node)}
        self._known_possible: dict[tuple[int, ...], Node] = {}
        self._nor = subject.diagrams.combining(lambda possible, contradicted: possible and contradicted is not TRUE)

    def with_source(self, source: str) -> FallenSource:
        """What falls with it."""
        rules = tuple(rule for rule in self._subject.ruleset.rules if rests_on_alone(rule, source))
        if not rules:
            return FallenSource((), ())
        names = {rule.id for rule in rules}
        fallen = dict(_answers(Subject(silenced(self._subject.ruleset, names), beside=self._subject)))
        changed = (self._changed(key, node, fallen[key]) for key, node in self._today.items() if fallen[key] != node)
        return FallenSource(rules, tuple(answer for answer in changed if answer.turns))

    def _changed(self, key: tuple[str, str], before: Node, after: Node) -> ChangedAnswer:
        subject = self._subject
        diagrams, parts = subject.diagrams, subject.parts
        over = tuple(sorted({*diagrams.support(before), *diagrams.support(after)}))
        possible = self._possible(over)
        turns = subject.node(_turn, [possible, before, after])
        of = counted(diagrams, parts, possible, over)[True]
        counts = counted(diagrams, parts, turns, over)
        told = [_turned(turn, count, of) for turn, count in counts.items() if isinstance(turn, tuple)]
        in_order = sorted(told, key=lambda turn: (-turn.states, str(turn.before), str(turn.after)))
        child = self._child(turns) if key[0] in SHOWN_BY_A_CHILD else None
        return ChangedAnswer(*key, tuple(in_order), of, child)

    def _child(self, turns: Node) -> Record | None:
        """A smallest child for whom the answer becomes another one."""
        shown = self._subject.violation(self._subject.node(lambda turn: turn is not None, [turns]), "")
        return shown.children[0] if shown and shown.children else None

    def _possible(self, over: tuple[int, ...]) -> Node:
        """True where a record can be in these states of some parts: as far as they contradict nothing themselves.

        What is unknown contradicts nothing, so that whatever else is left unknown leaves out no state.
        """
        between = tuple(part for part in over if part in self._contradictable)
        if between not in self._known_possible:
            self._known_possible[between] = self._not_contradicted(between)
        return self._known_possible[between]

    def _not_contradicted(self, parts: tuple[int, ...]) -> Node:
        diagrams, possible = self._subject.diagrams, self._subject.diagrams.leaf(True)
        for contradicted in self._subject.rules.contradicted:
            for part in diagrams.support(contradicted):
                if part not in parts:
                    contradicted = diagrams.cofactor(contradicted, part, NOT_KNOWN)
            possible = self._nor((possible, contradicted))
        return possible


def _turn(possible: bool, before: Hashable, after: Hashable) -> Hashable:
    return (before, after) if possible and before != after else None


def _turned(turn: tuple[Hashable, ...], count: int, of: int) -> Turn:
    before, after = turn
    return Turn(before, after, count, Fraction(count, of))


def sources_of(rule: Rule) -> tuple[str, ...]:
    """The sources that a rule cites, each once."""
    return tuple(dict.fromkeys(reference.partition("#")[0] for reference in rule.evidence))


def rests_on_alone(rule: Rule, source: str) -> bool:
    """Whether a rule cites this source and no other."""
    return sources_of(rule) == (source,)


def silenced(ruleset: Ruleset, names: Collection[str]) -> Ruleset:
    """The rule set in which these cards hold of no child, and these findings stay unknown."""
    strata = tuple(
        tuple(_silent_finding(finding) if finding.id in names else finding for finding in layer)
        for layer in ruleset.strata
    )
    cards = tuple(_silent_card(card) if card.id in names else card for card in ruleset.cards)
    return replace(ruleset, strata=strata, cards=cards)


def _silent_card(card: Conditional) -> Conditional:
    return card.model_copy(update={"applies_when": _never(card.applies_when)})


def _silent_finding(finding: Finding) -> Finding:
    """With every line spelt out: a lone "yes" would bring a "no" with it that holds wherever the "yes" does not."""
    lines = tuple(Line(line.value, _never(line.when)) for line in finding.lines)
    return finding.model_copy(update={"concludes": lines})


def _never(condition: Condition) -> Condition:
    """A condition that reads the same and holds of nobody: so a number lies between the same cut points as before."""
    return All((condition, NEVER))


def _answers(subject: Subject) -> Iterator[tuple[tuple[str, str], Node]]:
    """All that an answer says, by kind and name: the danger and the scope first."""
    outcomes = subject.outcomes
    if {DANGER, DANGER_CONCERNS} <= subject.rules.findings.keys():
        yield ("danger", DANGER), _danger(subject)
    yield ("scope", "scope"), outcomes.scope
    for option, node in outcomes.options.items():
        yield ("option", option), node
    for alert, node in outcomes.alerts.items():
        yield ("alert", alert), node
    for card in subject.ruleset.cards:
        if isinstance(card, Note | Monitoring):
            yield (card.kind, card.id), said(subject, card)


def _danger(subject: Subject) -> Node:
    """The finding about danger where it concerns the child; None where it is not settled or concerns nobody."""
    rules = subject.rules
    concerned = rules.regions.region(DANGER_CONCERNS, "yes")

    def told(concerns: int, danger: int) -> Hashable:
        return rules.regions.representative(DANGER, danger) if concerns == concerned else None

    return subject.node(told, [rules.findings[DANGER_CONCERNS], rules.findings[DANGER]])
