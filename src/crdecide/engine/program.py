"""A rule set compiled for durable-rules: layer by layer, every goal as terms in sets of at most 60."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from ..cards import Finding, Holdable
from ..conclusions import Conclusions, Values
from ..conditions import Condition
from ..regions import Regions, regions_of
from ..ruleset import Ruleset
from ..terms import Run, Term, proofs, runs
from ..truth import FALSE, TRUE, UNKNOWN, Truth
from .native import MAX_TERMS_PER_SET, Handle, definition

Handles = Sequence[Sequence[Handle]]


@dataclass(frozen=True)
class TermSet:
    """What one handle is compiled from, and the fields its facts carry."""

    definition: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Layer:
    """The sets of one layer and the findings that it settles."""

    sets: tuple[TermSet, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Program:
    """All layers: the findings', then that of the cards."""

    layers: tuple[Layer, ...]
    cards: tuple[Holdable, ...]
    regions: Regions

    @classmethod
    def of(cls, ruleset: Ruleset) -> Program:
        """Compile a rule set; pure, and the same for the same rules."""
        regions = regions_of(ruleset)
        layers = [
            Layer(_sets(chain.from_iterable(map(_finding_goals, layer)), regions), layer) for layer in ruleset.strata
        ]
        last = Layer(_sets(chain.from_iterable(map(_card_goals, ruleset.cards)), regions))
        return cls((*layers, last), ruleset.cards, regions)

    def compile(self) -> Handles:
        """Fresh handles for every set of every layer."""
        return [[Handle(term_set.definition) for term_set in layer.sets] for layer in self.layers]

    def run(self, handles: Handles, observations: Values) -> Conclusions:
        """One child through all layers."""
        values = dict(observations)
        fact = {name: self.regions.region(name, value) for name, value in observations.items()}
        proved: dict[str, None] = {}
        for layer, layer_handles in zip(self.layers, handles, strict=True):
            for term_set, handle in zip(layer.sets, layer_handles, strict=True):
                names = handle.fired({field: fact[field] for field in term_set.fields})
                proved.update((name.rpartition(".")[0], None) for name in names)
            for finding in layer.findings:
                values[finding.id] = _concluded(finding, proved)
                fact[finding.id] = self.regions.region(finding.id, values[finding.id])
        return Conclusions(values, {card.id: _truth(card, proved) for card in self.cards}, _fired(proved))


def _finding_goals(finding: Finding) -> Iterator[tuple[str, Condition, Truth]]:
    for number, line in enumerate(finding.lines):
        yield f"{finding.id}={number}", line.when, TRUE


def _card_goals(card: Holdable) -> Iterator[tuple[str, Condition, Truth]]:
    yield f"{card.id}=+", card.applies_when, TRUE
    yield f"{card.id}=-", card.applies_when, FALSE


def _concluded(finding: Finding, proved: Mapping[str, None]) -> str | None:
    lines = enumerate(finding.lines)
    return next((line.value for number, line in lines if f"{finding.id}={number}" in proved), None)


def _truth(card: Holdable, proved: Mapping[str, None]) -> Truth:
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
