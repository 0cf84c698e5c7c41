"""What the fields of a record are made of: closed choices, quantities with their bounds, lists, and what is refused."""

from collections.abc import Sequence, Set
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

from .field_docstrings import Described

AgeDays = Annotated[int, Field(ge=0, le=54_787)]
"""Age in days since birth; at most 150 years."""
Millimetres = Annotated[float, Field(gt=0, le=500)]
"""No heart is longer than 500 mm."""

Location = Literal[
    "left_ventricle", "right_ventricle", "ventricular_septum",
    "left_atrium", "right_atrium", "atrial_septum",
    "left_ventricular_outflow_tract", "right_ventricular_outflow_tract",
    "mitral_valve", "tricuspid_valve", "aortic_valve", "pulmonary_valve", "pericardium", "other",
]  # fmt: skip
MajorFeature = Literal[
    "hypomelanotic_macules", "angiofibromas", "ungual_fibromas", "shagreen_patch",
    "multiple_retinal_hamartomas", "cortical_tubers", "subependymal_nodules",
    "subependymal_giant_cell_astrocytoma", "cardiac_rhabdomyoma", "multiple_cardiac_rhabdomyomas",
    "lymphangioleiomyomatosis", "angiomyolipomas",
]  # fmt: skip
MinorFeature = Literal[
    "confetti_lesions", "dental_enamel_pits", "intraoral_fibromas", "retinal_achromic_patch",
    "multiple_renal_cysts", "nonrenal_hamartomas", "sclerotic_bone_lesions",
]  # fmt: skip
Indication = Literal["cardiac_rhabdomyoma", "sega", "epilepsy", "angiomyolipoma", "other"]


class _KeptAsTuple:
    """Whatever is listed becomes a tuple, so that a record stays frozen and can be hashed; its items stay strict."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        kept = core_schema.tuple_variable_schema(handler.generate_schema(get_args(source)[0]), strict=False)
        return core_schema.no_info_before_validator_function(_in_an_order, kept)


def _in_an_order(value: object) -> object:
    """What is listed; a set has another order in each run, and the same record would give other bytes."""
    if isinstance(value, Set):
        raise PydanticKnownError("tuple_type")
    return value


Item = TypeVar("Item")
ListOf = Annotated[Sequence[Item], _KeptAsTuple()]
"""A list of a record: a JSON array or a Python list will do, for a type checker too. It is kept as a tuple."""


def _iso_date(value: object) -> object:
    """Text as a calendar date; a number is no date, though pydantic would read it as a timestamp."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("iso_date", "Input should be a date written as YYYY-MM-DD") from None


def _null_is_unknown(value: object) -> object:
    """A section given as null says nothing, like one left out."""
    return {} if value is None else value


IsoDate = Annotated[date, BeforeValidator(_iso_date)]


def null_is_unknown(section: type[BaseModel]) -> BeforeValidator:
    """Accept null for a section; the JSON schema says so too."""
    return BeforeValidator(_null_is_unknown, json_schema_input_type=section | None)


def contradiction(message: str) -> PydanticCustomError:
    """Two statements in one record that cannot both be true: an error, never a guess."""
    return PydanticCustomError("contradiction", f"contradiction: {message}")


class Record(Described):
    """Frozen, strictly typed, no unknown fields, no NaN or infinity; an instance is validated again where it is given.

    An error does not print what was given: it is a child's data, and errors end up in logs.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        revalidate_instances="always",
        hide_input_in_errors=True,
    )
