"""Raw input to `Patient`, with errors that a caller can act on.

Size and depth are bounded before anything is built: a child's record is a few kilobytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, NoReturn

from pydantic import ValidationError

from crdecide.errors import InvalidPatient, Problem

from .other_records import how_to_read
from .patient import Patient
from .validation import problems

MAX_BYTES = 10_485_760
"""The largest record read, in bytes; one of an electronic health record may be this large."""
DEEPEST = 100
"""Objects and lists within each other. Counted here, since how deep CPython's parser goes differs by version."""
_QUOTED = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NO_BRACKET = bytes(byte for byte in range(256) if byte not in b"[]{}")
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def read_patient(source: Patient | Mapping[str, Any]) -> Patient:
    """The source as a `Patient`. One that is a `Patient` already is validated again: a copy may have been altered.

    Raises:
        InvalidPatient: with every problem found.
    """
    if not isinstance(source, Patient) and (told := how_to_read(source)):
        _refuse(told)
    if not isinstance(source, Patient | Mapping):
        _refuse(f"expected a patient record (a JSON object), got {_kind(source)}")
    return valid_patient(_fields_of(source) if isinstance(source, Patient) else dict(source))


def valid_patient(fields: dict[str, Any]) -> Patient:
    """The fields as a `Patient`, where it is known that they are meant for one.

    Raises:
        InvalidPatient: with every problem found.
    """
    try:
        return Patient.model_validate(fields)
    except ValidationError as error:
        # From None: pydantic's own error keeps the input, which is a child's data.
        raise InvalidPatient(problems(error)) from None


def _fields_of(patient: Patient) -> dict[str, Any]:
    """What a patient holds, without the fields that a class of the caller's own adds to those of a record."""
    added = type(patient).model_fields.keys() - Patient.model_fields.keys()
    return {name: value for name, value in vars(patient).items() if name not in added}


def parse_patient(text: bytes) -> Patient:
    """UTF-8 JSON text as a `Patient`.

    Raises:
        InvalidPatient: as `parse_json`, or not a patient record.
    """
    return read_patient(parse_json(text))


def parse_json(text: bytes, *, nan_is_null: bool = False) -> Any:
    """UTF-8 JSON text as plain data; NaN, which JSON has not, is refused or, with `nan_is_null`, not known.

    Raises:
        InvalidPatient: too large, not UTF-8, not JSON, nested too deeply, or a name given twice.
    """
    if len(text) > MAX_BYTES:
        _refuse(f"larger than {MAX_BYTES:,} bytes; expected the record of one child")
    if _depth(text) > DEEPEST:
        _refuse(f"nested too deeply: more than {DEEPEST} objects and lists within each other")
    constant = _null_for_nan if nan_is_null else _no_constant
    try:
        return json.loads(text.decode("utf-8-sig"), object_pairs_hook=_no_duplicates, parse_constant=constant)
    except UnicodeDecodeError as error:
        _refuse(f"not UTF-8 text: byte {error.start} cannot be read")
    except json.JSONDecodeError as error:
        _refuse(f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}")
    except ValueError as error:
        _refuse(f"not JSON: {error}")


def _depth(text: bytes) -> int:
    """How many objects and lists of a JSON text lie within each other; brackets in quotes do not count."""
    # An unclosed quote is taken to the end of the text, so that no text can make the pattern go back and forth.
    brackets = _QUOTED.sub(b"", text).translate(None, _NO_BRACKET)
    # A running sum in C: a record of ten megabytes is counted through before anything is built from it.
    return max(accumulate(map(_STEPS.__getitem__, brackets)), default=0)


def _refuse(message: str) -> NoReturn:
    raise InvalidPatient([Problem("patient", message)]) from None


def _no_duplicates(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in pairs:
        if name in data:
            _refuse(f"the field '{name}' is given twice in one object; expected it once")
        data[name] = value
    return data


def _no_constant(name: str) -> NoReturn:
    _refuse(f"{name} is not a number in JSON; leave the field out where the value is not known")


def _null_for_nan(name: str) -> None:
    if name != "NaN":
        _no_constant(name)


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number"}
    return "null" if value is None else names.get(type(value), type(value).__name__)
