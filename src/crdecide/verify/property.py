"""What a property is, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .subject import Subject

Record = Mapping[str, Any]
STATES = "states of what is known"
"""What is counted where a function of all that can be known was looked at whole."""


@dataclass(frozen=True)
class Counterexample:
    """What is wrong, and the smallest child, or pair of children, that shows it; none where it stands in a text."""

    what: str
    children: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How much was looked at, in what unit, and the counterexample if there is one."""

    cases: int
    unit: str
    counterexample: Counterexample | None = None


@dataclass(frozen=True)
class Property:
    """Something that holds of a rule set for every child.

    `claims` says it in a line, `reason` why it matters to a child, `not_proved` what it does not show.
    """

    name: str
    claims: str
    reason: str
    not_proved: str
    check: Callable[[Subject], Outcome]


@dataclass(frozen=True)
class Verdict:
    """A property and its outcome."""

    of: Property
    outcome: Outcome

    @property
    def holds(self) -> bool:
        """Whether nothing was found that refutes it."""
        return self.outcome.counterexample is None
