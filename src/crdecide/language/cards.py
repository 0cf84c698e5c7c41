"""The cards of a rule set: one per file, each with one condition and what it says when that holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field as Constraint
from pydantic import InstanceOf, PlainValidator, WithJsonSchema

from crdecide.guideline.options import OptionName, ScopeStatus, Stance

from . import conditions
from .evidence import Certainty, Form, Identifier, Reference, Text


def _parsed(value: object) -> object:
    """Conditions are parsed by the loader, which knows the vocabulary; here they only pass through."""
    assert isinstance(value, conditions.NODES), f"expected a parsed condition, not {value!r}"
    return value


AS_CONDITION = {"allOf": [{"$ref": "#/$defs/Condition"}]}
AS_LINE = {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": AS_CONDITION}
Condition = Annotated[conditions.Condition, PlainValidator(_parsed), WithJsonSchema(AS_CONDITION)]
References = Annotated[tuple[Reference, ...], Constraint(strict=False)]
Identifiers = Annotated[tuple[Identifier, ...], Constraint(strict=False)]


class Formalisation(Form):
    """How the card fits the text it encodes."""

    fit: Literal["exact", "narrower", "wider"]
    note: Text


class Card(Form):
    """What every card has. `id` is the file's name, is never reused, and tags the scenarios that exercise it."""

    id: Identifier
    title: Text
    status: Literal["draft", "in_review", "approved", "retired"]
    version: Annotated[int, Constraint(ge=1)]
    evidence: References = ()
    formalisation: Formalisation


@dataclass(frozen=True)
class Line:
    """One line of a finding: the value it concludes when its condition holds."""

    value: str
    when: conditions.Condition


class Finding(Card):
    """A judgement that other cards build on. The first line whose condition holds gives the value.

    A finding with the single line ``yes`` is ``no`` where that condition is known not to hold. `so_far`
    marks a finding that ranks what has been found until now: a later discovery may raise it.
    """

    kind: Literal["finding"]
    label: Text
    so_far: bool = False
    concludes: Annotated[
        tuple[Annotated[InstanceOf[Line], WithJsonSchema(AS_LINE)], ...], Constraint(min_length=1, strict=False)
    ]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines as evaluated, with the ``no`` that a lone ``yes`` implies."""
        if [line.value for line in self.concludes] != ["yes"]:
            return self.concludes
        return (*self.concludes, Line("no", conditions.Not(self.concludes[0].when)))

    @property
    def values(self) -> tuple[str, ...]:
        """The values it can take, in the order of its lines."""
        return tuple(dict.fromkeys(line.value for line in self.lines))


class Conditional(Card):
    """A card that holds or not. It is `withheld_by` another card only where that one is known to hold."""

    applies_when: Condition
    withheld_by: Identifiers = ()


class ScopeSays(Form):
    """A scope card's answer, with the reason as a reader sees it."""

    status: Literal["in_scope", "out_of_scope"]
    reason: Text


class Scope(Conditional):
    """Whether the evidence is about this child at all; out of scope wins."""

    kind: Literal["scope"]
    says: ScopeSays


class OptionSays(Form):
    """What is said of one option; `stance` comes from the closed list."""

    option: OptionName
    stance: Stance
    especially: bool = False
    temporary: bool = False
    because: Text


class OptionCard(Conditional):
    """What the evidence says of one option."""

    kind: Literal["option"]
    says: OptionSays
    certainty: Certainty
    caveats: Identifiers = ()


class NoteSays(Form):
    """The remark itself."""

    because: Text


class Note(Conditional):
    """A sourced remark added to options that stand at one of the named stances; it never alters a stance."""

    kind: Literal["note"]
    qualifies: dict[OptionName, Annotated[tuple[Stance, ...], Constraint(strict=False, min_length=1)]]
    says: NoteSays


class AlertSays(Form):
    """The alert's text and how loud it is."""

    severity: Literal["info", "warning"]
    text: Text


class Alert(Conditional):
    """Something to look at. Shown unless known not to hold, as far as it `bears_on` an option on the table."""

    kind: Literal["alert"]
    says: AlertSays
    bears_on: Annotated[tuple[OptionName, ...], Constraint(strict=False)] = ()
    speaks_in: Annotated[tuple[ScopeStatus, ...], Constraint(strict=False, min_length=1)] = ("in_scope",)


class MonitoringSays(Form):
    """What is followed up, and the interval as the source gives it."""

    text: Text
    interval: Text


class Monitoring(Conditional):
    """What published guidance follows up, and how often it says so."""

    kind: Literal["monitoring"]
    says: MonitoringSays


AnyCard = Finding | Scope | OptionCard | Note | Alert | Monitoring
Holdable = Scope | OptionCard | Note | Alert | Monitoring
KINDS: dict[str, type[AnyCard]] = {
    "finding": Finding, "scope": Scope, "option": OptionCard, "note": Note, "alert": Alert, "monitoring": Monitoring,
}  # fmt: skip


class Caveat(Form):
    """A limit that a reader has to see beside the option it belongs to."""

    text: Text
    evidence: Annotated[References, Constraint(min_length=1)]


class Manifest(Form):
    """`ruleset.yaml`: what the rule set is, for whom, and what it is not for.

    `last_reviewed` is the day on which clinicians last reviewed it; null where none has.
    """

    name: Text
    version: Annotated[str, Constraint(pattern=r"^\d+\.\d+\.\d+$")]
    status: Literal["draft", "in_review", "approved"]
    last_reviewed: date | None
    intended_use: Text
    intended_users: Text
    out_of_use: Annotated[tuple[Text, ...], Constraint(strict=False, min_length=1)]
    known_limits: Annotated[tuple[Text, ...], Constraint(strict=False, min_length=1)]
    disclaimer: Text
