"""The inputs of the vocabulary against the fields of `Patient`: same paths, same values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crdecide.errors import Problem, listed, nearest
from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import annotation_at, below, is_list, list_in, literals, names
from crdecide.guideline.units import unit_of

from ..vocabulary import Input
from .draft import Draft


def input_problems(draft: Draft) -> Iterator[Problem]:
    """Inputs that read a field which is not there, or with values it cannot have."""
    inputs = draft.vocabulary.inputs if draft.vocabulary else {}
    for name, entry in inputs.items():
        about_others = (*_pointless_faults(entry, inputs), *_question_faults(entry, inputs))
        for message in (*_path_faults(entry), *_value_faults(entry), *about_others):
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


def _value_faults(entry: Input) -> Iterator[str]:
    if (entry.type in ("choice", "ordered")) != (entry.values is not None):
        yield "choice and ordered inputs list their values, others do not"
    if (entry.type == "quantity") != (entry.unit is not None):
        yield "quantities have a unit, others do not"
    if entry.unit and (unit := unit_of(entry.path)) and entry.unit != unit.in_words:
        yield f"{entry.path} is in {unit.in_words}, and here in '{entry.unit}'; expected the unit of the field"
    yield from _move_faults(entry)
    if not any(_path_faults(entry)):
        yield from _reading_faults(entry, entry.paths[0])


def _reading_faults(entry: Input, path: str) -> Iterator[str]:
    """A field that is read as what it is not: a list as a value, a choice as a number."""
    types = entry.reads.types(annotation_at(path))
    if fault := entry.reads.fault(path, holds_list=is_list(list_in(path))):
        yield fault
    elif not types:
        yield f"{path} holds nothing that a rule compares; expected a choice, a number, or yes or no"
    elif entry.type not in types:
        yield f"reads {path} as '{entry.type}'; expected {listed(types)}"
    else:
        yield from _named_faults(entry, path, literals(annotation_at(path)))


def _named_faults(entry: Input, path: str, allowed: Sequence[str]) -> Iterator[str]:
    """Values that the field cannot have, and those that a choice leaves out."""
    named = entry.reads.named(entry)
    for value in named:
        if value not in allowed:
            yield f"'{value}' is no value of {path}{nearest(value, allowed)}"
    unnamed = [value for value in allowed if value not in named]
    if entry.reads.has_to_name_all and named and unnamed:
        yield f"the values of {path} are {listed(allowed)}; {listed(unnamed)} is missing here"


def _move_faults(entry: Input) -> Iterator[str]:
    if isinstance(entry.moves, Mapping):
        for value in (*entry.moves, *(value for values in entry.moves.values() for value in values)):
            if value not in (entry.values or ()):
                yield f"moves: '{value}' is none of its values{nearest(value, entry.values or ())}"


def _question_faults(entry: Input, inputs: Mapping[str, Input]) -> Iterator[str]:
    for other in entry.asked_instead:
        if other.known not in inputs:
            yield f"asked_instead: unknown input '{other.known}'{nearest(other.known, inputs)}"


def _pointless_faults(entry: Input, inputs: Mapping[str, Input]) -> Iterator[str]:
    for name, values in entry.pointless_where.items():
        if name not in inputs:
            yield f"pointless_where: unknown input '{name}'{nearest(name, inputs)}"
            continue
        allowed = ("yes", "no") if inputs[name].type == "yes_no" else inputs[name].values or ()
        for value in values:
            if value not in allowed:
                yield f"pointless_where: '{value}' is no value of {name}{nearest(value, allowed)}"
