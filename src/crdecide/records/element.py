"""The base of what is read from other people's JSON: only the fields used, and mild faults of form forgiven."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, TypeVar, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.alias_generators import to_camel

Item = TypeVar("Item")
BARE = frozenset((dict, str))
Many = Annotated[tuple[Item, ...], Field(strict=False)]
"""Any number of items; one that was sent bare, without its list, is taken as a list of one."""


class Element(BaseModel):
    """Unknown fields are passed over and nulls dropped; what is read is checked strictly."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", strict=True, alias_generator=to_camel, validate_by_name=True, allow_inf_nan=False
    )

    @model_validator(mode="before")
    @classmethod
    def _forgive(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        lists = _lists_of(cls)
        # All in C, as nearly every element has neither, and a record has a thousand of them.
        if BARE.isdisjoint(map(type, map(data.get, lists))) and None not in data.values():
            return data
        bare = [name for name in lists if type(data.get(name)) in BARE]
        return {name: [value] if name in bare else value for name, value in data.items() if value is not None}


@lru_cache(maxsize=128)
def _lists_of(form: type[Element]) -> tuple[str | None, ...]:
    """The fields of a form that hold any number of items; kept, as a record has the same forms a thousand times."""
    return tuple(field.alias for field in form.model_fields.values() if get_origin(field.annotation) is tuple)


Form = TypeVar("Form", bound=Element)


def read_element(form: type[Form], data: object) -> Form | str:
    """The element, or what keeps it from being read, in words without any value of it."""
    try:
        return form.model_validate(data)
    except ValidationError as error:
        return "; ".join(dict.fromkeys(_faults(error)))


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        path = ".".join(map(str, fault["loc"]))
        expected = "expected an object" if fault["type"] == "model_type" else fault["msg"]
        yield f"{path or 'it'}: {expected}"
