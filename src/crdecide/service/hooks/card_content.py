"""Of an advisory what the page of a card tells, and nothing else: two children of whom it is the same have one page.

Left out is what has a card of its own (a danger that is there, warnings, technical remarks, follow-up), and what the
page in brief has no room for: the child, what was found and why, and what the record says in its own words.
"""

from __future__ import annotations

from dataclasses import dataclass

from crdecide.advisory.answer_parts import DangerOut
from crdecide.advisory.model import Advisory
from crdecide.advisory.record_out import RecordOut, UnreadOut
from crdecide.advisory.render.checklist import is_on_no_list
from crdecide.advisory.render.unread_entries import unread_fields


@dataclass(frozen=True)
class CardContent:
    """An advisory with nothing in it but what the page of a card tells."""

    advisory: Advisory

    def __hash__(self) -> int:
        """By what tells most children apart: whatever has one hash is compared as a whole."""
        stances = tuple([(option.stance, option.timing, option.turns_on) for option in self.advisory.options])
        return hash((stances, tuple([asked.field for asked in self.advisory.missing])))

    @classmethod
    def of(cls, advisory: Advisory) -> CardContent:
        """The content of the card of an advisory."""
        return cls(advisory.model_copy(update=_told_of(advisory)))


def _told_of(advisory: Advisory) -> dict[str, object]:
    return {
        "child": (),
        "danger": _still_open(advisory.danger),
        "summary": "",
        "findings": (),
        # A remark without a rule is about the record.
        "alerts": tuple([alert for alert in advisory.alerts if alert.severity == "info" and alert.rules]),
        "drugs": tuple(filter(is_on_no_list, advisory.drugs)),
        "monitoring": (),
        "would_change": (),
        "trace": (),
        "provenance": advisory.provenance.model_copy(update={"input_sha256": ""}),
        "record": _unread(advisory),
    }


def _still_open(danger: DangerOut) -> DangerOut:
    """What leaves a danger open; one that is there has a card."""
    asks = danger.asks if danger.text is None else ()
    return danger.model_copy(update={"text": None, "because": (), "asks": asks})


def _unread(advisory: Advisory) -> RecordOut | None:
    """A record of which these fields were not read."""
    fields = unread_fields(advisory)
    if not fields:
        return None
    unread = UnreadOut(resource="", text="", codings=(), why="", kind="other", could_say=tuple(sorted(fields)))
    return RecordOut(fields=(), notes=(), unread=(unread,))
