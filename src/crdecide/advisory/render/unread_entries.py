"""What a record holds and could not be used, in the words of a page or a card: never said to be missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crdecide.guideline.spelling import spoken

from ..model import Advisory
from ..record_out import UnreadOut

NOT_RECORDED, NOT_READ = "not recorded: {asks}", "in the record, but not read: {asks}"
MORE_UNREAD, UNREAD_ALONE = "and {number} more, in the full view", "{number} in all, in the full view"
MOST_UNREAD = 5
"""Entries that a page or a card shows at most."""


def lacking(asks: Iterable[str], advisory: Advisory, labels: Mapping[str, str]) -> str:
    """'not recorded: a, b; in the record, but not read: c', by the label of each field."""
    unread, told = unread_fields(advisory), dict[str, list[str]]()
    for field in asks:
        told.setdefault(NOT_READ if field in unread else NOT_RECORDED, []).append(labels.get(field, spoken(field)))
    named = {text: ", ".join(dict.fromkeys(of_text)) for text, of_text in told.items()}
    return "; ".join(text.format(asks=named[text]) for text in (NOT_RECORDED, NOT_READ) if text in named)


def unread_fields(advisory: Advisory) -> frozenset[str]:
    """The fields of which the record holds something that could not be used."""
    unread = advisory.record.unread if advisory.record else ()
    return frozenset(field for item in unread for field in item.could_say)


def in_its_own_words(item: UnreadOut) -> str:
    """What was not read, as the record has it, where it stands and why."""
    named = item.text or ", ".join(item.codings)
    place = item.resource.partition("/")[0]
    return f'"{named}" ({place}): {item.why}' if named else f"{item.resource}: {item.why}"
