"""The answers of a rule set as functions over what is known, and how to look one child up."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from crdecide.language.partition import Fact, Regions, regions_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE

from .diagrams import Diagrams, Node
from .variables import Part, states_of

SCOPE = "scope"
MOST_PAIRED = 2
"""A contradiction between so many parts, or fewer, is looked at pair by pair in `explanation.openness`."""
Kind = Literal["scope", "danger", "option", "alert"]


@dataclass(frozen=True)
class ConflictingStances:
    """Cards about one option that hold together and differ in their stance; no child can be like that, if the
    rules were loaded.
    """

    cards: tuple[str, ...]


class Answer(NamedTuple):
    """One thing that an advisory says: its name, and the function from what is known to what it says."""

    kind: Kind
    name: str
    node: Node
    support: tuple[int, ...]
    """The parts it depends on, by number."""


@dataclass(frozen=True, eq=False)
class Answers:
    """All answers of a rule set, in the order of an advisory."""

    ruleset: Ruleset
    parts: tuple[Part, ...]
    diagrams: Diagrams
    answers: tuple[Answer, ...]
    contradictions: tuple[tuple[int, ...], ...]
    """The parts that each contradiction is between, by number."""
    contradicted: tuple[Node, ...]
    """For each contradiction, the function that is TRUE where it is there."""

    @cached_property
    def regions(self) -> Regions:
        """Those of the rules."""
        return regions_of(self.ruleset)

    @cached_property
    def in_vocabulary_order(self) -> tuple[int, ...]:
        """The parts, by number, in the order of their first inputs in the vocabulary."""
        of_input: dict[str, int] = {}
        for number, part in enumerate(self.parts):
            of_input.update(dict.fromkeys(part.inputs, number))
        # A dict as a set that keeps its order.
        return tuple(dict.fromkeys(of_input[name] for name in self.ruleset.vocabulary.inputs))

    @cached_property
    def by_name(self) -> Mapping[str, Answer]:
        """Every answer by its name."""
        return {answer.name: answer for answer in self.answers}

    @cached_property
    def place(self) -> Callable[[Fact], tuple[int, ...]]:
        """The state of each part for a child."""
        return states_of(self.parts)

    def value(self, answer: Answer, place: Sequence[int]) -> Hashable:
        """What an answer says for children in these states."""
        return self.diagrams.at(answer.node, place)

    def may_exist(self, place: Sequence[int], part: int) -> bool:
        """Whether what is known of a part contradicts nothing that is known of the others."""
        with_part = self._contradicted_with[part]
        # Most parts are in no contradiction, and this is asked of every change of every child.
        return not with_part or not any(self.holds(contradicted, place) for contradicted in with_part)

    @cached_property
    def _contradicted_with(self) -> Sequence[Sequence[Node]]:
        """For each part, the contradictions that it takes part in."""
        pairs = [*zip(self.contradictions, self.contradicted, strict=True)]
        return [[node for parts, node in pairs if part in parts] for part in range(len(self.parts))]

    @cached_property
    def options(self) -> tuple[Answer, ...]:
        """The answers about options."""
        return tuple(answer for answer in self.answers if answer.kind == "option")

    @cached_property
    def parts_of_options(self) -> tuple[int, ...]:
        """The parts, by number, that some option depends on, in the order of the vocabulary."""
        read = {part for answer in self.options for part in answer.support}
        return tuple(part for part in self.in_vocabulary_order if part in read)

    def holds(self, contradicted: Node, place: Sequence[int]) -> bool:
        """Whether a contradiction is there in these states."""
        return self.diagrams.at(contradicted, place) is TRUE
