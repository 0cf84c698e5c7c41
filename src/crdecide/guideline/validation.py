"""pydantic's account of what is wrong, in words for the person who wrote the input."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from crdecide.errors import Problem, nearest

from .units import unit_of
from .unknown_names import meant_instead

MOST_SHOWN = 60
"""Letters of what was given that a message repeats."""


def faults(error: ValidationError, model: type[BaseModel]) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Each fault as its path below `model` and a message: what was expected, what came, the nearest name."""
    for details in error.errors(include_url=False):
        yield details["loc"], _message(details, model)


def said_plainly(error: ValidationError, model: type[BaseModel]) -> ValidationError:
    """The same faults at the same places, as pydantic's own error with the messages of `faults`."""
    said: list[InitErrorDetails] = []
    for details in error.errors(include_url=False):
        fault = PydanticCustomError(details["type"], _message(details, model), details.get("ctx"))
        said.append({"type": fault, "loc": details["loc"], "input": _for_json(details["input"])})
    return ValidationError.from_exception_data(error.title, said, hide_input=True)


def problems(error: ValidationError) -> Iterator[Problem]:
    """Each fault of a patient record with its dotted path."""
    for details in error.errors(include_url=False, include_input=False):
        yield Problem(".".join(map(str, details["loc"])) or "patient", details["msg"])


def _message(details: ErrorDetails, model: type[BaseModel]) -> str:
    path = details["loc"]
    match details["type"]:
        case "extra_forbidden":
            return f"unknown field{meant_instead(path[-1], model, path[:-1])}"
        case "contradiction":
            return details["msg"]
        case "missing":
            return "this field is required here"
    unit = unit_of(str(path[-1])) if path else None
    within = f" (in {unit.in_words})" if unit else ""
    return f"{_expected(details)}; got {_shown(details['input'])}{within}"


def _expected(details: ErrorDetails) -> str:
    """What was expected, in JSON's words rather than Python's, with the nearest allowed value."""
    match details["type"]:
        case "tuple_type":
            return "Input should be a list"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "Input should be an object"
        case "literal_error":
            return details["msg"] + nearest(details["input"], re.findall("'([^']+)'", details["msg"]))
        case _:
            return details["msg"]


def _shown(value: object) -> str:
    """What was given, as JSON has it and in at most 60 letters; of what is no JSON the Python type is named as well."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = f"{value!s} ({type(value).__module__}.{type(value).__name__})".replace("builtins.", "")
    text = _encodable(text)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 3]}..."


def _for_json(value: object) -> object:
    """The value where an answer in JSON can hold it; else as it is shown. FastAPI sends it back with what is wrong."""
    try:
        json.dumps(value, default=str, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError):
        return _shown(value)
    return value


def _encodable(text: str) -> str:
    """The text with half a letter of UTF-16, which no encoding can write, as its code."""
    return text.encode(errors="backslashreplace").decode()
