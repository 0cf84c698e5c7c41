"""What can go wrong, as a tree.

CrdecideError
├── InvalidPatient    the input is not a patient record: what, where, what was expected
│   ├── WrongPatient  the record is about another patient, or about several
│   └── InvalidTable  a table of patients cannot be read as a whole
├── InvalidRuleset    the rules do not hold together: every problem, with file and line
│   ├── ConflictingCards  two cards that hold for one child contradict each other
│   └── InvalidSignoff    what reviewers signed cannot be read, or is not about these rules
├── MissingLibrary    a library that only some uses need is not installed: how it is
└── EngineError       the rules could not be run: our fault, never a partial answer
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


class CrdecideError(Exception):
    """Anything that crdecide raises on purpose."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong: where it stands and what was expected there.

    `where` is a dotted path into a patient record (``tumours.count``) or the place in a rule file
    (``rules/options/surgery_haemodynamic_compromise.yaml:7``); `subject` is the rule concerned, if there is one.
    """

    where: str
    message: str
    subject: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.subject, self.message) if part)


class _Problems(CrdecideError):
    """An error that reports all its problems at once, one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        # Its own arguments, by which it is made again on the other side of a process.
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        # As it is on the way from another process: made by no `__init__`, each of which takes something else.
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[_Problems], args: tuple[Any, ...], state: Mapping[str, Any]) -> _Problems:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class InvalidPatient(_Problems):
    """The input cannot be read as a patient record; `problems` says what, where and what was expected.

    `danger` is the sentence on a presentation that may be life-threatening, where a danger could be read of the record
    for all that; it stands first in the message.
    """

    def __init__(self, problems: Iterable[Problem], danger: str | None = None) -> None:
        super().__init__(problems)
        self.danger = danger

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.danger, super().__str__())))


class WrongPatient(InvalidPatient):
    """The record is refused: something in it is about another patient. No name or number of one is said."""


class InvalidTable(InvalidPatient):
    """A table of patients cannot be read as a whole: no such file, damaged, a column unknown or given twice."""


class InvalidRuleset(_Problems):
    """The rule files cannot be used; `problems` lists every fault found, in file and line order."""


class ConflictingCards(InvalidRuleset):
    """Cards that hold for one child give an option different stances; the loader refuses what it can see of that."""

    def __init__(self, cards: Sequence[str], option: str) -> None:
        self.cards = tuple(cards)
        message = f"these cards hold together and differ in their stance on {option}; relate them by withheld_by"
        super().__init__([Problem(", ".join(self.cards), message)])
        self.args = (self.cards, option)


class InvalidSignoff(InvalidRuleset):
    """A file of what a reviewer signed cannot be used; `problems` lists every fault found, with file and line."""


class EngineError(CrdecideError):
    """The rule engine did not give a complete answer twice in a row; there is no advisory."""


class MissingLibrary(CrdecideError):
    """A library that only some uses need is not installed; the message has the command that installs it."""

    def __init__(self, what: str, extra: str, missing: ModuleNotFoundError) -> None:
        # Its own arguments, by which it is made again on the other side of a process.
        super().__init__(what, extra, missing)
        self.extra = extra
        self._message = f"{what} needs {missing.name}, which is not installed: {how_to_install(extra)}"

    def __str__(self) -> str:
        return self._message


def how_to_install(extra: str) -> str:
    """The command for what an extra of this package needs and is not there, by the names under which it is published.

    This package itself is on no index, so that its own name would lead nowhere; from a checkout it is the extra.
    """
    from importlib.metadata import PackageNotFoundError, requires

    try:
        needs = [need.partition(";") for need in requires("crdecide") or ()]
    except PackageNotFoundError:
        needs = []
    wanted = [need.strip() for need, _, when in needs if re.search(f"""extra == ['"]{extra}['"]""", when)]
    absent = [need for need in wanted if not _is_installed(need)] or wanted
    from_checkout = f"pip install '.[{extra}]'"
    if not absent:
        return f"in the checkout of crdecide, {from_checkout}"
    quoted = " ".join(f"'{need}'" for need in absent)
    return f"pip install {quoted} (in the checkout: {from_checkout})"


def _is_installed(requirement: str) -> bool:
    from importlib.metadata import PackageNotFoundError, version

    found = re.match(r"[\w.-]+", requirement)
    try:
        return found is not None and bool(version(found[0]))
    except PackageNotFoundError:
        return False


def nearest(name: object, known: Iterable[object], likeness: float = 0.6) -> str:
    """'; did you mean 'risk'?' for the known name closest to `name`, or '' if none is as close as `likeness`."""
    # Only here: most programs have nothing to say of a name.
    import difflib

    matches = difflib.get_close_matches(str(name), sorted(str(item) for item in known), n=1, cutoff=likeness)
    return f"; did you mean '{matches[0]}'?" if matches else ""


def listed(names: Sequence[object]) -> str:
    """The names as a reader would write them: 'low, moderate or high'."""
    words = [str(name) for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
