"""Three-valued truth: strong Kleene logic, stated once.

============  ====  =======  =====
``all`` (∧)   TRUE  UNKNOWN  FALSE      ``any`` is its dual; ``not`` swaps TRUE and FALSE
============  ====  =======  =====      and leaves UNKNOWN as it is.
TRUE          TRUE  UNKNOWN  FALSE
UNKNOWN       UNK.  UNKNOWN  FALSE
FALSE         FALSE FALSE    FALSE
============  ====  =======  =====
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """What is known of a statement about one child."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    # There is one of each: its identity will do, and an enumeration's own hash is taken anew from its name each time.
    __hash__ = object.__hash__


TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
NEGATIONS = {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}


def negation(truth: Truth) -> Truth:
    """NOT: an unknown stays unknown."""
    return NEGATIONS[truth]


def conjunction(truths: Iterable[Truth]) -> Truth:
    """AND: one FALSE settles it; otherwise one UNKNOWN leaves it open."""
    return _settled_by(FALSE, truths, otherwise=TRUE)


def disjunction(truths: Iterable[Truth]) -> Truth:
    """OR: one TRUE settles it; otherwise one UNKNOWN leaves it open."""
    return _settled_by(TRUE, truths, otherwise=FALSE)


def _settled_by(settling: Truth, truths: Iterable[Truth], otherwise: Truth) -> Truth:
    # No look at the rest once it is settled: an unknown beside a FALSE does not matter to an "all".
    for truth in truths:
        if truth is settling:
            return settling
        if truth is UNKNOWN:
            otherwise = UNKNOWN
    return otherwise
