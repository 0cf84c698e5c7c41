"""The history of cards, by git: the same from the same commit, whole or not told, and in words."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from crdecide.publish.site.card_history.card_versions import RulesHistory, rules_history
from crdecide.publish.site.card_history.changes_in_words import changes, words

Git = Callable[..., None]
CARD = """id: one_card
kind: note
title: A card
version: {version}
applies_when: {{all: [{{symptomatic: "yes"}}, {{tsc: [definite, possible]}}]}}
says: {{because: "{because}"}}
evidence: [{evidence}]
"""
ODD_SETTINGS = """[log]
    showSignature = true
    follow = true
    showRoot = false
    date = relative
[color]
    ui = always
[diff]
    noprefix = true
    relative = true
    renames = copies
[core]
    quotePath = false
[i18n]
    logOutputEncoding = ISO-8859-1
"""


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Git in a repository of its own, with a commit a minute."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    minutes = iter(range(60))

    def run(*arguments: str, where: Path = tmp_path / "repository") -> None:
        where.mkdir(exist_ok=True)
        on = f"2026-11-20T10:{next(minutes):02}:00Z"
        said = {"GIT_AUTHOR_DATE": on, "GIT_COMMITTER_DATE": on}
        named = ("-c", "user.name=One", "-c", "user.email=one@example.org")
        subprocess.run(
            ["git", *named, *arguments], cwd=where, env={**os.environ, **said}, check=True, capture_output=True
        )

    run("init", "--quiet", "--initial-branch=main")
    return run


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return tmp_path / "repository/rules"


def write(rules: Path, folder: str = "notes", version: int = 1, because: str = "First.", evidence: str = "a#b") -> None:
    (rules / folder).mkdir(parents=True, exist_ok=True)
    text = CARD.format(version=version, because=because, evidence=evidence)
    (rules / folder / "one_card.yaml").write_text(text, encoding="utf-8")


def commit(git: Git, title: str) -> None:
    git("add", "--all")
    git("commit", "--quiet", "-m", title)


def told(history: RulesHistory | None) -> list[tuple[str, str, tuple[str, ...]]]:
    assert history is not None
    return [(each.version, each.title, each.changes) for each in history.versions["one_card"]]


def two_versions(git: Git, rules: Path) -> None:
    write(rules)
    commit(git, "Add the card")
    write(rules, version=2, because="Söcond.", evidence="a#b, c#d")
    commit(git, "Say Söcond")


TWO = [
    ("2", "Say Söcond", ("says because: First. → Söcond.", "evidence: also c#d")),
    ("1", "Add the card", ("added",)),
]


def test_the_versions_stand_newest_first_with_what_changed_in_words(git: Git, rules: Path) -> None:
    two_versions(git, rules)
    history = rules_history(rules)
    assert told(history) == TWO
    assert history is not None
    assert {each.date for each in history.versions["one_card"]} == {"2026-11-20"}
    assert history.uncommitted == frozenset()


def test_it_is_the_same_however_git_is_set_up_and_in_a_whole_copy(
    git: Git, rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_versions(git, rules)
    history = rules_history(rules)
    (tmp_path / "settings").write_text(ODD_SETTINGS, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
    # As in a hook of another repository.
    git("init", "--quiet", "other", where=tmp_path)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    assert rules_history(rules) == history
    monkeypatch.delenv("GIT_DIR")
    git("clone", "--quiet", f"file://{rules.parent}", "copy", where=tmp_path)
    assert rules_history(tmp_path / "copy/rules") == history


def test_of_a_copy_without_its_whole_past_nothing_is_told(git: Git, rules: Path, tmp_path: Path) -> None:
    """A shallow copy, as a build server makes, has one commit that seems to have made every file."""
    two_versions(git, rules)
    git("clone", "--quiet", "--depth=1", f"file://{rules.parent}", "shallow", where=tmp_path)
    assert rules_history(tmp_path / "shallow/rules") is None
    git("-C", str(rules.parent), "config", "uploadpack.allowFilter", "true")
    git("clone", "--quiet", "--filter=blob:none", f"file://{rules.parent}", "partial", where=tmp_path)
    assert rules_history(tmp_path / "partial/rules") is None


def test_without_git_and_where_git_does_not_know_the_rules_nothing_is_told(
    git: Git, rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(rules)
    assert rules_history(rules) is None  # no commit yet
    (rules.parent / "other").write_text("another file", encoding="utf-8")
    git("add", "other")
    git("commit", "--quiet", "-m", "Another file")
    assert rules_history(rules) is None  # as of rules that are installed below somebody else's project
    write(tmp_path / "outside")
    assert rules_history(tmp_path / "outside") is None
    monkeypatch.setenv("PATH", "")
    assert rules_history(rules) is None


def test_a_card_keeps_its_history_where_it_moves_or_comes_by_a_merge(git: Git, rules: Path) -> None:
    two_versions(git, rules)
    git("checkout", "--quiet", "-b", "side")
    git("mv", "rules/notes", "rules/alerts")
    write(rules, "alerts", version=3, because="Third.", evidence="a#b, c#d")
    commit(git, "Move it")
    git("checkout", "--quiet", "main")
    (rules / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    commit(git, "Go on")
    git("merge", "--quiet", "--no-ff", "-m", "Merge", "side")
    moved = ("3", "Move it", ("moved from notes to alerts", "says because: Söcond. → Third."))
    assert told(rules_history(rules)) == [moved, *TWO]


def test_layout_alone_is_no_version_and_what_cannot_be_read_is_said(git: Git, rules: Path) -> None:
    write(rules)
    commit(git, "Add the card")
    card = rules / "notes/one_card.yaml"
    card.write_text(f"# a remark\n{card.read_text(encoding='utf-8')}", encoding="utf-8")
    commit(git, "Remark")
    card.write_bytes(b"title: \xff\xfe")
    commit(git, "Break it")
    card.unlink()
    commit(git, "Take it out")
    assert [(title, changed) for _, title, changed in told(rules_history(rules))] == [
        ("Take it out", ("taken out",)), ("Break it", ("cannot be read as a card",)), ("Add the card", ("added",)),
    ]  # fmt: skip


def test_a_card_that_differs_from_the_last_commit_is_named(git: Git, rules: Path) -> None:
    two_versions(git, rules)
    write(rules, version=3)
    history = rules_history(rules)
    assert history is not None
    assert history.uncommitted == {"one_card"}
    assert told(history) == TWO


def test_every_part_of_a_card_is_told_in_words() -> None:
    before = {"version": 1, "applies_when": {"age_days": {"below": 28}}, "caveats": ["a", "b"], "says": {"option": "x"}}
    after = {
        "version": 2, "applies_when": {"any": [{"tsc": ["definite", "possible"]}, {"not": {"symptomatic": "no"}}]},
        "caveats": ["b", "a"], "says": {"option": "x", "temporary": True},
    }  # fmt: skip
    assert [*changes(before, after)] == [
        "applies when: age days: below: 28 → any (TSC: definite or possible; not: symptomatic: no)",
        "caveats: in another order",
        "says temporary: nothing → yes",
    ]
    assert words("a  text\nof lines") == "“a text of lines”"
