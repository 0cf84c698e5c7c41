"""The closed vocabulary of a rule set: inputs, options, stances, and how each is put to a clinician."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

from pydantic import Discriminator, SkipValidation, Tag, WithJsonSchema
from pydantic import Field as Constraint

from crdecide.guideline.options import USUAL_COURSE, OptionName, Stance
from crdecide.guideline.record_paths import list_in

from .conditions import Condition, Field
from .evidence import Certainty, Form, Identifier, Text

Values = Annotated[tuple[str, ...], Constraint(strict=False)]
AS_CONDITIONS = {"type": "array", "items": {"allOf": [{"$ref": "#/$defs/Condition"}]}}
PatientPath = Annotated[str, Constraint(pattern=r"^[a-z_]+(\.[a-z_]+)*$", description="dotted path into Patient")]


class Value(Form):
    """Take the value of one field; true and false read as yes and no."""

    value: PatientPath


class Count(Form):
    """Count the different entries of a list; entries named together in `as_one` count once."""

    count: PatientPath
    as_one: tuple[Annotated[tuple[str, ...], Constraint(strict=False)], ...] = Constraint(default=(), strict=False)


class Listed(Form):
    """Yes where the list holds one of `items`, no where it does not; unknown where there is no list."""

    listed_in: PatientPath
    items: tuple[str, ...] = Constraint(min_length=1, strict=False)


class Given(Form):
    """Yes where any of these fields holds something; unknown otherwise, never no."""

    given: tuple[PatientPath, ...] = Constraint(min_length=1, strict=False)


class Drugs(Form):
    """Yes where the list names a drug of the class; no where every drug named is known and none is of it.

    With a name that the drug list does not know, or no list at all, it is unknown: not checked is not safe.
    So it is with a list that `complete_in` says is not complete.
    """

    drugs_in: PatientPath
    complete_in: PatientPath
    class_: Identifier = Constraint(alias="class")


class Highest(Form):
    """The highest grade among the events of one kind; 0 where none is listed, unknown where a grade is."""

    highest_grade_in: PatientPath
    event: Text


READINGS: dict[str, type[Form]] = {
    "value": Value,
    "count": Count,
    "listed_in": Listed,
    "given": Given,
    "drugs_in": Drugs,
    "highest_grade_in": Highest,
}


def _reading(raw: object) -> str | None:
    """Which way of reading is written: the one whose own key is there."""
    names = raw if isinstance(raw, dict) else type(raw).model_fields if isinstance(raw, Form) else ()
    return next((key for key in READINGS if key in names), None)


Reading = Annotated[
    Annotated[Value, Tag("value")]
    | Annotated[Count, Tag("count")]
    | Annotated[Listed, Tag("listed_in")]
    | Annotated[Given, Tag("given")]
    | Annotated[Drugs, Tag("drugs_in")]
    | Annotated[Highest, Tag("highest_grade_in")],
    Discriminator(_reading, custom_error_type="reads", custom_error_message=f"expected one of {', '.join(READINGS)}"),
]


class Input(Form):
    """One observation that rules may read, where it stands in `Patient`, and the question that asks for it.

    `moves` says which way a known value may change in a child: freely, up (later in its values, larger, from no
    to yes), never, or from which value to which.
    """

    reads: Reading
    type: Literal["yes_no", "choice", "ordered", "quantity"]
    values: tuple[str, ...] | None = Constraint(default=None, strict=False)
    unit: Text | None = None
    label: Text
    question: Text
    unknown: Text
    moves: Literal["freely", "up", "never"] | Annotated[Mapping[str, Values], Constraint(strict=False)]
    asks: PatientPath | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """The fields of `Patient` that this input is read from."""
        match self.reads:
            case Value(value=path) | Count(count=path) | Listed(listed_in=path):
                return (path,)
            case Drugs(drugs_in=path, complete_in=whole):
                return (path, whole)
            case Highest(highest_grade_in=path):
                return (f"{path}.event", f"{path}.grade")
            case Given(given=paths):
                return paths

    @property
    def reads_list(self) -> bool:
        """Whether the entries of a list are counted, looked through or ranked."""
        return isinstance(self.reads, Count | Listed | Highest)

    @property
    def path(self) -> str:
        """The field of `Patient` to fill in where this input is unknown; `asks` names it where there are several."""
        return self.asks or self.paths[0].removesuffix(".event")

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
    """One of the fixed options, and what every card about it has to carry."""

    label: Text
    demands_caveats: tuple[Identifier, ...] = Constraint(default=(), strict=False)
    strongest_stance: Stance = USUAL_COURSE
    always_temporary: bool = False
    certainty: Certainty
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
    contradictions: Annotated[SkipValidation[tuple[Condition, ...]], WithJsonSchema(AS_CONDITIONS)] = ()
    options: dict[OptionName, Option]
    stances: dict[Stance, Text]

    def fields(self) -> Mapping[str, Field]:
        """Every input as conditions see it, by name."""
        return {name: entry.field(name) for name, entry in self.inputs.items()}


def record_fields(entry: Input) -> tuple[str, ...]:
    """The fields to fill in for an input to be known."""
    if isinstance(entry.reads, Given):
        return entry.paths
    if entry.asks and entry.paths[0].startswith(f"{entry.asks}."):
        return (entry.asks,)
    return ("age_days",) if entry.paths == ("age",) else (list_in(entry.paths[0]),)
