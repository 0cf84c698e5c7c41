"""The answers to one question of our form as a value of the record, of the type that the record has there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from crdecide.errors import CrdecideError, InvalidPatient, Problem
from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import filled, reader
from crdecide.language.record_fields import FieldType, FormField

from .filled_forms import FormAnswer, FormItem
from .form_codes import ABSENT, NO, YES, YES_NO, value_system


class NotAnAnswer(CrdecideError):
    """What stands there is no answer to the question; the message says what was expected, and repeats nothing of it."""


def value_of(field: FormField, items: Sequence[FormItem]) -> Any:
    """The value that the answers give the field; None where it is not known.

    Raises:
        NotAnAnswer: it cannot be read.
    """
    given = _given(field, items)
    if given is None or given == []:
        return None
    try:
        return reader(field.path)(Patient.model_validate(filled({}, field.path, given)))
    except InvalidPatient as error:
        raise NotAnAnswer("; ".join(_fault(problem, field) for problem in error.problems)) from None


def _fault(problem: Problem, field: FormField) -> str:
    """What is wrong, with the part of an entry that it is wrong with."""
    part = problem.where.rpartition(".")[2]
    return f"{part}: {problem.message}" if part in (entry.name for entry in field.entries) else problem.message


def _given(field: FormField, items: Sequence[FormItem]) -> Any:
    """The answers as a record of ours has them in JSON."""
    if field.type == "several":
        return [entry for item in items if (entry := _entry(field, item))]
    if field.type == "one":
        entries = [entry for item in items if (entry := _entry(field, item))]
        return _only(entries)
    values = [value for answer in _answers(items) if (value := _read(field, answer)) is not None]
    return values if field.type in ("choices", "texts") else _only(values)


def _entry(field: FormField, item: FormItem) -> Mapping[str, Any]:
    """An entry made of the answers to the questions within it; what is not answered is left out."""
    within = [*item.item, *(below for answer in item.answer for below in answer.item)]
    entry = {part.name: _given(part, [each for each in within if each.link_id == part.path]) for part in field.entries}
    return {name: value for name, value in entry.items() if value is not None}


def _answers(items: Iterable[FormItem]) -> Iterator[FormAnswer]:
    for item in items:
        yield from item.answer


def _only(values: Sequence[Any]) -> Any:
    if any(value != values[0] for value in values):
        raise NotAnAnswer("two different answers are given; expected one")
    return values[0] if values else None


def _read(field: FormField, answer: FormAnswer) -> Any:
    return _choice(field, answer) if field.values else READ_AS[field.type](answer)


def _yes_no(answer: FormAnswer) -> bool | None:
    coding = answer.value_coding
    if coding is None or _is_absent(answer):
        return answer.value_boolean if coding is None else None
    if coding.system in (YES_NO, "") and coding.code in (YES, NO):
        return coding.code == YES
    raise NotAnAnswer("expected yes, no or not known, as the form codes them")


def _choice(field: FormField, answer: FormAnswer) -> str | None:
    coding = answer.value_coding
    if coding is not None and _is_absent(answer):
        return None
    if coding is not None and coding.system in (value_system(field.path), "") and coding.code in field.values:
        return coding.code
    raise NotAnAnswer(f"expected one of {', '.join(field.values)}, as the form codes them")


def _whole(answer: FormAnswer) -> int:
    number = answer.value_integer if answer.value_integer is not None else answer.value_decimal
    if number is None or number != int(number):
        raise NotAnAnswer("expected a whole number")
    return int(number)


def _number(answer: FormAnswer) -> float:
    number = answer.value_decimal if answer.value_decimal is not None else answer.value_integer
    if number is None:
        raise NotAnAnswer("expected a number")
    return float(number)


def _day(answer: FormAnswer) -> str:
    if answer.value_date is None:
        raise NotAnAnswer("expected a date")
    return answer.value_date


def _text(answer: FormAnswer) -> str | None:
    if answer.value_string is None:
        raise NotAnAnswer("expected a text")
    return answer.value_string.strip() or None


def _is_absent(answer: FormAnswer) -> bool:
    """Whether the answer is that it is not known, for whichever of FHIR's reasons."""
    return answer.value_coding is not None and answer.value_coding.system == ABSENT


READ_AS: Mapping[FieldType, Callable[[FormAnswer], Any]] = {
    "yes_no": _yes_no, "whole_number": _whole, "number": _number, "day": _day,
    "text": _text, "texts": _text,
}  # fmt: skip
