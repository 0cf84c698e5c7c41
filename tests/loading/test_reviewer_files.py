"""What a reviewer signed is read strictly, is no part of the rules, and decides whether a card may be approved."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.altered import altered, saying, stating
from support.broken_rules import RULES, edit, faults
from support.signed_rules import put, signed_file

from crdecide import Ruleset, load_ruleset
from crdecide.errors import InvalidSignoff
from crdecide.language.loading.reviewer_files import read_reviewers
from crdecide.language.loading.rule_files import files_of
from crdecide.language.loading.rule_texts import RuleTexts, read_texts
from crdecide.language.signoff.reviewer_file import ReviewerFile, file_stem
from crdecide.language.signoff.signable import Signable, card_to_sign, signables

CARD = "surgery_inoperable"
APPROVED = "mtor_inhibitor_hypersensitivity"


def items(ruleset: Ruleset) -> dict[str, Signable]:
    return {item.id: item for item in signables(ruleset)}


@pytest.fixture
def signed(rules: Path, ruleset: Ruleset) -> Path:
    """The file of a reviewer who agrees with a card and a pinned text."""
    known = items(ruleset)
    return put(signed_file("Ana Müller", [known[f"card/{CARD}"], known["pinned/caveat/off_label"]]), rules)


def read(rules: Path, ruleset: Ruleset) -> tuple[ReviewerFile, ...]:
    return read_reviewers(rules, items(ruleset), ("card", "pinned"))


def said_of(rules: Path, ruleset: Ruleset) -> list[str]:
    with pytest.raises(InvalidSignoff) as error:
        read(rules, ruleset)
    return [str(problem) for problem in error.value.problems]


def test_what_is_committed_says_unsigned() -> None:
    # Until clinicians sign; then their files stand here, and this test goes.
    assert [*RULES.glob("signoff/reviewer_*")] == []
    assert {rule.status for rule in load_ruleset(RULES).rules} == {"draft"}


def test_a_signature_changes_no_hash_of_the_rules(rules: Path, ruleset: Ruleset, signed: Path) -> None:
    assert signed.is_file()
    assert load_ruleset(rules).sha256 == ruleset.sha256
    assert read_texts(rules).sha256 == read_texts(RULES).sha256


def test_a_file_is_read_as_it_was_written(rules: Path, ruleset: Ruleset, signed: Path) -> None:
    [file] = read(rules, ruleset)
    assert (file.reviewer.name, signed.name) == ("Ana Müller", "reviewer_ana_muller.yaml")
    assert [(each.item, each.verdict) for each in file.signed] == [
        (f"card/{CARD}", "agree"), ("pinned/caveat/off_label", "agree")
    ]  # fmt: skip


FAULTS = {
    'verdict: "agree"': ('verdict: "agre"', "did you mean 'agree'?"),
    f"card/{CARD}": (f"card/{CARD}s", f"can be signed; did you mean 'card/{CARD}'?"),
    "pinned/caveat/off_label": (f"card/{CARD}", f"'card/{CARD}' stands here twice; expected one verdict"),
    'name: "Ana Müller"': ('name: "Ana Mahler"', "'Ana Mahler' signs in the one file reviewer_ana_mahler.yaml"),
    "Müller": ("Mül\\u202eler", "expected signs that can be seen; got U+202E"),
    '"made up"': ('""', "'reviewer.role': String should have at least 1 character"),
    "  role:": ('  rolle: "x"\n  role:', "'reviewer.rolle': unknown field; did you mean 'role'?"),
    '"2026-11-27"': ('"2026-02-30"', "'signed.0.date': Input should be a valid date"),
    "format: 1": ("format: 2", "'format': Input should be 1"),
    "signed:\n": ("<<<<<<< HEAD\nsigned:\n", "a merge was left unfinished here ('<<<<<<<'); expected the file as one"),
}


@pytest.mark.parametrize("old", FAULTS)
def test_what_is_wrong_is_said_with_file_and_line(rules: Path, ruleset: Ruleset, signed: Path, old: str) -> None:
    new, expected = FAULTS[old]
    edit(rules, "signoff/reviewer_ana_muller.yaml", old, new)
    lines = signed.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if new.split("\n")[0] in text)
    first = said_of(rules, ruleset)[0]
    assert expected in first
    assert first.startswith("signoff/reviewer_ana_muller.yaml:")
    # A word that stands twice is told where it stands the second time.
    assert first.startswith(f"signoff/reviewer_ana_muller.yaml:{line}:") or "twice" in first


@pytest.mark.parametrize("verdict", ["agree_with_changes", "disagree"])
def test_who_does_not_agree_says_what_would_have_to_be_different(
    rules: Path, ruleset: Ruleset, signed: Path, verdict: str
) -> None:
    edit(rules, "signoff/reviewer_ana_muller.yaml", 'verdict: "agree"', f'verdict: "{verdict}"')
    [fault] = said_of(rules, ruleset)
    assert f"expected a comment beside '{verdict}': what would have to be different" in fault


def test_a_file_by_another_name_is_told_what_its_name_is() -> None:
    said = map(str, files_of(RuleTexts("rules", {"signoff/ana.yaml": b"format: 1"})).problems)
    expected = "no such file belongs here; what a reviewer signed is in reviewer_NAME.yaml"
    assert f"rules/signoff/ana.yaml: {expected}" in said


def test_two_spellings_of_a_name_are_one_file() -> None:
    assert {*map(file_stem, ("Ana Müller", "ana  MÜLLER", "Ana Mu\u0308ller", "ana-muller."))} == {"ana_muller"}
    assert file_stem("李 雷") == "李_雷"
    assert file_stem("- ?") == ""


def test_a_card_that_is_retired_since_may_stay_signed(rules: Path, ruleset: Ruleset, signed: Path) -> None:
    known = [*items(ruleset).keys() - {f"card/{CARD}"}]
    with pytest.raises(InvalidSignoff):
        read_reviewers(rules, known, ("card",))
    assert read_reviewers(rules, [*known, f"card/{CARD}"], ("card",))


def test_every_part_that_a_reader_judges_counts_in_the_hash_of_a_card(ruleset: Ruleset) -> None:
    def parts_that_differ(other: Ruleset, name: str = "mtor_inhibitor_especially") -> set[str]:
        before, after = items(ruleset)[f"card/{name}"], items(other)[f"card/{name}"]
        assert (before.sha256 == after.sha256) == (before.marks == after.marks)
        return {part for part in {**before.marks, **after.marks} if before.marks.get(part) != after.marks.get(part)}

    name = "mtor_inhibitor_especially"
    [card] = [rule for rule in ruleset.rules if rule.id == name]
    assert parts_that_differ(saying(ruleset, name, because="Something else.")) == {"what it says"}
    assert parts_that_differ(altered(ruleset, name, applies_when=ruleset.cards[0].applies_when)) == {"when it applies"}
    assert parts_that_differ(altered(ruleset, name, caveats=card.caveats[1:])) == {"caveats"}
    assert parts_that_differ(altered(ruleset, name, withheld_by=())) == {"what withholds it"}
    changed = stating(ruleset, "sugalska2021", "conclusion", says="Something else.")
    assert parts_that_differ(changed) == {"evidence sugalska2021#conclusion"}
    source = ruleset.sources["sugalska2021"].model_copy(update={"citation": "Another paper."})
    other = stating(ruleset, "sugalska2021", "conclusion")
    other.sources["sugalska2021"] = source  # type: ignore[index]
    assert parts_that_differ(other) == {"evidence sugalska2021#conclusion"}
    assert parts_that_differ(altered(ruleset, name, status="in_review", version=9)) == set()


def test_every_line_of_a_finding_counts(ruleset: Ruleset) -> None:
    finding = next(rule for rule in ruleset.findings if len(rule.concludes) > 1)
    other = finding.model_copy(update={"concludes": finding.concludes[1:]})
    before, after = (card_to_sign(each, ruleset).parts["what it concludes"] for each in (finding, other))
    assert before != after


def needed_by(ruleset: Ruleset) -> list[Signable]:
    """The card, and all pinned texts that it says or carries."""
    known = items(ruleset)
    return [known[f"card/{APPROVED}"], *(item for item in known.values() if item.kind == "pinned")]


def approve(rules: Path) -> None:
    edit(rules, f"options/{APPROVED}.yaml", "status: draft", "status: approved")


def test_a_card_is_approved_where_two_reviewers_agree_with_it_as_it_is(rules: Path, ruleset: Ruleset) -> None:
    approve(rules)
    assert "expected 2 reviewers who agree with card/" in faults(rules)[0]
    put(signed_file("A One", needed_by(ruleset)), rules)
    first = faults(rules)[0]
    assert first.startswith(f"rules/options/{APPROVED}.yaml:4: {APPROVED}: this card is approved; expected 2 reviewers")
    assert first.endswith(f"who agree with card/{APPROVED} as it is; got A One")
    put(signed_file("B Two", needed_by(ruleset)), rules)
    assert [rule.id for rule in load_ruleset(rules).rules if rule.status == "approved"] == [APPROVED]


def test_its_pinned_texts_are_signed_as_well(rules: Path, ruleset: Ruleset) -> None:
    approve(rules)
    for name in ("A One", "B Two"):
        put(signed_file(name, needed_by(ruleset)[:1]), rules)
    said = faults(rules)
    assert all("who agree with pinned/" in fault and fault.endswith("got nobody") for fault in said)
    assert f"with pinned/card/{APPROVED} as it is" in said[0]


@pytest.mark.parametrize("verdict", ["agree_with_changes", "disagree"])
def test_another_verdict_is_no_agreement(rules: Path, ruleset: Ruleset, verdict: str) -> None:
    approve(rules)
    put(signed_file("A One", needed_by(ruleset)), rules)
    put(signed_file("B Two", needed_by(ruleset), verdict, "another word"), rules)
    assert faults(rules)[0].endswith("got A One")


def test_what_changed_since_is_no_longer_approved(rules: Path, ruleset: Ruleset) -> None:
    approve(rules)
    for name in ("A One", "B Two"):
        put(signed_file(name, needed_by(ruleset)), rules)
    load_ruleset(rules)
    edit(rules, f"options/{APPROVED}.yaml", "\ntitle: ", "\ntitle: Another, ")
    [fault] = faults(rules)
    assert fault.endswith("got nobody, and 2 signed what it said before")


def test_a_broken_file_keeps_nobody_from_an_answer_but_where_a_card_rests_on_it(rules: Path, signed: Path) -> None:
    signed.write_text("signed: [", encoding="utf-8")
    load_ruleset(rules)
    approve(rules)
    with pytest.raises(InvalidSignoff, match=r"reviewer_ana_muller.yaml:1: not YAML"):
        load_ruleset(rules)


def test_a_rule_set_is_approved_when_every_card_is(rules: Path) -> None:
    edit(rules, "ruleset.yaml", "status: draft", "status: approved")
    [fault] = faults(rules)
    assert fault.startswith("rules/ruleset.yaml:")
    assert "the rule set is approved; expected every card to be; 141 are not" in fault
