"""What a resource is read against: the code maps, the rest of the record, the day and the encounter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crdecide.language.code_maps import Terminology

from .bundle import Unpacked, resolve
from .resources import CodeableConcept, Reference, Resource


@dataclass(frozen=True)
class Context:
    """`on` is the day of reading, `encounter` the id of the present encounter; either may be unknown."""

    terminology: Terminology
    record: Unpacked
    on: date | None = None
    encounter: str | None = None

    def resolve(self, reference: Reference, within: Resource) -> Resource | None:
        """The resource that a reference names, where it is in the record."""
        return resolve(reference.reference, within, self.record)

    def is_past(self, day: date | None) -> bool:
        """Whether a day lies before the day of reading; of a day not known, or read on no day, it is so taken."""
        return day is None or self.on is None or day <= self.on

    def is_other_encounter(self, reference: Reference) -> bool:
        """Whether a resource belongs to an encounter that is not the present one."""
        named = reference.reference.partition("/_history/")[0].rpartition("/")[2]
        return bool(named) and self.encounter is not None and named != self.encounter


def code_among(concept: CodeableConcept | None, known: tuple[str, ...]) -> str:
    """Which of FHIR's own status codes a concept holds; '' for none. Senders often leave its system out."""
    codes = [coding.code for coding in concept.coding] if concept else []
    return next((code for code in codes if code in known), "")
