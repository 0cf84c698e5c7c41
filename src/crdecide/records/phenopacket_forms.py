"""GA4GH phenopackets v2, as far as they are read (https://phenopacket-schema.readthedocs.io/en/latest/)."""

from __future__ import annotations

from .element import Element, Many


class OntologyClass(Element):
    """A coded term."""

    id: str
    label: str = ""


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

    subject_or_biosample_id: str = ""
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


class AgeRange(Element):
    """Two ages between which something was."""

    start: Age
    end: Age


class TimeElement(Element):
    """A point in time: an age, a stretch of ages, a day, or a time before birth."""

    age: Age | None = None
    age_range: AgeRange | None = None
    timestamp: str = ""
    gestational_age: object = None


class VitalStatus(Element):
    """Whether the person lives."""

    status: str = "UNKNOWN_STATUS"


class Individual(Element):
    """The person whose phenopacket it is."""

    date_of_birth: str = ""
    time_at_last_encounter: TimeElement | None = None
    vital_status: VitalStatus = VitalStatus()


class MetaData(Element):
    """When the phenopacket was made."""

    created: str = ""
