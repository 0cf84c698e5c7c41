"""Faults in the codes: each is said in full, once, where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.broken_rules import broken_by, edit, faults, with_line

CODES = "terminology/codes.yaml"
ATC = (
    "http://www.whocc.no/atc", "urn:oid:2.16.840.1.113883.6.73", "http://fhir.de/CodeSystem/bfarm/atc",
    "http://fhir.de/CodeSystem/dimdi/atc", "ATC", "ATC_code", "ATTC", "http://purl.bioontology.org/ontology/ATC/",
)  # fmt: skip

FAULTS = {
    "code_of_no_known_system": (
        CODES, 'system: hpo, code: "HP:0009729"', 'system: hop, code: "HP:0009729"',
        [
            "rules/terminology/codes.yaml:<- {system:>: no code system 'hop' is known; did you mean 'hpo'?",
        ],
    ),
    "measurement_in_a_unit_of_another_field": (
        CODES, "unit: ng/mL", "unit: ug/mL",
        [
            "rules/terminology/codes.yaml:<unit: ug/mL>: treatment.mtor_inhibitor.trough_ng_ml is in ng/mL, "
            "and is read here in 'ug/mL'; expected the unit of the field",
        ],
    ),
    "group_of_codes_seen_at_no_source": (
        CODES, "checked: atc_index", "checked: atc_indx",
        [
            "rules/terminology/codes.yaml:<local: {display:>: no source 'atc_indx' is given; did you mean 'atc_index'?",
        ],
    ),
    "group_of_codes_with_a_beginning_left_out": (
        CODES, '"A01", "G01", "R01"', '"A01", "G01"',
        [
            f"rules/terminology/codes.yaml:<  atc:>: 'atc' is {', '.join(ATC)}, "
            "local: for the skin, eye and ear, mouth, vagina or nose: D, S, A01, G01; expected, as under 'systems' in "
            f"terminology/pinned_codes.yaml: {', '.join(ATC)}, "
            "local: for the skin, eye and ear, mouth, vagina or nose: D, S, A01, G01, R01",
        ],
    ),
    "code_with_two_meanings": (
        CODES, "HP:0001635", "HP:0011675",
        [
            'rules/terminology/codes.yaml:<- {system: hpo, code: "HP:0011675", display: "Arrhythmia>: '
            "hpo HP:0011675 already stands under 'heart_failure'",
        ],
    ),
    "code_for_a_field_that_is_not_there": (
        CODES, "symptoms.heart_failure: true", "symptoms.hart_failure: true",
        [
            "rules/terminology/codes.yaml:<present: {symptoms>: "
            "symptoms.hart_failure: unknown field; did you mean 'heart_failure'?",
        ],
    ),
    "code_for_a_value_of_no_type_that_fields_have": (
        CODES, "tsc.status: definite", "tsc.status: 4.5",
        [
            "rules/terminology/codes.yaml:<present: {tsc.status:>: "
            "'concepts.tuberous_sclerosis.present.tsc.status': "
            "Input should be yes or no, a whole number or a text; got 4.5",
        ],
    ),
    "code_for_a_part_of_a_field_with_several_faults": (
        CODES, "symptoms.heart_failure: true", "treatment.mtor_inhibitor.dose.amount: 4",
        [
            "rules/terminology/codes.yaml:<present: {treatment>: "
            "treatment.mtor_inhibitor.dose.value: this field is required here; "
            "treatment.mtor_inhibitor.dose.unit: this field is required here; "
            "treatment.mtor_inhibitor.dose.amount: unknown field; did you mean 'unit'?",
        ],
    ),
    "code_for_a_value_that_is_not_there": (
        CODES, "tsc.status: definite", "tsc.status: definit",
        [
            "rules/terminology/codes.yaml:<present: {tsc.status:>: "
            "tsc.status: Input should be 'definite', 'possible' or 'excluded'; did you mean 'definite'?; got "
            '"definit"',
        ],
    ),
    "measurement_of_no_field": (
        CODES, "    unit: ng/mL\n", "",
        [
            "rules/terminology/codes.yaml:<everolimus_trough:>: "
            "a measurement has a field and a unit, or says why it is unused",
        ],
    ),
    "measurement_about_no_concept": (
        CODES, "focus: cardiac_rhabdomyoma", "focus: cardiac_rabdomyoma",
        [
            "rules/terminology/codes.yaml:<tumour_size:>: "
            "no concept 'cardiac_rabdomyoma'; did you mean 'cardiac_rhabdomyoma'?",
        ],
    ),
    "vaccine_without_its_statement": (
        CODES, "evidence: [everolimus_label#live_vaccines]", "evidence: [everolimus_label#live_vaccine]",
        [
            "rules/terminology/codes.yaml:<live_vaccine:>: "
            "no statement 'everolimus_label#live_vaccine'; did you mean 'everolimus_label#live_vaccines'?",
        ],
    ),
    "fault_in_the_codes": (
        CODES, 'display: "Cardiac rhabdomyoma"', 'dispay: "Cardiac rhabdomyoma"',
        [
            "rules/terminology/codes.yaml:<dispay:>: "
            "'concepts.cardiac_rhabdomyoma.codes.0.dispay': unknown field; did you mean 'display'?",
            "rules/terminology/codes.yaml:<dispay:>: "
            "'concepts.cardiac_rhabdomyoma.codes.0.display': this field is required here",
        ],
    ),
    "measurement_code_of_no_known_system": (
        CODES, 'system: loinc, code: "77349', 'system: loink, code: "77349',
        [
            "rules/terminology/codes.yaml:<- {system: loink>: no code system 'loink' is known; did you mean 'loinc'?",
        ],
    ),
    "procedure_code_of_no_known_system": (
        CODES, 'system: snomed, code: "387713003', 'system: snomad, code: "387713003',
        [
            "rules/terminology/codes.yaml:<- {system: snomad>: "
            "no code system 'snomad' is known; did you mean 'snomed'?",
        ],
    ),
    "answer_code_of_no_known_system": (
        CODES, 'system: v2_yes_no, code: "N', 'system: v2_yes_mo, code: "N',
        [
            "rules/terminology/codes.yaml:<- {system: v2_yes_mo>: "
            "no code system 'v2_yes_mo' is known; did you mean 'v2_yes_no'?",
        ],
    ),
    "vaccine_code_of_no_known_system": (
        CODES, 'system: cvx, code: "94', 'system: cvxx, code: "94',
        [
            "rules/terminology/codes.yaml:<- {system: cvxx>: no code system 'cvxx' is known; did you mean 'cvx'?",
        ],
    ),
    "gene_code_of_no_known_system": (
        CODES, 'system: hgnc, code: "HGNC:12363', 'system: hgncc, code: "HGNC:12363',
        [
            "rules/terminology/codes.yaml:<- {system: hgncc>: no code system 'hgncc' is known; did you mean 'hgnc'?",
        ],
    ),
    "measurement_code_checked_at_no_source": (
        CODES, "checked: loinc_77349_9", "checked: loinc_77349_8",
        [
            "rules/terminology/codes.yaml:<checked: loinc_77349_8>: "
            "no source 'loinc_77349_8' is given; did you mean 'loinc_77349_9'?",
        ],
    ),
    "vaccine_code_with_two_meanings": (
        CODES, 'code: "94"', 'code: "03"',
        [
            "rules/terminology/codes.yaml:<rubella, and varicella>: cvx 03 already stands under 'live_vaccine'",
        ],
    ),
    "measurement_of_a_field_that_is_not_there": (
        CODES, "also: {treatment.mtor_inhibitor.drug: everolimus}", "also:\n      symptoms.hart_failure: true",
        [
            "rules/terminology/codes.yaml:<symptoms.hart_failure>: "
            "symptoms.hart_failure: unknown field; did you mean 'heart_failure'?",
        ],
    ),
    "absence_of_a_field_that_is_not_there": (
        CODES, "absent: {tumours.count: 0}", "absent:\n      symptoms.hart_failure: true",
        [
            "rules/terminology/codes.yaml:<symptoms.hart_failure>: "
            "symptoms.hart_failure: unknown field; did you mean 'heart_failure'?",
        ],
    ),
    "procedure_for_a_field_that_is_not_there": (
        CODES, "performed: {surgery.performed: true}", "performed:\n      symptoms.hart_failure: true",
        [
            "rules/terminology/codes.yaml:<symptoms.hart_failure>: "
            "symptoms.hart_failure: unknown field; did you mean 'heart_failure'?",
        ],
    ),
    "vaccine_for_a_field_that_is_not_there": (
        CODES, "due: {safety.live_vaccine_due: true}", "due:\n      symptoms.hart_failure: true",
        [
            "rules/terminology/codes.yaml:<symptoms.hart_failure>: "
            "symptoms.hart_failure: unknown field; did you mean 'heart_failure'?",
        ],
    ),
    "variant_for_a_field_that_is_not_there": (
        CODES, "pathogenic: {tsc.pathogenic_variant: true}", "pathogenic:\n      symptoms.hart_failure: true",
        [
            "rules/terminology/codes.yaml:<symptoms.hart_failure>: "
            "symptoms.hart_failure: unknown field; did you mean 'heart_failure'?",
        ],
    ),
    "code_for_a_second_value_that_is_not_there": (
        CODES, "present: {tsc.major_features: cardiac_rhabdomyoma}",
        "present:\n      tsc.status: definite\n      tumours.count: many",
        [
            "rules/terminology/codes.yaml:<tumours.count: many>: "
            'tumours.count: Input should be a valid integer; got "many"',
        ],
    ),
    "measurement_with_a_field_and_unused": (
        CODES, "    unit: ng/mL\n", "    unit: ng/mL\n    unused: not read\n",
        [
            "rules/terminology/codes.yaml:<everolimus_trough:>: "
            "a measurement has a field and a unit, or says why it is unused",
        ],
    ),
    "measurement_without_a_field": (
        CODES, "    field: treatment.mtor_inhibitor.trough_ng_ml\n", "",
        [
            "rules/terminology/codes.yaml:<everolimus_trough:>: "
            "a measurement has a field and a unit, or says why it is unused",
        ],
    ),
    "procedure_for_no_concept": (
        CODES, "reason: cardiac_rhabdomyoma", "reason: cardiac_rabdomyoma",
        [
            "rules/terminology/codes.yaml:<tumour_surgery:>: "
            "no concept 'cardiac_rabdomyoma'; did you mean 'cardiac_rhabdomyoma'?",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_said_with_file_line_rule_and_remedy(rules: Path, case: str) -> None:
    expected = broken_by(rules, FAULTS[case])
    assert faults(rules) == expected


def test_an_entry_of_a_list_is_judged_as_an_entry(rules: Path) -> None:
    edit(rules, CODES, "tsc.major_features: cardiac_rhabdomyoma}", "tsc.major_features: cardiac_rabdomyoma}")
    [fault] = faults(rules)
    assert fault.startswith(
        with_line(rules, f"rules/{CODES}:<rabdomyoma}}>: tsc.major_features.0: Input should be 'hypo")
    )
    assert fault.endswith("; did you mean 'cardiac_rhabdomyoma'?; got \"cardiac_rabdomyoma\"")
