"""What is recorded but read by no rule: a reader must not take silence about it for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..patient import Patient
from ..vocabulary import Vocabulary

AGE_FIELDS = ("age_days", "birth_date", "assessed_on")
"""The fields from which `Patient.age` is taken."""


def unread_fields(patient: Patient, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The recorded fields of the patient record that no input of the vocabulary reads, in the record's order."""
    read = {path for entry in vocabulary.inputs.values() for path in entry.paths}
    read |= set(AGE_FIELDS) if "age" in read else set()
    recorded = _recorded(patient.model_dump(exclude_none=True, exclude_defaults=True), "")
    return tuple(path for path in recorded if not any(_within(known, path) for known in read))


def _recorded(record: dict[str, Any], below: str) -> Iterator[str]:
    """The dotted path of every field that holds something; a dose or a list is one field."""
    for name, value in record.items():
        path = f"{below}{name}"
        if isinstance(value, dict) and name != "dose":
            yield from _recorded(value, f"{path}.")
        elif value != ():
            yield path


def _within(known: str, path: str) -> bool:
    return known == path or known.startswith(f"{path}.")
