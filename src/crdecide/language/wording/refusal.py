"""A sentence that may not stand, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """`why` ends a sentence that begins with the words refused; `expected` says what may stand there."""

    sentence: str
    why: str
    expected: str


RECORDED = "what is recorded, known or seen ('… is not recorded', 'The tumours are stable')"
REPORTED = "a source that says so in its own clause ('The label advises …', 'By the guideline, …')"
SEEN = "what a study saw, in the past tense ('In one series 3 of 20 children had …')"
ANY_FORM = f"{RECORDED}, {SEEN}, or {REPORTED}"
