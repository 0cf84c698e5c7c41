"""What a resource is read against: the code maps, the rest of the record, the day and the encounter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crdecide.advisory.record_out import UnreadKind
from crdecide.guideline.laws import ADDED_ONE_BY_ONE
from crdecide.language.code_meanings import Terminology
from crdecide.language.drug_list import DrugList
from crdecide.language.record_fields import FormGroup
from crdecide.language.ruleset import Ruleset

from ..concepts import ConceptMeaning
from ..unread import Whereabouts
from .bundle import Unpacked, resolve, source_of
from .datatypes import CodeableConcept, Reference
from .resources import Condition, Resource


@dataclass(frozen=True)
class Context:
    """`on` is the day of reading, `encounter` the id of the present encounter; either may be unknown.

    `dangers` are the fields on which a danger may rest.
    """

    rules: Ruleset
    record: Unpacked
    dangers: frozenset[str]
    on: date | None = None
    encounter: str | None = None

    @property
    def terminology(self) -> Terminology:
        """What codes and names mean."""
        return self.rules.terminology

    @property
    def drug_list(self) -> DrugList:
        """The drugs that are checked, by name."""
        return self.rules.drugs

    @property
    def form(self) -> tuple[FormGroup, ...]:
        """The questions of our form, which is made where a record holds one: it takes long."""
        return self.rules.form

    @cached_property
    def added_to(self) -> tuple[str, ...]:
        """Lists to which a record adds entry by entry, without taking back what it said."""
        return tuple(name for name in ADDED_ONE_BY_ONE if name not in self.drug_lists)

    @cached_property
    def drug_lists(self) -> frozenset[str]:
        """The fields that list drugs."""
        return frozenset(field.path for group in self.form for field in group.fields if field.type == "texts")

    def meanings(self, concept: CodeableConcept) -> tuple[ConceptMeaning, ...]:
        """What a concept of a record means, by its codes or else its words."""
        return self.terminology.concepts.find(concept.codes, concept.words)

    def where(
        self, resource: Resource, kind: UnreadKind, concept: CodeableConcept | None = None, day: str | None = None
    ) -> Whereabouts:
        """Where a concept stands in the record, in the record's own words."""
        texts, codes = (concept.texts, concept.codes) if concept else ((), ())
        return Whereabouts(source_of(resource, day, codes), kind, texts, codes, self.dangers)

    @cached_property
    def growths(self) -> frozenset[str]:
        """The growths among the conditions of the record, by concept; '' for one that is not in the lists."""
        return frozenset(
            name
            for resource in self.record.resources
            if isinstance(resource, Condition) and is_held(resource)
            for name in self._growths_of(resource.code)
        )

    def _growths_of(self, concept: CodeableConcept) -> Iterator[str]:
        meanings = self.meanings(concept)
        yield from (meaning.name for meaning in meanings if meaning.entry.growth)
        if not meanings and any(map(self.terminology.is_neoplasm, concept.codes)):
            yield ""

    def resolve(self, reference: Reference, within: Resource) -> Resource | None:
        """The resource that a reference names, where it is in the record."""
        return resolve(reference.reference, within, self.record)

    def is_past(self, day: date | None) -> bool:
        """Whether a day lies before the day of reading; of a day not known, or read on no day, it is so taken."""
        return day is None or self.on is None or day <= self.on

    def is_other_encounter(self, reference: Reference) -> bool:
        """Whether a resource belongs to an encounter that is not the present one."""
        if self.encounter is None:
            return False
        named = reference.reference.partition("/_history/")[0].rpartition("/")[2]
        return bool(named) and named != self.encounter


OF_FHIR = "hl7.org/"
"""What stands in the address of each code system of FHIR's own."""


CERTAIN = ("confirmed",)
"""The verification status of a condition that is not in doubt."""


def is_held(condition: Condition) -> bool:
    """Whether the condition is neither refuted, withdrawn nor in doubt by its verification status."""
    status = condition.verification_status
    return status is None or {coding.code for coding in status.coding} <= {*CERTAIN}


def code_among(concept: CodeableConcept | None, known: tuple[str, ...]) -> str:
    """Which of FHIR's own status codes a concept holds; '' for none, or for several that differ.

    Senders often leave its system out; a code of another system is none of FHIR's.
    """
    found = ""
    for coding in concept.coding if concept else ():
        code = coding.code
        if code in known and (not coding.system or OF_FHIR in coding.system):
            if found not in ("", code):
                return ""
            found = code
    return found
