"""GA4GH phenopackets v2 as a `Patient` (https://phenopacket-schema.readthedocs.io/en/latest/).

A feature that is excluded is no; one that is not listed is unknown. Only exact codes are read, never labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

from pydantic.alias_generators import to_snake

from crdecide.errors import InvalidPatient, Problem
from crdecide.language.code_maps import Terminology, from_curie
from crdecide.language.loading import default_ruleset
from crdecide.language.ruleset import Ruleset

from . import Reading, RecordItem, RecordNote, Source, Statement
from .age import read_age
from .concepts import absent, ended, present
from .element import Element, Many, read_element
from .reconciliation import reconcile

NOT_PATHOGENIC = ("BENIGN", "LIKELY_BENIGN", "UNCERTAIN_SIGNIFICANCE", "LIKELY_PATHOGENIC")
UNREAD = ("medicalActions", "measurements", "biosamples", "files")


class OntologyClass(Element):
    """A coded term; its label is not read."""

    id: str


class Feature(Element):
    """A phenotypic feature (`type`) or a disease (`term`); `resolution` is there where it is over, in any form."""

    type: OntologyClass | None = None
    term: OntologyClass | None = None
    excluded: bool = False
    resolution: object = None


class GeneContext(Element):
    """The gene of a variant."""

    value_id: str = ""


class VariationDescriptor(Element):
    """A variant, as far as it names its gene."""

    gene_context: GeneContext = GeneContext()


class VariantInterpretation(Element):
    """A variant and its ACMG class."""

    acmg_pathogenicity_classification: str = "NOT_PROVIDED"
    variation_descriptor: VariationDescriptor = VariationDescriptor()


class GenomicInterpretation(Element):
    """What a variant means for the diagnosis."""

    interpretation_status: str = "UNKNOWN_STATUS"
    variant_interpretation: VariantInterpretation = VariantInterpretation()


class Diagnosis(Element):
    """A diagnosis and the variants behind it."""

    disease: OntologyClass | None = None
    genomic_interpretations: Many[GenomicInterpretation] = ()


class Interpretation(Element):
    """A diagnosis, and how far the work on it has come."""

    progress_status: str = "UNKNOWN_PROGRESS"
    diagnosis: Diagnosis = Diagnosis()


class Age(Element):
    """An age as an ISO 8601 duration."""

    iso8601duration: str


class TimeElement(Element):
    """A point in time: an age, or a time before birth."""

    age: Age | None = None
    gestational_age: object = None


class Individual(Element):
    """The person whose phenopacket it is."""

    time_at_last_encounter: TimeElement | None = None


def read(phenopacket: Mapping[str, Any], *, ruleset: Ruleset | None = None) -> Reading:
    """The patient, where each field came from, and what was left out or left unknown.

    Raises:
        InvalidPatient: it is no phenopacket at all; a broken part of one is noted and left out.
    """
    if not is_phenopacket(phenopacket):
        raise InvalidPatient([Problem("phenopacket", "expected 'phenotypicFeatures' or 'metaData', as in version 2")])
    return reconcile(_items(phenopacket, ruleset or default_ruleset()))


def is_phenopacket(data: object) -> bool:
    """Whether this is a phenopacket, by its field names."""
    names = ("phenotypicFeatures", "phenotypic_features", "metaData", "meta_data")
    return isinstance(data, Mapping) and any(name in data for name in names)


def _items(phenopacket: Mapping[str, Any], ruleset: Ruleset) -> Iterator[RecordItem]:
    terminology = ruleset.terminology
    yield from _part(phenopacket, "subject", Individual, partial(_subject, ruleset=ruleset))
    for name in ("phenotypicFeatures", "diseases"):
        yield from _part(phenopacket, name, Feature, partial(_feature, terminology=terminology))
    yield from _part(phenopacket, "interpretations", Interpretation, partial(_interpretation, terminology=terminology))
    for name in UNREAD:
        if phenopacket.get(name):
            yield RecordNote("not_read", "this part of a phenopacket is not read", Source(name))


Form = TypeVar("Form", bound=Element)


def _part(
    phenopacket: Mapping[str, Any],
    name: str,
    form: type[Form],
    read_form: Callable[[Form, Source], Iterator[RecordItem]],
) -> Iterator[RecordItem]:
    """What the parts of one name say; one that cannot be read is noted and left out."""
    data = phenopacket.get(name, phenopacket.get(to_snake(name)))
    for number, part in enumerate([] if data is None else data if isinstance(data, list) else [data], start=1):
        source = Source(name, str(number) if isinstance(data, list) else None)
        element = read_element(form, part)
        if isinstance(element, str):
            yield RecordNote("left_out", f"left out, it cannot be read: {element}", source)
        else:
            yield from read_form(element, source)


def _subject(person: Individual, source: Source, *, ruleset: Ruleset) -> Iterator[RecordItem]:
    time = person.time_at_last_encounter
    if time is not None and time.gestational_age is not None:
        yield Statement("life_stage", "prenatal", source)
    elif time is not None and time.age is not None:
        yield from read_age(time.age.iso8601duration, source, ruleset)
    elif time is not None:
        yield RecordNote("left_unknown", "only an age is read here; the age is left unknown", source)


def _feature(feature: Feature, source: Source, *, terminology: Terminology) -> Iterator[RecordItem]:
    code = feature.type or feature.term
    if code is None:
        yield RecordNote("left_out", "left out: it has no code", source)
        return
    concept = terminology.concepts.find([from_curie(code.id)])
    if concept is None:
        return
    if feature.excluded:
        yield from absent(concept, source)
    elif feature.resolution is not None:
        yield from ended(concept, source)
    else:
        yield from present(concept, source)


def _interpretation(
    interpretation: Interpretation, source: Source, *, terminology: Terminology
) -> Iterator[RecordItem]:
    """A solved diagnosis, and the variants that are called causative or pathogenic."""
    diagnosis = interpretation.diagnosis
    disease = terminology.concepts.find([from_curie(diagnosis.disease.id)]) if diagnosis.disease else None
    if disease and interpretation.progress_status == "SOLVED":
        yield from present(disease, source)
    elif disease:
        yield RecordNote("left_unknown", "the diagnosis is not solved, and is left unknown", source)
    for genomic in diagnosis.genomic_interpretations:
        yield from _variant(genomic, source, terminology)


def _variant(genomic: GenomicInterpretation, source: Source, terminology: Terminology) -> Iterator[RecordItem]:
    variant = genomic.variant_interpretation
    gene = terminology.genes.find([from_curie(variant.variation_descriptor.gene_context.value_id)])
    if gene is None:
        return
    pathogenic = variant.acmg_pathogenicity_classification == "PATHOGENIC"
    causative = genomic.interpretation_status == "CAUSATIVE"
    if genomic.interpretation_status != "REJECTED" and (pathogenic or (causative and not _doubted(variant))):
        for field, value in gene[1].pathogenic.items():
            yield Statement(field, value, source)
    else:
        text = f"a variant in {gene[1].label} that is not classed as pathogenic is left unknown"
        yield RecordNote("left_unknown", text, source)


def _doubted(variant: VariantInterpretation) -> bool:
    return variant.acmg_pathogenicity_classification in NOT_PATHOGENIC
