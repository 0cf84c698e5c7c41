"""A rule set seen whole: what it says of every child, as diagrams, and children who show what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from math import prod
from operator import and_, contains, eq
from typing import Any

from crdecide.advisory.model import Advisory
from crdecide.advisory.one_child import EngineName, advise
from crdecide.evaluation.semantics import first_line
from crdecide.evaluation.symbolic.answer_functions import ConflictingStances
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.evaluation.symbolic.outcomes import OutcomeDiagrams, outcome_diagrams
from crdecide.evaluation.symbolic.rule_diagrams import Symbolic, symbolic
from crdecide.evaluation.symbolic.variables import Part, State
from crdecide.guideline.options import OPTIONS, OptionName
from crdecide.language.cards import Finding
from crdecide.language.conditions import Condition, fields_read
from crdecide.language.partition import UNKNOWN_REGION
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE

from .children import Children
from .counterexample import Counterexample, Record
from .paths import Path, ways_to_true

MOST_PATHS = 500
"""How many ways to a violation are tried, the shortest first, before it is told without a child."""


@dataclass(frozen=True)
class Change:
    """A part of what is known, by number, goes from one of its states to another."""

    part: int
    before: int
    after: int


class Subject:
    """One rule set under examination. Nodes are functions of the parts of what is known."""

    def __init__(self, ruleset: Ruleset, beside: Subject | None = None) -> None:
        """`beside` another rule set with the same inputs, the two are compared node by node."""
        self.ruleset = ruleset
        self.rules: Symbolic = Symbolic(ruleset, beside.rules.diagrams) if beside else symbolic(ruleset)
        self.diagrams, self.parts, self.regions = self.rules.diagrams, self.rules.parts, self.rules.regions
        self._all = self.diagrams.combining(lambda *values: all(values), absorbing=False)
        self._lines: dict[str, Node] = {}
        self._cofactors: dict[tuple[int, int], Callable[[Node], Node]] = {}

    @cached_property
    def children(self) -> Children:
        """How to write children down."""
        return Children(self.rules)

    @cached_property
    def valid(self) -> Node:
        """True where no record is refused."""
        return self.node(lambda *truths: TRUE not in truths, self.rules.contradicted)

    @cached_property
    def outcomes(self) -> OutcomeDiagrams:
        """What is said of the scope, the options and the alerts."""
        return outcome_diagrams(self.rules)

    @cached_property
    def complete(self) -> Node:
        """True where everything is known that can be."""
        whole = self.diagrams.leaf(True)
        for number, part in enumerate(self.parts):
            leaves = [self.diagrams.leaf(self._is_complete(part, state)) for state in part.states]
            whole = self.node(and_, [whole, self.diagrams.branch(number, leaves)])
        return whole

    def where(self, is_so: Mapping[str, Collection[int]]) -> Node:
        """True where each of these inputs is in one of its regions."""
        result = self.diagrams.leaf(True)
        for name, wanted in is_so.items():
            region = self.rules.region(name)
            result = self.node(and_, [result, self.node(partial(contains, wanted), [region])])
        return result

    def inputs_at(self, *paths: str) -> tuple[str, ...]:
        """The inputs whose field of the record is, or is below, one of these."""
        inputs = self.ruleset.vocabulary.inputs
        return tuple(name for name, entry in inputs.items() if entry.path.startswith(paths))

    def known_regions(self, name: str) -> range:
        """The regions of an input or a finding but that of unknown."""
        return range(UNKNOWN_REGION + 1, self.regions.size(name) + 1)

    def inputs_read(self, condition: Condition) -> tuple[str, ...]:
        """The inputs on which a condition rests, through findings."""
        findings = {finding.id: finding for finding in self.ruleset.findings}
        inputs: dict[str, None] = {}
        for name in fields_read(condition):
            if name not in findings:
                inputs[name] = None
                continue
            for part in findings[name].conditions:
                inputs |= dict.fromkeys(self.inputs_read(part))
        return tuple(inputs)

    def node(self, function: Callable[..., Hashable], nodes: Sequence[Node]) -> Node:
        """The function whose value is `function` of the values of these."""
        return self.diagrams.combined(function, nodes)

    def size(self, nodes: Iterable[Node]) -> int:
        """How many combinations of states there are of the parts that these depend on."""
        parts: set[int] = set()
        for node in nodes:
            parts |= {*self.diagrams.support(node)}
        return prod(len(self.parts[part].states) for part in parts)

    def values(self, node: Node) -> list[Hashable]:
        """The values that a function takes, for children who may exist, each once."""
        # A value may itself be None: in a tuple it is told from the None of records that are refused.
        pair = self.node(lambda valid, value: (value,) if valid else None, [self.valid, node])
        values = []
        for leaf in self.diagrams.leaves(pair):
            value = self.diagrams.value(leaf)
            if isinstance(value, tuple):
                values.append(value[0])
        return values

    def violation(self, violated: Node, what: str) -> Counterexample | None:
        """What is wrong with a smallest child of whom a function is True; None where it is False of every child."""
        wanted = self.node(lambda one, other: one is True and other is True, [violated, self.valid])
        return self._shown_by(wanted, ({},), what)

    def violation_by(
        self, change: Change, violated: Callable[[Sequence[Any], Sequence[Any]], bool], nodes: Sequence[Node], what: str
    ) -> Counterexample | None:
        """What is wrong with two children who differ in one change only.

        `violated` is asked of the values of the functions before the change and after it.
        """
        both = [*map(partial(self.before, change), nodes), *map(partial(self.after, change), nodes)]
        count = len(nodes)
        # By itself first: mostly it is so of no child, valid or not.
        wrong = self.node(lambda *values: violated(values[:count], values[count:]), both)
        wanted = self._all((wrong, self.before(change, self.valid), self.after(change, self.valid)))
        return self._shown_by(wanted, ({change.part: change.before}, {change.part: change.after}), what)

    def before(self, change: Change, node: Node) -> Node:
        """The function where the part is as it was."""
        return self._cofactor(node, change.part, change.before)

    def after(self, change: Change, node: Node) -> Node:
        """The function where the part is as it became."""
        return self._cofactor(node, change.part, change.after)

    def _cofactor(self, node: Node, part: int, state: int) -> Node:
        """Kept: what is held to one change is held to many functions, and each function to many changes."""
        if (part, state) not in self._cofactors:
            self._cofactors[part, state] = self.diagrams.cofactoring(part, state)
        return self._cofactors[part, state](node)

    def depends(self, change: Change, node: Node) -> bool:
        """Whether the change alters a function at all."""
        return self.before(change, node) != self.after(change, node)

    def is_never(self, node: Node) -> bool:
        """Whether a function is not True of any child who may exist."""
        return True not in self.values(node)

    def _shown_by(self, wanted: Node, also: Sequence[Path], what: str) -> Counterexample | None:
        """What is wrong with as many children as there are paths in `also`, each in the states of its path too.

        Not every state of the parts has a record (what is known of one drug bears on another), so that several ways
        may have to be tried, and the violation is told in words where none of them gives children.
        """
        if True not in map(self.diagrams.value, self.diagrams.leaves(wanted)):
            return None
        for path in islice(ways_to_true(self.diagrams, wanted), MOST_PATHS):
            records = []
            for states in also:
                record = self.children.record({**path, **states})
                if record is not None:
                    records.append(record)
            if len(records) == len(also):
                return Counterexample(what, tuple(records))
        shortest = next(ways_to_true(self.diagrams, wanted))
        return Counterexample(f"{what} (no record was found with {self.in_words(shortest)})")

    def in_words(self, path: Path) -> str:
        """The states of some parts, each input with its value."""
        words = []
        for number, state in path.items():
            for name, region in zip(self.parts[number].inputs, self.parts[number].states[state], strict=True):
                words.append(f"{name} = {self.regions.representative(name, region)}")
        return "; ".join(words)

    def _is_complete(self, part: Part, state: State) -> bool:
        """An input that can only be yes or unknown is complete either way."""
        inputs = self.ruleset.vocabulary.inputs
        return all(known or not inputs[name].reads.may_be_no for name, known in zip(part.inputs, state, strict=True))

    @cached_property
    def examples(self) -> tuple[Record, ...]:
        """A smallest child for each scope, each alert, shown or open, and each set of cards that can hold together.

        What an advisory says of an option is put together from the cards that hold, so that every part of one is there.
        """
        # One child often serves for several outcomes; by its text it is kept once, where it first came.
        children: dict[str, Record] = {}
        for node in (*self.outcomes.nodes, *map(self._holding, OPTIONS)):
            for value in self.values(node):
                example = self.violation(self.node(partial(eq, value), [node]), "")
                if example is not None and example.children:
                    children[json.dumps(example.children[0], sort_keys=True)] = example.children[0]
        return tuple(children.values())

    def _holding(self, option: OptionName) -> Node:
        """The cards about an option that hold, by their ids; None out of scope."""
        cards = [card.id for card in self.ruleset.options_about[option]]

        def held(status: str, *truths: object) -> tuple[str, ...] | None:
            if status != "in_scope":
                return None
            return tuple(name for name, truth in zip(cards, truths, strict=True) if truth is TRUE)

        return self.node(held, [self.outcomes.scope, *(self.rules.effective[name] for name in cards)])

    @cached_property
    def advisories(self) -> tuple[tuple[Record, Advisory], ...]:
        """What each of these children is told."""
        advisories: list[tuple[Record, Advisory]] = []
        for child in self.examples:
            advisories += ((child, advisory) for advisory in self.advised(child))
        return tuple(advisories)

    def advised(self, child: Record, engine: EngineName = "durable_rules") -> Iterator[Advisory]:
        """The advisory for a child; none under rules that contradict each other, which give no advisory to anybody."""
        for node in self.outcomes.options.values():
            if any(isinstance(outcome, ConflictingStances) for outcome in self.values(node)):
                return
        yield advise(dict(child), ruleset=self.ruleset, engine=engine)

    def line(self, finding: Finding) -> Node:
        """The number of the line that gives a finding its value; None where it is unknown."""
        if finding.id not in self._lines:
            truths = [self.rules.truth(line.when) for line in finding.lines]
            self._lines[finding.id] = self.node(lambda *those: first_line(those), truths)
        return self._lines[finding.id]
