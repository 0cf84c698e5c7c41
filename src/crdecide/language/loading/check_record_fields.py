"""`record_fields.yaml` against the fields of `Patient`: each field once, with a question, and its own values only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crdecide.errors import Problem, nearest
from crdecide.guideline.units import unit_of

from ..record_fields import FieldText, field_paths, inputs_asking, schema_at, values_at
from ..vocabulary import Vocabulary
from .draft import Draft


def record_field_problems(draft: Draft) -> Iterator[Problem]:
    """Fields that are not asked at all, twice, without a question, or that the record does not have."""
    if draft.record_fields is None or draft.vocabulary is None:
        return
    known, found = field_paths(), set[str]()
    for name, group in draft.record_fields.groups.items():
        for path, text in group.fields.items():
            where = ("groups", name, "fields", path)
            faults = (
                [*_faults(path, text, draft.vocabulary)]
                if path in known
                else [f"the record has no field '{path}'{nearest(path, known)}"]
            )
            if path in found:
                faults.append(f"'{path}' is asked in two groups; expected one")
            found.add(path)
            for fault in faults:
                yield draft.problem("record_fields", where, fault)
    for path in known:
        if path not in found:
            yield draft.problem("record_fields", ("groups",), f"'{path}' is in no group; expected it in one")


def _faults(path: str, text: FieldText, vocabulary: Vocabulary) -> Iterator[str]:
    if not inputs_asking(path, vocabulary) and (text.label is None or text.question is None):
        yield f"no input of the vocabulary asks for '{path}'; expected its label and its question here"
    if text.unit and (unit := unit_of(path)) and text.unit != unit.in_words:
        yield f"{path} is in {unit.in_words}, and here in '{text.unit}'; expected the unit of the field"
    if text.says_none is not None and schema_at(path).get("type") != "array":
        yield f"{path} is no list, so that it cannot be empty; expected no 'says_none'"
    for value in text.in_words:
        if value not in values_at(path):
            yield f"'{value}' is no value of {path}{nearest(value, values_at(path))}"
    yield from _asked_where_faults(text.asked_where)


def _asked_where_faults(asked_where: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for other, values in asked_where.items():
        if other not in field_paths():
            yield f"asked_where: the record has no field '{other}'{nearest(other, field_paths())}"
            continue
        allowed = values_at(other) or (("yes", "no") if schema_at(other).get("type") == "boolean" else ())
        for value in values:
            if value not in allowed:
                yield f"asked_where: '{value}' is no value of {other}{nearest(value, allowed)}"
