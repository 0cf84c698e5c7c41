"""The inputs of the vocabulary against the fields of `Patient`: same paths, same values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..drugs import DrugList
from ..errors import Problem, listed, nearest
from ..patient import Patient
from ..patient_paths import annotation_at, below, literals, names
from ..vocabulary import Count, Drugs, Given, Highest, Input, Listed, Value
from .draft import Draft


def input_problems(draft: Draft) -> Iterator[Problem]:
    """Inputs that read a field which is not there, or with values it cannot have."""
    for name, entry in (draft.vocabulary.inputs if draft.vocabulary else {}).items():
        for message in (*_path_faults(entry), *_value_faults(entry, draft.drugs)):
            yield draft.problem("vocabulary", ("inputs", name), f"{name}: {message}")


def _path_faults(entry: Input) -> Iterator[str]:
    for path in (*entry.paths, *([entry.asks] if entry.asks else [])):
        model: Any = Patient
        for name in path.split("."):
            known = names(model)
            if name not in known:
                yield f"the patient record has no '{path}'{nearest(name, known)}"
                break
            model = below(model, name)


def _value_faults(entry: Input, drugs: DrugList | None) -> Iterator[str]:
    if (entry.type in ("choice", "ordered")) != (entry.values is not None):
        yield "choice and ordered inputs list their values, others do not"
    if (entry.type == "quantity") != (entry.unit is not None):
        yield "quantities have a unit, others do not"
    yield from _move_faults(entry)
    if isinstance(entry.reads, Drugs) and drugs and entry.reads.class_ not in drugs.classes:
        yield f"no drug is of class '{entry.reads.class_}'{nearest(entry.reads.class_, drugs.classes)}"
    if any(_path_faults(entry)):
        return
    annotation = annotation_at(entry.paths[0])
    if entry.type not in _types(entry, annotation):
        yield f"reads {entry.paths[0]} as '{entry.type}'; expected {listed(_types(entry, annotation))}"
    allowed = literals(annotation)
    named = entry.values or () if isinstance(entry.reads, Value) else _items(entry)
    for value in named:
        if value not in allowed:
            yield f"'{value}' is no value of {entry.paths[0]}{nearest(value, allowed)}"
    if isinstance(entry.reads, Value) and (unnamed := [value for value in allowed if value not in named]):
        yield f"the values of {entry.paths[0]} are {listed(allowed)}; {listed(unnamed)} is missing here"


def _move_faults(entry: Input) -> Iterator[str]:
    if isinstance(entry.moves, Mapping):
        for value in (*entry.moves, *(value for values in entry.moves.values() for value in values)):
            if value not in (entry.values or ()):
                yield f"moves: '{value}' is none of its values{nearest(value, entry.values or ())}"


def _types(entry: Input, annotation: Any) -> tuple[str, ...]:
    """The types an input may have, given what it reads and how."""
    match entry.reads:
        case Count() | Highest():
            return ("quantity",)
        case Listed() | Given() | Drugs():
            return ("yes_no",)
    if literals(annotation):
        return ("choice", "ordered")
    return {bool: ("yes_no",), int: ("quantity",), float: ("quantity",)}.get(annotation, ())


def _items(entry: Input) -> tuple[str, ...]:
    match entry.reads:
        case Listed(items=items):
            return items
        case Highest(event=event):
            return (event,)
        case Count(as_one=groups):
            return tuple(item for group in groups for item in group)
    return ()
