"""Dotted paths into `Patient`: which names there are, and what stands at the end of a path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from .patient import Patient


def names(model: Any) -> list[str]:
    """What can be read of a model: its fields, and the age that a patient has from one field or two."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    fields = list(model.model_fields)
    if model is Patient:
        fields.append("age")
    return fields


def below(model: type[BaseModel], name: str) -> Any:
    """The model or the type of the values under a name; of a list, that of its entries."""
    return int if name == "age" else _bare(model.model_fields[name].annotation)


@cache
def fields() -> tuple[str, ...]:
    """The dotted path of every field of a record; a list, or a section that may be missing, is one field."""
    return tuple(_fields(Patient, ""))


def _fields(model: type[BaseModel], parent: str) -> Iterator[str]:
    for name in model.model_fields:
        path, inner = f"{parent}{name}", below(model, name)
        if isinstance(inner, type) and issubclass(inner, BaseModel) and not is_optional(path):
            yield from _fields(inner, f"{path}.")
        else:
            yield path


@cache
def annotation_at(path: str) -> Any:
    """The model or the type of the values at a dotted path."""
    model: Any = Patient
    for name in path.split("."):
        model = below(model, name)
    return model


def literals(annotation: Any) -> tuple[str, ...]:
    """The values of a closed choice; none for anything else."""
    return get_args(annotation) if get_origin(annotation) is Literal else ()


@cache
def is_list(path: str) -> bool:
    """Whether the field at a dotted path holds a list."""
    parent, _, name = path.rpartition(".")
    model = annotation_at(parent) if parent else Patient
    return name != "age" and any(map(_is_sequence, _parts(model.model_fields[name].annotation)))


def list_in(path: str) -> str:
    """The list that a dotted path leads to or through."""
    parent = path.rpartition(".")[0]
    return parent if parent and is_list(parent) else path


@cache
def is_optional(path: str) -> bool:
    """Whether what stands at a dotted path may be missing as a whole, or is a list."""
    parent, _, name = path.rpartition(".")
    model = annotation_at(parent) if parent else Patient
    return type(None) in _parts(model.model_fields[name].annotation) or is_list(path)


def is_always_there(path: str) -> bool:
    """Whether every section above a field is there in every record, and is no list."""
    while parent := path.rpartition(".")[0]:
        if is_optional(parent):
            return False
        path = parent
    return True


@cache
def reader(path: str) -> Callable[[Patient], Any]:
    """How to read the value at a dotted path; through a list, the values of all its entries."""
    # An attrgetter where nothing above can be missing: it reads in C what `_at` looks at step by step.
    return attrgetter(path) if is_always_there(path) else partial(_at, path.split("."))


def reader_of_all(paths: Sequence[str]) -> Callable[[Patient], tuple[Any, ...]]:
    """How to read the values at several dotted paths in one step; nothing above any of them can be missing."""
    if len(paths) > 1:
        return attrgetter(*paths)
    # An attrgetter of a single path gives the bare value.
    readers = [attrgetter(path) for path in paths]
    return lambda patient: tuple([read(patient) for read in readers])


def _at(names: Sequence[str], record: Any) -> Any:
    for name in names:
        if isinstance(record, tuple):
            record = tuple(getattr(entry, name) for entry in record)
        elif record is not None:
            record = getattr(record, name)
    return record


def _is_sequence(annotation: Any) -> bool:
    origin = get_origin(annotation)
    return _is_sequence(get_args(annotation)[0]) if origin is Annotated else origin is Sequence


def _parts(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _bare(annotation: Any) -> Any:
    """The annotation without None, list and Annotated: the model or the values at its heart."""
    origin, parts = get_origin(annotation), get_args(annotation)
    # What the annotation is about comes first: in `Annotated` the type itself, in `Sequence[X]` the entries.
    if origin is Annotated or origin is Sequence:
        return _bare(parts[0])
    if origin in (Union, UnionType):
        return _bare(next(part for part in parts if part is not type(None)))
    return annotation


def filled(record: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The record with one field set, given by its dotted path; None makes it unknown."""
    name, _, rest = path.partition(".")
    return {**record, name: filled(record.get(name) or {}, rest, value) if rest else value}


def value_at(record: Mapping[str, Any], path: str) -> Any:
    """What stands at a dotted path of a record; None where it, or a section above it, is missing."""
    value: Any = record
    for name in path.split("."):
        value = (value or {}).get(name)
    return value


def known_fields(record: Mapping[str, Any], below: str = "") -> Iterator[tuple[str, Any]]:
    """Each field of a record that is known, by its dotted path, with its value; a dose and a list are one field."""
    for name, value in record.items():
        if isinstance(value, Mapping) and name != "dose":
            yield from known_fields(value, f"{below}{name}.")
        elif value is not None:
            yield f"{below}{name}", value
