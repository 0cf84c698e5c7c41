"""The closed vocabulary of a rule set: inputs, options, stances, and how each is put to a clinician."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field as Constraint

from crdecide.guideline.options import USUAL_COURSE, OptionName, Stance

from .conditions import Condition, Field
from .evidence import CertaintyLevel, Form, Identifier, Text
from .parsed import Parsed
from .readings import Reads, RecordPath

Values = Annotated[tuple[str, ...], Constraint(strict=False)]
AS_CONDITIONS = {"type": "array", "items": {"allOf": [{"$ref": "#/$defs/Condition"}]}}


class OtherQuestion(Form):
    """What is asked instead once another input is known: of a child with an age, not whether it has been born."""

    known: Identifier
    question: Text


class Input(Form):
    """One observation that rules may read, where it stands in `Patient`, and the question that asks for it.

    `moves` says which way a known value may change in a child: freely, up (later in its values, larger, from no
    to yes), never, or from which value to which. `pointless_where` names other inputs and the values of these at which
    nobody would ask: how the arrhythmia answers to drugs, of a child without one. `asked_instead`: the first question
    whose input is known takes the place of `question`.
    """

    reads: Reads
    type: Literal["yes_no", "choice", "ordered", "quantity"]
    values: tuple[str, ...] | None = Constraint(default=None, strict=False)
    unit: Text | None = None
    label: Text
    question: Text
    asked_instead: Annotated[tuple[OtherQuestion, ...], Constraint(strict=False)] = ()
    unknown: Text
    moves: Literal["freely", "up", "never"] | Annotated[Mapping[str, Values], Constraint(strict=False)]
    asks: RecordPath | None = None
    pointless_where: Annotated[Mapping[str, Values], Constraint(strict=False)] = Constraint(default_factory=dict)

    @property
    def paths(self) -> tuple[str, ...]:
        """The fields of `Patient` that this input is read from."""
        return self.reads.paths

    @property
    def to_fill_in(self) -> tuple[str, ...]:
        """The fields to fill in for the input to be known."""
        return self.reads.to_fill_in(self.asks)

    @cached_property
    def path(self) -> str:
        """The field of `Patient` to fill in where this input is unknown; `asks` names it where there are several."""
        return self.asks or self.paths[0].removesuffix(".event")

    def asked_of(self, known: Callable[[str], bool]) -> str:
        """The question for a child of whom these inputs are known."""
        return next((other.question for other in self.asked_instead if known(other.known)), self.question)

    def may_become(self, now: str, then: str, *, later: bool) -> bool:
        """Whether a child's value may change so; `later` says whether it moves up."""
        if isinstance(self.moves, Mapping):
            return then in self.moves.get(now, ())
        return self.moves == "freely" or (self.moves == "up" and later)

    def field(self, name: str) -> Field:
        """The input as conditions see it."""
        if self.type == "quantity":
            return Field(name, None)
        return Field(name, ("yes", "no") if self.type == "yes_no" else self.values, self.type == "ordered")


class Option(Form):
    """One of the fixed options, and what every card about it has to carry.

    `certainty_at_most` is of its effects; without it no effect is rated. `in_use` names a finding: where it is yes the
    child has the treatment, so that alerts bear on it at whatever stance.
    """

    label: Text
    in_use: Identifier | None = None
    demands_caveats: tuple[Identifier, ...] = Constraint(default=(), strict=False)
    strongest_stance: Stance = USUAL_COURSE
    always_temporary: bool = False
    certainty_at_most: CertaintyLevel | None = None
    undecided: Text
    silent: Text

    def lacking(self, caveats: Collection[str]) -> tuple[str, ...]:
        """The caveats that it demands and that are not among these."""
        return tuple(name for name in self.demands_caveats if name not in caveats)


class Vocabulary(Form):
    """`vocabulary.yaml`. Options and stances are closed: exactly those of the contract, in its order.

    `contradictions` are the combinations that `Patient` refuses; rules need not weigh them.
    """

    inputs: dict[Identifier, Input]
    # As written until the inputs are known by which they are parsed.
    contradictions: Annotated[tuple[Condition, ...], Parsed((object,), AS_CONDITIONS)] = ()
    options: dict[OptionName, Option]
    stances: dict[Stance, Text]

    def fields(self) -> Mapping[str, Field]:
        """Every input as conditions see it, by name."""
        return {name: entry.field(name) for name, entry in self.inputs.items()}

    def fields_of(self, inputs: Iterable[str]) -> tuple[str, ...]:
        """The fields of the record that are asked for where these inputs are unknown, each once."""
        return tuple(dict.fromkeys(self.inputs[name].path for name in inputs))
