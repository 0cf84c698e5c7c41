"""The tags of scenarios: which rule one exercises, and which published statement it retells."""

from __future__ import annotations

from collections.abc import Iterable

RULE_TAG = "@rule:"
EVIDENCE_TAG = "@evidence:"


def named(tags: Iterable[str], kind: str) -> tuple[str, ...]:
    """What the tags of one kind name, in order."""
    return tuple(sorted(tag.removeprefix(kind) for tag in tags if tag.startswith(kind)))
