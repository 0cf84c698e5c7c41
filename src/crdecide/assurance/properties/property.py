"""What a property is, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .counterexample import Counterexample
from .subject import Subject

STATES = "states of what is known"
"""What is counted where a function of all that can be known was looked at whole."""


@dataclass(frozen=True)
class Outcome:
    """How much was looked at, in what unit, and the counterexample if there is one."""

    cases: int
    unit: str
    counterexample: Counterexample | None = None


@dataclass(frozen=True)
class Property:
    """Something that holds of a rule set for every child.

    `claims` says it in a line, `shown` on what it is looked at, `reason` why it matters to a child, `not_proved` what
    it does not show.
    """

    name: str
    claims: str
    shown: str
    reason: str
    not_proved: str
    check: Callable[[Subject], Outcome]
