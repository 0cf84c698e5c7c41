"""Broken rule sets: every fault is an InvalidRuleset with file, line, rule, and the nearest valid name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crdecide import InvalidRuleset, load_ruleset

RULES = Path(__file__).parents[2] / "rules"
ESPECIALLY = "options/mtor_inhibitor_especially.yaml"
CODES, DRUG_CODES = "terminology/codes.yaml", "terminology/drug_codes.yaml"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULES, tmp_path / "rules"))


def edit(rules: Path, name: str, old: str, new: str) -> None:
    text = (rules / name).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    (rules / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(rules: Path) -> list[str]:
    with pytest.raises(InvalidRuleset) as error:
        load_ruleset(rules)
    return [str(problem) for problem in error.value.problems]


ONE_FAULT = {
    "two_fields_compared": (
        "scope/scope_over_18_years.yaml", "6575", "tumour_count",
        "age_days is compared with another field, tumour_count; a rule compares a field with constants",
    ),
    "code_of_no_known_system": (
        CODES, 'system: hpo, code: "HP:0009729"', 'system: hop, code: "HP:0009729"',
        "no code system 'hop' is known; did you mean 'hpo'?",
    ),
    "code_checked_at_no_source": (
        DRUG_CODES, "checked: dgidb", "checked: dgidbb", "no source 'dgidbb' is given; did you mean 'dgidb'?",
    ),
    "code_with_two_meanings": (
        CODES, "HP:0001635", "HP:0011675", "hpo HP:0011675 already stands under 'heart_failure'",
    ),
    "code_for_a_field_that_is_not_there": (
        CODES, "symptoms.heart_failure: true", "symptoms.hart_failure: true",
        "symptoms.hart_failure: unknown field; did you mean 'heart_failure'?",
    ),
    "code_for_a_value_that_is_not_there": (
        CODES, "tsc.status: definite", "tsc.status: definit", "did you mean 'definite'?",
    ),
    "course_of_a_drug_without_a_code": (
        DRUG_CODES, "[everolimus, sirolimus]", "[everolimus, sirolimuss]",
        "no code is given for 'sirolimuss'; did you mean 'sirolimus'?",
    ),
    "measurement_of_no_field": (
        CODES, "    unit: ng/mL\n", "", "a measurement has a field and a unit, or says why it is unused",
    ),
    "measurement_about_no_concept": (
        CODES, "focus: cardiac_rhabdomyoma", "focus: cardiac_rabdomyoma",
        "no concept 'cardiac_rabdomyoma'; did you mean 'cardiac_rhabdomyoma'?",
    ),
    "vaccine_without_its_statement": (
        CODES, "evidence: [everolimus_label#live_vaccines]", "evidence: [everolimus_label#live_vaccine]",
        "no statement 'everolimus_label#live_vaccine'; did you mean 'everolimus_label#live_vaccines'?",
    ),
    "unknown_finding": (
        ESPECIALLY, "- symptomatic: yes", "- symptomattic: yes",
        "rules/options/mtor_inhibitor_especially.yaml:8: mtor_inhibitor_especially: "
        "unknown input or finding 'symptomattic'; did you mean 'symptomatic'?",
    ),
    "unknown_option": (
        ESPECIALLY, "option: mtor_inhibitor", "option: mtor_inhibitr",
        "rules/options/mtor_inhibitor_especially.yaml:13: mtor_inhibitor_especially: 'says.option': Input should be "
        "'surveillance', 'mtor_inhibitor', 'surgery', 'antiarrhythmic', 'tsc_evaluation' or 'specialist_review'; "
        "did you mean 'mtor_inhibitor'?; got \"mtor_inhibitr\"",
    ),
    "stance_outside_the_closed_list": (
        ESPECIALLY, "stance: may_be_considered", "stance: recommended", "'says.stance': Input should be 'usual_course'",
    ),
    "unknown_caveat": (
        ESPECIALLY, "caveats: [temporary_only", "caveats: [temporary_onli, temporary_only",
        "rules/options/mtor_inhibitor_especially.yaml:20: mtor_inhibitor_especially: "
        "unknown caveat 'temporary_onli'; did you mean 'temporary_only'?",
    ),
    "unknown_evidence": (
        ESPECIALLY, "sugalska2021#conclusion", "sugalska2021#conclusions",
        "unknown evidence 'sugalska2021#conclusions'; did you mean 'sugalska2021#conclusion'?",
    ),
    "value_outside_its_enumeration": (
        ESPECIALLY, "[high, inoperable]", "[hihg, inoperable]",
        "rules/options/mtor_inhibitor_especially.yaml:10: mtor_inhibitor_especially: surgical_risk takes low, moderate, "
        "high or inoperable, each at most once; got ['hihg', 'inoperable']; did you mean 'high'?",
    ),
    "unreachable_finding": (
        "findings/has_arrhythmia.yaml", "  - yes:\n      arrhythmia: yes",
        "  - yes:\n      all:\n        - arrhythmia: yes\n        - arrhythmia: no",
        "rules/findings/has_arrhythmia.yaml:8: has_arrhythmia: the value 'yes' can never be reached: "
        "the condition contradicts itself",
    ),
    "fault_in_the_manifest": (
        "ruleset.yaml", "status: draft", "status: done", "rules/ruleset.yaml:3: 'status': Input should be 'draft'",
    ),
    "fault_in_a_source": (
        "evidence/bosi1996.yaml", "type: ", "typ: ", "bosi1996: 'typ': unknown field; did you mean 'type'?",
    ),
    "fault_in_the_drugs": (
        "terminology/drugs.yaml", "classes: ", "clases: ", "unknown field; did you mean 'classes'?",
    ),
    "fault_in_the_drug_codes": (
        "terminology/drug_codes.yaml", "display: ", "dispay: ", "unknown field; did you mean 'display'?",
    ),
    "fault_in_a_caveat": (
        "caveats.yaml", "text: ", "txt: ", "unknown field; did you mean 'text'?",
    ),
    "fault_in_a_contradiction": (
        "vocabulary.yaml", "{asymptomatic: yes}, {syncope: yes}", "{asymptomatic: yes}, {synkope: yes}",
        "rules/vocabulary.yaml:376: unknown input or finding 'synkope'; did you mean 'syncope'?",
    ),
    "line_without_a_condition": (
        "findings/has_arrhythmia.yaml", "  - yes:\n      arrhythmia: yes", "  - yes",
        "rules/findings/has_arrhythmia.yaml:8: has_arrhythmia: a line is 'value: condition', one value each",
    ),
    "line_with_two_values": (
        "findings/born.yaml", "  - no:\n      life_stage: prenatal", "  - no: {life_stage: prenatal}\n    nil: {life_stage: prenatal}",
        "rules/findings/born.yaml:12: born: a line is 'value: condition', one value each",
    ),
    "fault_in_a_later_line": (
        "findings/born.yaml", "  - no:\n      life_stage: prenatal", "  - no:\n      life_stage: prenatl",
        "rules/findings/born.yaml:13: born: life_stage takes prenatal or postnatal, each at most once; got prenatl",
    ),
    "card_that_can_never_hold": (
        "scope/scope_prenatal.yaml", "  born: no", "  all:\n    - life_stage: prenatal\n    - life_stage: postnatal",
        "rules/scope/scope_prenatal.yaml:6: scope_prenatal: this card can never be reached: "
        "the condition contradicts itself",
    ),
    "not_a_mapping": ("caveats.yaml", "temporary_only:", "- temporary_only:", "rules/caveats.yaml:"),
    "duplicate_key": (
        ESPECIALLY, "version: 1", "version: 1\nversion: 2",
        'rules/options/mtor_inhibitor_especially.yaml:6: not YAML: found duplicate key "version"',
    ),
    "option_without_evidence": (
        ESPECIALLY, "evidence: [sugalska2021#conclusion, sugalska2021_lay#conclusion]", "evidence: []",
        "mtor_inhibitor_especially: this option has no evidence; expected one source#statement or more",
    ),
    "option_without_the_caveat_it_demands": (
        ESPECIALLY, ", off_label", "",
        "rules/options/mtor_inhibitor_especially.yaml:20: mtor_inhibitor_especially: the option mtor_inhibitor demands "
        "the caveat 'off_label' on every card",
    ),
    "drug_put_too_strongly": (
        ESPECIALLY, "stance: may_be_considered", "stance: usual_course",
        "'may_be_considered' is the strongest stance that mtor_inhibitor may be given",
    ),
    "drug_not_temporary": (
        ESPECIALLY, "  temporary: true\n", "", "mtor_inhibitor is only ever put forward with 'temporary: true'",
    ),
    "certainty_above_the_evidence": (
        ESPECIALLY, "level: very_low", "level: low", "mtor_inhibitor has 'very_low' certainty at most",
    ),
    "two_stances_for_one_child": (
        "options/surgery_asymptomatic.yaml", "symptomatic: no", "tsc: definite",
        "rules/options/surgery_high_risk.yaml:12: surgery_high_risk: one child can meet this card (may_be_considered) and "
        "'surgery_asymptomatic' (not_supported) at once; make them exclude each other, or relate them by withheld_by",
    ),
    "lines_that_overlap": (
        "findings/symptomatic.yaml", "        - asymptomatic: yes\n", "        - tumour_trend: stable\n",
        "'yes' and 'no' can both hold; make them exclude each other, or say so_far",
    ),
    "unknown_key": (
        ESPECIALLY, "says:", "say: {}\nsays:", "mtor_inhibitor_especially: 'say': unknown field; did you mean 'says'?",
    ),
    "id_unlike_the_file_name": (
        ESPECIALLY, "id: mtor_inhibitor_especially", "id: mtor_inhibitor_specially",
        "the id is 'mtor_inhibitor_specially', the file's name says 'mtor_inhibitor_especially'; expected the same",
    ),
    "kind_in_the_wrong_folder": (
        ESPECIALLY, "kind: option", "kind: alert",
        "rules/options/mtor_inhibitor_especially.yaml:2: mtor_inhibitor_especially: cards in options/ have 'kind: option', not 'alert'",
    ),
    "unknown_withholder": (
        "options/tsc_evaluation_open.yaml", "tsc_evaluation_settled", "tsc_evaluation_setled",
        "unknown card 'tsc_evaluation_setled'; did you mean 'tsc_evaluation_settled'?",
    ),
    "patient_path": (
        "vocabulary.yaml", "value: surgery.risk", "value: surgery.rsk",
        "surgical_risk: the patient record has no 'surgery.rsk'; did you mean 'risk'?",
    ),
    "patient_value": (
        "vocabulary.yaml", "[low, moderate, high, inoperable]", "[low, moderate, high, inoperabel]",
        "'inoperabel' is no value of surgery.risk; did you mean 'inoperable'?",
    ),
    "patient_value_left_out": (
        "vocabulary.yaml", "values: [none, planned, current, stopped]", "values: [planned, current, stopped]",
        "mtor_status: the values of treatment.mtor_inhibitor.status are none, planned, current or stopped; none is missing",
    ),
    "patient_type": (
        "vocabulary.yaml", "reads: {value: symptoms.syncope}", "reads: {value: age}",
        "syncope: reads age as 'yes_no'; expected quantity",
    ),
    "unknown_drug_class": (
        "vocabulary.yaml", "class: ace_inhibitor}", "class: ace_inhibitors}",
        "ace_inhibitor_taken: no drug is of class 'ace_inhibitors'; did you mean 'ace_inhibitor'?",
    ),
    "drug_named_twice": (
        "terminology/drugs.yaml", "also: [rifampin]", "also: [Rifampin, Captopril]",
        "rules/terminology/drugs.yaml:40: 'captopril' is already a name of rifampicin",
    ),
    "cards_that_withhold_each_other": (
        "options/tsc_evaluation_settled.yaml", "says:\n", "withheld_by: [tsc_evaluation_open]\nsays:\n",
        "cards withhold one another in a circle, so that none would speak: tsc_evaluation_",
    ),
    "missing_option": (
        "vocabulary.yaml", "  surgery:\n    label: surgery", "  surgeri:\n    label: surgery", "Input should be 'surveillance'",
    ),
    "not_yaml": (ESPECIALLY, "kind: option", "kind: [option", "not YAML: "),
    "yes_written_as_true": (
        ESPECIALLY, "- symptomatic: yes", "- symptomatic: true", "symptomatic takes yes or no, each at most once; got True",
    ),
    "too_many_alternatives": (
        "monitoring/closer_with_symptoms.yaml", "  symptomatic: yes",
        "  all:\n" + "".join(
            f"    - any: [{{heart_failure: {w}}}, {{syncope: yes}}, {{cyanosis: {w}}}, {{tumour_count: {{below: {n}}}}}]\n"
            for n, w in enumerate(["yes", "no"] * 4, start=2)
        ),
        "unfolds into more than 512 alternatives; split it into findings",
    ),
    "move_to_no_value": (
        "vocabulary.yaml", "excluded: [possible, definite]", "excluded: [probable, definite]",
        "moves: 'probable' is none of its values; did you mean 'possible'?",
    ),
    "names_that_the_engine_takes_for_one": (
        "vocabulary.yaml", "  syncope:\n", "  costarring:\n    reads: {value: symptoms.syncope}\n    type: yes_no\n"
        "    label: a\n    question: a\n    unknown: a\n    moves: up\n  liquid:\n    reads: {value: symptoms.syncope}\n    type: yes_no\n"
        "    label: a\n    question: a\n    unknown: a\n    moves: up\n  syncope:\n",
        "'liquid' and 'costarring' have the same 32-bit hash and the engine takes them for one field",
    ),
    "name_that_the_engine_uses": (
        "vocabulary.yaml", "  syncope:\n", "  sid:\n    reads: {value: symptoms.syncope}\n    type: yes_no\n"
        "    label: a\n    question: a\n    unknown: a\n    moves: up\n  syncope:\n", "'sid' is a name that the engine uses for itself",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_FAULT)
def test_a_fault_is_said_with_file_line_rule_and_remedy(rules: Path, case: str) -> None:
    name, old, new, expected = ONE_FAULT[case]
    edit(rules, name, old, new)
    found = faults(rules)
    assert any(expected in fault for fault in found), "\n".join(found)
    assert all(fault.startswith("rules/") for fault in found)


def test_all_faults_are_said_at_once_in_file_and_line_order(rules: Path) -> None:
    edit(rules, ESPECIALLY, "- symptomatic: yes", "- symptomattic: yes")
    edit(rules, ESPECIALLY, "version: 1", "version: none")
    edit(rules, ESPECIALLY, "option: mtor_inhibitor", "option: mtor_inhibitr")
    edit(rules, "caveats.yaml", "sugalska2021#conclusion", "sugalska2021#conclusio")
    edit(rules, "alerts/course_is_temporary.yaml", "current", "curent")
    found = faults(rules)
    assert [fault.split(": ")[0] for fault in found] == [
        "rules/alerts/course_is_temporary.yaml:7",
        "rules/caveats.yaml:3",
        "rules/options/mtor_inhibitor_especially.yaml:5",
        "rules/options/mtor_inhibitor_especially.yaml:8",
        "rules/options/mtor_inhibitor_especially.yaml:13",
    ]


def test_a_finding_with_the_single_line_yes_may_be_read_as_no(rules: Path) -> None:
    edit(rules, "findings/born.yaml", "  - no:\n      life_stage: prenatal\n", "")
    [born] = [finding for finding in load_ruleset(rules).findings if finding.id == "born"]
    assert born.values == ("yes", "no")
    edit(rules, "scope/scope_prenatal.yaml", "born: no", "born: nearly")
    [fault] = faults(rules)
    assert "born takes yes or no, each at most once; got nearly" in fault


def test_a_circle_of_findings_is_shown_as_a_circle(rules: Path) -> None:
    edit(rules, "findings/tsc_by_criteria.yaml", "- pathogenic_variant: yes", "- tsc: definite")
    [fault] = [fault for fault in faults(rules) if "circle" in fault]
    assert fault in (
        f"rules/findings/{first}.yaml:8: {first}: findings read one another in a circle: {first} → {second} → {first}; "
        "expected an order to settle them in"
        for first, second in (("tsc", "tsc_by_criteria"), ("tsc_by_criteria", "tsc"))
    )


def test_everything_that_lies_in_the_folder_is_in_the_rule_set(rules: Path) -> None:
    loaded = load_ruleset(rules)
    assert loaded.manifest.name == "cardiac-rhabdomyoma-tsc"
    assert "surgical_risk" in loaded.vocabulary.inputs
    assert {finding.id for layer in loaded.strata for finding in layer} == {
        p.stem for p in rules.glob("findings/*.yaml")
    }
    folders = ("scope", "options", "notes", "alerts", "monitoring")
    assert [card.id for card in loaded.cards] == [p.stem for f in folders for p in sorted(rules.glob(f"{f}/*.yaml"))]
    assert "off_label" in loaded.caveats
    assert set(loaded.sources) == {path.stem for path in rules.glob("evidence/*.yaml")}
    assert "ketoconazole" in loaded.drugs.drugs
    assert "cardiac_rhabdomyoma" in loaded.terminology.codes.concepts


def test_a_finding_is_in_a_layer_after_those_it_reads(rules: Path) -> None:
    layers = [{finding.id for finding in layer} for layer in load_ruleset(rules).strata]
    assert "tsc_by_criteria" in layers[0]
    assert "tsc" in layers[1]
    assert "mtor_inhibitor_in_question" in layers[2]


def test_what_cannot_be_read_as_a_rule_file_is_said(rules: Path) -> None:
    (rules / "options/surgery_high_risk.yaml").unlink()
    (rules / "options/surgery_high_risk.yaml").mkdir()
    (rules / "options/surgery_inoperable.yaml").write_text("- a\n- b\n")
    found = faults(rules)
    assert "rules/options/surgery_inoperable.yaml:1: expected a mapping of 'name: value' lines" in found
    assert any(f.startswith("rules/options/surgery_high_risk.yaml:1: cannot be read: ") for f in found)


def test_a_finding_that_no_card_reads_is_refused(rules: Path) -> None:
    text = (rules / "findings/has_arrhythmia.yaml").read_text(encoding="utf-8").replace("has_arrhythmia", "unread")
    (rules / "findings/unread.yaml").write_text(text, encoding="utf-8")
    assert faults(rules) == ["rules/findings/unread.yaml:1: unread: no card reads this finding; expected at least one"]


def test_an_id_used_twice_is_refused(rules: Path) -> None:
    shutil.copy(rules / ESPECIALLY, rules / "alerts/mtor_inhibitor_especially.yaml")
    assert any("the id 'mtor_inhibitor_especially' is already used in rules/" in fault for fault in faults(rules))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("optons/new.yaml", "no folder 'optons' is known; did you mean 'options'?"),
        ("vocabulry.yaml", "no such file belongs here; did you mean 'vocabulary'?"),
        ("options/new.yml", "rule files end in .yaml; this one is not read"),
    ],
)
def test_a_file_that_nobody_would_read_is_refused(rules: Path, name: str, message: str) -> None:
    (rules / name).parent.mkdir(exist_ok=True)
    (rules / name).write_text("id: new\n", encoding="utf-8")
    assert any(message in fault for fault in faults(rules))


def test_a_missing_file_is_named(rules: Path) -> None:
    (rules / "caveats.yaml").unlink()
    assert any(fault.startswith("rules/caveats.yaml: this file is missing") for fault in faults(rules))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "expected a folder of rules" in faults(tmp_path / "none")[0]


def test_text_that_is_not_utf8_is_refused(rules: Path) -> None:
    (rules / ESPECIALLY).write_bytes(b"id: \xff")
    assert any("not UTF-8 text" in fault for fault in faults(rules))


def test_a_retired_card_is_kept_on_file_and_never_fires(rules: Path) -> None:
    edit(rules, "alerts/course_is_temporary.yaml", "status: draft", "status: retired")
    assert "course_is_temporary" not in {alert.id for alert in load_ruleset(rules).alerts}


class TestHash:
    def test_comments_and_layout_do_not_change_it(self, rules: Path) -> None:
        before = load_ruleset(rules).sha256
        edit(rules, ESPECIALLY, "kind: option", "# a remark\nkind:   option")
        assert load_ruleset(rules).sha256 == before

    def test_the_order_of_keys_does_not_change_it(self, rules: Path) -> None:
        before = load_ruleset(rules).sha256
        edit(rules, ESPECIALLY, "status: draft\nversion: 1\n", "version: 1\nstatus: draft\n")
        assert load_ruleset(rules).sha256 == before

    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            (ESPECIALLY, "where surgery is dangerous", "where surgery is hazardous"),
            ("scope/scope_over_18_years.yaml", "6575}", "6576}"),
            ("evidence/bosi1996.yaml", "denominator: 33", "denominator: 34"),
            ("vocabulary.yaml", "surgical risk\n", "risk of surgery\n"),
        ],
    )
    def test_a_change_of_content_changes_it(self, rules: Path, name: str, old: str, new: str) -> None:
        before = load_ruleset(rules).sha256
        edit(rules, name, old, new)
        assert load_ruleset(rules).sha256 != before
