"""Broken rule sets: every fault is an InvalidRuleset with file, line, rule, and the nearest valid name."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.broken_rules import AN_INPUT, edit, faults

from crdecide import load_ruleset

ESPECIALLY = "options/mtor_inhibitor_especially.yaml"


def test_all_faults_are_said_at_once_in_file_and_line_order(rules: Path) -> None:
    edit(rules, ESPECIALLY, "- symptomatic: yes", "- symptomattic: yes")
    edit(rules, ESPECIALLY, "version: 1", "version: none")
    edit(rules, ESPECIALLY, "option: mtor_inhibitor", "option: mtor_inhibitr")
    edit(rules, "caveats.yaml", "sugalska2021#conclusion", "sugalska2021#conclusio")
    edit(rules, "alerts/course_is_temporary.yaml", "current", "curent")
    found = faults(rules)
    assert [fault.split(": ")[0] for fault in found] == [
        "rules/alerts/course_is_temporary.yaml:7",
        "rules/caveats.yaml:4",
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
    assert "rhabdomyoma_present" in layers[0]
    assert "tsc_by_criteria" in layers[1]
    assert "tsc" in layers[2]
    assert "mtor_inhibitor_in_question" in layers[3]


def another_finding(rules: Path, name: str) -> None:
    """A copy of a finding under another name, which stands on the second line."""
    text = (rules / "findings/has_arrhythmia.yaml").read_text(encoding="utf-8")
    text = text.replace("id: has_arrhythmia\nkind: finding\n", f"kind: finding\nid: {name}\n")
    (rules / f"findings/{name}.yaml").write_text(text, encoding="utf-8")


def test_a_finding_that_no_card_reads_is_refused(rules: Path) -> None:
    another_finding(rules, "unread")
    assert faults(rules) == ["rules/findings/unread.yaml:2: unread: no card reads this finding; expected at least one"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("syncope", "'syncope' is already the name of an input"),
        ("sid", "'sid' is a name that the engine uses for itself; choose another"),
    ],
)
def test_a_finding_has_a_name_of_its_own_that_the_engine_can_take(rules: Path, name: str, message: str) -> None:
    another_finding(rules, name)
    assert f"rules/findings/{name}.yaml:2: {name}: {message}" in faults(rules)


def test_what_is_unused_is_not_told_while_a_card_cannot_be_read(rules: Path) -> None:
    edit(rules, "options/antiarrhythmic_arrhythmia.yaml", "version: 1", "version: none")
    edit(rules, "vocabulary.yaml", "  syncope:\n", f"  sinkope:\n{AN_INPUT}  syncope:\n")
    assert [fault.split(":")[0] for fault in faults(rules)] == ["rules/options/antiarrhythmic_arrhythmia.yaml"]


def test_a_retired_card_is_kept_on_file_and_never_fires(rules: Path) -> None:
    edit(rules, "alerts/course_is_temporary.yaml", "status: draft", "status: retired")
    assert "course_is_temporary" not in {alert.id for alert in load_ruleset(rules).alerts}


def test_a_retired_card_withholds_nothing(rules: Path) -> None:
    edit(rules, "options/tsc_evaluation_settled.yaml", "status: draft", "status: retired")
    place = "rules/options/tsc_evaluation_open.yaml:8: tsc_evaluation_open"
    assert f"{place}: unknown card 'tsc_evaluation_settled'; did you mean 'tsc_evaluation_open'?" in faults(rules)


def test_what_is_unused_is_told_beside_retired_cards(rules: Path) -> None:
    edit(rules, "alerts/course_is_temporary.yaml", "status: draft", "status: retired")
    edit(rules, "vocabulary.yaml", "  syncope:\n", f"  sinkope:\n{AN_INPUT}  syncope:\n")
    [fault] = faults(rules)
    assert fault.endswith(": no card reads the input 'sinkope'; expected at least one")


def test_statements_that_are_no_statements_are_said_once_by_their_source(rules: Path) -> None:
    edit(rules, "evidence/bosi1996.yaml", "statements:\n", "statements: 3\nremarks:\n")
    said = [fault.split(": ", 1)[1] for fault in faults(rules) if fault.startswith("rules/evidence/")]
    assert said == [
        "bosi1996: 'statements': Input should be an object; got 3",
        "bosi1996: 'remarks': unknown field",
    ]


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
