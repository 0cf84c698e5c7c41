"""What may lie in a folder of rules; its faults are told before those of what the files say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.broken_rules import edit, faults

ESPECIALLY = "options/mtor_inhibitor_especially.yaml"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("optons/new.yaml", "no folder 'optons' is known; did you mean 'options'?"),
        ("drafts/options/new.yaml", "no folder 'drafts' is known"),
        ("vocabulry.yaml", "no such file belongs here; did you mean 'vocabulary'?"),
        ("drugs.yaml", "no such file belongs here"),
        ("options/new.yml", "rule files end in .yaml; this one is not read"),
        ("new.yml", "rule files end in .yaml; this one is not read"),
        ("terminology/drug_code.yaml", "no such file belongs here; did you mean 'drug_codes'?"),
    ],
)
def test_a_file_that_nobody_would_read_is_refused(rules: Path, name: str, message: str) -> None:
    (rules / name).parent.mkdir(exist_ok=True, parents=True)
    (rules / name).write_text("id: new\n", encoding="utf-8")
    assert faults(rules) == [f"rules/{name}: {message}"]


@pytest.mark.parametrize(
    "name",
    [
        "ruleset.yaml",
        "vocabulary.yaml",
        "caveats.yaml",
        "evidence_hosts.yaml",
        "terminology/drugs.yaml",
        "terminology/codes.yaml",
        "terminology/drug_codes.yaml",
    ],
)
def test_a_missing_file_is_named_and_nothing_that_follows_from_it(rules: Path, name: str) -> None:
    (rules / name).unlink()
    assert faults(rules) == [f"rules/{name}: this file is missing"]


def test_cards_may_lie_in_folders_of_their_own(rules: Path) -> None:
    (rules / "options/drugs").mkdir()
    shutil.move(rules / ESPECIALLY, rules / "options/drugs/mtor_inhibitor_especially.yaml")
    edit(rules, "options/drugs/mtor_inhibitor_especially.yaml", "- symptomatic: yes", "- symptomattic: yes")
    assert faults(rules) == [
        "rules/options/drugs/mtor_inhibitor_especially.yaml:8: mtor_inhibitor_especially: "
        "unknown input or finding 'symptomattic'; did you mean 'symptomatic'?"
    ]


def test_an_id_is_the_name_of_the_file(rules: Path) -> None:
    edit(rules, ESPECIALLY, "id: mtor_inhibitor_especially\nkind: option", "kind: option\nid: mtor_inhibitor_specially")
    assert faults(rules) == [
        f"rules/{ESPECIALLY}:2: mtor_inhibitor_specially: the id is 'mtor_inhibitor_specially', "
        "the file's name says 'mtor_inhibitor_especially'; expected the same"
    ]


@pytest.mark.parametrize("folder", ["alerts", "evidence"])
def test_an_id_used_twice_is_refused(rules: Path, folder: str) -> None:
    edit(
        rules, ESPECIALLY, "id: mtor_inhibitor_especially\nkind: option", "kind: option\nid: mtor_inhibitor_especially"
    )
    shutil.copy(rules / ESPECIALLY, rules / folder)
    first, second = sorted((f"rules/{ESPECIALLY}", f"rules/{folder}/mtor_inhibitor_especially.yaml"))
    assert faults(rules) == [
        f"{second}:2: mtor_inhibitor_especially: the id 'mtor_inhibitor_especially' is already used in {first}"
    ]


def test_what_cannot_be_read_as_a_rule_file_is_said(rules: Path) -> None:
    (rules / "options/surgery_haemodynamic_compromise.yaml").unlink()
    (rules / "options/surgery_haemodynamic_compromise.yaml").mkdir()
    (rules / "options/surgery_inoperable.yaml").write_text("- a\n- b\n")
    (rules / "scope/scope_prenatal.yaml").write_bytes(b"id: \xff")
    folder, no_mapping, no_text = faults(rules)
    assert folder.startswith("rules/options/surgery_haemodynamic_compromise.yaml:1: cannot be read: ")
    assert no_mapping == "rules/options/surgery_inoperable.yaml:1: expected a mapping of 'name: value' lines"
    assert no_text == "rules/scope/scope_prenatal.yaml:1: not UTF-8 text: byte 4 cannot be read"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path / "none") == [f"{tmp_path / 'none'}: expected a folder of rules; there is none here"]
