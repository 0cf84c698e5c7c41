"""What a browser sends of the form, as values of the record; what cannot be read is refused in words, at its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crdecide.errors import CrdecideError
from crdecide.language.record_fields import FieldType, FormField, FormGroup
from crdecide.records.fhir.form_answers import NOT_KNOWN
from crdecide.records.fhir.form_codes import NONE

Sent = Mapping[str, Sequence[str]]
"""What was sent, by the name of its control."""
YES, NO, UNKNOWN = "yes", "no", "unknown"
MOST_ENTRIES = 50
NO_NUMBER = "expected a number such as 12.5, with a point"
NO_WHOLE_NUMBER = "expected a whole number"


class NotRead(CrdecideError):
    """Something that was typed is no answer; the message says what was expected."""


@dataclass
class Answers:
    """The values that were answered, by field; and what was refused, by field, in words."""

    values: dict[str, Any] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def answers_of(form: Iterable[FormGroup], sent: Sent) -> Answers:
    """The answers to every question; a question left open is none."""
    answers = Answers()
    for question in (each for group in form for each in group.fields):
        try:
            value = _value(question, question.path, sent)
        except NotRead as error:
            answers.refused[question.path] = str(error)
            continue
        if value is not None:
            answers.values[question.path] = value
    return answers


def _value(question: FormField, name: str, sent: Sent) -> Any:
    if question.type in ("several", "choices", "texts"):
        return _list(question, name, sent)
    if question.type == "one":
        return _entry(question, name, sent)
    different = dict.fromkeys(value.strip() for value in sent.get(name, ()) if value.strip())
    if len(different) > 1:
        raise NotRead("two different answers came; expected one")
    typed = next(iter(different), "")
    if typed == UNKNOWN and question.type in ("yes_no", "choice"):
        return NOT_KNOWN
    return READ_AS[question.type](question, typed) if typed else None


def _list(question: FormField, name: str, sent: Sent) -> list[Any] | None:
    is_empty = bool(sent.get(f"{name}{NONE}"))
    entries = [*_entries(question, name, sent)]
    if is_empty and entries:
        raise NotRead(f"“{question.none}” is marked, and yet something is entered; one of the two is wrong")
    return entries or ([] if is_empty else None)


def _entries(question: FormField, name: str, sent: Sent) -> Iterator[Any]:
    if question.type == "several":
        if any(any(sent[each]) for each in sent if entry_number(each, name) >= MOST_ENTRIES):
            raise NotRead(f"expected at most {MOST_ENTRIES} entries")
        for number in range(MOST_ENTRIES):
            if entry := _entry(question, f"{name}.{number}", sent):
                yield entry
    elif question.type == "choices":
        yield from (_choice(question, value) for value in sent.get(name, ()) if value)
    else:
        lines = (line for text in sent.get(name, ()) for line in text.splitlines())
        yield from (line.strip() for line in lines if line.strip())


def entry_number(control: str, name: str) -> int:
    """Which entry of a field a control belongs to; -1 where it belongs to none of that field."""
    number = control.removeprefix(f"{name}.").partition(".")[0]
    is_one = control.startswith(f"{name}.") and number.isascii() and number.isdigit() and len(number) < 6
    return int(number) if is_one else -1


def _entry(question: FormField, name: str, sent: Sent) -> dict[str, Any] | None:
    entry = {part.name: _value(part, f"{name}.{part.name}", sent) for part in question.entries}
    given = {key: value for key, value in entry.items() if value is not None}
    lacking = [part.label for part in question.entries if part.required and part.name not in given]
    if given and lacking:
        raise NotRead(f"{' and '.join(lacking)} is missing here")
    return given or None


def _yes_no(_: FormField, typed: str) -> bool:
    if typed not in (YES, NO):
        raise NotRead("expected yes or no")
    return typed == YES


def _choice(question: FormField, typed: str) -> str:
    if typed not in question.values:
        raise NotRead(f"expected one of {', '.join(question.values.values())}")
    return typed


def _whole(_: FormField, typed: str) -> int:
    # No sign but the minus, no blanks, no other alphabet's digits: int() would take all of them.
    if not (typed.removeprefix("-").isascii() and typed.removeprefix("-").isdigit()) or len(typed) > 9:
        raise NotRead(NO_WHOLE_NUMBER)
    return int(typed)


def _number(_: FormField, typed: str) -> float:
    digits = typed.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()) or len(typed) > 20:
        raise NotRead(NO_NUMBER)
    return float(typed)


def _as_typed(_: FormField, typed: str) -> str:
    return typed


READ_AS: Mapping[FieldType, Callable[[FormField, str], Any]] = {
    "yes_no": _yes_no, "choice": _choice, "whole_number": _whole, "number": _number, "day": _as_typed,
    "text": _as_typed,
}  # fmt: skip
