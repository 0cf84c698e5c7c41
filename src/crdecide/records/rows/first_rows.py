"""How a table would be read, before anything is: each column, and the first rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from crdecide.advisory.refused import danger_in
from crdecide.language.loading import default_ruleset
from crdecide.language.ruleset import Ruleset

from .columns import record
from .declared_form import TableForm
from .row_batch import Batch, reason_of
from .row_sources import batches_of
from .table_plan import TablePlan

FIRST_ROWS = 10
PLAIN = TableForm()
"""Nothing is declared."""
Seen = tuple[int, str | None, dict[str, Any], str]


@dataclass(frozen=True)
class ColumnPreview:
    """One column: its `name` in the table, the field that it is read as ('' for none), and what there is to say."""

    name: str
    path: str
    said: str


@dataclass(frozen=True)
class Preview:
    """The columns of a table, and its first rows: number, id, the values by field, and what is wrong ('' if nothing).

    The values are those of the record, lists and objects as JSON text; what is not known is left out.
    """

    columns: tuple[ColumnPreview, ...]
    rows: tuple[Seen, ...] = field(default=())


def preview(source: Any, form: TableForm = PLAIN, rows: int = FIRST_ROWS, ruleset: Ruleset | None = None) -> Preview:
    """How a table would be read: its columns and its first `rows` rows.

    Of a row that would be rejected a danger is said first, by `ruleset`, or by that of the package.

    Raises:
        InvalidTable: the table as a whole cannot be read.
    """
    plan = TablePlan(form, str(source) if isinstance(source, str) or hasattr(source, "suffix") else "table")
    found: list[Seen] = []
    for batch in batches_of(source, plan):
        found += list(islice(_rows(batch, ruleset), rows - len(found)))
        if len(found) >= rows:
            break
    columns = [ColumnPreview(target.name, target.path, target.why) for target in plan.met]
    return Preview(tuple(columns), tuple(found))


def _rows(batch: Batch, ruleset: Ruleset | None) -> Iterator[Seen]:
    places = {int(row): place for place, row in enumerate(batch.rows)}
    set_aside = {reject.row: reject for reject in batch.rejected}
    for number in sorted({*places, *set_aside}):
        if number not in places:
            yield number, set_aside[number].id, {}, set_aside[number].reason
            continue
        place = places[number]
        values = {path: value for path, value in batch.cells(place).items() if value is not None}
        reason = reason_of(batch.problems_at(place))
        danger = danger_in(record(batch.cells(place)), ruleset or default_ruleset()) if reason else None
        yield number, batch.id_at(place), values, " ".join(filter(None, (danger, reason)))
