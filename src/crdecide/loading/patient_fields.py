"""The inputs of the vocabulary against the fields of `Patient`: same paths, same values."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from ..drugs import DrugList
from ..errors import Problem, listed, nearest
from ..patient import Patient
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
            known = _names(model)
            if name not in known:
                yield f"the patient record has no '{path}'{nearest(name, known)}"
                break
            model = _below(model, name)


def _value_faults(entry: Input, drugs: DrugList | None) -> Iterator[str]:
    if (entry.type in ("choice", "ordered")) != (entry.values is not None):
        yield "choice and ordered inputs list their values, others do not"
    if (entry.type == "quantity") != (entry.unit is not None):
        yield "quantities have a unit, others do not"
    if isinstance(entry.reads, Drugs) and drugs and entry.reads.class_ not in drugs.classes:
        yield f"no drug is of class '{entry.reads.class_}'{nearest(entry.reads.class_, drugs.classes)}"
    if any(_path_faults(entry)):
        return
    annotation = _annotation(entry.paths[0])
    if entry.type not in _types(entry, annotation):
        yield f"reads {entry.paths[0]} as '{entry.type}'; expected {listed(_types(entry, annotation))}"
    allowed = _literals(annotation)
    named = entry.values or () if isinstance(entry.reads, Value) else _items(entry)
    for value in named:
        if value not in allowed:
            yield f"'{value}' is no value of {entry.paths[0]}{nearest(value, allowed)}"
    if isinstance(entry.reads, Value) and (unnamed := [value for value in allowed if value not in named]):
        yield f"the values of {entry.paths[0]} are {listed(allowed)}; {listed(unnamed)} is missing here"


def _types(entry: Input, annotation: Any) -> tuple[str, ...]:
    """The types an input may have, given what it reads and how."""
    match entry.reads:
        case Count() | Highest():
            return ("quantity",)
        case Listed() | Given() | Drugs():
            return ("yes_no",)
    if _literals(annotation):
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


def _names(model: Any) -> list[str]:
    """What can be read of a model: its fields, and the age that a patient has from one field or two."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [*model.model_fields, *(["age"] if model is Patient else [])]


def _below(model: type[BaseModel], name: str) -> Any:
    return int if name == "age" else _bare(model.model_fields[name].annotation)


def _annotation(path: str) -> Any:
    model: Any = Patient
    for name in path.split("."):
        model = _below(model, name)
    return model


def _bare(annotation: Any) -> Any:
    """The annotation without None, tuple and Annotated: the model or the values at its heart."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated or origin is tuple:
        return _bare(parts[0])
    if origin in (Union, UnionType):
        return _bare(next(part for part in parts if part is not type(None)))
    return annotation


def _literals(annotation: Any) -> tuple[str, ...]:
    return get_args(annotation) if get_origin(annotation) is Literal else ()
