"""A rule set compiled for durable-rules: cluster by cluster, every goal as terms in sets of at most 60."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from crdecide.language.conditions import Condition
from crdecide.language.normal_form import Run, Term, proofs, runs
from crdecide.language.partition import Fact, Regions
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import Derivation, Judgement, split
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth

from ..clusters import Cluster, clusters_of
from ..semantics import Conclusions, Values
from .native import MAX_TERMS_PER_SET, Handle, definition

Handles = Sequence[Sequence[Handle]]


@dataclass(frozen=True)
class TermSet:
    """What one handle is compiled from, and the fields its facts carry."""

    definition: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A cluster, and the sets that it is compiled to."""

    cluster: Cluster
    sets: tuple[TermSet, ...]

    def compile(self) -> Sequence[Handle]:
        """Fresh handles, one for each set."""
        return [Handle(term_set.definition) for term_set in self.sets]

    def run(self, handles: Sequence[Handle], fact: Fact) -> Conclusions:
        """What the cluster's rules conclude for these regions of its fields."""
        proved: dict[str, None] = {}
        for term_set, handle in zip(self.sets, handles, strict=True):
            names = handle.fired({field: fact[field] for field in term_set.fields})
            # Several terms may prove one goal: "any" was written out as a term for each alternative.
            for name in names:
                goal = name.rpartition(".")[0]
                proved[goal] = None
        values = {finding.id: _concluded(finding, proved) for finding in self.cluster.derived}
        truths = {card.id: _truth(card, proved) for card in self.cluster.judged}
        return Conclusions(values, truths, _fired(proved))


@dataclass(frozen=True)
class Program:
    """All blocks, those of the findings first: each reads only inputs and findings of earlier ones."""

    blocks: tuple[Block, ...]
    regions: Regions
    order: tuple[str, ...]
    """The ids of all rules, in the order of the rule set."""
    pieces: frozenset[str]
    """The pieces of long conditions, which are nothing to a reader."""

    @classmethod
    def of(cls, ruleset: Ruleset) -> Program:
        """Compile a rule set; pure, and the same for the same rules."""
        rules = split(ruleset)
        regions = rules.regions
        blocks = [Block(cluster, _sets(_goals(cluster), regions)) for cluster in clusters_of(ruleset)]
        order = [rule.id for rule in ruleset.rules]
        return cls(tuple(blocks), regions, tuple(order), frozenset(rules.pieces))

    def compile(self) -> Handles:
        """Fresh handles for every set of every block."""
        return [block.compile() for block in self.blocks]

    def run(self, handles: Handles, observations: Values) -> Conclusions:
        """One child through all blocks."""
        values, truths, fired = dict(observations), dict[str, Truth](), set[str]()
        fact = self.regions.fact(observations)
        for block, block_handles in zip(self.blocks, handles, strict=True):
            concluded = block.run(block_handles, fact)
            values.update({name: value for name, value in concluded.values.items() if name not in self.pieces})
            # What one block concludes is a field of those that come after it.
            fact.update(self.regions.fact(concluded.values))
            truths.update(concluded.truths)
            fired.update(concluded.fired)
        return Conclusions(values, truths, tuple(name for name in self.order if name in fired))


def _goals(cluster: Cluster) -> Iterator[tuple[str, Condition, Truth]]:
    """What is to be proved: each line of a finding TRUE; each card TRUE, and by terms of its own FALSE."""
    for rule in cluster.rules:
        if isinstance(rule, Derivation):
            for number, line in enumerate(rule.lines):
                yield f"{rule.id}={number}", line.when, TRUE
        else:
            # Not to prove it is no proof of the contrary: where neither is proved, the card is unknown.
            yield f"{rule.id}=+", rule.applies_when, TRUE
            yield f"{rule.id}=-", rule.applies_when, FALSE


def _concluded(finding: Derivation, proved: Mapping[str, None]) -> str | None:
    """The value of the first line that was proved, as in the specification."""
    for number, line in enumerate(finding.lines):
        if f"{finding.id}={number}" in proved:
            return line.value
    return None


def _truth(card: Judgement, proved: Mapping[str, None]) -> Truth:
    if f"{card.id}=+" in proved:
        return TRUE
    return FALSE if f"{card.id}=-" in proved else UNKNOWN


def _fired(proved: Iterable[str]) -> tuple[str, ...]:
    """The rules whose condition was proved true, each once, in the order of firing."""
    fired: dict[str, None] = {}
    for goal in proved:
        rule, _, part = goal.partition("=")
        if part != "-":
            fired[rule] = None
    return tuple(fired)


def _sets(goals: Iterable[tuple[str, Condition, Truth]], regions: Regions) -> tuple[TermSet, ...]:
    """The terms of all goals, by goal and number, in sets that the engine can hold."""
    named: list[tuple[str, Mapping[str, Run]]] = []
    for goal, condition, wanted in goals:
        terms = chain.from_iterable(map(_intervals, proofs(condition, wanted, regions)))
        for number, intervals in enumerate(terms):
            named.append((f"{goal}.{number}", intervals))
    starts = range(0, len(named), MAX_TERMS_PER_SET)
    return tuple(_term_set(dict(named[start : start + MAX_TERMS_PER_SET])) for start in starts)


def _term_set(terms: Mapping[str, Mapping[str, Run]]) -> TermSet:
    fields: dict[str, None] = {}
    for intervals in terms.values():
        fields.update(dict.fromkeys(intervals))
    return TermSet(definition(terms), tuple(fields))


def _intervals(term: Term) -> Iterator[Mapping[str, Run]]:
    """A term with gaps in a field's regions, as several terms without."""
    # The engine compares with "at least" and "at most" only: a gap would need an "or", which fires once for each
    # branch that holds.
    for choice in product(*map(runs, term.values())):
        yield dict(zip(term, choice, strict=True))
