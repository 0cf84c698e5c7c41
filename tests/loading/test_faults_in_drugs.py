"""Faults in the drugs and their codes: each is said in full, once, where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.broken_rules import broken_by, edit, faults

DRUGS, DRUG_CODES = "terminology/drugs.yaml", "terminology/drug_codes.yaml"

FAULTS = {
    "code_checked_at_no_source": (
        DRUG_CODES, "checked: dgidb", "checked: dgidbb",
        [
            "rules/terminology/drug_codes.yaml:<- {system: rxnorm>: "
            "no source 'dgidbb' is given; did you mean 'dgidb'?",
        ],
    ),
    "course_of_a_drug_without_a_code": (
        DRUG_CODES, "[everolimus, sirolimus]", "[everolimus, sirolimuss]",
        [
            "rules/terminology/drug_codes.yaml:<treatment.>: "
            "no code is given for 'sirolimuss'; did you mean 'sirolimus'?",
        ],
    ),
    "fault_in_the_drugs": (
        DRUGS, "classes: ", "clases: ",
        [
            "rules/terminology/drugs.yaml:<everolimus: {>: "
            "'drugs.ketoconazole.beside.everolimus.clases': unknown field; did you mean 'classes'?",
            "rules/terminology/drugs.yaml:<everolimus: {>: "
            "'drugs.ketoconazole.beside.everolimus.classes': this field is required here",
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
        DRUGS, "also: [rifampin]", "also: [Rifampin, Captopril]",
        [
            "rules/terminology/drugs.yaml:<captopril:>: 'captopril' is already a name of rifampicin",
        ],
    ),
    "drug_with_unknown_evidence": (
        DRUGS, "evidence: [tsc_canada_heart#before_carbamazepine_or_acth]",
        "evidence:\n      - tsc_canada_heart#before_carbamazepine_or_acth\n"
        "      - tsc_canada_heart#pubert",
        [
            "rules/terminology/drugs.yaml:<- tsc_canada_heart#pubert>: unknown evidence 'tsc_canada_heart#pubert'; "
            "did you mean 'tsc_canada_heart#puberty'?",
        ],
    ),
    "drug_beside_another_with_unknown_evidence": (
        DRUGS, "evidence: [sirolimus_label#grapefruit]", "evidence: [sirolimus_label#grapefruits]",
        [
            "rules/terminology/drugs.yaml:<#grapefruits>: unknown evidence 'sirolimus_label#grapefruits'; "
            "did you mean 'sirolimus_label#grapefruit'?",
        ],
    ),
    "drug_checked_beside_one_that_is_not_named": (
        DRUGS, "      sirolimus: {classes: [raises_level], evidence: [sirolimus_label#ciclosporin]}",
        "      sirolimuss: {classes: [raises_level], evidence: [sirolimus_label#ciclosporin]}",
        [
            "rules/terminology/drugs.yaml:<sirolimuss:>: taken_beside has no 'sirolimuss'; did you mean 'sirolimus'?",
        ],
    ),
    "drug_that_is_itself_the_other": (
        DRUGS, "also: [cbd]", "also: [Rapamycin]",
        [
            "rules/terminology/drugs.yaml:<cannabidiol:>: 'Rapamycin' is already a name of sirolimus",
        ],
    ),
    "drug_checked_for_nothing": (
        DRUGS, "  captopril:\n", "  aspirin: {also: [acetylsalicylic acid]}\n  captopril:\n",
        [
            "rules/terminology/drugs.yaml:<aspirin:>: 'drugs.aspirin': Value error, expected classes, or what it was "
            'checked for beside another drug; got {"also": ["acetylsalicylic acid"]}',
        ],
    ),
    "classes_without_evidence": (
        DRUGS, "    evidence: [infant_tachycardia2021#drugs]\n", "",
        [
            "rules/terminology/drugs.yaml:<nadolol:>: 'drugs.nadolol': Value error, "
            'classes and evidence stand together; expected both or neither; got {"classes": ["antiarrhythmic"]}',
        ],
    ),
    "allergy_to_a_drug_without_a_code": (
        DRUG_CODES, "  sirolimus: {present:", "  sirolimuss: {present:",
        [
            "rules/terminology/drug_codes.yaml:<sirolimuss: {>: "
            "no code is given for 'sirolimuss'; did you mean 'sirolimus'?",
        ],
    ),
    "ingredient_code_of_no_known_system": (
        DRUG_CODES, 'system: rxnorm, code: "141704', 'system: rxnorn, code: "141704',
        [
            "rules/terminology/drug_codes.yaml:<- {system: rxnorn>: "
            "no code system 'rxnorn' is known; did you mean 'rxnorm'?",
        ],
    ),
    "ingredient_code_with_two_meanings": (
        DRUG_CODES, "L01EG04", "L01EG02",
        [
            'rules/terminology/drug_codes.yaml:<L01EG02", display: "sirolimus>: '
            "atc L01EG02 already stands under 'everolimus'",
        ],
    ),
    "allergy_for_a_field_that_is_not_there": (
        DRUG_CODES, "present: {safety", "present: {\n    symptoms.hart_failure: true, safety",
        [
            "rules/terminology/drug_codes.yaml:<symptoms.hart_failure>: "
            "symptoms.hart_failure: unknown field; did you mean 'heart_failure'?",
        ],
    ),
    "no_allergy_for_a_field_that_is_not_there": (
        DRUG_CODES, "absent: {safety", "absent: {\n    symptoms.hart_failure: true, safety",
        [
            "rules/terminology/drug_codes.yaml:<symptoms.hart_failure>: "
            "symptoms.hart_failure: unknown field; did you mean 'heart_failure'?",
        ],
    ),
    "allergy_without_its_statement": (
        DRUG_CODES, "evidence: [everolimus_sega_label#hypersensitivity]", "evidence: [bosi1996#symptom_first]",
        [
            "rules/terminology/drug_codes.yaml:<everolimus: {>: "
            "no statement 'bosi1996#symptom_first'; did you mean 'bosi1996#symptoms_first'?",
        ],
    ),
    "antiarrhythmic_without_a_code": (
        DRUG_CODES, "treatment.antiarrhythmic: [quinidine,", "treatment.antiarrhythmic: [quinidin,",
        [
            "rules/terminology/drug_codes.yaml:<treatment.antiarrhythmic:>: "
            "no code is given for 'quinidin'; did you mean 'quinidine'?",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_said_with_file_line_rule_and_remedy(rules: Path, case: str) -> None:
    expected = broken_by(rules, FAULTS[case])
    assert faults(rules) == expected


def test_what_was_not_checked_beside_a_drug_has_to_be_told(rules: Path) -> None:
    """Without an input that reads it, a drug that nobody checked would be passed over in silence."""
    for other in ("[everolimus]", "[everolimus, sirolimus]"):
        edit(
            rules,
            "vocabulary.yaml",
            f"{{unchecked_in: medications, complete_in: medications_complete, beside: {other}}}",
            "{unchecked_in: medications, complete_in: medications_complete, beside: [sirolimus]}",
        )
    said = [fault.partition(": ")[2] for fault in faults(rules)]
    told_nowhere = "what was not checked beside 'everolimus' is told nowhere; expected an input that reads unchecked_in"
    assert f"strong_inhibitor_of_everolimus_taken: {told_nowhere}" in said
    assert all(fault.endswith(told_nowhere) for fault in said)
