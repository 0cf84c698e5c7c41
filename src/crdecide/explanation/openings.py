"""Conditions made ready to say what keeps them undecided: once for each rule set, since every child asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from math import prod

from crdecide.evaluation.semantics import truth
from crdecide.language.cards import Finding
from crdecide.language.conditions import All, Among, AnyOf, Atom, Condition, Not, atoms, fields_read
from crdecide.language.partition import UNKNOWN_REGION, Fact, Read, Regions, read_back, reader_of, regions_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth, negation

from .ruled_out import RuledOut

Opened = tuple[Truth, Sequence["Comparison"]]
"""A truth, and the comparisons with something unknown that keep it undecided; none where it is settled."""
Met = dict["Comparison", Mapping[str, None]]
"""Comparisons with the unknown inputs behind them, in the order of the rules: a dict as a set that keeps its order."""
Opening = Callable[[Fact], Opened]
"""A condition that says so for any child."""
MOST_COMBINATIONS = 256
"""What conditions leave open is kept where the fields that they read have no more combinations of regions than this."""
MOST_BEHIND = 1_000_000
"""What lies behind that is kept where all fields on which it may rest, through findings, have no more."""
MOST_KEPT = 256
"""Combinations of these that are kept of one condition; the least recently used make room."""
MOST_ALIKE = 1_024
"""Different inputs behind these that are kept, of all conditions together."""


class Comparison:
    """A comparison of the rules, with the conditions behind it if it is with a finding.

    `behind` is None for an input; then `ruled_out` says whether what is known rules the comparison out.
    """

    def __init__(self, atom: Atom, regions: Regions, behind: Undecided | None, ruled_out: RuledOut) -> None:
        self.field, self.behind, self.ruled_out = atom.field, behind, ruled_out
        self.rests_on = (atom.field, *(behind.rests_on if behind else ruled_out.fields))
        self.itself: Mapping[str, None] = {atom.field: None}
        known = range(UNKNOWN_REGION + 1, regions.size(atom.field) + 1)
        values = [{atom.field: regions.representative(atom.field, region)} for region in known]
        self._opened: list[Opened] = [(UNKNOWN, (self,)), *[(truth(atom, value), ()) for value in values]]

    def opened(self, fact: Fact) -> Opened:
        """Itself, where its field is unknown."""
        return self._opened[fact[self.field]]

    def inputs(self, fact: Fact, met: Met) -> Mapping[str, None]:
        """The unknown inputs that keep it open."""
        if self.behind is not None:
            return self.behind.inputs(fact, met)
        return {} if self.ruled_out.by(fact) else self.itself


class Undecided:
    """Conditions, the comparisons that keep any of them undecided for a child, and the unknown inputs behind these.

    `fields` are those that the conditions read, and `rests_on` also those behind them.
    """

    def __init__(
        self, openings: Sequence[Opening], fields: Sequence[str], rests_on: Sequence[str], regions: Regions
    ) -> None:
        self._openings, self._fields, self._read = openings, fields, reader_of(fields)
        self.rests_on, self._read_all = rests_on, reader_of(rests_on)
        # Few fields have few combinations of regions, and then most children share what they leave open.
        few = prod(regions.size(name) + 1 for name in fields) <= MOST_COMBINATIONS
        self._kept = lru_cache(maxsize=MOST_COMBINATIONS)(self._at) if few else None
        few = prod(regions.size(name) + 1 for name in rests_on) <= MOST_BEHIND
        self._behind = lru_cache(maxsize=MOST_KEPT)(self._inputs_at) if few else None

    def inputs(self, fact: Fact, met: Met) -> Mapping[str, None]:
        """The unknown inputs behind them, in the order in which they are read; `met` is kept for one child."""
        return self._behind(self._read_all(fact)) if self._behind else self._inputs(fact, met)

    def comparisons(self, fact: Fact) -> Iterable[Comparison]:
        """Each once, in the order in which they are read."""
        return self._kept(self._read(fact)) if self._kept else self._open(fact)

    def _at(self, read: Read) -> tuple[Comparison, ...]:
        return tuple(self._open(read_back(self._fields, read)))

    def _open(self, fact: Fact) -> Iterable[Comparison]:
        # A dict as a set that keeps its order.
        comparisons: dict[Comparison, None] = {}
        for opening in self._openings:
            comparisons.update(dict.fromkeys(opening(fact)[1]))
        return comparisons

    def _inputs_at(self, read: Read) -> Mapping[str, None]:
        return _alike(tuple(self._inputs(read_back(self.rests_on, read), {})))

    def _inputs(self, fact: Fact, met: Met) -> Mapping[str, None]:
        inputs: dict[str, None] = {}
        for comparison in self.comparisons(fact):
            behind = met.get(comparison)
            if behind is None:
                # Kept for this child: many cards read the same findings.
                behind = met[comparison] = comparison.inputs(fact, met)
            inputs.update(behind)
        return inputs


class Openings:
    """The conditions of one rule set: of a finding by its lines, and of a card; each by its id.

    Made ready where one child first asks: of all cards it is an eighth.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        self._regions, self._finding_by_id = regions_of(ruleset), ruleset.finding_by_id
        self._card_by_id = {card.id: card for card in ruleset.cards}
        self._contradictions = _contradictions_by_field(ruleset)
        self.finding = cache(self._of_finding)
        self.card = cache(self._of_card)
        # Equal comparisons are one, so that a child is asked about each of them once.
        self._comparison = cache(self._comparison_with)

    def _of_finding(self, name: str) -> Undecided:
        return self._undecided([line.when for line in self._finding_by_id[name].lines])

    def _of_card(self, name: str) -> Undecided:
        return self._undecided([self._card_by_id[name].applies_when])

    def _undecided(self, conditions: Sequence[Condition]) -> Undecided:
        fields, rests_on = dict[str, None](), dict[str, None]()
        for condition in conditions:
            fields.update(dict.fromkeys(fields_read(condition)))
            for atom in atoms(condition):
                rests_on.update(dict.fromkeys(self._comparison(atom).rests_on))
        openings = [self._opening(condition) for condition in conditions]
        return Undecided(openings, tuple(fields), tuple(rests_on), self._regions)

    def _opening(self, condition: Condition) -> Opening:
        match condition:
            case Not(part):
                return partial(_negated, self._opening(part))
            case All(parts):
                return partial(_joined, [self._opening(part) for part in parts], FALSE, TRUE)
            case AnyOf(parts):
                return partial(_joined, [self._opening(part) for part in parts], TRUE, FALSE)
            case atom:
                return self._comparison(atom).opened

    def _comparison_with(self, atom: Atom) -> Comparison:
        finding = self._finding_by_id.get(atom.field)
        behind = self._undecided([*_lines_for(finding, atom)]) if finding else None
        ruled_out = RuledOut(atom, self._contradictions.get(atom.field, ()), self._regions)
        return Comparison(atom, self._regions, behind, ruled_out)


@lru_cache(maxsize=8)
def openings_of(ruleset: Ruleset) -> Openings:
    """The conditions of a rule set; made ready once for each rule set in use."""
    return Openings(ruleset)


@lru_cache(maxsize=MOST_ALIKE)
def _alike(inputs: tuple[str, ...]) -> Mapping[str, None]:
    """Nine of ten combinations leave open what another does, and then it is one object."""
    return dict.fromkeys(inputs)


def _negated(part: Opening, fact: Fact) -> Opened:
    part_truth, opened = part(fact)
    return negation(part_truth), opened


def _joined(parts: Sequence[Opening], settling: Truth, otherwise: Truth, fact: Fact) -> Opened:
    """What is settled has nothing open, whatever is open in its parts."""
    comparisons: list[Comparison] = []
    for part in parts:
        part_truth, opened = part(fact)
        if part_truth is settling:
            return settling, ()
        comparisons += opened
    return (UNKNOWN, comparisons) if comparisons else (otherwise, ())


def _lines_for(finding: Finding, atom: Atom) -> Iterator[Condition]:
    """The conditions of the lines for the values wanted; for yes or no, either answer settles it."""
    if not isinstance(atom, Among):
        raise TypeError(f"{finding.id} is a finding and has no quantity to compare: {atom}")
    for line in finding.lines:
        if line.value in atom.values or set(finding.values) == {"yes", "no"}:
            yield line.when


def _contradictions_by_field(ruleset: Ruleset) -> Mapping[str, list[Condition]]:
    """The contradictions that each input takes part in."""
    by_field: dict[str, list[Condition]] = {}
    for contradiction in ruleset.vocabulary.contradictions:
        for name in fields_read(contradiction):
            by_field.setdefault(name, []).append(contradiction)
    return by_field
