"""How much of the one page is told, from all that it may hold to the least."""

from __future__ import annotations

from typing import NamedTuple

from crdecide.guideline.options import OPTIONS

from .unread_entries import MOST_UNREAD

MOST_WARNINGS, MOST_QUESTIONS, MOST_NOTES = 3, 3, 9


class Depth(NamedTuple):
    """How much of what may be cut is told."""

    follow_up: int = 2
    questions: int = MOST_QUESTIONS
    notes: int = MOST_NOTES
    reasons: int = len(OPTIONS)
    remarks: int = 1
    unread: int = MOST_UNREAD
    warnings: int = MOST_WARNINGS


DEPTHS = (
    Depth(), Depth(1), Depth(0), Depth(0, unread=3), Depth(0, 2, unread=3),
    *(Depth(0, 2, notes, unread=3) for notes in (6, 5, 4, 3)),
    *(Depth(0, 2, notes, remarks=0, unread=2) for notes in (3, 2)),
    *(Depth(0, 1, notes, remarks=0, unread=2) for notes in (2, 1)),
    Depth(0, 0, 1, remarks=0, unread=2),
    *(Depth(0, 0, 1, reasons, remarks=0, unread=unread) for unread in (2, 1) for reasons in (3, 2, 1, 0)),
    Depth(0, 1, 0, 0, remarks=0, unread=1), Depth(0, 0, 0, 0, remarks=0, unread=0),
    *(Depth(0, 0, 0, 0, remarks=0, unread=0, warnings=warnings) for warnings in (2, 1, 0)),
)  # fmt: skip
"""From all that a page may hold to the least: what is cut first comes back last.

The last note is kept longer than questions and reasons: it is that on what a drug on the table may do to the child.
"""
