"""What the loader has parsed, where it stands in a model: pydantic lets it pass, whatever it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True)
class Parsed:
    """An annotation: the value is of one of these types, and in a JSON Schema it is as it was written.

    pydantic's own ways to say so make a schema of all that the types are made of, once for each model, and use none.
    """

    types: tuple[type, ...]
    as_written: Mapping[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._passed)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.as_written)

    def _passed(self, value: object) -> object:
        if not isinstance(value, self.types):
            raise ValueError(f"expected what the loader parsed, not {value!r}")
        return value
