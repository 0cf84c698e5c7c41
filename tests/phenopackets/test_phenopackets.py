"""GA4GH phenopackets v2 in: excluded is no, not listed is unknown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crdecide import InvalidPatient, advise
from crdecide.records import phenopacket

PUBLISHED = Path(__file__).parents[3] / "shared/data/phenopackets"
"""Ten published people, where the project is worked on; they are not part of it."""


def packet(*features: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "x", "phenotypicFeatures": list(features), "metaData": {"created": "2026-01-01T00:00:00Z"}, **more}


def feature(code: str, **more: Any) -> dict[str, Any]:
    return {"type": {"id": code, "label": "never read"}, **more}


def solved(status: str, acmg: str, gene: str = "HGNC:12363", progress: str = "SOLVED") -> dict[str, Any]:
    variant = {
        "acmgPathogenicityClassification": acmg,
        "variationDescriptor": {"geneContext": {"valueId": gene, "symbol": "TSC2"}},
    }
    genomic = [{"interpretationStatus": status, "variantInterpretation": variant}]
    diagnosis = {"disease": {"id": "OMIM:613254"}, "genomicInterpretations": genomic}
    return {"interpretations": [{"id": "i", "progressStatus": progress, "diagnosis": diagnosis}]}


def test_present_excluded_and_not_listed_are_yes_no_and_unknown() -> None:
    present = phenopacket.read(packet(feature("HP:0001635"), feature("HP:0009729")))
    assert present.patient.symptoms.heart_failure is True
    assert present.patient.tsc.major_features == ("cardiac_rhabdomyoma",)
    excluded = phenopacket.read(packet(feature("HP:0001635", excluded=True), feature("HP:0009729", excluded=True)))
    assert excluded.patient.symptoms.heart_failure is False
    assert excluded.patient.tumours.count == 0
    assert phenopacket.read(packet()).patient.symptoms.heart_failure is None
    assert [str(source) for source in excluded.provenance["tumours.count"]] == ["phenotypicFeatures/2"]


def test_a_feature_with_a_resolution_is_not_current() -> None:
    reading = phenopacket.read(packet(feature("HP:0001635", resolution={"timestamp": "2020-01-01T00:00:00Z"})))
    assert reading.patient.symptoms.heart_failure is None
    assert "not current" in str(reading.notes[0])


def test_a_counted_criterion_is_not_taken_from_one_code_and_the_note_says_why() -> None:
    reading = phenopacket.read(packet(feature("HP:0009719")))
    assert reading.patient.tsc.major_features is None
    assert "the diagnostic criterion counts them" in str(reading.unread[0])


@pytest.mark.parametrize(
    ("status", "acmg", "pathogenic"),
    [
        ("CAUSATIVE", "PATHOGENIC", True),
        ("CAUSATIVE", "NOT_PROVIDED", True),
        ("CANDIDATE", "PATHOGENIC", True),
        ("CANDIDATE", "LIKELY_PATHOGENIC", True),
        ("REJECTED", "PATHOGENIC", None),
        ("CAUSATIVE", "UNCERTAIN_SIGNIFICANCE", None),
        ("CANDIDATE", "NOT_PROVIDED", None),
        ("UNKNOWN_STATUS", "BENIGN", None),
    ],
)
def test_a_variant_counts_where_it_is_called_causative_or_pathogenic(
    status: str, acmg: str, pathogenic: bool | None
) -> None:
    reading = phenopacket.read(packet(**solved(status, acmg)))
    assert reading.patient.tsc.pathogenic_variant is pathogenic
    assert bool(reading.unread) is (pathogenic is None)


def test_a_variant_of_another_gene_says_nothing_and_an_unsolved_diagnosis_is_unknown() -> None:
    assert (
        phenopacket.read(packet(**solved("CAUSATIVE", "PATHOGENIC", "HGNC:1"))).patient.tsc.pathogenic_variant is None
    )
    unsolved = phenopacket.read(packet(**solved("CAUSATIVE", "PATHOGENIC", progress="IN_PROGRESS")))
    assert unsolved.patient.tsc.status is None
    excluded = packet(diseases=[{"term": {"id": "MONDO:0001734"}, "excluded": True}])
    assert phenopacket.read(excluded).patient.tsc.status == "excluded"
    one_kind = packet(diseases=[{"term": {"id": "OMIM:191100"}, "excluded": True}])
    assert phenopacket.read(one_kind).patient.tsc.status is None


@pytest.mark.parametrize(
    ("duration", "days"),
    [
        ("P15D", 15),
        ("P3M", 91),
        ("P2Y6M", 913),
        ("P17Y1M", 6239),
        ("P1W2D", 9),
        ("P18Y", None),
        ("P17Y12M", None),
        ("P18Y5M", 6726),
        ("3 months", None),
        ("P", None),
        ("P0.5Y", None),
    ],
)
def test_an_age_is_read_where_the_rules_cannot_tell_its_days_apart(duration: str, days: int | None) -> None:
    reading = phenopacket.read(packet(subject={"timeAtLastEncounter": {"age": {"iso8601duration": duration}}}))
    assert reading.patient.age == days
    assert bool(reading.notes) is (days is None)


def test_a_time_before_birth_is_prenatal() -> None:
    reading = phenopacket.read(packet(subject={"timeAtLastEncounter": {"gestationalAge": {"weeks": 30}}}))
    assert reading.patient.life_stage == "prenatal"


def test_a_broken_part_is_reported_and_the_rest_is_used() -> None:
    reading = phenopacket.read(packet({"type": 7}, {}, feature("HP:0001635"), medicalActions=[{}]))
    assert reading.patient.symptoms.heart_failure is True
    assert sorted(map(str, reading.unread)) == [
        "medicalActions: this part of a phenopacket is not read",
        "phenotypicFeatures/1: left out, it cannot be read: type: expected an object",
        "phenotypicFeatures/2: left out: it has no code",
    ]


def test_names_written_with_underscores_are_read_too() -> None:
    record = {"phenotypic_features": [feature("HP:0001635")], "meta_data": {}}
    assert phenopacket.read(record).patient.symptoms.heart_failure is True


def test_what_is_no_phenopacket_is_refused() -> None:
    with pytest.raises(InvalidPatient, match="phenotypicFeatures"):
        phenopacket.read({"subject": {}})


EXPECTED = {"PMID_42265631_Patient_14": "in_scope", "PMID_42265631_Patient_18": "in_scope",
            "PMID_42265631_Patient_2": "in_scope", "PMID_8825048_index_case": "in_scope",
            "PMID_29196670_Patient_1": "cannot_assess", "PMID_29196670_Patient_4": "cannot_assess"}  # fmt: skip


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published phenopackets are not beside this checkout")
def test_of_the_published_people_those_with_a_rhabdomyoma_under_eighteen_are_in_scope() -> None:
    scopes = {}
    for path in sorted(PUBLISHED.glob("*.json")):
        reading = phenopacket.read(json.loads(path.read_text(encoding="utf-8")))
        assert (reading.patient.tsc.status, reading.patient.tsc.pathogenic_variant) == ("definite", True)
        scopes[path.stem.partition("-")[2]] = advise(reading.patient).scope.status
    assert {name: scope for name, scope in scopes.items() if scope != "out_of_scope"} == EXPECTED
    assert len(scopes) == 10
