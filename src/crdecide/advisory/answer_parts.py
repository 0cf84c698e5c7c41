"""The parts of an advisory, in the order in which it has them. JSON names are a contract."""

from typing import Literal

from pydantic import ConfigDict, Field

from crdecide.guideline.options import OptionName, ScopeStatus, Stance, Timing
from crdecide.language.evidence import CertaintyLevel, Figure, ReadIn

from .part import Part


class DangerOut(Part):
    """Whether the presentation may be life-threatening. To be read first, in every scope.

    Unknown with nothing asked, where a danger from heart tumours does not concern this child as far as is known.
    """

    value: Literal["yes", "no", "unknown"]
    """Whether a danger is known to be there, known not to be, or neither. Unknown is not no."""
    text: str | None
    """The fixed sentence to be read first; null unless `value` is yes."""
    because: tuple[str, ...]
    """What shows it, in the words of the rules."""
    asks: tuple[str, ...]
    """The fields of the record that leave it open, as dotted paths."""
    rules: tuple[str, ...]
    """Ids of the rules that say so."""
    evidence: tuple[str, ...]
    """The statements that it rests on, as `source#statement`; each stands in the advisory's `evidence`."""


class ScopeOut(Part):
    """Whether the evidence is about this child, and why."""

    status: ScopeStatus
    """Only in scope are options weighed; `cannot_assess` where the record does not settle it."""
    reasons: tuple[str, ...]
    """Why, one sentence each."""
    asks: tuple[str, ...]
    """The fields of the record that leave it open, as dotted paths."""


class FindingOut(Part):
    """A judgement the rules derived: yes, no, a named value, or unknown; and what it rests on."""

    id: str
    """Its id in the rules."""
    value: str
    """yes, no, unknown, or a value that the rules name."""
    rules: tuple[str, ...]
    """Ids of the rules that say so."""
    because: tuple[str, ...]
    """The values that it rests on."""


class NoteOut(Part):
    """A sourced remark beside an option."""

    id: str
    """Its id in the rules."""
    on_the_page: int | None
    """Its rank on the one page, 1 first; null where it does not stand there."""
    text: str
    """What is remarked."""
    evidence: tuple[str, ...]
    """The statements that it rests on, as `source#statement`; each stands in the advisory's `evidence`."""


class OptionOut(Part):
    """What the evidence says of one option, and the unknown fields that it turns on."""

    option: OptionName
    """Which of the six options."""
    stance: Stance
    """What is made of it for this child; docs/stances.md says what separates one from the next."""
    especially: bool
    """Whether the source puts the case most strongly for children like this one."""
    temporary: bool
    """Whether it is for a time only, as a course of an mTOR inhibitor always is."""
    timing: Timing | None
    """How soon a specialist review is due by published practice; null of every other option."""
    certainty: CertaintyLevel | None
    """How sure the evidence is of one effect, in the four levels of GRADE; null where no effect is spoken of."""
    certainty_of: str | None
    """The effect that `certainty` is of, in words."""
    certainty_rated_by: str | None
    """Who rated it: `crdecide` itself, or the source."""
    turns_on: tuple[str, ...]
    """Unknown fields of the record that could change the stance, as dotted paths."""
    rationale: str
    """Why this stance, in words."""
    notes: tuple[NoteOut, ...]
    """Sourced remarks on it; none alters the stance."""
    rules: tuple[str, ...]
    """Ids of the rules that say so."""
    evidence: tuple[str, ...]
    """The statements that it rests on, as `source#statement`; each stands in the advisory's `evidence`."""
    caveats: tuple[str, ...]
    """Ids of the caveats to be read with it; each stands in the advisory's `caveats`."""


class AlertOut(Part):
    """Something that is known to hold and has to be looked at."""

    id: str
    """Its id in the rules."""
    severity: Literal["info", "warning"]
    """`warning`, or `info` for a remark."""
    short: str
    """The text in twelve words or fewer."""
    text: str
    """What holds, and what the source says of it."""
    bears_on: tuple[OptionName, ...]
    """The options that it matters to."""
    rules: tuple[str, ...]
    """Ids of the rules that say so."""
    evidence: tuple[str, ...]
    """The statements that it rests on, as `source#statement`; each stands in the advisory's `evidence`."""


class CheckOut(Part):
    """Something that could not be excluded, before an option or while on it."""

    id: str
    """The id of the alert that could not be excluded."""
    asks: tuple[str, ...]
    """The fields of the record that leave it open, as dotted paths."""
    bears_on: tuple[OptionName, ...]
    """The options that it matters to."""
    text: str
    """What could not be excluded."""
    rules: tuple[str, ...]
    """Ids of the rules that say so."""
    evidence: tuple[str, ...]
    """The statements that it rests on, as `source#statement`; each stands in the advisory's `evidence`."""


class DrugOut(Part):
    """A drug on record, and what is held of it beside each mTOR inhibitor."""

    name: str
    """Its name as the record has it."""
    per_drug: dict[str, Literal["interaction", "none_named", "not_in_list"]]
    """Beside each mTOR inhibitor: an interaction is named, none is named, or the drug is in no list here."""
    evidence: tuple[str, ...]
    """The statements that it rests on, as `source#statement`; each stands in the advisory's `evidence`."""


class MonitoringOut(Part):
    """What published guidance follows up, and how often."""

    id: str
    """Its id in the rules."""
    text: str
    """What is followed up."""
    interval: str
    """How often, as the source says it."""
    rules: tuple[str, ...]
    """Ids of the rules that say so."""
    evidence: tuple[str, ...]
    """The statements that it rests on, as `source#statement`; each stands in the advisory's `evidence`."""


class MissingOut(Part):
    """An unknown field of the record that could change what is said: options, alerts, checks, `scope` or `danger`.

    Not `worth_asking` where nobody would ask it of this child, such as a side effect of a drug that is not taken, or
    where another field is asked for the same: whether there is a tumour by their number, not by the size of one.
    """

    field: str
    """The field of the record, as a dotted path."""
    worth_asking: bool
    """Whether somebody would ask it of this child."""
    label: str
    """What the field is called."""
    question: str
    """The question that asks for it."""
    could_change: tuple[str, ...]
    """Options, alerts and checks by id, `scope`, or `danger`."""


class ChangeOut(Part):
    """A change of one known input that would alter the answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True)

    field: str
    """The input that would have to be different."""
    from_: str = Field(alias="from")
    """Its value now."""
    to: str
    """The value at which the answer is another."""
    effect: str
    """What would be said instead."""


class CaveatOut(Part):
    """A limit to be read with the options that name it."""

    id: str
    """Its id in the rules."""
    short: str
    """The text in full meaning, for the one page."""
    text: str
    """What limits the answer."""
    own: bool
    """Whether it is a limit of the product itself, which needs no source."""
    evidence: tuple[str, ...]
    """The statements that it rests on, as `source#statement`; each stands in the advisory's `evidence`."""


class EvidenceOut(Part):
    """One statement of one source: where it stands, what was read of it, and the figure as counted."""

    id: str
    """`source#statement`."""
    short: str
    """The source in a list on a page: author or title, and year."""
    citation: str
    """The source in full."""
    doi: str | None
    """Its DOI, if it has one."""
    url: str
    """The publication itself; empty where the citation alone identifies it."""
    read_in: ReadIn | None
    """What was read of it; null only in an advisory stored under contract 1, which does not say it."""
    locator: str
    """Where in the source it stands."""
    statement: str
    """What the source says, in our words."""
    figure: Figure | None
    """The proportion as counted, where the statement is one."""


class TraceOut(Part):
    """A rule that fired, in which version, the values it matched, and the rules that withheld it, if any."""

    rule: str
    """Its id."""
    version: int
    """The version of the rule."""
    title: str
    """Its title."""
    matched: dict[str, str | int | float]
    """The values that it matched, by input or finding."""
    withheld_by: tuple[str, ...] = ()
    """Rules that kept it from counting although it holds."""
