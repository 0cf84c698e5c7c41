"""Signing at the command line: a file a reviewer, of what is there; and what is told of it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.altered import altered, saying
from support.signed_rules import put, signed_file

from crdecide import Ruleset
from crdecide.assurance.scenarios.scenario import Scenario, read_scenarios
from crdecide.assurance.signing import Review, review_by, taken
from crdecide.cli.copy_rules import copy_command
from crdecide.cli.signoff import signoff_command
from crdecide.cli.signoff_words import progress_lines
from crdecide.errors import InvalidSignoff
from crdecide.language.conditions import Among
from crdecide.language.loading.reviewer_files import read_reviewer

ROOT = Path(__file__).parents[2]
CHILDREN = ("everything_unknown", "published_without_symptoms_day_4", "duct_dependent_though_regressing")
CARD = "card/surgery_inoperable"
WHO = ("--name", "Ana Müller", "--role", "made up")


@pytest.fixture(scope="module")
def features(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few of the vignettes, which are soon answered."""
    folder = tmp_path_factory.mktemp("features") / "children"
    folder.mkdir()
    for name in CHILDREN:
        shutil.copy(ROOT / f"features/children/{name}.feature", folder)
    return folder.parent


@pytest.fixture(scope="module")
def scenarios(features: Path) -> Sequence[Scenario]:
    return read_scenarios(features)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))


def signoff(rules: Path, *arguments: object) -> Result:
    return CliRunner().invoke(signoff_command, [*map(str, arguments), "--rules", str(rules)])


def told(review: Review) -> str:
    return "\n".join(progress_lines(review.standing, review.files))


def test_a_verdict_is_written_with_the_hash_and_the_answer_of_what_is_there(
    rules: Path, ruleset: Ruleset, features: Path, scenarios: Sequence[Scenario]
) -> None:
    named = (CARD, "vignette/everything_unknown")
    done = signoff(rules, *named, "--verdict", "agree", *WHO, "--features", features)
    assert done.exit_code == 0, done.output
    assert "reviewer_ana_muller.yaml: 2 verdicts of Ana Müller." in done.output
    review = review_by(rules, ruleset, scenarios)
    [file] = review.files
    assert [each.sha256 for each in file.signed] == [review.by_id[name].sha256 for name in named]
    assert file.signed[1].answer[:3] == (
        "child: nothing that the rules read is recorded", "scope: cannot assess", "danger: not excluded",
    )  # fmt: skip
    again = signoff(rules, CARD, "--name", "Ana Müller", "--verdict", "disagree", "--comment", "Too wide.")
    assert again.exit_code == 0, again.output
    said = told(review_by(rules, ruleset, scenarios))
    assert "Ana Müller, made up: agrees with 1; disagrees with 1" in said
    assert f"Ana Müller disagrees with {CARD}: Too wide." in said


def test_without_an_item_all_that_can_be_signed_is_listed(rules: Path, features: Path) -> None:
    listed = signoff(rules, "--features", features).output.splitlines()
    assert "vignette/everything_unknown: unsigned" in listed
    assert f"{CARD}: unsigned" in listed
    assert "pinned/caveat/off_label: unsigned" in listed
    assert listed[-1] == "Signed off: nothing; no reviewer has signed yet, and all is unsigned."


REFUSED = {
    ("card/surgery_inoperabel", "--verdict", "agree", *WHO): f"can be signed; did you mean '{CARD}'?",
    (CARD, "--verdict", "disagree", *WHO): "expected a comment beside 'disagree'",
    (CARD, "--verdict", "agree", "--name", "Ana"): "'Ana' has no file yet; expected as what they sign (--role ROLE)",
    (CARD, "--verdict", "agree", "--name", "--", "--role", "x"): "expected a letter or a digit in it",
    (CARD, "--verdict", "agree"): "expected --name and --verdict beside what is signed",
    (CARD, "--verdict", "agre", *WHO): "'agre' is not one of 'agree', 'agree_with_changes', 'disagree'",
    ("vignette/everything_unknown", "--verdict", "agree", *WHO): "expected their folder (--features DIR)",
    WHO: "expected what is signed, such as card/ID",
}


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_cannot_be_signed_is_refused_and_nothing_is_written(rules: Path, arguments: tuple[str, ...]) -> None:
    done = signoff(rules, *arguments)
    assert done.exit_code == 2
    assert REFUSED[arguments] in done.output
    assert [*rules.glob("signoff/reviewer_*")] == []


def test_a_name_is_written_in_one_way_and_signs_in_one_role(rules: Path) -> None:
    signoff(rules, CARD, "--verdict", "agree", *WHO)
    for who in (("--name", "ana müller"), ("--name", "Ana Müller", "--role", "another")):
        done = signoff(rules, CARD, "--verdict", "agree", *who)
        assert done.exit_code == 2
        assert "reviewer_ana_muller.yaml: " in done.output
        assert f"got '{who[-1]}'" in done.output


def test_a_file_that_the_site_made_is_taken_beside_what_was_signed_before(
    rules: Path, ruleset: Ruleset, tmp_path: Path
) -> None:
    known = review_by(None, ruleset, None).by_id
    put(signed_file("Ana Müller", [known[CARD]]), rules)
    (tmp_path / "signoff").mkdir()
    made = put(signed_file("Ana Müller", [known["pinned/caveat/off_label"]]), tmp_path)
    done = signoff(rules, "--take", made.rename(tmp_path / "reviewer_ana_muller (1).yaml"))
    assert done.exit_code == 0, done.output
    assert [each.item for each in read_reviewer(rules / "signoff/reviewer_ana_muller.yaml").file.signed] == [
        CARD, "pinned/caveat/off_label",
    ]  # fmt: skip


def test_what_was_signed_elsewhere_of_other_rules_is_not_taken(rules: Path, ruleset: Ruleset, tmp_path: Path) -> None:
    now = review_by(rules, ruleset, None)
    older = review_by(None, altered(ruleset, "surgery_inoperable", title="As it was called"), None)
    (tmp_path / "signoff").mkdir()
    made = put(signed_file("Ana Müller", [older.by_id[CARD]]), tmp_path)
    with pytest.raises(InvalidSignoff) as error:
        taken(now, made)
    assert f":9: '{CARD}' was signed other than it is in these rules (title); expected it signed on a" in str(
        error.value
    )
    # What stood in the file of this reviewer before may stand there still, void as it is.
    put(signed_file("Ana Müller", [older.by_id[CARD]]), rules)
    assert taken(review_by(rules, ruleset, None), made).signed[0].sha256 == older.by_id[CARD].sha256


def test_children_who_are_answered_differently_since_are_told_with_both_answers(
    rules: Path, ruleset: Ruleset, scenarios: Sequence[Scenario]
) -> None:
    before = review_by(None, ruleset, scenarios)
    children = [child.item for child in before.children]
    put(signed_file("Ana Müller", children), rules)
    # Everything stands, as long as nothing has changed.
    assert review_by(rules, ruleset, scenarios).standing.void == ()
    other = altered(ruleset, "surveillance_asymptomatic", applies_when=Among("symptomatic", ("yes",)))
    review = review_by(rules, other, scenarios)
    said = told(review)
    assert "Answered differently since Ana Müller signed vignette/published_without_symptoms_day_4 on 2026" in said
    assert "\n  no longer: surveillance: usual course; certainty low (that the tumours regress)\n" in said
    assert "\n  now: surveillance: " in said
    assert "vignette/everything_unknown" not in {each.item.id for each in review.standing.void}
    assert review.standing.by_item["vignette/everything_unknown"][0].stands


def test_a_sentence_that_changed_voids_what_was_signed_and_is_told_apart(
    rules: Path, ruleset: Ruleset, scenarios: Sequence[Scenario]
) -> None:
    [child] = [each.item for each in review_by(None, ruleset, scenarios).children if "day_4" in each.item.id]
    put(signed_file("Ana Müller", [child]), rules)
    other = saying(ruleset, "surveillance_asymptomatic", because="Said in other words.")
    [void] = review_by(rules, other, scenarios).standing.void
    assert not void.answered_differently
    assert void.changed == ("words of the page",)


def test_signed_is_what_two_reviewers_agree_with(rules: Path, ruleset: Ruleset) -> None:
    known = review_by(None, ruleset, None).by_id
    put(signed_file("A One", [known[CARD]]), rules)
    put(signed_file("B Two", [known[CARD]]), rules)
    put(signed_file("C Three", [known[CARD]], "agree_with_changes", "Another title."), rules)
    said = told(review_by(rules, ruleset, None))
    assert "Signed off by 2 reviewers who agree: 0 of 8 pinned texts, 1 of 141 cards" in said
    assert f"C Three agrees with, given changes, {CARD}: Another title." in said
    listed = signoff(rules).output
    assert f"{CARD}: signed by 2, 1 not without changes; agree (A One, 2026-11-27); agree (B Two" in listed


def test_who_copies_the_rules_takes_no_signature_along(rules: Path, ruleset: Ruleset, tmp_path: Path) -> None:
    put(signed_file("Ana Müller", [review_by(None, ruleset, None).by_id[CARD]]), rules)
    CliRunner().invoke(copy_command, [str(tmp_path / "ours"), "--rules", str(rules)])
    assert sorted(path.name for path in (tmp_path / "ours/signoff").iterdir()) == ["lines.txt", "pinned.yaml"]
