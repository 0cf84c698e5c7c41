"""Knowledge that is well formed and says something else than its source: each is refused, with what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.broken_rules import edit, faults

CODES, DRUGS, DRUG_CODES = "terminology/codes.yaml", "terminology/drugs.yaml", "terminology/drug_codes.yaml"
HEART_FAILURE = "present: {symptoms.heart_failure: true}\n    absent: {symptoms.heart_failure: false}"
TURNED = "present: {symptoms.heart_failure: false}\n    absent: {symptoms.heart_failure: true}"


def test_heart_failure_coded_as_no_heart_failure_is_refused_for_each_of_its_codes(rules: Path) -> None:
    edit(rules, CODES, HEART_FAILURE, TURNED)
    found = faults(rules)
    assert len(found) == 6, "five codes, and what their absence says"
    assert any(
        fault.endswith(
            "snomed 84114007 ('Heart failure (disorder)') is pinned as saying symptoms.heart_failure=true, "
            "not symptoms.heart_failure=false"
        )
        for fault in found
    )
    assert all(fault.startswith("rules/terminology/codes.yaml:") for fault in found)


BROKEN = {
    "a_code_that_nobody_pinned": (
        CODES, 'code: "84114007"', 'code: "84114008"',
        "snomed 84114008 is not pinned; did you mean '84114007'?; expected it in terminology/pinned_codes.yaml",
    ),
    "a_display_that_is_not_that_of_the_code": (
        CODES, 'code: "3415004", display: "Cyanosis"', 'code: "3415004", display: "Acrocyanosis"',
        "snomed 3415004 is pinned as 'Cyanosis', not 'Acrocyanosis'",
    ),
    "an_absence_that_says_what_the_presence_says": (
        CODES, "absent: {symptoms.cyanosis: false}", "absent: {symptoms.cyanosis: true}",
        "'symptoms.cyanosis' is True both where it is present and where it is absent; expected two values",
    ),
    "a_unit_that_is_not_pinned": (
        CODES, "unit: ng/mL", "unit: ug/mL",
        "treatment.mtor_inhibitor.trough_ng_ml is in ng/mL, and is read here in 'ug/mL'; ",
    ),
    "a_name_of_a_code_system_left_out": (
        CODES, '"SNOMEDCT", "SCTID", ', '"SNOMEDCT", ',
        "'snomed' is http://snomed.info/sct, urn:oid:2.16.840.1.113883.6.96, SNOMEDCT, SNOMECT, ",
    ),
    "a_drug_left_out_of_a_course": (
        DRUG_CODES, "[everolimus, sirolimus]", "[everolimus]",
        "'treatment.mtor_inhibitor' is everolimus; expected, as under 'courses' in terminology/pinned_codes.yaml: ",
    ),
    "a_drug_in_a_class_for_which_no_statement_names_it": (
        DRUGS, "everolimus: {classes: [strong_cyp3a4_or_pgp_inhibitor]", "everolimus: {classes: [ace_inhibitor]",
        "no statement cited for 'ketoconazole' beside everolimus both names it and is cited by a card that asks for "
        "the class 'ace_inhibitor' beside everolimus; expected one of atc_c09aa#members, everolimus_label#angioedema",
    ),
    "a_class_beside_the_other_mtor_inhibitor_than_the_statement_is_about": (
        DRUGS, "sirolimus: {classes: [raises_level], evidence: [rapamune_changes2022#raises_sirolimus]}\n  danazol",
        "sirolimus: {classes: [raises_level], evidence: [everolimus_label#moderate_inhibitors]}\n  danazol",
        "no statement cited for 'clotrimazole' beside sirolimus both names it",
    ),
    "a_member_of_a_group_that_the_list_no_longer_names": (
        DRUGS, "protease inhibitors: J05AE", "protease inhibitors: J05AG",
        "no statement cited for 'darunavir' beside sirolimus both names it",
    ),
    "a_drug_that_its_statement_does_not_name": (
        DRUGS, "  imidapril:\n", "  imidaprilat:\n",
        "no statement cited for 'imidaprilat' beside everolimus both names it",
    ),
    "a_label_of_another_stance": (
        "vocabulary.yaml", "not_supported: not supported by the evidence", "not_supported: may be considered",
        "the label of 'not_supported' is 'may be considered'; expected the words not, supported in it, in this order",
    ),
    "a_danger_sentence_that_is_silent_in_a_scope": (
        "alerts/life_threatening_presentation.yaml",
        "[in_scope, out_of_scope, cannot_assess]", "[in_scope, cannot_assess]",
        "danger is said in every scope; expected in_scope, out_of_scope, cannot_assess",
    ),
    "a_temporary_mark_where_nothing_is_put_forward": (
        "options/surgery_inoperable.yaml", "  option: surgery\n", "  option: surgery\n  temporary: true\n",
        "'temporary' is only for an option that always is, put forward; surgery",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
def test_what_says_something_else_than_its_source_is_refused(rules: Path, fault: tuple[str, str, str, str]) -> None:
    name, old, new, expected = fault
    edit(rules, name, old, new)
    assert [found for found in faults(rules) if expected in found], faults(rules)


def test_a_code_that_is_pinned_and_in_no_code_map_is_missed(rules: Path) -> None:
    line = '      - {system: snomed, code: "84114007", display: "Heart failure (disorder)", checked: mondo_sctid}\n'
    edit(rules, CODES, line, "")
    [found] = faults(rules)
    assert found.startswith("rules/terminology/pinned_codes.yaml:")
    assert found.endswith("is pinned, and no code map has it; expected symptoms.heart_failure=true")
