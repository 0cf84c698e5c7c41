"""Variants, as HL7 Genomics Reporting and mCODE write them: an Observation with the gene and the class as components.

https://hl7.org/fhir/uv/genomics-reporting/, https://hl7.org/fhir/us/mcode/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crdecide.language.code_maps import Gene, VariantClass
from crdecide.language.code_meanings import Meaning
from crdecide.language.code_systems import Coding

from .. import RecordItem, Statement
from .answers import coded_answers
from .context import Context
from .datatypes import CodeableConcept
from .resources import Component, Observation

GENE, SIGNIFICANCE, ORIGIN = "gene", "significance", "origin"
GERMLINE = "germline"
"""The parts of an observation of a variant that are read, and one of their values, by their names in the code map."""
NOT_FINAL = "the observation is not final"
NOT_PATHOGENIC = "it is not classed as pathogenic or likely pathogenic"
NOT_FOUND = "its value does not say that it was found"
SOMATIC = "it is said to be of a tumour or another tissue, and not one that the child was born with"
OF_ANOTHER = "by its focus it is about somebody or something else than the child"
DISAGREES = "it is classed in two ways"


def read_variant(observation: Observation, context: Context, *, is_final: bool) -> Iterator[RecordItem]:
    """A variant in a gene that the code map knows, where it is classed as pathogenic."""
    significance = list(_values(observation, SIGNIFICANCE, context))
    if not (significance or _is_variant(observation, context)):
        return
    variants = [observation, *_derived_from(observation, context)]
    why = next(filter(None, (_doubt(variant, context, is_final=is_final) for variant in variants)), "")
    classes = {found.entry.pathogenic for value in significance for found in _classes(value, context)}
    if not why and classes != {True}:
        why = DISAGREES if len(classes) > 1 else NOT_PATHOGENIC
    for gene in _genes(variants, context).values():
        where = context.where(observation, "observation", observation.code, observation.day)
        if why:
            yield where.unread(f"a variant in {gene.entry.label} is left unknown: {why}", gene)
        else:
            source = replace(where.source, codes=_gene_codes(variants, context))
            yield from (Statement(field, value, source) for field, value in gene.entry.pathogenic.items())


def _doubt(variant: Observation, context: Context, *, is_final: bool) -> str:
    """Why a variant may not be one that the child was born with; nothing where nothing speaks against it."""
    if not is_final or variant.status in ("entered-in-error", "cancelled"):
        return NOT_FINAL
    if variant.focus:
        return OF_ANOTHER
    if any(not _is_germline(value, context) for value in _values(variant, ORIGIN, context)):
        return SOMATIC
    found = coded_answers(variant, context)
    is_told = variant.value_codeable_concept is not None or variant.data_absent_reason is not None
    return NOT_FOUND if (found or is_told) and found != {True} else ""


def _is_variant(observation: Observation, context: Context) -> bool:
    return bool(context.terminology.variant_parts.find(observation.code.codes))


def _is_germline(value: CodeableConcept, context: Context) -> bool:
    return any(part.name == GERMLINE for part in context.terminology.variant_parts.find(value.codes))


def _derived_from(observation: Observation, context: Context) -> Iterator[Observation]:
    """The variants of which an observation tells what they mean."""
    for reference in observation.derived_from:
        other = context.resolve(reference, observation)
        if isinstance(other, Observation):
            yield other


def _gene_codes(variants: Iterable[Observation], context: Context) -> tuple[Coding, ...]:
    values = (value for variant in variants for value in _values(variant, GENE, context))
    return tuple(code for value in values for code in value.codes)


def _genes(variants: Iterable[Observation], context: Context) -> dict[str, Meaning[Gene]]:
    values = (value for variant in variants for value in _values(variant, GENE, context))
    return {gene.name: gene for value in values for gene in context.terminology.genes.find(value.codes)}


def _classes(value: CodeableConcept, context: Context) -> Iterable[Meaning[VariantClass]]:
    return context.terminology.classes.find(value.codes)


def _values(observation: Observation, part: str, context: Context) -> Iterator[CodeableConcept]:
    """The coded values of one part."""
    parts: tuple[Component, ...] = (observation, *observation.component)
    for component in parts:
        names = {meaning.name for meaning in context.terminology.variant_parts.find(component.code.codes)}
        if part in names and component.value_codeable_concept is not None:
            yield component.value_codeable_concept
