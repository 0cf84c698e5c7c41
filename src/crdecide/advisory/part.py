"""What all pieces of an advisory have in common."""

from __future__ import annotations

from typing import Any, Self

from pydantic import ConfigDict

from crdecide.guideline.field_docstrings import Described


class Part(Described):
    """A frozen piece of an advisory, built on first use; unknown keys are refused when one is read back."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def made_of(cls, **values: Any) -> Self:
        """A part made of a value for each field, by its name here, none of which is looked at again.

        For what answers are put together from again and again: the values come of the rules and of `Patient`, which
        are valid. pydantic's `model_construct` does the same and takes longer than to validate.

        Raises:
            TypeError: a field has no value, or a value no field.
        """
        fields = cls.__pydantic_fields__
        if values.keys() != fields.keys():
            raise TypeError(f"{cls.__name__}: expected {', '.join(fields)}; got {', '.join(values)}")
        part, put = cls.__new__(cls), object.__setattr__
        # Past the model's own way to set an attribute, which it refuses as it is frozen; in the order of the contract.
        put(part, "__dict__", {name: values[name] for name in fields})
        put(part, "__pydantic_fields_set__", set(fields))
        put(part, "__pydantic_extra__", None)
        put(part, "__pydantic_private__", None)
        return part
