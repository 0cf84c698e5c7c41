"""Which column of a table goes where. Nothing is left out unseen: a column that is not read is refused, or said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crdecide.errors import InvalidTable, Problem, listed, nearest
from crdecide.guideline.patient import Patient
from crdecide.guideline.unknown_names import in_another_section, in_another_unit

from .column_reader import ColumnReader, values_for_unknown
from .columns import COLUMNS, ID, PARTS, Column
from .declared_form import TableForm
from .mapping_file import MappedColumn

KNOWN = {**COLUMNS, **PARTS}
BOX = Column("box", "yes_no")
"""A box to tick holds yes or no, whatever it is an entry of."""
ROW_NUMBERS = re.compile(r"|Unnamed: 0|__index_level_\d+__|X|\.\.\.1")
"""What pandas and R call the column of row numbers that they write in front, or beside the others in Parquet."""
NAMELESS = re.compile(r"|Unnamed: \d+|\.\.\.\d+")
UNKNOWN_COLUMNS = "--map (mapping) says which field a column is, --ignore-columns (ignore_columns) leaves it out"
ANY_NAME = "has no name: nothing is read from it, so it has to be empty"


@dataclass(frozen=True, eq=False)
class Target:
    """Where one column of a table goes: to a field, to the id, or nowhere (`path` is '')."""

    name: str
    path: str
    reader: ColumnReader
    entry: Any = None
    """What a ticked box puts into the list at `path`."""
    has_to_be_empty: bool = False
    why: str = ""
    """What there is to say of it."""


class TablePlan:
    """The columns of one table, as they are met."""

    def __init__(self, form: TableForm, where: str) -> None:
        self.form, self.where = form, where
        self._targets: dict[str, Target] = {}
        self.met: list[Target] = []
        """Every column met so far, in its order."""

    def targets(self, names: Iterable[object]) -> list[Target]:
        """Where each column of a header goes.

        Raises:
            InvalidTable: with every column that is unknown or given twice, and those the mapping has and the table
                has not.
        """
        header = [clean_name(name) for name in names]
        found: list[Target] = []
        problems: list[Problem] = []
        for place, name in enumerate(header):
            try:
                found.append(self._in_header(name, place))
            except ValueError as error:
                problems.append(Problem(f"{self.where}: {name}", str(error)))
        if problems:
            problems.append(Problem(self.where, UNKNOWN_COLUMNS))
        problems += [Problem(self.where, message) for message in (*twice(found), *self._missing(header))]
        if problems:
            raise InvalidTable(problems)
        self.met = found
        return found

    def target(self, name: str) -> Target:
        """Where a column goes that is no part of a header.

        Raises:
            ValueError: the name is not known; the message has the nearest.
        """
        if name not in self._targets:
            self._targets[name] = self._found(name)
            self.met.append(self._targets[name])
        return self._targets[name]

    def notes(self) -> list[str]:
        """What there is to say of columns that are not read, once they have been met."""
        unread = [target for target in self.met if not target.path and not target.has_to_be_empty]
        return [f"column '{target.name}': {target.why}" for target in unread]

    def _in_header(self, name: str, place: int) -> Target:
        if ROW_NUMBERS.fullmatch(name) and (place == 0 or name.startswith("__")) and not self._is_mapped(name):
            return Target(name, "", ColumnReader(BOX), why="row numbers, as pandas and R write them: not read")
        if NAMELESS.fullmatch(name) and not self._is_mapped(name):
            return Target(name, "", ColumnReader(BOX), has_to_be_empty=True, why=ANY_NAME)
        return self.target(name)

    def _is_mapped(self, name: str) -> bool:
        return name in self.form.columns.columns or name in self.form.ignored

    def _found(self, name: str) -> Target:
        mapped = self.form.columns.of(name)
        path = mapped.entry_of or mapped.to or _field_of(name)
        if self.form.ignores(name, known=path is not None):
            return Target(name, "", ColumnReader(BOX), why="not read, as asked for")
        if path is None:
            raise ValueError(f"unknown column{_nearest_column(name)}")
        self._refuse_values_for_unknown(mapped)
        if path != ID and path not in KNOWN:
            raise ValueError(f"the mapping leads to {path!r}, which is no field{_nearest_column(path)}")
        if mapped.entry_of is not None:
            return self._box(name, path, mapped)
        column = KNOWN.get(path, BOX)
        return Target(name, path, ColumnReader(column, self.form.rules_of(mapped)), why=_said_of(name, path))

    def _refuse_values_for_unknown(self, mapped: MappedColumn) -> None:
        """No table can be told that what is not known is a value: it would be read as a no that nobody said."""
        if texts := values_for_unknown(self.form.rules_of(mapped)):
            what = listed([repr(text) if text else "an empty cell" for text in texts])
            raise ValueError(f"the mapping gives a value to what is not known, {what}; expected null, or no such line")

    def _box(self, name: str, path: str, mapped: MappedColumn) -> Target:
        if path not in KNOWN or not KNOWN[path].holds_list:
            raise ValueError(f"the mapping makes it an entry of {path!r}, which is no list")
        reader = ColumnReader(BOX, self.form.rules_of(mapped))
        return Target(name, path, reader, mapped.entry, why=f"ticked: {path} has {mapped.entry!r}; not ticked: unknown")

    def _missing(self, header: list[str]) -> Iterator[str]:
        """Columns that are spoken of and are not there: a slip would lose a field, or read one that is not to be."""
        for name in self.form.columns.columns:
            if name not in header:
                yield f"the mapping names the column '{name}', which is not there{nearest(name, header)}"
        for name in self.form.ignored:
            if not set(name) & set("*?[") and name not in header:
                yield f"--ignore-columns (ignore_columns) names '{name}', which is not there{nearest(name, header)}"


def clean_name(name: object) -> str:
    """A name in a header, without spaces around it; '' for none; parts of a nested one with dots between them."""
    if isinstance(name, tuple):
        return ".".join(filter(None, map(clean_name, name)))
    return "" if name is None or name != name else str(name).strip().removeprefix("\ufeff")


def _nearest_column(name: str) -> str:
    """The column that was meant, by its unit first: a ``largest_cm`` that is only renamed is ten times too small."""
    unit = in_another_unit(name, Patient)
    return unit or nearest(name, [*KNOWN, ID]) or in_another_section(name, Patient)


def _field_of(name: str) -> str | None:
    """The field that a name is, also in other case or with other signs than dots between its words."""
    return name if name in KNOWN or name == ID else _BY_WORDS.get(_words(name))


def _words(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


_BY_WORDS: Mapping[str, str] = {_words(path): path for path in (*KNOWN, ID)}


def _said_of(name: str, path: str) -> str:
    return "" if name == path else f"read as {path}"


def field_at(path: str) -> str:
    """The field that a column belongs to: itself, or the object that it is a part of."""
    return path.rpartition(".")[0] if path in PARTS else path


def twice(targets: Iterable[Target]) -> Iterator[str]:
    """Fields that two columns lead to; boxes of one list, or parts of one object, may stand beside each other."""
    seen: dict[str, list[Target]] = {}
    for target in targets:
        beside = seen.setdefault(field_at(target.path), [])
        for other in beside:
            if target.path and not _may_stand_together(target, other):
                yield f"{target.path} is given twice, by the columns '{other.name}' and '{target.name}'"
        beside.append(target)


def _may_stand_together(one: Target, other: Target) -> bool:
    if one.entry is not None and other.entry is not None:
        return bool(one.entry != other.entry)
    return one.path != other.path and one.path in PARTS and other.path in PARTS
