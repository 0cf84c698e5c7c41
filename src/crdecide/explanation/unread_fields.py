"""What is recorded but read by no rule: a reader must not take silence about it for an answer."""

from __future__ import annotations

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import fields, reader
from crdecide.language.vocabulary import Vocabulary

AGE_FIELDS = ("age_days", "birth_date", "assessed_on")
"""The fields from which `Patient.age` is taken."""


class UnreadFields:
    """The fields of the patient record that no input of a vocabulary reads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        read = {path for entry in vocabulary.inputs.values() for path in entry.paths}
        read |= set(AGE_FIELDS) if "age" in read else set()
        paths = (path for path in fields() if not any(_within(known, path) for known in read))
        self._readers = [(path, reader(path)) for path in paths]

    def of(self, patient: Patient) -> tuple[str, ...]:
        """Those that hold something in this record, in the record's order."""
        return tuple([path for path, read in self._readers if read(patient) not in (None, ())])


def _within(known: str, path: str) -> bool:
    return known == path or known.startswith(f"{path}.")
