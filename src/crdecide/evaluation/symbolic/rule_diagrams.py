"""The rules as decision diagrams over what can be unknown: every finding and every card's truth, for every child."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from crdecide.language.cards import Conditional, Finding
from crdecide.language.conditions import All, Among, AnyOf, Atom, Condition, Not
from crdecide.language.partition import UNKNOWN_REGION, Regions, regions_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import split
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth, conjunction, disjunction, negation

from ..precedence import effective
from ..semantics import first_line
from .diagrams import Combining, Diagrams, Node
from .variables import Part, parts_of

PIECE_REGIONS = {TRUE: 1, FALSE: 2, UNKNOWN: UNKNOWN_REGION}
"""A piece of a long condition is a field that is yes, no or unknown."""


class Symbolic:
    """One rule set. A variable is a part of what is known (`variables.py`), its edges the states of that part.

    `findings` maps each finding to the region of its value, `cards` each card to the truth of its condition,
    `effective` to that truth where nothing withholds the card; `contradicted` is TRUE where a record is refused.
    """

    def __init__(
        self,
        ruleset: Ruleset,
        diagrams: Diagrams | None = None,
        parts: tuple[Part, ...] | None = None,
        regions: Regions | None = None,
    ) -> None:
        """`diagrams` of another rule set with the same inputs makes their functions comparable, node by node.

        `parts` are those of the rule set in another order than the vocabulary's; with `regions` that are cut in more
        places than its own, those of such regions.
        """
        self.ruleset, self.regions = ruleset, regions or regions_of(ruleset)
        # A store in which nothing is yet is as good as any.
        self.diagrams = Diagrams() if diagrams is None else diagrams
        self.parts = parts or parts_of(ruleset)
        self.of_input: dict[str, int] = {}
        for number, part in enumerate(self.parts):
            self.of_input.update(dict.fromkeys(part.inputs, number))
        self._not = self.diagrams.combining(negation)
        self._and = self.diagrams.combining(_junction(conjunction), absorbing=FALSE)
        self._or = self.diagrams.combining(_junction(disjunction), absorbing=TRUE)
        self.findings: dict[str, Node] = {}
        # In this order a finding comes after those that it reads, so that their diagrams are there.
        for finding in ruleset.findings:
            self.findings[finding.id] = self._finding(finding)
        self.cards = {card.id: self.truth(card.applies_when) for card in ruleset.cards}
        self.effective = {card.id: self._effective(card) for card in ruleset.cards}
        self.contradicted = tuple(map(self.truth, ruleset.vocabulary.contradictions))

    def truth(self, condition: Condition) -> Node:
        """The truth of any condition over inputs and findings."""
        match condition:
            case Not(part):
                return self._not((self.truth(part),))
            case All(parts):
                return self._joined(self._and, TRUE, parts)
            case AnyOf(parts):
                return self._joined(self._or, FALSE, parts)
            # A piece of a long condition stands for that piece: nothing is lost by looking through it.
            case Among(field) if field in split(self.ruleset).pieces:
                return self.truth(split(self.ruleset).pieces[field])
            case atom if atom.field in self.findings:
                wanted = frozenset(self.regions.satisfying(atom))
                return self.diagrams.combined(lambda region: _in(region, wanted), [self.findings[atom.field]])
            case atom:
                return self._atom(atom)

    def region(self, field: str) -> Node:
        """The region of an input, a finding, or a piece of a long condition."""
        if field in self.findings:
            return self.findings[field]
        if field in (pieces := split(self.ruleset).pieces):
            return self.diagrams.combined(PIECE_REGIONS.__getitem__, [self.truth(pieces[field])])
        number = self.of_input[field]
        place = self.parts[number].inputs.index(field)
        leaves = [self.diagrams.leaf(state[place]) for state in self.parts[number].states]
        return self.diagrams.branch(number, leaves)

    def _joined(self, junction: Combining, of_none: Truth, parts: Iterable[Condition]) -> Node:
        """Two by two, since many at once would have many more states on the way."""
        joined = self.diagrams.leaf(of_none)
        for part in parts:
            joined = junction((joined, self.truth(part)))
        return joined

    def _atom(self, atom: Atom) -> Node:
        number, wanted = self.of_input[atom.field], frozenset(self.regions.satisfying(atom))
        place = self.parts[number].inputs.index(atom.field)
        leaves = [self.diagrams.leaf(_in(state[place], wanted)) for state in self.parts[number].states]
        return self.diagrams.branch(number, leaves)

    def _finding(self, finding: Finding) -> Node:
        """The region of the finding's value: that of the first line that is TRUE."""
        regions = [self.regions.region(finding.id, line.value) for line in finding.lines]

        def region(*truths: Truth) -> int:
            number = first_line(truths)
            return UNKNOWN_REGION if number is None else regions[number]

        return self.diagrams.combined(region, [self.truth(line.when) for line in finding.lines])

    def _effective(self, card: Conditional) -> Node:
        if not card.withheld_by:
            return self.cards[card.id]
        withholding = [self.cards[name] for name in card.withheld_by]
        return self.diagrams.combined(
            lambda truth, *others: effective(truth, others), [self.cards[card.id], *withholding]
        )


@lru_cache(maxsize=8)
def symbolic(ruleset: Ruleset) -> Symbolic:
    """The diagrams of a rule set; made once for each rule set in use."""
    return Symbolic(ruleset)


def _junction(junction: Callable[[Iterable[Truth]], Truth]) -> Callable[..., Truth]:
    return lambda *truths: junction(truths)


def _in(region: int, wanted: frozenset[int]) -> Truth:
    if region == UNKNOWN_REGION:
        return UNKNOWN
    return TRUE if region in wanted else FALSE
