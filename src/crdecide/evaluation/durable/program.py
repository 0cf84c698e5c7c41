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

    def run(self, handles: Sequence[Handle], fact: Fact) -> Conclusions:
        """What the cluster's rules conclude for these regions of its fields."""
        proved: dict[str, None] = {}
        for term_set, handle in zip(self.sets, handles, strict=True):
            names = handle.fired({field: fact[field] for field in term_set.fields})
            proved.update((name.rpartition(".")[0], None) for name in names)
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
        blocks = tuple(Block(cluster, _sets(_goals(cluster), regions)) for cluster in clusters_of(ruleset))
        return cls(blocks, regions, tuple(rule.id for rule in ruleset.rules), frozenset(rules.pieces))

    def compile(self) -> Handles:
        """Fresh handles for every set of every block."""
        return [[Handle(term_set.definition) for term_set in block.sets] for block in self.blocks]

    def run(self, handles: Handles, observations: Values) -> Conclusions:
        """One child through all blocks."""
        values, truths, fired = dict(observations), dict[str, Truth](), set[str]()
        fact = self.regions.fact(observations)
        for block, block_handles in zip(self.blocks, handles, strict=True):
            found = block.run(block_handles, fact)
            values.update({name: value for name, value in found.values.items() if name not in self.pieces})
            fact.update(self.regions.fact(found.values))
            truths.update(found.truths)
            fired.update(found.fired)
        return Conclusions(values, truths, tuple(name for name in self.order if name in fired))


def _goals(cluster: Cluster) -> Iterator[tuple[str, Condition, Truth]]:
    for rule in cluster.rules:
        if isinstance(rule, Derivation):
            yield from ((f"{rule.id}={number}", line.when, TRUE) for number, line in enumerate(rule.lines))
        else:
            yield f"{rule.id}=+", rule.applies_when, TRUE
            yield f"{rule.id}=-", rule.applies_when, FALSE


def _concluded(finding: Derivation, proved: Mapping[str, None]) -> str | None:
    lines = enumerate(finding.lines)
    return next((line.value for number, line in lines if f"{finding.id}={number}" in proved), None)


def _truth(card: Judgement, proved: Mapping[str, None]) -> Truth:
    if f"{card.id}=+" in proved:
        return TRUE
    return FALSE if f"{card.id}=-" in proved else UNKNOWN


def _fired(proved: Iterable[str]) -> tuple[str, ...]:
    """The rules whose condition was proved true, each once, in the order of firing."""
    return tuple(dict.fromkeys(goal.partition("=")[0] for goal in proved if not goal.endswith("=-")))


def _sets(goals: Iterable[tuple[str, Condition, Truth]], regions: Regions) -> tuple[TermSet, ...]:
    named: list[tuple[str, Mapping[str, Run]]] = []
    for name, condition, wanted in goals:
        flat = chain.from_iterable(map(_intervals, proofs(condition, wanted, regions)))
        named += [(f"{name}.{number}", intervals) for number, intervals in enumerate(flat)]
    chunks = [named[start : start + MAX_TERMS_PER_SET] for start in range(0, len(named), MAX_TERMS_PER_SET)]
    return tuple(_term_set(dict(chunk)) for chunk in chunks)


def _term_set(terms: Mapping[str, Mapping[str, Run]]) -> TermSet:
    fields = dict.fromkeys(field for intervals in terms.values() for field in intervals)
    return TermSet(definition(terms), tuple(fields))


def _intervals(term: Term) -> Iterator[Mapping[str, Run]]:
    """A term with gaps in a field's regions, as several terms without."""
    for choice in product(*(runs(allowed) for allowed in term.values())):
        yield dict(zip(term, choice, strict=True))
