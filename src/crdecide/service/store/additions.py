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

    def make(self, connection: Connection, *rows: Row) -> None:
        """Put in the rows, if any; what a row holds beside the columns is passed over.

        Raises:
            SQLAlchemyError: as any other execution.
        """
        written: Sequence[Any] = [self._written(row) for row in rows]
        if written:
            connection.exec_driver_sql(self.statement, written[0] if len(written) == 1 else written)

    def _written(self, row: Row) -> Any:
        values = {
            column: row[column] if write is None else write(row[column]) for column, write in self.writers.items()
        }
        return values if self.by_name else tuple(values.values())
