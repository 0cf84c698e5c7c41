"""A row says the same in whichever form the table is kept: the same patient, or the same reasons."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from rows.conftest import Table, sources, told

from crdecide.guideline.patient import Patient
from crdecide.records.rows import read
from crdecide.records.rows.columns import COLUMNS, Column

PLAIN = st.text("abcdefghij ÄéßЖ-_.,'\"<&", max_size=8).map(str.strip)
"""Text of a cell. A workbook would take what begins with = for a formula, and holds no control characters."""
ODD: st.SearchStrategy[Any] = st.one_of(
    PLAIN, st.booleans(), st.integers(-3, 9000), st.floats(-2, 600, width=32).map(lambda number: round(number, 2))
)
UNKNOWN = st.sampled_from([None, None, "", "NA", "n/a", "NaN", "null", "."])


def of_column(column: Column) -> st.SearchStrategy[Any]:
    """Cells that the column may hold."""
    match column.kind:
        case "yes_no":
            return st.booleans()
        case "whole":
            return st.integers(0, 7000) | st.integers(0, 7000).map(float)
        case "number":
            return st.integers(1, 400).map(lambda tenths: tenths / 10)
        case "day":
            return st.dates(date(2020, 1, 1), date(2026, 1, 1))
        case "choice":
            return st.sampled_from(column.choices)
        case "names":
            return st.lists(st.sampled_from(column.choices or ("captopril", "everolimus")), max_size=3, unique=True)
    return st.none()


COLUMN = {path: st.one_of(UNKNOWN, of_column(column), of_column(column), ODD) for path, column in COLUMNS.items()}
ROW = st.fixed_dictionaries({"id": st.none() | st.text("abc123", min_size=1, max_size=4)}, optional=COLUMN)
WITH_A_ZERO: Table = [
    {"id": "1", "tumours.count": 12.0, "symptoms.syncope": 1},
    {"id": None, "symptoms.syncope": "yes"},
]


@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(ROW, min_size=1, max_size=3))
@example(WITH_A_ZERO)
@example([{"id": "a", "treatment.mtor_inhibitor.status": "None"}, {"id": "b", "medications": "none"}])
@example([{"id": "a", "birth_date": "03/04/2024", "tumours.largest_mm": "1,5"}, {"age_days": None}])
def test_a_row_is_read_alike_from_every_form(table: Table) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = {name: told(read(source)) for name, source in sources(Path(folder), table)}
    for name, rows in made.items():
        assert rows == made["csv"], name


@settings(max_examples=25, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional={p: of_column(c) for p, c in COLUMNS.items()}), min_size=1))
def test_what_a_column_may_hold_is_never_refused_for_its_form(table: Table) -> None:
    """What is refused is refused by the record: a contradiction, never a cell."""
    for _, _, read_as in told(read(table)):
        assert isinstance(read_as, Patient) or "expected" not in read_as
