"""An input of the vocabulary reads a field that the patient record has, as what it is, with the values it can have."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.broken_rules import edit, faults

UNUSED = "no card reads the input 'probe'; expected at least one"
CASES = [
    (
        "reads: {value: agee}, type: quantity, unit: days",
        ["the patient record has no 'agee'; did you mean 'age'?"],
    ),
    (
        "reads: {value: age}, type: yes_no",
        ["reads age as 'yes_no'; expected quantity"],
    ),
    (
        "reads: {value: surgery.risk.level}, type: yes_no",
        ["the patient record has no 'surgery.risk.level'"],
    ),
    (
        "reads: {value: surgery}, type: yes_no",
        ["surgery holds nothing that a rule compares; expected a choice, a number, or yes or no"],
    ),
    (
        "reads: {value: tsc.major_features}, type: yes_no",
        ["tsc.major_features is a list; expected count, listed_in or given rather than value"],
    ),
    (
        "reads: {value: assessed_on}, type: yes_no",
        ["assessed_on holds nothing that a rule compares; expected a choice, a number, or yes or no"],
    ),
    (
        "reads: {value: adverse_events.grade}, type: quantity, unit: grade",
        ["adverse_events.grade is a list; expected count, listed_in or given rather than value"],
    ),
    (
        "reads: {count: surgery.risk}, type: quantity, unit: risks",
        ["surgery.risk is no list; expected value or given"],
    ),
    (
        "reads: {listed_in: age, items: [x]}, type: yes_no",
        ["age is no list; expected value or given"],
    ),
    (
        "reads: {drugs_in: age, complete_in: medications_complete, class: antiarrhythmic}, type: yes_no",
        ["age is no list; expected value or given"],
    ),
    (
        "reads: {value: tumours.largest_mm}, type: yes_no",
        ["reads tumours.largest_mm as 'yes_no'; expected quantity"],
    ),
    (
        "reads: {value: tumours.count}, type: yes_no",
        ["reads tumours.count as 'yes_no'; expected quantity"],
    ),
    (
        "reads: {value: tsc.pathogenic_variant}, type: quantity, unit: days",
        ["reads tsc.pathogenic_variant as 'quantity'; expected yes_no"],
    ),
    (
        "reads: {value: tumours.trend}, type: quantity, unit: days",
        ["reads tumours.trend as 'quantity'; expected choice or ordered"],
    ),
    (
        "reads: {value: age}, asks: tumours.cuont, type: quantity, unit: days",
        ["the patient record has no 'tumours.cuont'; did you mean 'count'?"],
    ),
    (
        "reads: {value: agee}, asks: tumours.cuont, type: quantity, unit: days",
        [
            "the patient record has no 'agee'; did you mean 'age'?",
            "the patient record has no 'tumours.cuont'; did you mean 'count'?",
        ],
    ),
    (
        "reads: {value: tumours.trend}, type: choice",
        ["choice and ordered inputs list their values, others do not"],
    ),
    (
        "reads: {value: asymptomatic}, type: yes_no, values: [yes, no]",
        ["choice and ordered inputs list their values, others do not"],
    ),
    (
        "reads: {value: tumours.count}, type: quantity",
        ["quantities have a unit, others do not"],
    ),
    (
        "reads: {value: asymptomatic}, type: yes_no, unit: days",
        ["quantities have a unit, others do not"],
    ),
    (
        "reads: {count: tsc.minor_features}, type: yes_no",
        ["reads tsc.minor_features as 'yes_no'; expected quantity"],
    ),
    (
        "reads: {count: tsc.major_features, as_one: [[cardiac_rhabdomyoma, sega, segaa]]}, type: quantity, unit: x",
        ["'sega' is no value of tsc.major_features", "'segaa' is no value of tsc.major_features"],
    ),
    (
        "reads: {listed_in: tsc.major_features, items: [angiomyolipomas, angiomyolipoma]}, type: yes_no",
        ["'angiomyolipoma' is no value of tsc.major_features; did you mean 'angiomyolipomas'?"],
    ),
    (
        "reads: {highest_grade_in: adverse_events, event: stomatitiss}, type: quantity, unit: grade",
        ["'stomatitiss' is no value of adverse_events.event; did you mean 'stomatitis'?"],
    ),
    (
        "reads: {given: [tumours.locations]}, type: quantity, unit: x",
        ["reads tumours.locations as 'quantity'; expected yes_no"],
    ),
    (
        "reads: {drugs_in: medications, complete_in: medications_complete, class: antiarrhythmics}, type: yes_no",
        ["no drug is of class 'antiarrhythmics'; did you mean 'antiarrhythmic'?"],
    ),
    (
        "reads: {drugs_in: medications, complete_in: medications_complete, class: grapefruits, beside: [sirolimus]}, "
        "type: yes_no",
        ["no drug is of class 'grapefruits'; did you mean 'grapefruit'?"],
    ),
    (
        "reads: {drugs_in: medications, complete_in: medications_complete, class: grapefruit, beside: [sirolimuss]}, "
        "type: yes_no",
        ["the drug list has nothing taken beside 'sirolimuss'; did you mean 'sirolimus'?"],
    ),
    (
        "reads: {unchecked_in: medications, complete_in: medications_complete, beside: [everolimuss]}, type: yes_no",
        ["the drug list has nothing taken beside 'everolimuss'; did you mean 'everolimus'?"],
    ),
    (
        "reads: {drug_named_in: age, complete_in: medications_complete, class: antiarrhythmic}, type: yes_no",
        ["age is no list; expected value or given"],
    ),
    (
        "reads: {value: tumours.trend}, type: choice, values: [regressing, stable, growing], "
        "moves: {stabl: [growin, stable]}",
        [
            "moves: 'growin' is none of its values; did you mean 'growing'?",
            "moves: 'stabl' is none of its values; did you mean 'stable'?",
        ],
    ),
    (
        "reads: {value: asymptomatic}, type: yes_no, moves: {yes: [no]}",
        ["moves: 'no' is none of its values", "moves: 'yes' is none of its values"],
    ),
]


@pytest.mark.parametrize(("entry", "expected"), CASES)
def test_what_an_input_reads_is_checked_against_the_record(rules: Path, entry: str, expected: list[str]) -> None:
    moves = "" if "moves" in entry else "moves: up, "
    probe = f"  probe: {{{moves}label: a, question: Is it so?, unknown: It is not recorded., {entry}}}\n"
    edit(rules, "vocabulary.yaml", "  syncope:\n", f"{probe}  syncope:\n")
    said = [fault.split(": ", 1)[1] for fault in faults(rules)]
    assert [fault.removeprefix("probe: ") for fault in said if fault != UNUSED] == expected
