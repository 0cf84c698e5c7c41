"""Rows put into a table as the driver of the database takes them.

The statement, and how a value of each column is written, are settled once: SQLAlchemy works them out anew with each
execution, which takes as long as SQLite takes to put the row in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

Row = Mapping[str, Any]
Written = Sequence[Any]
"""Rows as the driver takes them."""


@dataclass(frozen=True)
class Addition:
    """The insertion into one table; `writers` are by column, None where the driver takes the value as it is."""

    statement: str
    writers: Mapping[str, Callable[[Any], Any] | None]
    by_name: bool
    """Whether the driver takes the values of a row by name, or in the order of the columns."""

    @classmethod
    def to(cls, table: Table, dialect: Dialect) -> Addition:
        """The insertion into that table in the words of a database."""
        compiled = insert(table).compile(dialect=dialect)
        types = {column: table.c[column].type.dialect_impl(dialect) for column in compiled.params}
        writers = {column: kind.bind_processor(dialect) for column, kind in types.items()}
        return cls(str(compiled), writers, by_name=not compiled.positional)

    def written(self, *rows: Row) -> Written:
        """The rows as the driver takes them; what a row holds beside the columns is passed over."""
        return [self._written(row) for row in rows]

    def make(self, connection: Connection, rows: Written) -> None:
        """Put in the rows, if any.

        Raises:
            SQLAlchemyError: as any other execution.
        """
        if rows:
            connection.exec_driver_sql(self.statement, rows[0] if len(rows) == 1 else rows)

    def _written(self, row: Row) -> Any:
        values = {
            column: row[column] if write is None else write(row[column]) for column, write in self.writers.items()
        }
        return values if self.by_name else tuple(values.values())
