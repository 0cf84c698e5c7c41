"""Dotted paths into `Patient`: which names there are, and what stands at the end of a path."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from .patient import Patient


def names(model: Any) -> list[str]:
    """What can be read of a model: its fields, and the age that a patient has from one field or two."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [*model.model_fields, *(["age"] if model is Patient else [])]


def below(model: type[BaseModel], name: str) -> Any:
    """The model or the type of the values under a name; of a list, that of its entries."""
    return int if name == "age" else _bare(model.model_fields[name].annotation)


def annotation_at(path: str) -> Any:
    """The model or the type of the values at a dotted path."""
    model: Any = Patient
    for name in path.split("."):
        model = below(model, name)
    return model


def literals(annotation: Any) -> tuple[str, ...]:
    """The values of a closed choice; none for anything else."""
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def is_list(path: str) -> bool:
    """Whether the field at a dotted path holds a list."""
    parent, _, name = path.rpartition(".")
    model = annotation_at(parent) if parent else Patient
    return name != "age" and any(get_origin(part) is tuple for part in _parts(model.model_fields[name].annotation))


def _parts(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _bare(annotation: Any) -> Any:
    """The annotation without None, tuple and Annotated: the model or the values at its heart."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated or origin is tuple:
        return _bare(parts[0])
    if origin in (Union, UnionType):
        return _bare(next(part for part in parts if part is not type(None)))
    return annotation
