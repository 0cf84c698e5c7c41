"""Faults in the drugs and the codes: each is said in full, once, where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.broken_rules import broken_by, edit, faults, with_line

CODES, DRUG_CODES = "terminology/codes.yaml", "terminology/drug_codes.yaml"

FAULTS = {
    "code_of_no_known_system": (
        CODES, 'system: hpo, code: "HP:0009729"', 'system: hop, code: "HP:0009729"',
        [
            "rules/terminology/codes.yaml:<- {system:>: no code system 'hop' is known; did you mean 'hpo'?",
        ],
    ),
    "code_checked_at_no_source": (
        DRUG_CODES, "checked: dgidb", "checked: dgidbb",
        [
            "rules/terminology/drug_codes.yaml:<- {system: rxnorm>: "
            "no source 'dgidbb' is given; did you mean 'dgidb'?",
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
    "course_of_a_drug_without_a_code": (
        DRUG_CODES, "[everolimus, sirolimus]", "[everolimus, sirolimuss]",
        [
            "rules/terminology/drug_codes.yaml:<treatment.>: "
            "no code is given for 'sirolimuss'; did you mean 'sirolimus'?",
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
    "fault_in_the_drugs": (
        "terminology/drugs.yaml", "classes: ", "clases: ",
        [
            "rules/terminology/drugs.yaml:<ketoconazole:>: "
            "'drugs.ketoconazole.clases': unknown field; did you mean 'classes'?",
            "rules/terminology/drugs.yaml:<ketoconazole:>: 'drugs.ketoconazole.classes': this field is required here",
        ],
    ),
    "fault_in_the_drug_codes": (
        "terminology/drug_codes.yaml", "display: ", "dispay: ",
        [
            "rules/terminology/drug_codes.yaml:<- {system:>: "
            "'ingredients.everolimus.0.dispay': unknown field; did you mean 'display'?",
            "rules/terminology/drug_codes.yaml:<- {system:>: "
            "'ingredients.everolimus.0.display': this field is required here",
        ],
    ),
    "drug_named_twice": (
        "terminology/drugs.yaml", "also: [rifampin]", "also: [Rifampin, Captopril]",
        [
            "rules/terminology/drugs.yaml:<captopril:>: 'captopril' is already a name of rifampicin",
        ],
    ),
    "drug_with_unknown_evidence": (
        "terminology/drugs.yaml", "evidence: [tsc_canada_heart#before_carbamazepine_or_acth]\n  grapefruit",
        "evidence:\n      - tsc_canada_heart#before_carbamazepine_or_acth\n"
        "      - tsc_canada_heart#pubert\n  grapefruit",
        [
            "rules/terminology/drugs.yaml:<- tsc_canada_heart#pubert>: unknown evidence 'tsc_canada_heart#pubert'; "
            "did you mean 'tsc_canada_heart#puberty'?",
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
    "allergy_to_a_drug_without_a_code": (
        DRUG_CODES, "  sirolimus: {present:", "  sirolimuss: {present:",
        [
            "rules/terminology/drug_codes.yaml:<sirolimuss: {>: "
            "no code is given for 'sirolimuss'; did you mean 'sirolimus'?",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_said_with_file_line_rule_and_remedy(rules: Path, case: str) -> None:
    expected = broken_by(rules, FAULTS[case])
    assert faults(rules) == expected


HF = "symptoms.hart_failure"
UNKNOWN_FIELD = f"{HF}: unknown field; did you mean 'heart_failure'?"


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "message"),
    [
        (CODES, "system: loinc, code: \"77349", "system: loink, code: \"77349", "- {system: loink",
         "no code system 'loink' is known; did you mean 'loinc'?"),
        (CODES, "system: snomed, code: \"387713003", "system: snomad, code: \"387713003", "- {system: snomad",
         "no code system 'snomad' is known; did you mean 'snomed'?"),
        (CODES, "system: v2_yes_no, code: \"N", "system: v2_yes_mo, code: \"N", "- {system: v2_yes_mo",
         "no code system 'v2_yes_mo' is known; did you mean 'v2_yes_no'?"),
        (CODES, "system: cvx, code: \"94", "system: cvxx, code: \"94", "- {system: cvxx",
         "no code system 'cvxx' is known; did you mean 'cvx'?"),
        (CODES, "system: hgnc, code: \"HGNC:12363", "system: hgncc, code: \"HGNC:12363", "- {system: hgncc",
         "no code system 'hgncc' is known; did you mean 'hgnc'?"),
        (DRUG_CODES, "system: rxnorm, code: \"141704", "system: rxnorn, code: \"141704", "- {system: rxnorn",
         "no code system 'rxnorn' is known; did you mean 'rxnorm'?"),
        (CODES, "checked: loinc_77349_9", "checked: loinc_77349_8", "checked: loinc_77349_8",
         "no source 'loinc_77349_8' is given; did you mean 'loinc_77349_9'?"),
        (DRUG_CODES, "L01EG04", "L01EG02", "L01EG02\", display: \"sirolimus",
         "atc L01EG02 already stands under 'everolimus'"),
        (CODES, "code: \"94\"", "code: \"03\"", "MMRV", "cvx 03 already stands under 'live_vaccine'"),
        (CODES, "also: {treatment.mtor_inhibitor.drug: everolimus}", f"also:\n      {HF}: true", HF, UNKNOWN_FIELD),
        (CODES, "absent: {tumours.count: 0}", f"absent:\n      {HF}: true", HF, UNKNOWN_FIELD),
        (CODES, "performed: {surgery.performed: true}", f"performed:\n      {HF}: true", HF, UNKNOWN_FIELD),
        (CODES, "due: {safety.live_vaccine_due: true}", f"due:\n      {HF}: true", HF, UNKNOWN_FIELD),
        (CODES, "pathogenic: {tsc.pathogenic_variant: true}", f"pathogenic:\n      {HF}: true", HF, UNKNOWN_FIELD),
        (DRUG_CODES, "present: {safety", f"present: {{\n    {HF}: true, safety", HF, UNKNOWN_FIELD),
        (DRUG_CODES, "absent: {safety", f"absent: {{\n    {HF}: true, safety", HF, UNKNOWN_FIELD),
        (CODES, "present: {tsc.major_features: cardiac_rhabdomyoma}",
         "present:\n      tsc.status: definite\n      tumours.count: many", "tumours.count: many",
         "tumours.count: Input should be a valid integer; got \"many\""),
        (CODES, "    unit: ng/mL\n", "    unit: ng/mL\n    unused: no reason\n", "everolimus_trough:",
         "a measurement has a field and a unit, or says why it is unused"),
        (CODES, "    field: treatment.mtor_inhibitor.trough_ng_ml\n", "", "everolimus_trough:",
         "a measurement has a field and a unit, or says why it is unused"),
        (CODES, "reason: cardiac_rhabdomyoma", "reason: cardiac_rabdomyoma", "tumour_surgery:",
         "no concept 'cardiac_rabdomyoma'; did you mean 'cardiac_rhabdomyoma'?"),
        (DRUG_CODES, "evidence: [everolimus_sega_label#hypersensitivity]",
         "evidence: [bosi1996#symptom_first]",
         "everolimus: {", "no statement 'bosi1996#symptom_first'; did you mean 'bosi1996#symptoms_first'?"),
        (DRUG_CODES, "treatment.antiarrhythmic: [quinidine,", "treatment.antiarrhythmic: [quinidin,",
         "treatment.antiarrhythmic:", "no code is given for 'quinidin'; did you mean 'quinidine'?"),
    ],
)  # fmt: skip
def test_a_code_is_known_cited_and_says_what_a_record_can_hold(
    rules: Path, name: str, old: str, new: str, place: str, message: str
) -> None:
    edit(rules, name, old, new)
    assert faults(rules) == [with_line(rules, f"rules/{name}:<{place}>: {message}")]


def test_an_entry_of_a_list_is_judged_as_an_entry(rules: Path) -> None:
    edit(rules, CODES, "tsc.major_features: cardiac_rhabdomyoma}", "tsc.major_features: cardiac_rabdomyoma}")
    [fault] = faults(rules)
    assert fault.startswith(
        with_line(rules, f"rules/{CODES}:<rabdomyoma}}>: tsc.major_features.0: Input should be 'hypo")
    )
    assert fault.endswith("; did you mean 'cardiac_rhabdomyoma'?; got \"cardiac_rabdomyoma\"")
