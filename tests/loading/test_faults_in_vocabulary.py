"""Faults in the vocabulary, the caveats and the evidence: each is said in full, once, where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.broken_rules import AN_INPUT, broken_by, faults, with_line

POINTLESS_WITHOUT_AN_MTOR_INHIBITOR = (
    "dyslipidaemia_reported", "stomatitis_reported", "infection_reported", "other_event_reported", "mtor_indication",
    "mtor_drug", "trough_ng_ml", "dose_value", "dose_unit", "infection_grade", "infection_ungraded",
    "stomatitis_grade", "stomatitis_ungraded", "dyslipidaemia_grade", "dyslipidaemia_ungraded",
)  # fmt: skip
"""The inputs that are not asked for where no mTOR inhibitor is planned or taken, as they stand in the vocabulary."""
FAULTS = {
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
    "unit_of_another_field": (
        "vocabulary.yaml", "unit: days", "unit: weeks",
        [
            "rules/vocabulary.yaml:<age_days:>: "
            "age_days: age_days is in days, and here in 'weeks'; expected the unit of the field",
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
            "rules/findings/mtor_inhibitor_in_use.yaml:<mtor_status: [none>: "
            "mtor_inhibitor_in_use: mtor_status takes planned, current or stopped, each at most once; got "
            "['none', 'stopped']",
            "rules/findings/review_routine.yaml:<- mtor_status: [none, stopped]>: "
            "review_routine: mtor_status takes planned, current or stopped, each at most once; got ['none', 'stopped']",
            "rules/vocabulary.yaml:<mtor_status:>: mtor_status: moves: 'none' is none of its values",
            "rules/vocabulary.yaml:<mtor_status:>: "
            "mtor_status: the values of treatment.mtor_inhibitor.status are none, planned, current or stopped; none "
            "is missing here",
            *(f"rules/vocabulary.yaml:<  {name}:>: {name}: pointless_where: 'none' is no value of mtor_status"
              for name in POINTLESS_WITHOUT_AN_MTOR_INHIBITOR),
            "rules/vocabulary.yaml:<mtor_inhibitor_in_use>: unknown finding 'mtor_inhibitor_in_use'",
        ],
    ),
    "question_beside_an_input_that_is_not_there": (
        "vocabulary.yaml", "{known: age_days,", "{known: age,",
        [
            "rules/vocabulary.yaml:<life_stage:>: life_stage: asked_instead: unknown input 'age'",
        ],
    ),
    "question_that_directs": (
        "vocabulary.yaml", "question: Is the child alive?}", "question: Should everolimus be given?}",
        [
            "rules/vocabulary.yaml:<known: age_days,>: “Should everolimus be given?” may not stand, as “Should evero” "
            "begins no question; expected a question about what is so, with a question mark "
            "('Does the child have …?'); a form that may stand: “No trial of surgery against everolimus was found.”",
        ],
    ),
    "patient_type": (
        "vocabulary.yaml", "reads: {value: symptoms.syncope}", "reads: {value: age}",
        [
            "rules/vocabulary.yaml:<syncope:>: syncope: reads age as 'yes_no'; expected quantity",
        ],
    ),
    "unknown_drug_class": (
        "vocabulary.yaml", "class: ace_inhibitor, ", "class: ace_inhibitors, ",
        [
            "rules/vocabulary.yaml:<ace_inhibitor_taken:>: "
            "ace_inhibitor_taken: no drug is of class 'ace_inhibitors'; did you mean 'ace_inhibitor'?",
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
    "unknown_caveat_that_an_option_demands": (
        "vocabulary.yaml", "demands_caveats: [temporary_only, evidence_limits, ",
        "demands_caveats: [temporary_only, evidence_limit, ",
        [
            "rules/vocabulary.yaml:<demands_caveats:>: "
            "unknown caveat 'evidence_limit'; did you mean 'evidence_limits'?",
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
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_said_with_file_line_rule_and_remedy(rules: Path, case: str) -> None:
    expected = broken_by(rules, FAULTS[case])
    assert faults(rules) == expected


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
