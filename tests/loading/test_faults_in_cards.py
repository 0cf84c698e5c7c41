"""Faults in findings and cards: each is said in full, once, where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.broken_rules import broken_by, faults

ESPECIALLY, OPEN = "options/mtor_inhibitor_especially.yaml", "options/tsc_evaluation_open.yaml"

FAULTS = {
    "two_fields_compared": (
        "scope/scope_over_18_years.yaml", "6575", "tumour_count",
        [
            "rules/scope/scope_over_18_years.yaml:<age_days:>: "
            "scope_over_18_years: age_days is compared with another field, tumour_count; a rule compares a field "
            "with constants, so that all it can say is told by finitely many regions",
        ],
    ),
    "unknown_finding": (
        ESPECIALLY, "- symptomatic: yes", "- symptomattic: yes",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<- symptomattic:>: "
            "mtor_inhibitor_especially: unknown input or finding 'symptomattic'; did you mean 'symptomatic'?",
        ],
    ),
    "finding_that_a_note_tells_against": (
        "notes/review_sooner.yaml", "against: review_routine", "against: review_routinely",
        [
            "rules/notes/review_sooner.yaml:<against:>: review_sooner: unknown finding 'review_routinely'; "
            "did you mean 'review_routine'?; expected one that may be yes",
        ],
    ),
    "value_that_a_finding_does_not_have": (
        ESPECIALLY, "- symptomatic: yes", "- tsc: no",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<- tsc: no>: "
            "mtor_inhibitor_especially: tsc takes excluded, definite or possible, each at most once; got no",
        ],
    ),
    "unknown_option": (
        ESPECIALLY, "option: mtor_inhibitor", "option: mtor_inhibitr",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<option: mtor_inhibitr>: "
            "mtor_inhibitor_especially: 'says.option': Input should be 'surveillance', 'mtor_inhibitor', 'surgery', "
            "'antiarrhythmic', 'tsc_evaluation' or 'specialist_review'; did you mean 'mtor_inhibitor'?; got "
            '"mtor_inhibitr"',
        ],
    ),
    "stance_outside_the_closed_list": (
        ESPECIALLY, "stance: may_be_considered", "stance: recommended",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<stance: recommended>: "
            "mtor_inhibitor_especially: 'says.stance': Input should be 'usual_course', 'may_be_considered', "
            "'not_supported', 'not_applicable', 'outside_evidence' or 'cannot_assess'; got \"recommended\"",
        ],
    ),
    "unknown_caveat": (
        ESPECIALLY, "caveats: [temporary_only, ", "caveats: [temporary_only, temporary_onli, ",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<caveats: [>: "
            "mtor_inhibitor_especially: unknown caveat 'temporary_onli'; did you mean 'temporary_only'?",
        ],
    ),
    "unknown_evidence": (
        ESPECIALLY, "evidence: [sugalska2021#conclusion, sugalska2021_lay#conclusion]",
        "evidence:\n  - sugalska2021#conclusion\n  - sugalska2021_ly#conclusion",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<- sugalska2021_ly>: mtor_inhibitor_especially: "
            "unknown evidence 'sugalska2021_ly#conclusion'; did you mean 'sugalska2021_lay#conclusion'?",
        ],
    ),
    "value_outside_its_enumeration": (
        ESPECIALLY, "[high, inoperable]", "[hihg, inoperable]",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<- surgical_risk:>: "
            "mtor_inhibitor_especially: surgical_risk takes low, moderate, high or inoperable, each at most once; "
            "got ['hihg', 'inoperable']; did you mean 'high'?",
        ],
    ),
    "unreachable_finding": (
        "findings/has_arrhythmia.yaml", "  - no:\n      arrhythmia: no",
        "  - no:\n      all:\n        - arrhythmia: yes\n        - arrhythmia: no",
        [
            "rules/findings/has_arrhythmia.yaml:<- no:>: "
            "has_arrhythmia: the value 'no' can never be reached: the condition contradicts itself",
        ],
    ),
    "line_without_a_condition": (
        "findings/has_arrhythmia.yaml", "  - no:\n      arrhythmia: no", "  - no",
        [
            "rules/findings/has_arrhythmia.yaml:<- no>: "
            "has_arrhythmia: a line is 'value: condition', one value each",
        ],
    ),
    "line_with_two_values": (
        "findings/born.yaml", "  - no:\n      life_stage: prenatal",
        "  - no: {life_stage: prenatal}\n    nil: {life_stage: prenatal}",
        [
            "rules/findings/born.yaml:<- no: {life_stage:>: born: a line is 'value: condition', one value each",
        ],
    ),
    "fault_in_a_later_line": (
        "findings/born.yaml", "  - no:\n      life_stage: prenatal", "  - no:\n      life_stage: prenatl",
        [
            "rules/findings/born.yaml:<life_stage: prenatl>: "
            "born: life_stage takes prenatal, postnatal or deceased, each at most once; got prenatl; "
            "did you mean 'prenatal'?",
        ],
    ),
    "card_that_can_never_hold": (
        "scope/scope_prenatal.yaml", "  born: no", "  all:\n    - life_stage: prenatal\n    - life_stage: postnatal",
        [
            "rules/scope/scope_prenatal.yaml:<applies_when:>: "
            "scope_prenatal: this card can never be reached: the condition contradicts itself",
        ],
    ),
    "duplicate_key": (
        ESPECIALLY, "version: 1", "version: 1\nversion: 2",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<version: 2>: "
            'not YAML: found duplicate key "version" with value "2" (original value: "1")',
        ],
    ),
    "option_without_evidence": (
        ESPECIALLY, "evidence: [sugalska2021#conclusion, sugalska2021_lay#conclusion]", "evidence: []",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<evidence: []>: "
            "mtor_inhibitor_especially: this option has no evidence; expected one source#statement or more",
        ],
    ),
    "option_without_the_caveat_it_demands": (
        ESPECIALLY, ", off_label", "",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<caveats: [>: "
            "mtor_inhibitor_especially: the option mtor_inhibitor demands the caveat 'off_label' on every card",
        ],
    ),
    "drug_put_too_strongly": (
        ESPECIALLY, "stance: may_be_considered", "stance: usual_course",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<stance: usual_course>: "
            "mtor_inhibitor_especially: 'may_be_considered' is the strongest stance that mtor_inhibitor may be given",
            "rules/options/mtor_inhibitor_symptomatic.yaml:<stance: may_be_considered>: "
            "mtor_inhibitor_symptomatic: one child can meet this card (may_be_considered) and "
            "'mtor_inhibitor_especially' (usual_course) at once; make them exclude each other, or relate them by "
            "withheld_by",
            "rules/options/mtor_inhibitor_tsc_not_established.yaml:<stance: may_be_considered>: "
            "mtor_inhibitor_tsc_not_established: one child can meet this card (may_be_considered) and "
            "'mtor_inhibitor_especially' (usual_course) at once; make them exclude each other, or relate them by "
            "withheld_by",
        ],
    ),
    "drug_not_temporary": (
        ESPECIALLY, "  temporary: true\n", "",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<says:>: "
            "mtor_inhibitor_especially: mtor_inhibitor is only ever put forward with 'temporary: true'",
        ],
    ),
    "certainty_above_the_evidence": (
        ESPECIALLY, "certainty: {level: very_low, ", "certainty: {\n  level: low, ",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<level: low>: "
            "mtor_inhibitor_especially: mtor_inhibitor has 'very_low' certainty at most",
        ],
    ),
    "two_stances_for_one_child": (
        "options/surgery_no_danger.yaml", "    - flow_compromised: no\n", "",
        [
            "rules/options/surgery_no_danger.yaml:<stance: not_supported>: "
            "surgery_no_danger: one child can meet this card (not_supported) and 'surgery_haemodynamic_compromise' "
            "(may_be_considered) at once; make them exclude each other, or relate them by withheld_by",
        ],
    ),
    "lines_that_overlap": (
        "findings/born.yaml", "  - no:\n      life_stage: prenatal", "  - no:\n      tumour_trend: stable",
        [
            "rules/findings/born.yaml:<- no:>: "
            "born: 'yes' and 'no' can both hold; make them exclude each other, or say so_far",
        ],
    ),
    "unknown_key": (
        ESPECIALLY, "says:", "say: {}\nsays:",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<say: {}>: "
            "mtor_inhibitor_especially: 'say': unknown field; did you mean 'says'?",
        ],
    ),
    "id_unlike_the_file_name": (
        ESPECIALLY, "id: mtor_inhibitor_especially", "id: mtor_inhibitor_specially",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<id: mtor_inhibitor_specially>: "
            "mtor_inhibitor_specially: the id is 'mtor_inhibitor_specially', the file's name says "
            "'mtor_inhibitor_especially'; expected the same",
        ],
    ),
    "kind_in_the_wrong_folder": (
        ESPECIALLY, "kind: option", "kind: alert",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<kind: alert>: "
            "mtor_inhibitor_especially: cards in options/ have 'kind: option', not 'alert'",
        ],
    ),
    "unknown_withholder": (
        OPEN, "tsc_evaluation_settled", "tsc_evaluation_setled",
        [
            "rules/options/tsc_evaluation_open.yaml:<withheld_by:>: "
            "tsc_evaluation_open: unknown card 'tsc_evaluation_setled'; did you mean 'tsc_evaluation_settled'?",
            "rules/options/tsc_evaluation_settled.yaml:<stance: not_applicable>: "
            "tsc_evaluation_settled: one child can meet this card (not_applicable) and 'tsc_evaluation_open' "
            "(usual_course) at once; make them exclude each other, or relate them by withheld_by",
        ],
    ),
    "cards_that_withhold_each_other": (
        "options/tsc_evaluation_settled.yaml", "says:\n", "withheld_by: [tsc_evaluation_open]\nsays:\n",
        [
            "rules/options/tsc_evaluation_open.yaml:<withheld_by:>: "
            "tsc_evaluation_open: cards withhold one another in a circle, so that none would speak: "
            "tsc_evaluation_open → tsc_evaluation_settled → tsc_evaluation_open",
        ],
    ),
    "not_yaml": (
        ESPECIALLY, "kind: option", "kind: [option",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<title: Symptomatic>: "
            "not YAML: expected ',' or ']', but got ':'",
        ],
    ),
    "yes_written_as_true": (
        ESPECIALLY, "- symptomatic: yes", "- symptomatic: true",
        [
            "rules/options/mtor_inhibitor_especially.yaml:<- symptomatic:>: "
            "mtor_inhibitor_especially: symptomatic takes yes or no, each at most once; got True",
        ],
    ),
    "too_many_alternatives": (
        "monitoring/closer_with_symptoms.yaml", "  symptomatic: yes", "  all:\n" + "".join(
            f"    - any: [{{syncope: yes}}, {{heart_failure: {w}}}, {{cyanosis: {w}}}, "
            f"{{tumour_count: {{below: {n}}}}}]\n"
            for n, w in enumerate(["yes", "no"] * 4, start=2)
        ),
        [
            "rules/monitoring/closer_with_symptoms.yaml:<applies_when:>: "
            "closer_with_symptoms: this condition unfolds into more than 512 alternatives; split it into findings",
        ],
    ),
    "withheld_by_a_finding": (
        OPEN, "withheld_by: [tsc_evaluation_settled]", "withheld_by:\n  - tsc_evaluation_settled\n  - born",
        [
            "rules/options/tsc_evaluation_open.yaml:<- born>: tsc_evaluation_open: "
            "'born' is a finding; only a card that holds or not can withhold another",
        ],
    ),
    "withheld_by_itself": (
        OPEN, "withheld_by: [", "withheld_by: [tsc_evaluation_open, ",
        [
            "rules/options/tsc_evaluation_open.yaml:<withheld_by: [>: tsc_evaluation_open: "
            "cards withhold one another in a circle, so that none would speak: "
            "tsc_evaluation_open → tsc_evaluation_open",
        ],
    ),
    "alert_about_an_option_that_is_not_weighed": (
        "alerts/arrhythmia_refractory.yaml", "bears_on: ", "speaks_in: [out_of_scope]\nbears_on: ",
        [
            "rules/alerts/arrhythmia_refractory.yaml:<bears_on: [>: arrhythmia_refractory: "
            "options are only weighed in scope; add in_scope to speaks_in",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_said_with_file_line_rule_and_remedy(rules: Path, case: str) -> None:
    expected = broken_by(rules, FAULTS[case])
    assert faults(rules) == expected
