"""Each question as it stands on the page: what the record says, with its source; what was answered; what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from crdecide.advisory.answer_parts import MissingOut
from crdecide.advisory.model import Advisory
from crdecide.guideline.options import OPTIONS
from crdecide.guideline.spelling import spoken
from crdecide.language.record_fields import FormField, FormGroup
from crdecide.records import Reading
from crdecide.records.fhir.form_codes import NONE

from .assessed import Assessed, value_at
from .form_data import MOST_ENTRIES, NO, YES, Sent, entry_number

BLANK_ENTRIES = 2
"""Entries that are offered beside those that are filled in."""
YES_NO = {YES: "yes", NO: "no"}


@dataclass(frozen=True)
class Control:
    """What a reader fills in. `values` are what was sent; `options` the values to choose from, in words."""

    name: str
    type: str
    label: str
    unit: str | None
    options: Mapping[str, str]
    values: tuple[str, ...]

    @property
    def value(self) -> str:
        """What was typed, where one thing is."""
        return next((value for value in self.values if value), "")


@dataclass(frozen=True)
class QuestionView:
    """One question. `recorded` and `sources` are what the record says; `said` what is wrong, or how the two differ."""

    path: str
    question: str
    control: Control
    entries: tuple[tuple[Control, ...], ...]
    none: Control | None
    recorded: str
    sources: tuple[str, ...]
    could_change: str
    refused: str
    differs: str

    @property
    def is_answered(self) -> bool:
        """Whether anything was entered here."""
        controls = [self.control, *(item for entry in self.entries for item in entry)]
        return any(control.value for control in controls) or bool(self.none and self.none.value)


@dataclass(frozen=True)
class QuestionGroup:
    """Questions under one heading; `open` where they are shown at once."""

    label: str
    questions: tuple[QuestionView, ...]
    open: bool = False


def groups_of(form: Iterable[FormGroup], assessed: Assessed, sent: Sent) -> tuple[QuestionGroup, ...]:
    """What is asked first, in the order of what it could change; then all else, as a clinician thinks of it."""
    asked = {entry.field: entry.could_change for entry in _asked_first(assessed.advisory)}
    views = {field.path: _view(field, assessed, sent, asked) for group in form for field in group.fields}
    first = [views[path] for path in asked if path in views]
    wrong = [view for view in views.values() if view.refused and view not in first]
    groups = [QuestionGroup("What could change the answer", (*wrong, *first), open=True)] if first or wrong else []
    told = {view.path for view in (*wrong, *first)}
    answered = tuple(view for view in views.values() if view.is_answered and view.path not in told)
    if answered:
        groups.append(QuestionGroup("Answered here", answered, open=True))
    told |= {view.path for view in answered}
    for group in form:
        rest = tuple(views[field.path] for field in group.fields if field.path not in told)
        if rest:
            groups.append(QuestionGroup(group.label, rest))
    return tuple(groups)


def _asked_first(advisory: Advisory | None) -> list[MissingOut]:
    """What is missing: what leaves a danger open, what tells whether the evidence is about the child, then the rest.

    Of a child in scope what would only leave the scope is asked last, as on the page.
    """
    if advisory is None:
        return []
    asks, dangers = advisory.scope.asks, advisory.danger.asks
    return sorted(
        advisory.missing,
        key=lambda entry: (entry.field not in dangers, entry.field not in asks, "scope" in entry.could_change),
    )


def _could_change(names: Sequence[str]) -> str:
    """The options, the danger and the scope in words; of alerts and checks, how many."""
    told = [spoken(name) for name in names if name in (*OPTIONS, "danger", "scope")]
    others = len(names) - len(told)
    if others:
        told.append("an alert or check" if others == 1 else f"{others} alerts or checks")
    return ", ".join(told)


def _view(field: FormField, assessed: Assessed, sent: Sent, asked: Mapping[str, Sequence[str]]) -> QuestionView:
    return QuestionView(
        path=field.path,
        question=field.question,
        control=_control(field, field.path, sent),
        entries=tuple(_entries(field, sent)),
        none=_none(field, sent),
        recorded=_shown(field, value_at(assessed.record.patient, field.path)),
        sources=_sources(field.path, assessed.record),
        could_change=_could_change(asked.get(field.path, ())),
        refused=assessed.refused.get(field.path, ""),
        differs=assessed.differs.get(field.path, ""),
    )


def _control(field: FormField, name: str, sent: Sent) -> Control:
    options = YES_NO if field.type == "yes_no" else field.values
    return Control(name, field.type, field.label, field.unit, options, tuple(sent.get(name, ())))


def _none(field: FormField, sent: Sent) -> Control | None:
    if field.none is None:
        return None
    name = f"{field.path}{NONE}"
    return Control(name, "none", field.none, None, {}, tuple(sent.get(name, ())))


def _entries(field: FormField, sent: Sent) -> Iterator[tuple[Control, ...]]:
    """The entries that were filled in, and blank ones; of a field with one entry, that."""
    if field.type == "one":
        yield tuple(_control(part, part.path, sent) for part in field.entries)
    elif field.type == "several":
        filled_in = {entry_number(name, field.path) for name in sent if any(sent[name])} - {-1}
        after = max(filled_in, default=-1) + 1
        blank = range(after, min(after + BLANK_ENTRIES, MOST_ENTRIES))
        for number in (*sorted(filled_in), *blank):
            yield tuple(_control(part, f"{field.path}.{number}.{part.name}", sent) for part in field.entries)


def _sources(path: str, record: Reading) -> tuple[str, ...]:
    field = "birth_date" if path == "age_days" and "birth_date" in record.provenance else path
    return tuple(map(str, record.provenance.get(field, ())))


def _shown(field: FormField, value: Any) -> str:
    """A value of the record in words; '' where it is unknown."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(_shown(field, each) for each in value) or (field.none or "")
    if isinstance(value, BaseModel):
        parts = [(part, getattr(value, part.name)) for part in field.entries]
        return ", ".join(f"{part.label} {_shown(part, each)}" for part, each in parts if each not in (None, ""))
    if isinstance(value, bool):
        return YES_NO[YES if value else NO]
    words = field.values.get(str(value)) or (f"{value:g}" if isinstance(value, float) else str(value))
    return f"{words} {field.unit}" if field.unit else words
