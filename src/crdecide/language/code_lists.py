"""`terminology/listed_*.tsv`: the codes and names that a script took from lists, each with its source and its doubt."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, get_args

LISTED_CODES, LISTED_NAMES, LISTED_SOURCES = "listed_codes", "listed_names", "listed_sources"
LISTS = (LISTED_CODES, LISTED_NAMES, LISTED_SOURCES)
Reading = Literal["exact", "subtype", "in_doubt"]
READINGS = get_args(Reading)
SUBTYPE: Reading = "subtype"
"""The concept itself, a kind of it, or something that may mean it and is recognised only."""
INGREDIENTS = "ingredients"
"""The section of drugs, whose entries are ingredients by their generic names."""


class ListedCode(NamedTuple):
    """A code, with the entry of a code map that it stands for; `reason` says why it is in doubt."""

    section: str
    entry: str
    reading: str
    system: str
    code: str
    display: str
    reason: str
    checked: str


class ListedName(NamedTuple):
    """An exact name of an entry, in a language (BCP 47)."""

    section: str
    entry: str
    name: str
    language: str
    checked: str


class NotAList(Exception):
    """A line of a list has not the columns of the others: which list, which line, and what was expected."""

    def __init__(self, name: str, line: int, expected: Iterable[str]) -> None:
        self.name, self.line = name, line
        super().__init__(f"expected {', '.join(expected)}, separated by tabs")


@dataclass(frozen=True)
class CodeLists:
    """The lists as text, parsed where they are first needed: an answer to a child's own record needs none.

    Raises:
        NotAList: on the first use of a list with a line that is none.
    """

    texts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def codes(self) -> tuple[ListedCode, ...]:
        """Every code."""
        return tuple(ListedCode(*row) for row in self._rows(LISTED_CODES, ListedCode._fields))

    @cached_property
    def names(self) -> tuple[ListedName, ...]:
        """Every name."""
        return tuple(ListedName(*row) for row in self._rows(LISTED_NAMES, ListedName._fields))

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """The addresses at which codes and names were seen, by key."""
        return dict(self._rows(LISTED_SOURCES, ("source", "address")))

    def sha256(self, name: str) -> str:
        """The hash of one list."""
        return hashlib.sha256(self.texts.get(name, "").encode()).hexdigest()

    def _rows(self, name: str, columns: tuple[str, ...]) -> Iterator[list[str]]:
        lines = self.texts.get(name, "\t".join(columns)).splitlines()
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            if len(row) != len(columns) or (number == 1 and tuple(row) != columns):
                raise NotAList(name, number, columns)
            if number > 1:
                yield row


NO_LISTS = CodeLists()
