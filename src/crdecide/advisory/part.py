"""What all pieces of an advisory have in common."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import ConfigDict

from crdecide.guideline.field_docstrings import Described


class Part(Described):
    """A frozen piece of an advisory, built on first use; unknown keys are refused when one is read back."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    _names: ClassVar[list[str]]
    """The fields, in the order of the contract."""
    _all_set: ClassVar[set[str]]
    """The same for all parts of a class, as in each of them every field is set; a copy gets one of its own."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """What `made_of` needs of each class."""
        super().__pydantic_init_subclass__(**kwargs)
        cls._names, cls._all_set = [*cls.__pydantic_fields__], {*cls.__pydantic_fields__}

    @classmethod
    def made_of(cls, **values: Any) -> Self:
        """A part made of a value for each field, by its name here and in their order, none of which is looked at again.

        For what answers are put together from again and again: the values come of the rules and of `Patient`, which
        are valid. pydantic's `model_construct` does the same and takes longer than to validate.

        Raises:
            TypeError: a field has no value, or a value no field, or they are not in the order of the fields.
        """
        if [*values] != cls._names:
            raise TypeError(f"{cls.__name__}: expected {', '.join(cls._names)}, in this order; got {', '.join(values)}")
        part, put = cls.__new__(cls), object.__setattr__
        # Past the model's own way to set an attribute, which it refuses as it is frozen. The order is that in which
        # the part is written.
        put(part, "__dict__", values)
        put(part, "__pydantic_fields_set__", cls._all_set)
        put(part, "__pydantic_extra__", None)
        put(part, "__pydantic_private__", None)
        return part
