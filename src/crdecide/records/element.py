"""The base of what is read from other people's JSON: only the fields used, and mild faults of form forgiven."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

Item = TypeVar("Item")
OBJECT = (dict, Mapping)
"""What holds a JSON object. A plain dict comes first: that it is one is told at once, and nearly every one is."""
BARE = frozenset((dict, str))
Many = Annotated[tuple[Item, ...], Field(strict=False)]
"""Any number of items; one that was sent bare, without its list, is taken as a list of one."""


class Element(BaseModel):
    """Unknown fields are passed over and nulls dropped; what is read is checked strictly."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", strict=True, alias_generator=to_camel, validate_by_name=True, allow_inf_nan=False
    )

    @classmethod
    def forgiven(cls, data: Any) -> Any:
        """The data without nulls, and with a list of one wherever an item was sent bare; so too what is within."""
        if not isinstance(data, dict):
            return data
        parts = _parts_of(cls)
        return {
            name: parts[name].forgiven(value) if name in parts else value
            for name, value in data.items()
            if value is not None
        }


class _Part(NamedTuple):
    """What a field holds that may have mild faults itself, or be sent without its list."""

    form: type[Element] | None
    is_many: bool
    may_be_text: bool
    may_be_bare: bool

    def forgiven(self, value: Any) -> Any:
        if self.may_be_bare and type(value) in BARE:
            value = [value]
        if self.form is None or (self.may_be_text and isinstance(value, str)):
            return value
        if self.is_many and isinstance(value, list | tuple):
            return [self.form.forgiven(item) for item in value]
        return self.form.forgiven(value)


@lru_cache(maxsize=128)
def _parts_of(form: type[Element]) -> Mapping[str, _Part]:
    """The fields of a form that hold elements or any number of items, by each name that they may be sent under."""
    parts: dict[str, _Part] = {}
    for name, field in form.model_fields.items():
        is_many, types = get_origin(field.annotation) is tuple, _types_in(field.annotation)
        element = next((one for one in types if isinstance(one, type) and issubclass(one, Element)), None)
        if is_many or element is not None:
            part = _Part(element, is_many, may_be_text=str in types, may_be_bare=False)
            # Under a name that is none of JSON's no item is taken without its list.
            parts[name] = part
            parts[field.alias or name] = part._replace(may_be_bare=is_many)
    return parts


def _types_in(annotation: Any) -> tuple[Any, ...]:
    """What an annotation is made of: the types of a choice, or of the items of a tuple."""
    types = get_args(annotation) or (annotation,)
    return tuple(get_args(one)[0] if get_origin(one) is Annotated else one for one in types)


Form = TypeVar("Form", bound=Element)


def read_element(form: type[Form], data: object) -> Form | str:
    """The element, or what keeps it from being read, in words without any value of it."""
    try:
        # As it stands first, all in C: nearly every element of a record has nothing to be forgiven.
        return form.model_validate(data)
    except ValidationError:
        pass
    try:
        return form.model_validate(form.forgiven(data))
    except ValidationError as error:
        return "; ".join(dict.fromkeys(_faults(error)))


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        path = ".".join(map(str, fault["loc"]))
        expected = "expected an object" if fault["type"] == "model_type" else fault["msg"]
        yield f"{path or 'it'}: {expected}"
