"""What is recorded but read by no rule: a reader must not take silence about it for an answer."""

from __future__ import annotations

from collections.abc import Iterable

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import fields, reader
from crdecide.language.vocabulary import Vocabulary

AGE_FIELDS = ("age_days", "birth_date", "assessed_on")
"""The fields from which `Patient.age` is taken."""


class UnreadFields:
    """The fields of the patient record that no input of a vocabulary reads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        read: set[str] = set()
        for entry in vocabulary.inputs.values():
            read.update(entry.paths)
        if "age" in read:
            read.update(AGE_FIELDS)
        self.paths = tuple(path for path in fields() if not _is_read(path, read))
        self._readers = [(path, reader(path)) for path in self.paths]

    def of(self, patient: Patient) -> tuple[str, ...]:
        """Those that hold something in this record, in the record's order."""
        return tuple([path for path, read in self._readers if read(patient) not in (None, ())])


def _is_read(path: str, read: Iterable[str]) -> bool:
    """Whether an input reads the field itself, or something within it: one field of a list's entries, say."""
    return any(known == path or known.startswith(f"{path}.") for known in read)
