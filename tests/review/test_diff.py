"""What changed between two rule sets, and for whom."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from support.command import in_process_text

from crdecide import Ruleset, advise, load_ruleset
from crdecide.assurance.file_differences import other_differences
from crdecide.assurance.ruleset_diff import Change, diff

RULES = Path(__file__).parents[2] / "rules"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULES, tmp_path / "rules"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def changes(ruleset: Ruleset, folder: Path) -> dict[str, Change]:
    return {found.rule: found for found in diff(ruleset, load_ruleset(folder))}


def test_the_same_rules_differ_in_nothing(ruleset: Ruleset, copy: Path) -> None:
    assert changes(ruleset, copy) == {}
    assert list(other_differences(RULES, copy, ())) == []


def test_a_wider_condition_is_said_in_words_with_a_child_who_is_answered_differently(
    ruleset: Ruleset, copy: Path
) -> None:
    change(copy / "options/mtor_inhibitor_especially.yaml", "[high, inoperable]", "[moderate, high, inoperable]")
    [found] = changes(ruleset, copy).values()
    assert found.rule == "mtor_inhibitor_especially"
    [what] = found.what
    assert what.endswith("surgical risk: high or inoperable → symptomatic: yes; and TSC: definite or possible; "
                         "and surgical risk: moderate or high or inoperable")  # fmt: skip
    assert found.regions == (6, 60), "symptomatic or unknown, TSC definite, possible or unknown, at moderate risk"
    assert found.child is not None
    assert found.child["surgery"] == {"risk": "moderate"}
    assert "mTOR inhibitor: may be considered → may be considered, especially here" in found.effects
    new = {option.option: option for option in advise(found.child, ruleset=load_ruleset(copy)).options}
    assert new["mtor_inhibitor"].especially


def test_a_retired_card_is_removed_and_its_sentence_with_it(ruleset: Ruleset, copy: Path) -> None:
    change(copy / "notes/size_is_not_the_outcome.yaml", "status: draft", "status: retired")
    found = changes(ruleset, copy)["size_is_not_the_outcome"]
    assert found.what == ("removed",)
    assert found.effects[0].startswith("reason for mTOR inhibitor: ")
    assert found.effects[0].endswith(": said → not said")


def test_each_card_is_seen_by_itself(ruleset: Ruleset, copy: Path) -> None:
    change(copy / "options/antiarrhythmic_no_arrhythmia.yaml", "stance: not_applicable", "stance: outside_evidence")
    change(copy / "options/mtor_inhibitor_especially.yaml", "[high, inoperable]", "inoperable")
    found = changes(ruleset, copy)
    assert [effect for effect in found["antiarrhythmic_no_arrhythmia"].effects if effect.startswith("mTOR")] == []
    assert [effect for effect in found["mtor_inhibitor_especially"].effects if effect.startswith("anti")] == []


def test_a_change_of_wording_is_said_though_no_stance_differs(ruleset: Ruleset, copy: Path) -> None:
    change(copy / "scope/scope_no_rhabdomyoma.yaml", "title: No cardiac", "title: Without a cardiac")
    found = changes(ruleset, copy)["scope_no_rhabdomyoma"]
    assert found.what == ("title: No cardiac rhabdomyoma → Without a cardiac rhabdomyoma",)
    assert (found.child, found.effects, found.regions) == (None, (), (0, 3))


ELSEWHERE = {
    "a_caveat": ("caveats.yaml", "use is off-label", "its use is off-label", "caveats: off label, text: "),
    "a_code": ("terminology/codes.yaml", "present: {symptoms.heart_failure: true}",
               "present: {symptoms.heart_failure: false}",
               "terminology/codes: concepts, heart failure, present, symptoms.heart failure: true → false"),
    "a_host": ("evidence_hosts.yaml", "  doi.org: identifiers", "  doi.org: all identifiers", "evidence_hosts: hosts"),
    "a_limit": ("ruleset.yaml", "No committee of clinicians", "No committee", "ruleset: known limits: "),
    "a_label": ("vocabulary.yaml", "not_supported: not supported by", "not_supported: is not supported by",
                "vocabulary: stances, not supported: not supported by the evidence → is not supported by"),
    "a_source": ("evidence/bosi1996.yaml", "type: cohort", "type: case_series", "evidence/bosi1996: type: cohort"),
    "an_alias": ("terminology/drugs.yaml", "[acth, adreno", "[adreno", "terminology/drugs: drugs, corticotropin, also"),
    "a_pin": ("terminology/pinned_codes.yaml", 'display: "Heart failure (d', 'display: "No heart failure (d',
              "terminology/pinned_codes: codes, snomed 84114007, display: Heart failure (disorder) → No heart"),
}  # fmt: skip
"""A field outside the cards: the file, a text in it, what takes its place, and how the line begins that says it."""


@pytest.mark.parametrize("changed", ELSEWHERE.values(), ids=ELSEWHERE)
def test_every_field_outside_the_cards_is_compared(copy: Path, changed: tuple[str, str, str, str]) -> None:
    name, old, new, line = changed
    change(copy / name, old, new)
    assert [found for found in other_differences(RULES, copy, ()) if found.startswith(line)]


def test_a_difference_of_order_alone_is_said_as_one(copy: Path) -> None:
    text = (copy / "caveats.yaml").read_text(encoding="utf-8")
    first, second, rest = re.split(r"(?m)^(?=evidence_limits:|spontaneous_regression:)", text)
    (copy / "caveats.yaml").write_text(second + first + rest, encoding="utf-8")
    assert load_ruleset(copy).sha256 != load_ruleset(RULES).sha256
    assert list(other_differences(RULES, copy, ())) == ["caveats: the order differs, and nothing else"]


def test_a_retired_card_whose_words_changed_is_compared_too(copy: Path, tmp_path: Path) -> None:
    change(copy / "notes/size_is_not_the_outcome.yaml", "status: draft", "status: retired")
    later = Path(shutil.copytree(copy, tmp_path / "later"))
    change(later / "notes/size_is_not_the_outcome.yaml", "version: 1", "version: 2")
    assert list(other_differences(copy, later, ())) == ["notes/size_is_not_the_outcome: version: 1 → 2"]


def run_diff(old: Path, new: Path) -> str:
    run = in_process_text("rules", "diff", old, new)
    assert run.returncode == 0
    return run.stdout


def test_the_same_is_said_only_where_the_hashes_are_and_comments_are_told(copy: Path) -> None:
    assert "; and the same text." in run_diff(RULES, copy)
    text = (RULES / "caveats.yaml").read_text(encoding="utf-8")
    (copy / "caveats.yaml").write_text(f"# a comment\n{text}", encoding="utf-8")
    assert "only comments, layout or the order of keys differ, in: caveats.yaml." in run_diff(RULES, copy)


def test_the_command_prints_it(copy: Path) -> None:
    change(copy / "scope/scope_over_18_years.yaml", "at_least: 6575", "at_least: 6570")
    said = run_diff(RULES, copy)
    assert "scope_over_18_years: Over 18 years\n  applies where: age at least 6575 → age at least 6570\n" in said
    assert "  settled otherwise in 1 of 4 combinations of what it reads\n" in said
    assert "→ out of scope" in said
