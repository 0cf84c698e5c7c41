"""If a source fell: which answers would differ, of every child at once.

A source falls when everything that it says is taken away, and with it what only sums it up. A card or finding that
cites no other source then no longer speaks: a card holds of no child, and withholds no other; a finding stays unknown,
since unknown is never no. What cites another source as well goes on speaking; so does what cites nothing. An answer
differs where it is another than today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from crdecide.assurance.changed_answers import AnswerChange, answer_changes
from crdecide.language.cards import Conditional, Finding, Line, Monitoring, Note, Rule
from crdecide.language.conditions import All, AnyOf, Condition
from crdecide.language.ruleset import Ruleset

NEVER = AnyOf(())
SHOWN = ("danger", "scope", "option", "alert", "note", "monitoring")
"""The kinds of answers that are shown, in this order: what is told to a reader, and no step on the way to it."""


@dataclass(frozen=True)
class ChangedAnswer:
    """One answer, by its kind and name, that would differ: each of its changes, that in the most combinations first."""

    kind: str
    name: str
    changes: tuple[AnswerChange, ...]

    @property
    def of(self) -> int:
        """How many combinations there are of what can be known of all that the answer rests on."""
        return self.changes[0].of

    @property
    def combinations(self) -> int:
        """In how many of them it would differ."""
        return sum(change.combinations for change in self.changes)

    @property
    def share(self) -> Fraction:
        """In which share of them it would differ."""
        return Fraction(self.combinations, self.of)


@dataclass(frozen=True)
class FallenSource:
    """What falls with a source: the rules that no longer speak, and the answers that would differ."""

    rules: tuple[Rule, ...]
    answers: tuple[ChangedAnswer, ...]


def what_falls(source: str, ruleset: Ruleset) -> FallenSource:
    """What falls with a source, by its name."""
    fallen = falling_with(source, ruleset)
    rules = tuple(rule for rule in ruleset.rules if rests_on_alone(rule, fallen))
    if not rules:
        return FallenSource((), ())
    changes = answer_changes(ruleset, silenced(ruleset, {rule.id for rule in rules}))
    return FallenSource(rules, tuple(_changed_answers(changes, ruleset)))


def _changed_answers(changes: Sequence[AnswerChange], ruleset: Ruleset) -> Iterator[ChangedAnswer]:
    cards, of_answer = {card.id: card for card in ruleset.cards}, dict[tuple[str | None, str], list[AnswerChange]]()
    for change in changes:
        kind = change.kind if change.kind != "card" else _kind(cards[change.name])
        of_answer.setdefault((kind, change.name), []).append(change)
    for shown in SHOWN:
        for (kind, name), those in of_answer.items():
            if kind == shown:
                yield ChangedAnswer(shown, name, tuple(sorted(those, key=_most_combinations_first)))


def _kind(card: Conditional) -> str | None:
    """What a card is as an answer of its own; None where it speaks through the scope or an option."""
    return card.kind if isinstance(card, Note | Monitoring) else None


def _most_combinations_first(change: AnswerChange) -> tuple[int, str, str]:
    return -change.combinations, str(change.before), str(change.after)


def sources_of(rule: Rule) -> tuple[str, ...]:
    """The sources that a rule cites, each once."""
    return tuple(dict.fromkeys(reference.partition("#")[0] for reference in rule.evidence))


def falling_with(source: str, ruleset: Ruleset) -> frozenset[str]:
    """A source, and each that only sums it up: none of these is a second witness of what it says."""
    return frozenset({source, *(each.id for each in ruleset.sources.values() if each.summary_of == source)})


def rests_on_alone(rule: Rule, fallen: frozenset[str]) -> bool:
    """Whether a rule cites some of these sources and no other."""
    return bool(rule.evidence) and fallen.issuperset(sources_of(rule))


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
