"""Statements as the driver of the database takes them.

How a statement is put, and how each of its values is written, are settled once: SQLAlchemy works them out anew with
each execution, which takes as long as SQLite takes to do it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Delete, Dialect, Insert
from sqlalchemy.engine.interfaces import DBAPICursor

Row = Mapping[str, Any]
Written = Sequence[Any]
"""Rows as the driver takes them."""


@dataclass(frozen=True)
class Statement:
    """A statement with named values; `writers` are by name, None where the driver takes the value as it is."""

    text: str
    writers: Mapping[str, Callable[[Any], Any] | None]
    by_name: bool
    """Whether the driver takes the values by name, or in their order."""

    @classmethod
    def of(cls, statement: Insert | Delete, dialect: Dialect) -> Statement:
        """The statement in the words of a database."""
        compiled = statement.compile(dialect=dialect)
        names = compiled.positiontup or compiled.params
        types = {name: compiled.binds[name].type.dialect_impl(dialect) for name in names}
        writers = {name: kind.bind_processor(dialect) for name, kind in types.items()}
        return cls(str(compiled), writers, by_name=not compiled.positional)

    def written(self, *rows: Row) -> Written:
        """The rows as the driver takes them; what a row holds beside the values is passed over."""
        return [self._written(row) for row in rows]

    def run(self, cursor: DBAPICursor, rows: Written) -> int:
        """Execute it with each of the rows; how many rows of the database that concerned.

        Raises:
            Error of the driver: it could not be done.
        """
        if not rows:
            return 0
        if len(rows) == 1:
            cursor.execute(self.text, rows[0])
        else:
            cursor.executemany(self.text, rows)
        return cursor.rowcount

    def _written(self, row: Row) -> Any:
        values = {name: row[name] if write is None else write(row[name]) for name, write in self.writers.items()}
        return values if self.by_name else tuple(values.values())
