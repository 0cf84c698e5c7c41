"""What the one page consists of beside its table: sentences of one kind, in blocks."""

from __future__ import annotations

from typing import Literal, NamedTuple

BlockKind = Literal[
    "danger", "open_danger", "no_danger", "warnings", "scope", "reasons", "to_be_known", "questions", "unread",
    "remarks", "follow_up", "sources", "limits",
]  # fmt: skip
TITLES: dict[BlockKind, str] = {
    "danger": "",
    "open_danger": "NOT EXCLUDED",
    "no_danger": "",
    "warnings": "WARNINGS",
    "scope": "",
    "reasons": "WHY",
    "to_be_known": "NOT RECORDED, BEFORE OR ON AN mTOR INHIBITOR",
    "questions": "WHAT TO ASK FIRST",
    "unread": "IN THE RECORD, NOT READ",
    "remarks": "ALSO ON RECORD",
    "follow_up": "FOLLOW-UP IN GUIDANCE",
    "sources": "SOURCES",
    "limits": "",
}


class Block(NamedTuple):
    """Some sentences of one kind, each an entry of its own where `listed`."""

    kind: BlockKind
    title: str
    entries: tuple[str, ...]
