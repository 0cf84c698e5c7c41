"""Faults in the vocabulary, caveats, evidence and terminology: each is said in full, once, where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.broken_rules import AN_INPUT, edit, faults, with_line

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
    "fault_in_the_manifest": (
        "ruleset.yaml", "status: draft", "status: done",
        [
            "rules/ruleset.yaml:<status: done>: "
            "'status': Input should be 'draft', 'in_review' or 'approved'; got \"done\"",
        ],
    ),
    "fault_in_a_source": (
        "evidence/bosi1996.yaml", "type: ", "typ: ",
        [
            "rules/evidence/bosi1996.yaml:<id: bosi1996>: bosi1996: 'type': this field is required here",
            "rules/evidence/bosi1996.yaml:<typ: cohort>: bosi1996: 'typ': unknown field; did you mean 'type'?",
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
    "fault_in_a_caveat": (
        "caveats.yaml", "text: ", "txt: ",
        [
            "rules/caveats.yaml:<temporary_only:>: 'text': this field is required here",
            "rules/caveats.yaml:<txt: The review>: 'txt': unknown field; did you mean 'text'?",
        ],
    ),
    "fault_in_a_contradiction": (
        "vocabulary.yaml", "{asymptomatic: yes}, {syncope: yes}", "{asymptomatic: yes}, {synkope: yes}",
        [
            "rules/vocabulary.yaml:<- all: [{asymptomatic: yes}, {synkope:>: "
            "unknown input or finding 'synkope'; did you mean 'syncope'?",
        ],
    ),
    "not_a_mapping": (
        "caveats.yaml", "temporary_only:", "- temporary_only:",
        [
            "rules/caveats.yaml:<evidence_limits:>: not YAML: expected <block end>, but found '?'",
        ],
    ),
    "patient_path": (
        "vocabulary.yaml", "value: surgery.risk", "value: surgery.rsk",
        [
            "rules/vocabulary.yaml:<surgical_risk:>: "
            "surgical_risk: the patient record has no 'surgery.rsk'; did you mean 'risk'?",
        ],
    ),
    "patient_value": (
        "vocabulary.yaml", "[low, moderate, high, inoperable]", "[low, moderate, high, inoperabel]",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<- surgical_risk:>: "
            "mtor_inhibitor_especially: surgical_risk takes low, moderate, high or inoperabel, each at most once; "
            "got ['high', 'inoperable']; did you mean 'inoperabel'?",
            "rules/options/surgery_inoperable.yaml:<surgical_risk:>: "
            "surgery_inoperable: surgical_risk takes low, moderate, high or inoperabel, each at most once; got "
            "inoperable; did you mean 'inoperabel'?",
            "rules/vocabulary.yaml:<surgical_risk:>: "
            "surgical_risk: 'inoperabel' is no value of surgery.risk; did you mean 'inoperable'?",
            "rules/vocabulary.yaml:<surgical_risk:>: "
            "surgical_risk: the values of surgery.risk are low, moderate, high or inoperable; inoperable is missing "
            "here",
        ],
    ),
    "patient_value_left_out": (
        "vocabulary.yaml", "values: [none, planned, current, stopped]", "values: [planned, current, stopped]",
        [
            "rules/findings/mtor_inhibitor_in_question.yaml:<- mtor_status: [none>: "
            "mtor_inhibitor_in_question: mtor_status takes planned, current or stopped, each at most once; got "
            "['none', 'stopped']",
            "rules/vocabulary.yaml:<mtor_status:>: mtor_status: moves: 'none' is none of its values",
            "rules/vocabulary.yaml:<mtor_status:>: "
            "mtor_status: the values of treatment.mtor_inhibitor.status are none, planned, current or stopped; none "
            "is missing here",
        ],
    ),
    "patient_type": (
        "vocabulary.yaml", "reads: {value: symptoms.syncope}", "reads: {value: age}",
        [
            "rules/vocabulary.yaml:<syncope:>: syncope: reads age as 'yes_no'; expected quantity",
        ],
    ),
    "unknown_drug_class": (
        "vocabulary.yaml", "class: ace_inhibitor}", "class: ace_inhibitors}",
        [
            "rules/vocabulary.yaml:<ace_inhibitor_taken:>: "
            "ace_inhibitor_taken: no drug is of class 'ace_inhibitors'; did you mean 'ace_inhibitor'?",
        ],
    ),
    "drug_named_twice": (
        "terminology/drugs.yaml", "also: [rifampin]", "also: [Rifampin, Captopril]",
        [
            "rules/terminology/drugs.yaml:<captopril:>: 'captopril' is already a name of rifampicin",
        ],
    ),
    "missing_option": (
        "vocabulary.yaml", "  surgery:\n    label: surgery", "  surgeri:\n    label: surgery",
        [
            "rules/vocabulary.yaml:<surgeri:>: "
            "'options.surgeri.[key]': Input should be 'surveillance', 'mtor_inhibitor', 'surgery', 'antiarrhythmic', "
            "'tsc_evaluation' or 'specialist_review'; did you mean 'surgery'?; got \"surgeri\"",
        ],
    ),
    "move_to_no_value": (
        "vocabulary.yaml", "excluded: [possible, definite]", "excluded: [probable, definite]",
        [
            "rules/vocabulary.yaml:<tsc_stated:>: "
            "tsc_stated: moves: 'probable' is none of its values; did you mean 'possible'?",
        ],
    ),
    "names_that_the_engine_takes_for_one": (
        "vocabulary.yaml", "  syncope:\n", f"  costarring:\n{AN_INPUT}  liquid:\n{AN_INPUT}  syncope:\n",
        [
            "rules/vocabulary.yaml:<costarring:>: no card reads the input 'costarring'; expected at least one",
            "rules/vocabulary.yaml:<liquid:>: "
            "'liquid' and 'costarring' have the same 32-bit hash and the engine takes them for one field",
            "rules/vocabulary.yaml:<liquid:>: no card reads the input 'liquid'; expected at least one",
        ],
    ),
    "name_that_the_engine_uses": (
        "vocabulary.yaml", "  syncope:\n", f"  sid:\n{AN_INPUT}  syncope:\n",
        [
            "rules/vocabulary.yaml:<sid:>: 'sid' is a name that the engine uses for itself; choose another",
            "rules/vocabulary.yaml:<sid:>: no card reads the input 'sid'; expected at least one",
        ],
    ),
    "caveat_with_unknown_evidence": (
        "caveats.yaml", "evidence: [sugalska2021#conclusion]",
        "evidence:\n    - sugalska2021#conclusion\n    - sugalska2021#conclusions",
        [
            "rules/caveats.yaml:<- sugalska2021#conclusions>: unknown evidence 'sugalska2021#conclusions'; "
            "did you mean 'sugalska2021#conclusion'?",
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
    "unknown_caveat_that_an_option_demands": (
        "vocabulary.yaml", "demands_caveats: [temporary_only, evidence_limits, ",
        "demands_caveats: [temporary_only, evidence_limit, ",
        [
            "rules/vocabulary.yaml:<demands_caveats:>: "
            "unknown caveat 'evidence_limit'; did you mean 'evidence_limits'?",
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
    "no_contradictions": (
        "vocabulary.yaml", "contradictions:\n", "remarks:\n",
        [
            "rules/vocabulary.yaml:<remarks:>: 'remarks': unknown field",
        ],
    ),
    "contradictions_that_are_no_list": (
        "vocabulary.yaml", "contradictions:\n", "contradictions: {}\nremarks:\n",
        [
            "rules/vocabulary.yaml:<contradictions: {}>: 'contradictions': expected a list of conditions; got {}",
            "rules/vocabulary.yaml:<remarks:>: 'remarks': unknown field",
        ],
    ),
    "caveat_that_is_nothing": (
        "caveats.yaml", "off_label:\n", "nothing:\noff_label:\n",
        [
            "rules/caveats.yaml:<nothing:>: Input should be an object; got null",
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
    name, old, new, expected = FAULTS[case]
    edit(rules, name, old, new)
    assert faults(rules) == [with_line(rules, fault) for fault in expected]


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        (
            "  specialist_review:\n", "\nstances:\n", "<options:>: options are fixed: expected surveillance, "
            "mtor_inhibitor, surgery, antiarrhythmic, tsc_evaluation, specialist_review, in this order",
        ),
        (
            "  outside_evidence:", "  cannot_assess:", "<stances:>: stances are fixed: expected usual_course, "
            "may_be_considered, not_supported, not_applicable, outside_evidence, cannot_assess, in this order",
        ),
    ],
)  # fmt: skip
def test_options_and_stances_are_those_of_the_contract(rules: Path, first: str, last: str, message: str) -> None:
    text = (rules / "vocabulary.yaml").read_text(encoding="utf-8")
    (rules / "vocabulary.yaml").write_text(text[: text.index(first)] + text[text.index(last) :], encoding="utf-8")
    assert with_line(rules, f"rules/vocabulary.yaml:{message}") in faults(rules)
