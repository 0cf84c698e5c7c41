"""Statements from many places as one `Patient`; where they disagree, the field stays unknown and a note says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from crdecide.errors import InvalidPatient
from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import filled, is_list

from .statements import Ended, Reading, RecordItem, RecordNote, Source, Statement

Fields = dict[str, Any]
MOST_IN_CONFLICT = 3
"""A rule of `Patient` compares three fields at most: the two dates of an age, and an event."""


def reconcile(items: Iterable[RecordItem]) -> Reading:
    """One reading from everything that a record says, in the record's order."""
    every = list(items)
    ended = [item for item in every if isinstance(item, Ended)]
    notes = [item for item in every if isinstance(item, RecordNote)]
    fields: Fields = {}
    sources: dict[str, tuple[Source, ...]] = {}
    for field, statements in _by_field(every).items():
        settled, remarks = _settled(field, statements, ended)
        notes += remarks
        if settled:
            values = _each_once(statement.value for statement in settled)
            fields[field] = values if is_list(field) else values[0]
            sources[field] = tuple(_each_once(statement.source for statement in settled))
    patient, contradictions = _agreed(fields)
    for field, why in contradictions.items():
        notes.append(RecordNote("left_unknown", f"{field} left unknown: {why}"))
        del sources[field]
    return Reading(patient, sources, tuple(_each_once(notes)))


def _by_field(items: Iterable[RecordItem]) -> Mapping[str, list[Statement]]:
    fields: dict[str, list[Statement]] = {}
    for item in items:
        if isinstance(item, Statement):
            fields.setdefault(item.field, []).append(item)
    return fields


def _settled(
    field: str, statements: Sequence[Statement], ended: Sequence[Ended]
) -> tuple[list[Statement], list[RecordNote]]:
    """The statements that give the field its value, none where they disagree; and what is to be noted of the others."""
    standing = [statement for statement in statements if not _is_over(statement, ended)]
    notes = [_over(statement) for statement in statements if statement not in standing]
    if is_list(field):
        return standing, notes
    latest = _latest(standing)
    if len(_each_once(statement.value for statement in latest)) > 1:
        return [], [*notes, _disagreement(field, latest)]
    return latest, notes


def _is_over(statement: Statement, ended: Iterable[Ended]) -> bool:
    """A dated statement is over where the same field ended on that day or later; a standing one is of now."""
    return statement.at is not None and any(
        end.field == statement.field and (end.at is None or end.at >= statement.at) for end in ended
    )


def _over(statement: Statement) -> RecordNote:
    text = f"{statement.field} not taken from here: the record says that it is over since"
    return RecordNote("over", text, statement.source)


def _latest(statements: Sequence[Statement]) -> list[Statement]:
    """What stands as of now, and of the rest the statements of the last day."""
    last = max((statement.at for statement in statements if statement.at is not None), default=None)
    return [statement for statement in statements if statement.at in (None, last)]


def _disagreement(field: str, statements: Iterable[Statement]) -> RecordNote:
    values = "; ".join(f"{_shown(statement.value)} ({statement.source})" for statement in statements)
    return RecordNote("left_unknown", f"{field} left unknown: the record disagrees with itself: {values}")


def _agreed(fields: Fields) -> tuple[Patient, Mapping[str, str]]:
    """The patient, without the fields that contradict each other, and why each of those was left out."""
    left_out: dict[str, str] = {}
    for size in range(1, MOST_IN_CONFLICT + 1):
        if not _refusal(fields, [name for name in fields if name not in left_out]):
            break
        for names in combinations(fields, size):
            if not left_out.keys() & set(names) and (why := _refusal(fields, names)):
                left_out |= dict.fromkeys(names, why)
    return Patient.model_validate(_record(fields, (name for name in fields if name not in left_out))), left_out


def _refusal(fields: Fields, names: Iterable[str]) -> str:
    """Why a record with these fields only is refused, or nothing."""
    try:
        Patient.model_validate(_record(fields, names))
    except InvalidPatient as error:
        return "; ".join(problem.message for problem in error.problems)
    return ""


def _record(fields: Fields, names: Iterable[str]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name in names:
        record = filled(record, name, fields[name])
    return record


def _shown(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _each_once(items: Iterable[Any]) -> list[Any]:
    """Every item once, in order of first appearance."""
    return list(dict.fromkeys(items))
