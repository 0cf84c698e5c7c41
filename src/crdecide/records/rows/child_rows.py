"""The rows of a table as patients, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crdecide.advisory.refused import danger_in
from crdecide.errors import InvalidPatient, Problem
from crdecide.guideline.patient import Patient
from crdecide.language.loading import default_ruleset
from crdecide.language.ruleset import Ruleset

from .columns import record
from .declared_form import table_form
from .row_batch import Batch
from .row_sources import batches_of
from .table_plan import TablePlan


@dataclass(frozen=True)
class Row:
    """One row: its `number` from 1 (a header not counted), its `id` as text, and either a patient or an error.

    The error says every fault, and first, where what could be read calls for it, that the child may be in danger.
    """

    number: int
    id: str | None
    patient: Patient | None
    error: InvalidPatient | None = None


def read(
    source: Any,
    *,
    mapping: Path | str | dict[str, Any] | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    decimal: str = ".",
    dates: str = "YYYY-MM-DD",
    sheet: str | None = None,
    ignore_columns: Iterable[str] = (),
    ruleset: Ruleset | None = None,
) -> Iterator[Row]:
    """The rows of a table, in their order; rows that hold nothing at all are passed over.

    Columns are named by dotted paths (``tumours.count``). What a cell may hold is in ``docs/rows.md``.

    Args:
        source: A path (CSV, Excel, Parquet or a folder of its parts, NDJSON; .gz and .zip of these), a data frame of
            pandas or Polars, anything that gives itself to Arrow, or mappings one after the other.
        mapping: A file, or its content as a dict, that says which column is which field and what its values mean.
        delimiter: Between the cells of CSV; None for the only one of ``, ; tab |`` that the header has.
        encoding: Of text; None for UTF-8, or what its first bytes say.
        decimal: The sign before decimals, ``.`` or ``,``.
        dates: How dates are written: YYYY-MM-DD, DD.MM.YYYY, DD/MM/YYYY or MM/DD/YYYY.
        sheet: The sheet of a workbook; needed where several hold something.
        ignore_columns: Names of columns that are not read, or patterns such as ``lab_*`` for unknown ones.
        ruleset: By which a danger is read of a row that is refused; None for that of the package.

    Raises:
        InvalidTable: the table as a whole cannot be read: no such file, damaged, a column unknown or given twice.
        CrdecideError: a library is missing that this kind of file needs.
    """
    form = table_form(
        mapping,
        delimiter=delimiter,
        encoding=encoding,
        decimal=decimal,
        dates=dates,
        sheet=sheet,
        ignore_columns=ignore_columns,
    )
    plan = TablePlan(form, str(source) if isinstance(source, str | Path) else "table")
    for batch in batches_of(source, plan):
        yield from _rows(batch, ruleset)


def _rows(batch: Batch, ruleset: Ruleset | None) -> Iterator[Row]:
    """The rows of a batch, those among them that were set aside as a whole in their places."""
    places = {int(row): place for place, row in enumerate(batch.rows)}
    set_aside = {reject.row: reject for reject in batch.rejected}
    for number in sorted({*places, *set_aside}):
        if number in places:
            yield _row(batch, number, places[number], ruleset)
        else:
            reject = set_aside[number]
            yield Row(
                number, reject.id, None, InvalidPatient([Problem("patient", reject.reason.removeprefix("patient: "))])
            )


def _row(batch: Batch, number: int, place: int, ruleset: Ruleset | None) -> Row:
    name = batch.id_at(place)
    try:
        return Row(number, name, batch.patient_at(place))
    except InvalidPatient as error:
        danger = danger_in(record(batch.cells(place)), ruleset or default_ruleset())
        return Row(number, name, None, InvalidPatient(error.problems, danger))
