"""The regions of every input, column by column.

Numbers are cut at the rules' own cut points; of text, each different value is read once, by `observe` itself. Rows of
which the fields have to be weighed together are read one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from crdecide.errors import InvalidPatient
from crdecide.evaluation.observation import observe, observe_some
from crdecide.guideline.parse import read_patient
from crdecide.guideline.patient import WEIGHED_TOGETHER
from crdecide.guideline.record_paths import filled, list_in
from crdecide.language.conditions import fields_read
from crdecide.language.normal_form import Term, proofs
from crdecide.language.partition import regions_of
from crdecide.language.readings import AnyGiven, OfDrugs
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import TRUE
from crdecide.language.vocabulary import Input
from crdecide.records.rows.columns import COLUMNS, Column
from crdecide.records.rows.row_batch import Batch, Reject, reason_of

from .batches import Codes, Flags
from .row_danger import RowDanger

DATES, AGE = ("birth_date", "assessed_on"), "age_days"
MOST_TEXTS = 262_144
"""Different texts of which the reading is kept; the least recently used make room."""


@dataclass(frozen=True)
class Read:
    """The regions of every input for the rows that are valid, and the others."""

    codes: Mapping[str, Codes]
    valid: Flags
    rejected: tuple[Reject, ...]


@dataclass(frozen=True)
class Known:
    """What one text in one column comes to: whether it is valid by itself, and the regions of its inputs."""

    is_valid: bool
    codes: Mapping[str, int]


class RegionReader:
    """The columns of one rule set's inputs."""

    def __init__(self, ruleset: Ruleset, wanted: Collection[str] | None = None) -> None:
        self._ruleset, self._regions = ruleset, regions_of(ruleset)
        self._inputs = ruleset.vocabulary.inputs
        self._contradictions: list[Term] = []
        needed = {*(self._inputs if wanted is None else wanted)}
        for condition in ruleset.vocabulary.contradictions:
            self._contradictions += proofs(condition, TRUE, self._regions)
            needed.update(fields_read(condition))
        self._wanted = [name for name in self._inputs if name in needed]
        self._of_column: dict[str, list[str]] = {}
        for name, entry in self._inputs.items():
            for column in dict.fromkeys(map(_column_of, entry.paths)):
                self._of_column.setdefault(column, []).append(name)
        self._known = lru_cache(maxsize=MOST_TEXTS)(self._read_text)
        self._known_dates = lru_cache(maxsize=MOST_TEXTS)(self._read_dates)
        self._number = lru_cache(maxsize=4096)(self._is_valid)
        self._danger = RowDanger(ruleset)

    def read(self, batch: Batch) -> Read:
        """The regions of each row; rows that are no valid record are set aside with the reason."""
        doubtful = np.zeros(len(batch), dtype=np.bool_)
        doubtful[list(batch.unreadable)] = True
        codes = self.codes(batch)
        dated = self._ages_by_dates(batch, codes)
        for path, values in batch.columns.items():
            wrong = self._doubtful(COLUMNS[path], values, batch)
            doubtful |= wrong & ~dated if path in DATES else wrong
        for term in self._contradictions:
            doubtful |= _holds(term, codes, self._regions.size, len(batch))
        rejected = tuple(self._one_by_one(np.flatnonzero(doubtful), batch, codes))
        valid = np.ones(len(batch), dtype=np.bool_)
        valid[np.isin(batch.rows, [reject.row for reject in rejected])] = False
        return Read(codes, valid, rejected)

    def codes(self, batch: Batch) -> dict[str, Codes]:
        """The regions of each row, as far as they can be told column by column."""
        return {name: self._codes(name, self._inputs[name], batch) for name in self._wanted}

    def _ages_by_dates(self, batch: Batch, codes: Mapping[str, Codes]) -> Flags:
        """Where two dates agree and give the age, which then is in `codes`: each different two are weighed once.

        What else there is to weigh in a row, its own column says.
        """
        dated = np.zeros(len(batch), dtype=np.bool_)
        columns = [batch.columns.get(path) for path in (*DATES, AGE)]
        if columns[0] is None or columns[1] is None:
            return dated
        known = ~_nulls(columns[0]) & ~_nulls(columns[1])
        if columns[2] is not None:
            known &= _nulls(columns[2])
        (births, of_birth), (days, of_day) = (batch.texts(path) for path in DATES)
        pairs = of_birth[known].astype(np.int64) * len(days) + of_day[known]
        different, places = np.unique(pairs, return_inverse=True)
        each = [self._known_dates(births[pair // len(days)], days[pair % len(days)]) for pair in map(int, different)]
        dated[known] = np.array([read.is_valid for read in each], dtype=np.bool_)[places]
        for name in codes.keys() & {*self._of_column.get(AGE, ())}:
            codes[name][known] = np.array([read.codes[name] for read in each], dtype=np.uint8)[places]
        return dated

    def _one_by_one(self, places: Any, batch: Batch, codes: Mapping[str, Codes]) -> Iterator[Reject]:
        """Rows through `Patient` and `observe`; their regions are put right where they are valid."""
        for place in map(int, places):
            try:
                values = observe(batch.patient_at(place), self._ruleset)
            except InvalidPatient as error:
                danger = self._danger.sentence(batch.cells(place))
                yield Reject(int(batch.rows[place]), reason_of(error.problems), batch.id_at(place), danger)
            else:
                for name in codes:
                    codes[name][place] = self._regions.region(name, values[name])

    def _codes(self, name: str, entry: Input, batch: Batch) -> Codes:
        reads = entry.reads
        if isinstance(reads, AnyGiven):
            given = [self._codes_from(name, path, batch) for path in reads.paths if path in batch.columns]
            return np.maximum.reduce(given) if given else _unknown(batch)
        codes = self._codes_from(name, _column_of(reads.paths[0]), batch)
        if isinstance(reads, OfDrugs):
            partial = _flags(batch.columns.get(reads.complete_in), pc.equal, False)
            if partial is not None:
                return np.where(partial, self._incomplete(name, reads.list_of_drugs, batch), codes)
        return codes

    def _codes_from(self, name: str, path: str, batch: Batch, whole: bool = True) -> Codes:
        """The regions of one input from one column."""
        values = batch.columns.get(path)
        if values is None or values.null_count == len(values):
            return _unknown(batch)
        reads, column = self._inputs[name].reads, COLUMNS[path]
        if pa.types.is_string(column.type):
            return _of_text(batch, path, lambda text: self._known(path, text, whole).codes[name])
        if isinstance(reads, AnyGiven):
            return (~_nulls(values)).astype(np.uint8)
        if pa.types.is_boolean(column.type):
            yes, no = self._regions.region(name, "yes"), self._regions.region(name, "no")
            regions = pc.if_else(values, pa.scalar(yes, pa.uint8()), pa.scalar(no, pa.uint8()))
            # A copy, as rows that are read one by one are put right in it, and an array of Arrow is not to be altered.
            return regions.fill_null(pa.scalar(0, pa.uint8())).to_numpy().copy()  # type: ignore[no-any-return]
        numbers = values.fill_null(0).to_numpy(zero_copy_only=False)
        # Intervals are half-open: a number at a cut point belongs to the region above it. Region 0 is "unknown". There
        # are a few cut points, and to compare with each takes less time than to look for a place among them.
        places = np.ones(len(batch), dtype=np.uint8)
        for cut in self._regions.cuts[name]:
            places += numbers >= cut
        places[_nulls(values)] = 0
        return places

    def _incomplete(self, name: str, path: str, batch: Batch) -> Codes:
        """As it is where the list of drugs is not the whole list."""
        return self._codes_from(name, path, batch, whole=False)

    def _read_text(self, path: str, text: str, whole: bool) -> Known:
        """One text in one column, by itself."""
        data = filled({}, path, COLUMNS[path].value(text))
        return self._read(data if whole else {**data, "medications_complete": False}, path)

    def _read_dates(self, birth: str | None, day: str | None) -> Known:
        """The two dates, and the age that they give."""
        return self._read(dict(zip(DATES, (birth, day), strict=True)), AGE)

    def _read(self, data: Mapping[str, Any], column: str) -> Known:
        """Whether a record of a few fields is valid, and the regions of the inputs of one column."""
        names = self._of_column.get(column, [])
        try:
            patient = read_patient(data)
        except InvalidPatient:
            return Known(False, dict.fromkeys(names, 0))
        values = observe_some(names, patient, self._ruleset)
        return Known(True, {name: self._regions.region(name, values[name]) for name in names})

    def _doubtful(self, column: Column, values: pa.Array, batch: Batch) -> Flags | bool:
        """The rows whose value is not valid by itself, or has to be weighed against others."""
        if values.null_count == len(values):
            return False
        if column.path in WEIGHED_TOGETHER:
            return ~_nulls(values)
        if pa.types.is_string(column.type):
            wrong = _of_text(batch, column.path, lambda text: not self._known(column.path, text, True).is_valid)
            return wrong.astype(np.bool_)
        if pa.types.is_boolean(column.type):
            return False
        return self._out_of_bounds(column, values)

    def _out_of_bounds(self, column: Column, values: pa.Array) -> Flags | bool:
        """Bounds are intervals: where the extremes are valid, all values are."""
        extremes = pc.min_max(values).as_py()
        nan = pc.is_nan(values) if pa.types.is_floating(values.type) else None
        ends_are_valid = self._number(column.path, extremes["min"]) and self._number(column.path, extremes["max"])
        # NaN is looked for by itself: the extremes pass over it.
        if ends_are_valid and not _any(nan):
            return False
        different = values.dictionary_encode()
        wrong = [not self._number(column.path, value) for value in different.dictionary.to_pylist()]
        # One more than there are values, for null: a field that is not known is not out of bounds.
        flags: Flags = np.array([*wrong, False])
        out_of_bounds: Flags = flags[different.indices.fill_null(len(wrong)).to_numpy(zero_copy_only=False)]
        return out_of_bounds

    def _is_valid(self, path: str, value: float) -> bool:
        try:
            read_patient(filled({}, path, value))
        except InvalidPatient:
            return False
        return True


def _of_text(batch: Batch, path: str, code: Callable[[str], int]) -> Codes:
    """A code for each row of a column of text; 0 for null."""
    different, places = batch.texts(path)
    table = np.array([*(0 if text is None else code(text) for text in different), 0], dtype=np.uint8)
    return table[places]


def _column_of(path: str) -> str:
    """The column that holds what stands at a path: a list, a dose and `age_days` hold more than one."""
    if path == "age":
        return AGE
    holding = list_in(path)
    return holding if holding in COLUMNS else holding.rpartition(".")[0]


def _holds(term: Term, codes: Mapping[str, Codes], size: Callable[[str], int], rows: int) -> Flags:
    """The rows in which every field is in one of the regions that the term allows."""
    holds = np.ones(rows, dtype=np.bool_)
    for name, allowed in term.items():
        table = np.zeros(size(name) + 1, dtype=np.bool_)
        table[list(allowed)] = True
        holds &= table[codes[name]]
    return holds


def _unknown(batch: Batch) -> Codes:
    return np.zeros(len(batch), dtype=np.uint8)


def _nulls(values: pa.Array) -> Flags:
    flags: Flags = values.is_null().to_numpy(zero_copy_only=False)
    return flags


def _flags(values: pa.Array | None, test: Callable[..., pa.Array], other: Any) -> Flags | None:
    if values is None or values.null_count == len(values):
        return None
    flags: Flags = test(values, other).fill_null(False).to_numpy(zero_copy_only=False)
    return flags


def _any(flags: pa.Array | None) -> bool:
    return flags is not None and bool(pc.any(flags).as_py())
