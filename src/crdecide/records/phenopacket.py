"""GA4GH phenopackets v2 as a `Patient` (https://phenopacket-schema.readthedocs.io/en/latest/).

A feature that is excluded is no; one that is not listed is unknown. Codes are read, or else exact names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from pydantic.alias_generators import to_snake

from crdecide.advisory.record_out import UnreadKind
from crdecide.errors import InvalidPatient, Problem
from crdecide.guideline.other_records import is_phenopacket
from crdecide.language.code_meanings import Terminology
from crdecide.language.code_systems import Coding, from_curie
from crdecide.language.loading import default_ruleset
from crdecide.language.ruleset import Ruleset

from . import Reading, RecordItem, Source, Statement, Unread
from .concepts import ConceptMeaning, absent, ended, present
from .element import Element, read_element
from .phenopacket_forms import (
    Feature,
    GenomicInterpretation,
    Individual,
    Interpretation,
    MetaData,
    OntologyClass,
)
from .phenopacket_subject import read_subject
from .reconciliation import reconcile
from .unread import NOT_LISTED, Whereabouts, danger_fields

PATHOGENIC = ("PATHOGENIC", "LIKELY_PATHOGENIC")
NOT_PATHOGENIC = ("BENIGN", "LIKELY_BENIGN", "UNCERTAIN_SIGNIFICANCE")
"""https://phenopacket-schema.readthedocs.io/en/latest/variant-interpretation.html"""
NOT_CALLED = "it is not classed as pathogenic or likely pathogenic"
NOT_OF_SUBJECT = "it is of a biosample, or of another person than the subject"
UNREAD: Mapping[str, UnreadKind] = {
    "medicalActions": "drug", "measurements": "observation", "biosamples": "other", "files": "other",
}  # fmt: skip
OF_VERSION_1 = ("genes", "variants", "htsFiles")
"""Parts of a phenopacket of version 1 alone (https://phenopacket-schema.readthedocs.io/en/1.0.0/phenopacket.html)."""
OF_SEVERAL = ("proband", "relatives", "pedigree", "members")
"""Parts of a family or a cohort, in which there are several people."""


@dataclass(frozen=True)
class _Rules:
    """What a phenopacket is read against."""

    terminology: Terminology
    dangers: frozenset[str]
    subject: str

    def where(self, source: Source, kind: UnreadKind, term: OntologyClass | None) -> Whereabouts:
        if term is None:
            return Whereabouts(source, kind, dangers=self.dangers)
        source = replace(source, codes=(from_curie(term.id),))
        return Whereabouts(source, kind, (term.label,), (Coding("", term.id),), self.dangers)

    def meanings(self, term: OntologyClass) -> tuple[ConceptMeaning, ...]:
        return self.terminology.concepts.find([from_curie(term.id)], [term.label] if term.label else [])


def read(phenopacket: Mapping[str, Any], *, ruleset: Ruleset | None = None) -> Reading:
    """The patient, where each field came from, what was left unknown, and all that was not read.

    Raises:
        InvalidPatient: it is no phenopacket, one of version 1, or one of several people; a broken part is left out.
    """
    if not is_phenopacket(phenopacket):
        raise InvalidPatient([Problem("phenopacket", "expected 'phenotypicFeatures' or 'metaData', as in version 2")])
    if why := _another_kind(phenopacket):
        raise InvalidPatient([Problem("phenopacket", why)])
    return reconcile(_items(phenopacket, ruleset or default_ruleset()))


def _another_kind(phenopacket: Mapping[str, Any]) -> str:
    """What it is instead of a phenopacket of version 2; nothing where it is one."""
    if several := [name for name in OF_SEVERAL if name in phenopacket]:
        return f"'{several[0]}' makes it a family or a cohort, of several people; give the phenopacket of one child"
    meta, features = _part_of(phenopacket, "metaData"), _part_of(phenopacket, "phenotypicFeatures")
    version = _part_of(meta, "phenopacketSchemaVersion") if isinstance(meta, Mapping) else None
    listed = features if isinstance(features, list) else []
    negated = any(isinstance(feature, Mapping) and "negated" in feature for feature in listed)
    if str(version or "").startswith("1") or negated or any(name in phenopacket for name in OF_VERSION_1):
        return "this is version 1 of the schema, which says otherwise what is excluded; expected version 2"
    return ""


def _part_of(data: Mapping[str, Any], name: str) -> Any:
    """A part by its name as JSON or as protobuf has it."""
    return data.get(name, data.get(to_snake(name)))


def _items(phenopacket: Mapping[str, Any], ruleset: Ruleset) -> Iterator[RecordItem]:
    person = _part_of(phenopacket, "subject")
    subject = str(person.get("id") or "") if isinstance(person, Mapping) else ""
    rules = _Rules(ruleset.terminology, danger_fields(ruleset), subject)
    meta = read_element(MetaData, _part_of(phenopacket, "metaData") or {})
    created = meta.created if isinstance(meta, MetaData) else ""
    yield from _part(phenopacket, "subject", Individual, partial(read_subject, created=created, ruleset=ruleset))
    for name in ("phenotypicFeatures", "diseases"):
        yield from _part(phenopacket, name, Feature, partial(_feature, rules=rules))
    yield from _part(phenopacket, "interpretations", Interpretation, partial(_interpretation, rules=rules))
    for name, kind in UNREAD.items():
        if _part_of(phenopacket, name):
            yield Unread(kind, "this part of a phenopacket is not read", Source(name))


Form = TypeVar("Form", bound=Element)


def _part(
    phenopacket: Mapping[str, Any],
    name: str,
    form: type[Form],
    read_form: Callable[[Form, Source], Iterator[RecordItem]],
) -> Iterator[RecordItem]:
    """What the parts of one name say; one that cannot be read is noted and left out."""
    data = _part_of(phenopacket, name)
    for number, part in enumerate([] if data is None else data if isinstance(data, list) else [data], start=1):
        source = Source(name, str(number) if isinstance(data, list) else None)
        element = read_element(form, part)
        if isinstance(element, str):
            yield Unread("condition", f"left out, it cannot be read: {element}", source)
        else:
            yield from read_form(element, source)


def _feature(feature: Feature, source: Source, *, rules: _Rules) -> Iterator[RecordItem]:
    term = feature.type or feature.term
    where = rules.where(source, "condition", term)
    if term is None:
        yield where.unread("left out: it has no code")
        return
    meanings = rules.meanings(term)
    if not meanings and not feature.excluded:
        yield where.unread(NOT_LISTED)
    for meaning in meanings:
        if feature.excluded:
            yield from absent(meaning, where)
        elif feature.resolution is not None:
            yield from ended(meaning, where)
        else:
            yield from present(meaning, where)


def _interpretation(interpretation: Interpretation, source: Source, *, rules: _Rules) -> Iterator[RecordItem]:
    """A solved diagnosis, and the variants that are called causative or pathogenic."""
    diagnosis = interpretation.diagnosis
    where = rules.where(source, "condition", diagnosis.disease)
    for meaning in rules.meanings(diagnosis.disease) if diagnosis.disease else ():
        if interpretation.progress_status == "SOLVED":
            yield from present(meaning, where)
        else:
            yield where.in_doubt(meaning, "the diagnosis is not solved")
    for genomic in diagnosis.genomic_interpretations:
        yield from _variant(genomic, where, rules)


def _variant(genomic: GenomicInterpretation, where: Whereabouts, rules: _Rules) -> Iterator[RecordItem]:
    variant = genomic.variant_interpretation
    genes = rules.terminology.genes.find([from_curie(variant.variation_descriptor.gene_context.value_id)])
    if not genes and _is_called(genomic):
        yield where.unread("a variant that is called pathogenic or causative is in a gene that is not in the list")
    for gene in genes:
        if genomic.subject_or_biosample_id not in ("", rules.subject):
            yield where.unread(f"a variant in {gene.entry.label} is left unknown: {NOT_OF_SUBJECT}", gene)
        elif _is_called(genomic):
            named = (from_curie(variant.variation_descriptor.gene_context.value_id),)
            for field, value in gene.entry.pathogenic.items():
                yield Statement(field, value, replace(where.source, codes=named))
        else:
            yield where.unread(f"a variant in {gene.entry.label} is left unknown: {NOT_CALLED}", gene)


def _is_called(genomic: GenomicInterpretation) -> bool:
    """Whether it is classed as pathogenic or likely so, or called causative and not classed as anything less."""
    acmg = genomic.variant_interpretation.acmg_pathogenicity_classification
    causative = genomic.interpretation_status == "CAUSATIVE" and acmg not in NOT_PATHOGENIC
    return genomic.interpretation_status != "REJECTED" and (acmg in PATHOGENIC or causative)
