"""The history of every card and finding of a folder of rules: when it changed, to which version, and what in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crdecide.guideline.spelling import spoken
from crdecide.language.cards import CARD_KINDS
from crdecide.language.loading.yaml_text import NotYaml, data_of

from .changes_in_words import Card, changes
from .git_record import Commit, FileChange, changed_since, commits_of, texts_of

FOLDERS = {kind.folder for kind in CARD_KINDS.values()}


@dataclass(frozen=True)
class CardVersion:
    """What a commit made of a card: the day, the card's version, what the commit is called, and each change."""

    date: str
    version: str
    title: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class RulesHistory:
    """The versions of each card by its id, the newest first; and the cards that differ from the last commit."""

    versions: Mapping[str, tuple[CardVersion, ...]]
    uncommitted: frozenset[str]


def rules_history(folder: Path) -> RulesHistory | None:
    """The history by the last commit; None where git does not know the folder, or not its whole past."""
    commits = commits_of(folder)
    if not commits:
        return None
    texts = texts_of(folder, _contents(commits))
    versions: dict[str, list[CardVersion]] = {}
    for commit in commits:
        for name, was, now in _cards(commit):
            version = _version(commit, was, now, texts)
            if version.changes:
                versions.setdefault(name, []).insert(0, version)
    changed = frozenset(path.stem for path in changed_since(folder) if path.parent.name in FOLDERS)
    return RulesHistory({name: tuple(those) for name, those in versions.items()}, changed)


def _contents(commits: tuple[Commit, ...]) -> Iterator[str]:
    for commit in commits:
        for _, was, now in _cards(commit):
            yield from (each for change in (was, now) for each in (change.before, change.after) if each)


def _cards(commit: Commit) -> Iterator[tuple[str, FileChange, FileChange]]:
    """Each card that a commit changed, as it was and as it became: two files where it moved to another folder."""
    by_name: dict[str, list[FileChange]] = {}
    for change in commit.changes:
        if change.path.suffix == ".yaml" and change.path.parent.name in FOLDERS:
            by_name.setdefault(change.path.stem, []).append(change)
    for name, those in by_name.items():
        was = next((change for change in those if change.before), those[0])
        now = next((change for change in those if change.after), those[0])
        yield name, was, now


def _version(commit: Commit, was: FileChange, now: FileChange, texts: Mapping[str, str]) -> CardVersion:
    before, after = _card(was.before, texts), _card(now.after, texts)
    version = str((after or before or {}).get("version", ""))
    return CardVersion(commit.date, version, commit.title, tuple(_told(before, after, was, now)))


def _told(before: Card | None, after: Card | None, was: FileChange, now: FileChange) -> Iterator[str]:
    if before is None or after is None:
        yield "added" if now.after and not was.before else "taken out" if not now.after else "cannot be read as a card"
        return
    if was.path.parent.name != now.path.parent.name:
        yield f"moved from {spoken(was.path.parent.name)} to {spoken(now.path.parent.name)}"
    yield from changes(before, after)


def _card(content: str | None, texts: Mapping[str, str]) -> Card | None:
    """The card as data; None where there is none, or none that can be read."""
    if content is None or content not in texts:
        return None
    try:
        data: Any = data_of(texts[content])
    except NotYaml:
        return None
    return data if isinstance(data, dict) else None
