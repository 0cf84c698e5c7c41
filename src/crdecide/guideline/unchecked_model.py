"""Frozen models that are made of valid values, none of which is looked at again."""

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict


class UncheckedModel(BaseModel):
    """A model that can be made without a schema, which is built where something is validated; no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    _names: ClassVar[list[str]]
    """The fields, in the order in which they are written."""
    _all_set: ClassVar[set[str]]
    """The same for all that are made of a class, as in each of them every field is set; a copy gets one of its own."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """What `made_of` needs of each class."""
        super().__pydantic_init_subclass__(**kwargs)
        cls._names, cls._all_set = [*cls.__pydantic_fields__], {*cls.__pydantic_fields__}

    @classmethod
    def made_of(cls, **values: Any) -> Self:
        """One made of a value for each field, by its name here and in their order.

        pydantic's `model_construct` does the same and takes longer than to validate.

        Raises:
            TypeError: a field has no value, or a value no field, or they are not in the order of the fields.
        """
        if [*values] != cls._names:
            raise TypeError(f"{cls.__name__}: expected {', '.join(cls._names)}, in this order; got {', '.join(values)}")
        made, put = cls.__new__(cls), object.__setattr__
        # Past the model's own way to set an attribute, which it refuses as it is frozen. The order is that in which
        # the model is written.
        put(made, "__dict__", values)
        put(made, "__pydantic_fields_set__", cls._all_set)
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made
