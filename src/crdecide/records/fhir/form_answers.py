"""The answers to one question of our form as a value of the record, of the type that the record has there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crdecide.errors import CrdecideError, InvalidPatient, Problem
from crdecide.guideline.parse import read_patient
from crdecide.guideline.record_paths import filled, reader
from crdecide.language.record_fields import FieldType, FormField

from .datatypes import LARGEST
from .filled_forms import FormItem
from .form_codes import ABSENT, NO, YES, YES_NO, value_system
from .form_items import items_in

Json = dict[str, Any]


class NotAnAnswer(CrdecideError):
    """What stands there is no answer to the question; the message says what was expected, and repeats nothing of it."""


class Misplaced(NotAnAnswer):
    """Among the answers to a question stand answers to others."""


class _NotKnown:
    """That somebody answered that it is not known, which is not the same as no answer."""


NOT_KNOWN = _NotKnown()


def value_of(field: FormField, items: Sequence[FormItem]) -> Any:
    """The value that the answers give the field; `NOT_KNOWN` where that was answered, None where nothing was.

    Raises:
        NotAnAnswer: it cannot be read.
    """
    given = _given(field, items)
    if given is NOT_KNOWN or given is None or given == []:
        return NOT_KNOWN if given is NOT_KNOWN else None
    try:
        return reader(field.path)(read_patient(filled({}, field.path, given)))
    except InvalidPatient as error:
        raise NotAnAnswer("; ".join(_fault(problem, field) for problem in error.problems)) from None


def _fault(problem: Problem, field: FormField) -> str:
    """What is wrong, with the part of an entry that it is wrong with."""
    part = problem.where.rpartition(".")[2]
    return f"{part}: {problem.message}" if part in (entry.name for entry in field.entries) else problem.message


def _given(field: FormField, items: Sequence[FormItem]) -> Any:
    """The answers as a record of ours has them in JSON."""
    if any(item.modifier_extension or any(map(_is_modified, item.answer)) for item in items):
        raise NotAnAnswer("it carries a modifierExtension, which may change what it says")
    if field.entries:
        entries = [entry for item in items if (entry := _entry(field, item))]
        return entries if field.type == "several" else _only(entries)
    values = [_value(field, answer) for item in items for answer in item.answer if _says_something(answer)]
    if field.type in ("choices", "texts"):
        return [value for value in values if value is not NOT_KNOWN]
    return _only(values)


def _entry(field: FormField, item: FormItem) -> Mapping[str, Any]:
    """An entry made of the answers to the questions within it; what is not answered is left out."""
    if any(_values(answer) for answer in item.answer):
        raise NotAnAnswer("expected answers to the questions within it, not to it")
    within, known = [*items_in(item)], {part.path for part in field.entries}
    if any(each.link_id not in known and (each.answer or each.item) for each in within):
        raise Misplaced(f"expected no questions within it but {', '.join(sorted(known))}")
    entry = {part.name: _given(part, [each for each in within if each.link_id == part.path]) for part in field.entries}
    return {name: value for name, value in entry.items() if value is not None and value is not NOT_KNOWN}


def _only(values: Sequence[Any]) -> Any:
    if any(value != values[0] or type(value) is not type(values[0]) for value in values):
        raise NotAnAnswer("two different answers are given; expected one")
    return values[0] if values else None


def _values(answer: Json) -> list[str]:
    """The names of the values that an answer holds; FHIR allows one."""
    return [name for name, value in answer.items() if name.startswith("value") and value is not None]


def _is_modified(answer: Json) -> bool:
    """Whether an answer carries what may change its meaning."""
    return bool(answer.get("modifierExtension"))


def _says_something(answer: Json) -> bool:
    """Whether an answer has a value, or says in the place of one why it has none."""
    return any(name.lstrip("_").startswith("value") for name in answer)


def _value(field: FormField, answer: Json) -> Any:
    names = _values(answer)
    if not names:
        return NOT_KNOWN
    if len(names) > 1:
        raise NotAnAnswer("two values are given in one answer; expected one")
    (name,) = names
    if _is_absent(answer):
        return NOT_KNOWN
    return _choice(field, answer[name], name) if field.values else READ_AS[field.type](answer[name], name)


def _is_absent(answer: Json) -> bool:
    """Whether the answer is that it is not known, for whichever of FHIR's reasons."""
    coding = answer.get("valueCoding")
    return isinstance(coding, Mapping) and coding.get("system") == ABSENT


def _choice(field: FormField, value: Any, name: str) -> str:
    code = value.get("code") if name == "valueCoding" and _is_of(value, value_system(field.path)) else None
    if isinstance(code, str) and code in field.values:
        return code
    raise NotAnAnswer(f"expected one of {', '.join(field.values)}, as the form codes them")


def _is_of(coding: Any, system: str) -> bool:
    """Whether it is a coding of that system, or of none that is named."""
    return isinstance(coding, Mapping) and coding.get("system", system) == system


def _yes_no(value: Any, name: str) -> bool:
    if name == "valueBoolean" and isinstance(value, bool):
        return value
    if name == "valueCoding" and _is_of(value, YES_NO) and value.get("code") in (YES, NO):
        return bool(value["code"] == YES)
    raise NotAnAnswer("expected yes, no or not known, as the form codes them")


def _whole(value: Any, name: str) -> int:
    if name in ("valueInteger", "valueDecimal") and _is_number(value) and value == int(value):
        return int(value)
    raise NotAnAnswer("expected a whole number")


def _number(value: Any, name: str) -> float:
    if name in ("valueInteger", "valueDecimal") and _is_number(value):
        return float(value)
    raise NotAnAnswer("expected a number")


def _is_number(value: Any) -> bool:
    # Neither a yes or no, which Python takes for a number, nor one that is not finite.
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST


def _day(value: Any, name: str) -> str:
    return _string(value, name, "valueDate", "expected a date")


def _text(value: Any, name: str) -> str:
    return _string(value, name, "valueString", "expected a text")


def _string(value: Any, name: str, expected: str, why: str) -> str:
    if name == expected and isinstance(value, str) and value.strip():
        return value.strip()
    raise NotAnAnswer(why)


READ_AS: Mapping[FieldType, Callable[[Any, str], Any]] = {
    "yes_no": _yes_no, "whole_number": _whole, "number": _number, "day": _day, "text": _text, "texts": _text,
}  # fmt: skip
