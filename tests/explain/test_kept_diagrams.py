"""The answers of a rule set are kept between runs; whatever becomes of what is kept, they are those of the rules."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crdecide import Ruleset, load_ruleset
from crdecide.advisory.build import AdvisoryBuilder
from crdecide.advisory.one_child import conclude_for
from crdecide.evaluation.symbolic import kept_diagrams
from crdecide.evaluation.symbolic.answer_functions import Answers
from crdecide.evaluation.symbolic.kept_diagrams import KIND, PINNED, answers_for, written
from crdecide.evaluation.symbolic.node_rows import rows_of
from crdecide.evaluation.symbolic.outcomes import answers_of
from crdecide.guideline.patient import Patient
from crdecide.language.loading.kept_entries import pinned_line

CHILD = Patient.model_validate(
    {"age_days": 12, "tumours": {"count": 2}, "symptoms": {"arrhythmia": True}, "medications": ["captopril"]}
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CRDECIDE_CACHE", str(tmp_path / "cache"))
    answers_for.cache_clear()
    yield tmp_path / "cache"
    answers_for.cache_clear()


@pytest.fixture
def kept(ruleset: Ruleset, cache: Path) -> Path:
    """What is kept of the answers."""
    answers_for(ruleset)
    answers_for.cache_clear()
    return only(cache)


@pytest.fixture
def not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer may be made of rules any more."""

    def refuse(_: Ruleset) -> bytes:
        raise AssertionError("the answers were made again")

    monkeypatch.setattr(kept_diagrams, "written", refuse)


def only(cache: Path) -> Path:
    [file] = cache.glob(f"{KIND}-*")
    return file


def described(answers: Answers) -> object:
    """All that answers say, however their nodes are numbered."""
    rows = rows_of(answers.diagrams, [*(each.node for each in answers.answers), *answers.contradicted])
    named = [(each.kind, each.name, rows.places[each.node], each.support) for each in answers.answers]
    contradicted = [rows.places[node] for node in answers.contradicted]
    leaves = [(type(leaf), leaf) for leaf in rows.leaves]
    return answers.parts, leaves, rows.branches, named, answers.contradictions, contradicted


def sealed_again(entry: Path, old: bytes, new: bytes) -> None:
    """The entry as somebody would write it who can do all that the user can, and has read this code."""
    sealed = entry.read_bytes().partition(b"\n")[2]
    assert old in sealed
    changed = sealed.replace(old, new)
    seal = hashlib.sha256(entry.name.encode() + b"\n" + changed).hexdigest().encode()
    entry.write_bytes(seal + b"\n" + changed)


def asked(ruleset: Ruleset) -> str:
    """An advisory by what is kept of these rules."""
    answers_for.cache_clear()
    return AdvisoryBuilder(ruleset, conclude_for(ruleset)).advisory(CHILD).model_dump_json()


@pytest.mark.usefixtures("kept", "not_made")
def test_the_second_run_makes_no_answers_and_has_the_same(ruleset: Ruleset) -> None:
    assert described(answers_for(ruleset)) == described(answers_of(ruleset))


def test_what_is_kept_gives_the_advisory_that_is_given_without(ruleset: Ruleset, kept: Path) -> None:
    with_it = asked(ruleset)
    kept.unlink()
    assert asked(ruleset) == with_it


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"leaves": []}', b"0" * 64 + b"\n{}"])
def test_a_broken_entry_is_not_used_and_written_anew(ruleset: Ruleset, kept: Path, content: bytes) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(content)
    assert described(answers_for(ruleset)) == described(answers_of(ruleset))
    assert kept.read_bytes() == whole


def test_the_pin_is_that_of_the_packaged_rules(ruleset: Ruleset, kept: Path) -> None:
    """A change of the rules, or of the order of diagrams, is seen here; ``make golden`` accepts it."""
    pin = pinned_line(ruleset.sha256, kept.read_bytes().partition(b"\n")[2])
    if os.environ.get("CRDECIDE_ACCEPT"):
        PINNED.write_text(pin, encoding="utf-8")
    assert PINNED.read_text(encoding="utf-8") == pin


def test_an_entry_that_was_sealed_again_does_not_change_what_is_asked_by_the_packaged_rules(
    ruleset: Ruleset, kept: Path
) -> None:
    before, whole = asked(ruleset), kept.read_bytes()
    sealed_again(kept, b'"option", "mtor_inhibitor"', b'"option", "surveillance"')
    assert asked(ruleset) == before
    assert kept.read_bytes() == whole


def test_an_entry_of_other_rules_that_is_nothing_that_was_written_is_not_used(rules: Path) -> None:
    ruleset = changed(rules)
    answers_for(ruleset)
    for old, new in (
        (b'"leaves": [', b'"leaves": [7, '),
        (b'"parts"', b'"part"'),
        (b'"branches": [[', b'"branches": [[1, 999999], ['),
    ):
        answers_for.cache_clear()
        sealed_again(only(Path(os.environ["CRDECIDE_CACHE"])), old, new)
        assert described(answers_for(ruleset)) == described(answers_of(ruleset))


def changed(rules: Path) -> Ruleset:
    """Rules that are not the packaged ones: an option is put differently."""
    card = rules / "options" / "surveillance_asymptomatic.yaml"
    text = card.read_text(encoding="utf-8")
    assert "stance: usual_course" in text
    card.write_text(text.replace("stance: usual_course", "stance: may_be_considered"), encoding="utf-8")
    return load_ruleset(rules)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(Path(__file__).parents[2] / "rules", tmp_path / "rules"))


def test_other_rules_have_an_entry_of_their_own(ruleset: Ruleset, kept: Path, rules: Path, cache: Path) -> None:
    others = answers_for(changed(rules))
    assert described(others) != described(answers_for(ruleset))
    assert len({*cache.glob(f"{KIND}-*")} - {kept}) == 1


@pytest.mark.usefixtures("kept")
def test_rules_that_were_altered_in_python_keep_nothing_and_find_nothing(ruleset: Ruleset, cache: Path) -> None:
    altered = replace(ruleset, cards=tuple(card for card in ruleset.cards if card.kind != "alert"))
    assert altered.sha256 == ruleset.sha256
    kinds = {answer.kind for answer in answers_for(altered).answers}
    assert kinds == {"scope", "option"}
    assert len([*cache.glob(f"{KIND}-*")]) == 1


@pytest.mark.usefixtures("kept", "not_made")
def test_without_its_pin_nothing_kept_is_used(
    ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(kept_diagrams, "PINNED", tmp_path / "none")
    with pytest.raises(AssertionError, match="made again"):
        answers_for(ruleset)


def test_the_same_rules_are_always_written_alike(ruleset: Ruleset) -> None:
    first = written(ruleset)
    answers_of.cache_clear()
    assert written(ruleset) == first
