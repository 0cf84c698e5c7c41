"""What two rule sets answer differently, of every child at once: from what to what, how often, and for whom.

Both are put into decision diagrams over one partition, cut where either cuts. Counted are the combinations
of what can be known of all that an answer rests on under either rule set, but for those that no record may hold.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from operator import eq
from typing import Any, Literal, NamedTuple

from crdecide.evaluation.precedence import OptionOutcome
from crdecide.evaluation.symbolic.answer_functions import ConflictingStances
from crdecide.evaluation.symbolic.diagrams import Diagrams, Node
from crdecide.evaluation.symbolic.ordering import widest_first
from crdecide.evaluation.symbolic.outcomes import OutcomeDiagrams, danger_diagram, outcome_diagrams
from crdecide.evaluation.symbolic.rule_diagrams import Symbolic
from crdecide.evaluation.symbolic.variables import parts_of
from crdecide.guideline.named_ids import DANGER_SENTENCE
from crdecide.language.cards import Alert, Conditional, Note, Scope
from crdecide.language.conditions import AnyOf, AtLeast
from crdecide.language.partition import regions_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE, Truth

from .properties.children import Children
from .properties.paths import ways_to_true

MOST_WAYS = 500
"""How many ways to a difference are tried, the shortest first, before it is told without a child."""
CUTTING = "cut_beside"
SAID, OTHERWISE = "said", "said in other words"
Kind = Literal["scope", "danger", "option", "alert", "card", "finding"]
Answer = tuple[Kind, str]


@dataclass(frozen=True)
class AnswerChange:
    """An answer that changes from one thing to another: in how many combinations of how many, and for a smallest child.

    None is nothing said; `child` is None where no record was found.
    """

    kind: Kind
    name: str
    before: str | None
    after: str | None
    combinations: int
    of: int
    child: Mapping[str, Any] | None


class _Pair(NamedTuple):
    """From what to what an answer changes."""

    before: str | None
    after: str | None


class Counted(NamedTuple):
    """The parts that a count goes over, and how many states each has."""

    parts: tuple[int, ...]
    sizes: tuple[int, ...]


def answer_changes(old: Ruleset, new: Ruleset) -> tuple[AnswerChange, ...]:
    """Every answer that changes, in the order of an advisory: danger and scope first, findings last.

    Raises:
        ValueError: the two do not read the same inputs, so that there is no one partition for both.
    """
    if not are_comparable(old, new):
        raise ValueError("the two rule sets read different inputs")
    return tuple(_Comparison(old, new).changes())


def are_comparable(old: Ruleset, new: Ruleset) -> bool:
    """Whether the two read the same inputs in the same way, from records that have to hold to the same."""
    one, other = old.vocabulary, new.vocabulary
    same_inputs = one.inputs == other.inputs and [*one.inputs] == [*other.inputs]
    return same_inputs and one.contradictions == other.contradictions and old.drugs == new.drugs


class _Before:
    """The functions of the rules as they were, cut also where others cut."""

    def __init__(self, old: Ruleset, cut: Ruleset) -> None:
        self.parts, self.regions, self.diagrams = widest_first(parts_of(cut), cut), regions_of(cut), Diagrams()
        self.sizes = [len(part.states) for part in self.parts]
        rules = Symbolic(cut, self.diagrams, self.parts)
        self.contradicted, self.children = rules.contradicted, Children(rules)
        self.functions = _functions(self.symbolic(old), {})

    def symbolic(self, ruleset: Ruleset) -> Symbolic:
        """Other rules over the same parts, in the same store."""
        return Symbolic(ruleset, self.diagrams, self.parts, self.regions)


@lru_cache(maxsize=2)
def _before(old: Ruleset, beside: tuple[AtLeast, ...]) -> _Before:
    """Kept, since the same rules are mostly compared with many others."""
    if not beside:
        return _Before(old, old)
    # A card that is there to be cut by: nothing else of it is looked at.
    cutting = old.cards[0].model_copy(update={"id": CUTTING, "applies_when": AnyOf(beside), "withheld_by": ()})
    return _Before(old, replace(old, cards=(*old.cards, cutting)))


def _cut_beside(old: Ruleset, new: Ruleset) -> tuple[AtLeast, ...]:
    """Where the new rules cut a quantity and the old ones do not."""
    before, after = regions_of(old).cuts, regions_of(new).cuts
    return tuple(AtLeast(name, cut) for name, cuts in after.items() for cut in cuts if cut not in before[name])


class _Comparison:
    """The functions of both, over one partition."""

    def __init__(self, old: Ruleset, new: Ruleset) -> None:
        was = _before(old, _cut_beside(old, new))
        self._diagrams, self._sizes, self._contradicted = was.diagrams, was.sizes, was.contradicted
        self._children, self._before = was.children, was.functions
        self._after = _functions(was.symbolic(new), dict.fromkeys(_said_otherwise(old, new), OTHERWISE))

    def changes(self) -> Iterator[AnswerChange]:
        nothing = self._diagrams.leaf(None)
        for answer in dict.fromkeys((*self._before, *self._after)):
            one, other = self._before.get(answer, nothing), self._after.get(answer, nothing)
            if one != other:
                yield from self._of_answer(answer, one, other)

    def _of_answer(self, answer: Answer, one: Node, other: Node) -> Iterator[AnswerChange]:
        diagrams = self._diagrams
        support = sorted({*diagrams.support(one), *diagrams.support(other)})
        counted = Counted(tuple(support), tuple(self._sizes[part] for part in support))
        possible = self._possible(support)
        of = how_many(diagrams, possible, counted)
        pair = diagrams.combined(_pair, [one, other, possible])
        # A leaf stands for each change from one thing to another; in the order of their words.
        found = [value for value in map(diagrams.value, diagrams.leaves(pair)) if isinstance(value, _Pair)]
        for change in sorted(found, key=str):
            where = diagrams.combined(partial(eq, change), [pair])
            combinations, child = how_many(diagrams, where, counted), self._smallest_child(where)
            yield AnswerChange(*answer, change.before, change.after, combinations, of, child)

    def _possible(self, support: Sequence[int]) -> Node:
        """True where no contradiction is there, whatever is not known of the other parts."""
        possible = self._diagrams.leaf(True)
        for contradicted in self._contradicted:
            # What is known of other parts can only add to a contradiction: with nothing known it is weakest.
            for part in {*self._diagrams.support(contradicted)} - {*support}:
                contradicted = self._diagrams.cofactor(contradicted, part, 0)
            possible = self._diagrams.combined(_and_not, [possible, contradicted])
        return possible

    def _smallest_child(self, where: Node) -> Mapping[str, Any] | None:
        for path in islice(ways_to_true(self._diagrams, where), MOST_WAYS):
            record = self._children.record(path)
            if record is not None:
                return record
        return None


def how_many(diagrams: Diagrams, node: Node, counted: Counted) -> int:
    """The number of combinations of the states of some parts, on which alone a function rests, in which it is True."""
    known: dict[tuple[Node, int], int] = {}

    def below(node: Node, place: int) -> int:
        if place == len(counted.parts):
            return int(diagrams.value(node) is True)
        if (node, place) not in known:
            asks = diagrams.variable(node) == counted.parts[place]
            goes_on = diagrams.children(node) if asks else (node,)
            number = sum(below(child, place + 1) for child in goes_on)
            known[node, place] = number if asks else number * counted.sizes[place]
        return known[node, place]

    return below(node, 0)


def _said_otherwise(old: Ruleset, new: Ruleset) -> Iterator[str]:
    """The cards of both that say something else than before, where they speak."""
    before = {card.id: card for card in old.cards}
    for card in new.cards:
        was = before.get(card.id)
        if was is not None and _content(was) != _content(card):
            yield card.id


def _content(card: Conditional) -> Hashable:
    """All that an answer shows of a card."""
    return card.sentences(), card.evidence, *card.marks()


def _functions(rules: Symbolic, said: Mapping[str, str]) -> dict[Answer, Node]:
    """Every answer; a value is the words for it, None where nothing is said."""
    outcomes, diagrams = outcome_diagrams(rules), rules.diagrams
    functions: dict[Answer, Node] = {("danger", "danger"): danger_diagram(rules), ("scope", "scope"): outcomes.scope}
    for option, node in outcomes.options.items():
        functions["option", option] = diagrams.combined(_outcome_in_words, [node])
    for card in rules.ruleset.cards:
        in_words = said.get(card.id, SAID)
        if not isinstance(card, Alert):
            functions["card", card.id] = _told(rules, outcomes, card, in_words)
        # Danger is told by its finding, apart from the alerts.
        elif card.id != DANGER_SENTENCE:
            functions["alert", card.id] = diagrams.combined(partial(_alert, in_words), [outcomes.alerts[card.id]])
    for finding, node in rules.findings.items():
        functions["finding", finding] = diagrams.combined(partial(rules.regions.representative, finding), [node])
    return functions


def _told(rules: Symbolic, outcomes: OutcomeDiagrams, card: Conditional, in_words: str) -> Node:
    """Where a reader meets what a card says, and in which words."""
    if isinstance(card, Note):
        others, is_met = [outcomes.options[name] for name in card.qualifies], partial(_is_qualified, card)
    else:
        scope = card.says.status if isinstance(card, Scope) else "in_scope"
        others, is_met = [outcomes.scope], partial(_is_scope, scope)

    def told(truth: Truth, *values: Hashable) -> str | None:
        return in_words if truth is TRUE and is_met(values) else None

    return rules.diagrams.combined(told, [rules.effective[card.id], *others])


def _is_scope(wanted: str, values: Sequence[Hashable]) -> bool:
    return values == (wanted,)


def _is_qualified(note: Note, values: Sequence[Hashable]) -> bool:
    for name, outcome in zip(note.qualifies, values, strict=True):
        if isinstance(outcome, OptionOutcome) and outcome.stance in note.qualifies[name]:
            return True
    return False


def _alert(in_words: str, shown: Hashable) -> str | None:
    words = {"shown": "shown", "open": "asked for"}.get(str(shown))
    return f"{words}, in other words" if words and in_words == OTHERWISE else words


def _outcome_in_words(outcome: Hashable) -> str | None:
    match outcome:
        case OptionOutcome(stance, especially):
            return f"{stance}, especially" if especially else stance
        case ConflictingStances(cards):
            return f"contradiction of {', '.join(sorted(cards))}"
    return None


def _pair(before: str | None, after: str | None, possible: bool) -> _Pair | None:
    return _Pair(before, after) if possible and before != after else None


def _and_not(possible: bool, contradicted: Truth) -> bool:
    return possible and contradicted is not TRUE
