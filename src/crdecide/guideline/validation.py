"""pydantic's account of what is wrong, in words for the person who wrote the input."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from crdecide.errors import nearest

from .unknown_names import meant_instead, unit_of


def faults(error: ValidationError, model: type[BaseModel]) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Each fault as its path below `model` and a message: what was expected, what came, the nearest name."""
    for details in error.errors(include_url=False):
        yield details["loc"], _message(details, model)


def _message(details: ErrorDetails, model: type[BaseModel]) -> str:
    path = details["loc"]
    match details["type"]:
        case "extra_forbidden":
            return f"unknown field{meant_instead(path[-1], model, path[:-1])}"
        case "contradiction":
            return f"contradiction: {details['msg']}"
        case "missing":
            return "this field is required here"
    unit = unit_of(str(path[-1])) if path else ""
    return f"{_expected(details)}; got {_shown(details['input'])}{f' (in {unit})' if unit else ''}"


def _expected(details: ErrorDetails) -> str:
    """What was expected, in JSON's words rather than Python's, with the nearest allowed value."""
    match details["type"]:
        case "tuple_type":
            return "Input should be a list"
        case "model_type" | "dict_type":
            return "Input should be an object"
        case "literal_error":
            return details["msg"] + nearest(details["input"], re.findall("'([^']+)'", details["msg"]))
        case _:
            return details["msg"]


def _shown(value: object) -> str:
    text = json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
