"""Statements from many places as one `Patient`; where they disagree, the field stays unknown and a note says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import combinations
from typing import Any

from crdecide.errors import InvalidPatient
from crdecide.guideline.laws import DENIED_BY, PRESENT_WHERE_TRUE
from crdecide.guideline.parse import valid_patient
from crdecide.guideline.patient import SYMPTOMS_OF_THE_CHILD, Patient
from crdecide.guideline.record_paths import filled, is_list

from .statements import EMPTY, GRAVEST_FIRST, Doubted, Ended, Reading, RecordItem, RecordNote, Source, Statement, Unread

Fields = dict[str, Any]
BOTH = "the record says both that it is there and that it is not"
NO_SYMPTOMS, SYMPTOMS = "asymptomatic", {f"symptoms.{name}" for name in SYMPTOMS_OF_THE_CHILD}
REMARKS = (RecordNote, Unread)
MOST_IN_CONFLICT = 3
"""A rule of `Patient` compares three fields at most: the two dates of an age, and an event."""


def reconcile(items: Iterable[RecordItem]) -> Reading:
    """One reading from everything that a record says, in the record's order."""
    every = _without_doubted_denials(_without_disagreeing_concepts(list(items)))
    ended = [item for item in every if type(item) is Ended]
    remarks: list[RecordNote | Unread] = [item for item in every if isinstance(item, REMARKS)]
    fields: Fields = {}
    standing: dict[str, list[Statement]] = {}
    contested: set[str] = set()
    for field, statements in _by_field(every).items():
        settled, of_field = _settled(field, statements, ended)
        remarks += of_field
        if settled:
            if is_list(field):
                settled, emptied = _without_emptiness(field, settled)
                remarks += emptied
                fields[field] = _each_once(statement.value for statement in settled if statement.value != EMPTY)
            else:
                fields[field] = settled[0].value
            standing[field] = settled
        elif any(statement.value is True for statement in statements):
            contested.add(field)
    if fields.get(NO_SYMPTOMS) is True and contested & SYMPTOMS:
        del fields[NO_SYMPTOMS]
        why = "a symptom is said to be there and not to be there, so that its absence is not taken either"
        remarks.append(_left_unknown(NO_SYMPTOMS, why, standing.pop(NO_SYMPTOMS)))
    patient, contradictions = _agreed(fields)
    remarks += [_left_unknown(field, refusal, standing.pop(field)) for field, refusal in contradictions.items()]
    sources = {field: _sources(settled) for field, settled in standing.items()}
    notes = _each_once(item for item in remarks if isinstance(item, RecordNote))
    unread = _each_once(item for item in remarks if isinstance(item, Unread))
    unread.sort(key=lambda item: GRAVEST_FIRST.index(item.kind))
    return Reading(patient, sources, tuple(notes), tuple(unread))


def _sources(statements: Sequence[Statement]) -> tuple[Source, ...]:
    if len(statements) == 1:
        return (statements[0].source,)
    return tuple(_each_once(statement.source for statement in statements))


def _without_doubted_denials(items: list[RecordItem]) -> list[RecordItem]:
    """The items without those that say no where another says that it may be so, or may be a danger and was not read."""
    doubted: set[str] = set()
    for item in items:
        if isinstance(item, Doubted):
            doubted.add(item.field)
        elif isinstance(item, Unread) and item.kind == "danger":
            doubted.update(item.fields)
    if not doubted:
        return items
    denials = [item for item in items if isinstance(item, Statement) and _denies(item, doubted)]
    why = "{field} left unknown: {source} says no, and another entry leaves it open"
    notes = [RecordNote("left_unknown", why.format(field=item.field, source=item.source)) for item in denials]
    return [*(item for item in items if item not in denials), *notes] if denials else items


def _denies(statement: Statement, doubted: set[str]) -> bool:
    """Whether it says no to what is in doubt; that there are no symptoms says no to each of them."""
    if statement.field == NO_SYMPTOMS:
        return statement.value is True and bool(doubted & SYMPTOMS)
    return statement.field in doubted and (
        statement.value is False or DENIED_BY.get(statement.field) == statement.value
    )


def _without_disagreeing_concepts(items: list[RecordItem]) -> list[RecordItem]:
    """The items, with those as not read by which a concept is there and is not there in two fields.

    In one field the later statement counts; where presence and absence stand in fields of their own, neither does.
    """
    of_concepts = [(item, item.presence) for item in items if type(item) is Statement and item.presence is not None]
    if all(presence.is_there for _, presence in of_concepts):
        return items  # as in most records: nobody says that something is not there
    found: dict[str, dict[bool, list[Statement]]] = {}
    for item, presence in of_concepts:
        found.setdefault(presence.concept, {}).setdefault(presence.is_there, []).append(item)
    torn = {
        name: sides
        for name, sides in found.items()
        if len(sides) == 2 and _fields(sides[True]) != _fields(sides[False])
    }
    if not torn:
        return items
    kept = [
        item for item in items if not (isinstance(item, Statement) and item.presence and item.presence.concept in torn)
    ]
    return [*kept, *(_torn([*sides[True], *sides[False]]) for sides in torn.values())]


def _fields(statements: Iterable[Statement]) -> set[str]:
    return {statement.field for statement in statements}


def _torn(statements: Sequence[Statement]) -> Unread:
    return _left_unknown("", f"{BOTH}: {'; '.join(map(str, _sources(statements)))}", statements)


def _left_unknown(field: str, why: str, statements: Sequence[Statement]) -> Unread:
    """That the statements are not taken, and why; of a concept by its kind."""
    said = [statement.presence for statement in statements if statement.presence]
    if not said:
        return Unread("observation", f"{field} left unknown: {why}", statements[0].source, fields=(field,))
    gravest = min(said, key=lambda presence: GRAVEST_FIRST.index(presence.kind))
    fields = tuple(_each_once(statement.field for statement in statements))
    text = f"{gravest.label} left unknown: {why}"
    return Unread(gravest.kind, text, statements[0].source, fields=fields, about=gravest.concept)


def _without_emptiness(field: str, statements: list[Statement]) -> tuple[list[Statement], list[RecordNote]]:
    """The statements without those that say the list to be empty, where others name what is in it.

    What is there is never lost to somebody's "none": a drug that is taken would not be checked.
    """
    naming = [statement for statement in statements if statement.value != EMPTY]
    if not naming or len(naming) == len(statements):
        return statements, []
    sources = _each_once(str(statement.source) for statement in statements if statement.value == EMPTY)
    why = f"{field}: {'; '.join(sources)} says that there is none, and the record names some"
    return naming, [RecordNote("taken_as", why)]


def _by_field(items: Iterable[RecordItem]) -> Mapping[str, list[Statement]]:
    fields: dict[str, list[Statement]] = {}
    for item in items:
        if isinstance(item, Statement):
            fields.setdefault(item.field, []).append(item)
    return fields


def _settled(
    field: str, statements: Sequence[Statement], ended: Sequence[Ended]
) -> tuple[list[Statement], list[RecordNote | Unread]]:
    """The statements that give the field its value, none where they disagree; and what is to be noted of the others."""
    if not ended and (len(statements) == 1 or is_list(field)):
        return [*statements], []  # which is so of most fields of most records
    ends = [end for end in ended if end.field == field]
    last = max((end.at for end in ends if end.at is not None), default=None)
    standing = [statement for statement in statements if not _is_over(statement, last)]
    notes: list[RecordNote | Unread] = [_over(statement) for statement in statements if _is_over(statement, last)]
    undated = [end.instead for end in ends if end.at is None and end.instead is not None]
    if undated and any(statement.at is not None and statement.value is True for statement in standing):
        # Nor is it denied by what is of no day.
        standing = [statement for statement in standing if statement.at is None and statement.value is not False]
        notes += undated[:1]
    if is_list(field):
        return standing, notes
    latest = _latest(standing)
    if len(_each_once(statement.value for statement in latest)) > 1:
        return [], [*notes, _disagreement(field, latest)]
    return latest, notes


def _is_over(statement: Statement, last: date | None) -> bool:
    """A dated statement is over where its field ended on that day or later; a standing one is of now."""
    return statement.at is not None and last is not None and last >= statement.at


def _over(statement: Statement) -> RecordNote:
    text = f"{statement.field} not taken from here: the record says that it is over since"
    return RecordNote("over", text, statement.source)


def _latest(statements: Sequence[Statement]) -> list[Statement]:
    """What stands as of now, and of the rest the statements of the last day, or of a time that may reach it."""
    last = max((statement.at for statement in statements if statement.at is not None), default=None)
    return [
        statement
        for statement in statements
        if statement.at is None or last is None or (statement.until or statement.at) >= last
    ]


def _disagreement(field: str, statements: Sequence[Statement]) -> Unread:
    values = "; ".join(f"{_shown(statement.value)} ({statement.source})" for statement in statements)
    return _left_unknown(field, f"the record disagrees with itself: {values}", statements)


def _agreed(fields: Fields) -> tuple[Patient, Mapping[str, str]]:
    """The patient, without the fields that contradict each other, and why each was left out; a named symptom stands."""
    left_out: dict[str, str] = {}
    with suppress(InvalidPatient):
        return valid_patient(_record(fields, fields)), left_out
    for size in range(1, MOST_IN_CONFLICT + 1):
        standing = [name for name in fields if name not in left_out]
        agreed = _tried(fields, standing)
        if isinstance(agreed, Patient):
            return agreed, left_out
        in_all = _in_all_conflicts(fields, standing)
        for names in combinations(fields, size):
            if in_all <= (tried := set(names)) and not left_out.keys() & tried and (why := _refusal(fields, names)):
                # That a symptom is there outranks that there are none: a danger is not lost to a contradiction.
                denied = [name for name in names if not (name.startswith(PRESENT_WHERE_TRUE) and fields[name] is True)]
                left_out |= dict.fromkeys(denied or names, why)
    return valid_patient(_record(fields, (name for name in fields if name not in left_out))), left_out


def _in_all_conflicts(fields: Fields, names: Sequence[str]) -> set[str]:
    """The fields without any one of which the others agree: no conflict has to be looked for where one is lacking."""
    return {name for name in names if not _refusal(fields, [other for other in names if other != name])}


def _tried(fields: Fields, names: Iterable[str]) -> Patient | str:
    """The patient with these fields only, or why such a record is refused."""
    try:
        return valid_patient(_record(fields, names))
    except InvalidPatient as error:
        return "; ".join(problem.message for problem in error.problems)


def _refusal(fields: Fields, names: Iterable[str]) -> str:
    """Why a record with these fields only is refused, or nothing."""
    tried = _tried(fields, names)
    return tried if isinstance(tried, str) else ""


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
