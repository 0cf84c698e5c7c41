"""What a cohort came to, in numbers: danger, scope, what was said of each option, and what is most often not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from textwrap import wrap

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from crdecide.guideline.named_ids import DANGER
from crdecide.guideline.options import CANNOT_ASSESS, OPTIONS, SCOPES, SPECIALIST_REVIEW, STANCES, TIMINGS
from crdecide.language.ruleset import Ruleset
from crdecide.records.rows.columns import ID

from .batches import ROW, Answered, Flags
from .equal_rows import Places
from .repeated_ids import RepeatedIds
from .text_bytes import characters_of

DANGERS = ("yes", "no", "unknown")
MOST_UNKNOWN = 10
WIDTH = 98
AT_ONCE = 8_192


@dataclass
class Summary:
    """Counts that grow with each batch."""

    ruleset: Ruleset
    rejected: int = 0
    rejected_in_danger: int = 0
    empty: int = 0
    notes: list[str] = field(default_factory=list)
    """What there is to say of the table itself."""
    repeated: RepeatedIds = field(default_factory=RepeatedIds)
    danger: Counter[str] = field(default_factory=Counter)
    scopes: Counter[str] = field(default_factory=Counter)
    stances: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in OPTIONS})
    especially: Counter[str] = field(default_factory=Counter)
    caveats: Counter[str] = field(default_factory=Counter)
    timings: Counter[str] = field(default_factory=Counter)
    alerts: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        """The rows that were answered."""
        return self.scopes.total()

    @property
    def rows(self) -> int:
        """The rows of the input."""
        return self.answered + self.rejected + self.empty

    @property
    def open(self) -> int:
        """The children who are in scope or may be."""
        return self.scopes["in_scope"] + self.scopes[CANNOT_ASSESS]

    def add(self, answered: Answered) -> None:
        """Count one batch."""
        self.rejected += len(answered.rejected)
        self.rejected_in_danger += sum(one.danger is not None for one in answered.rejected)
        self.empty += len(answered.empty)
        self._add_ids(answered)
        counters = {"danger": self.danger, "scope": self.scopes, "timing": self.timings, **self.stances}
        counters |= {"especially": self.especially, "caveats": self.caveats, "alerts": self.alerts}
        for part in answered.parts:
            for name in counters.keys() & {*part.different.schema.names}:
                counters[name].update(_counted(part.different[name].combine_chunks(), part.times))
            if answered.region is not None and "scope" in part.different.schema.names:
                may_be_in_scope = pc.not_equal(part.different["scope"], "out_of_scope").to_numpy()
                self._count_unknown(answered.region, may_be_in_scope[part.number])

    def _add_ids(self, answered: Answered) -> None:
        ids = answered.rows[ID]
        if ids.null_count < len(ids):
            self.repeated.add(answered.rows[ROW].to_pylist(), ids.to_pylist())
        self.repeated.add([one.row for one in answered.rejected], [one.id for one in answered.rejected])

    def of_the_table(self) -> list[str]:
        """What there is to say of the table itself: columns that were not read, ids that are there twice."""
        return [*self.notes, *self.repeated.notes()]

    def _rows(self) -> Iterator[tuple[str, int, str]]:
        yield "read", self.rows, ""
        yield "answered", self.answered, ""
        yield "rejected", self.rejected, ""
        if self.rejected_in_danger:
            yield "rejected, yet possibly life-threatening", self.rejected_in_danger, ""
        if self.empty:
            yield "empty", self.empty, ""

    def _count_unknown(self, regions: pa.Array, counted: Flags) -> None:
        """A field is unknown where no input that is read from it is known; of the rows that are counted."""
        places: dict[str, list[int]] = {}
        for place, entry in enumerate(self.ruleset.vocabulary.inputs.values()):
            places.setdefault(entry.path, []).append(place)
        # Every text has one character for each input, so that the characters of all texts follow one another.
        text = np.frombuffer(characters_of(regions), dtype=np.uint8)
        rows = text.reshape(-1, len(self.ruleset.vocabulary.inputs))
        # A few rows at a time, input by input: they stay in the cache of a core.
        for start in range(0, len(rows), AT_ONCE):
            unknown = (rows[start : start + AT_ONCE] == ord("0")) & counted[start : start + AT_ONCE, None]
            by_input = np.ascontiguousarray(unknown.T)
            for name, of_field in places.items():
                self.unknown[name] += int(np.count_nonzero(np.logical_and.reduce(by_input[of_field])))

    def text(self) -> str:
        """For a terminal or a file; the options are never told without their caveats."""
        lines: list[str] = []
        for heading, rows in self.sections():
            if rows:
                lines += [heading, *_aligned(rows), ""]
        if notes := self.of_the_table():
            lines += ["The table", *(f"  {note}" for note in notes), ""]
        caveats: list[str] = []
        for text in self.caveat_texts():
            caveats += [f"  {line}" for line in wrap(text, WIDTH)]
        if caveats:
            lines += ["Caveats", *caveats, ""]
        return "\n".join([*lines, self.ruleset.manifest.disclaimer, ""])

    def caveat_texts(self) -> list[str]:
        """The caveats that the options told of carry."""
        return [caveat.text for name, caveat in self.ruleset.caveats.items() if self.caveats[name]]

    def sections(self) -> list[tuple[str, list[tuple[str, int, str]]]]:
        """Each heading with its lines: what, how many, and their share."""
        of_all = self.answered
        scopes = [(status.replace("_", " "), self.scopes[status]) for status in SCOPES]
        danger = [(value, self.danger[value]) for value in DANGERS]
        unknown = _most(self.unknown)[:MOST_UNKNOWN]
        return [
            ("Rows", [*self._rows()]),
            (self.ruleset.finding_by_id[DANGER].label.capitalize(), _shares(danger, of_all)),
            ("Scope", _shares(scopes, of_all)),
            ("Options, of the children in scope", _shares(self._options(), self.scopes["in_scope"])),
            ("Alerts that hold", _shares(_most(self.alerts), of_all)),
            ("Most often not known, of the children in scope or not assessed", _shares(unknown, self.open)),
        ]

    def _options(self) -> Iterator[tuple[str, int]]:
        """How many children each option has at each stance, is put forward for especially, and how soon review is."""
        vocabulary = self.ruleset.vocabulary
        for name in OPTIONS:
            for stance in STANCES:
                if count := self.stances[name][stance]:
                    yield f"{vocabulary.options[name].label}: {vocabulary.stances[stance]}", count
        for name in OPTIONS:
            if count := self.especially[name]:
                yield f"{vocabulary.options[name].label}: especially", count
        for timing in TIMINGS:
            if count := self.timings[timing]:
                yield f"{vocabulary.options[SPECIALIST_REVIEW].label}: {timing}", count


def _shares(counts: Iterable[tuple[str, int]], whole: int) -> list[tuple[str, int, str]]:
    return [(name, count, _share(count, whole)) for name, count in counts]


def _counted(column: pa.Array, times: Places) -> dict[str, int]:
    """How often each word is there, by itself or in a list, where each value stands for so many rows."""
    if pa.types.is_list(column.type):
        return _counted(pc.list_flatten(column), times[pc.list_parent_indices(column).to_numpy()])
    given = column.is_valid()
    counts = np.zeros(len(column.dictionary), dtype=np.int64)
    np.add.at(counts, column.indices.filter(given).to_numpy(), times[given.to_numpy(zero_copy_only=False)])
    return {word: int(count) for word, count in zip(column.dictionary.to_pylist(), counts, strict=True) if count}


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    """The largest first; equal ones by name, so that the order never depends on that of the rows."""
    counted = [(name, count) for name, count in counts.items() if count]
    return sorted(counted, key=lambda one: (-one[1], one[0]))


def _share(count: int, whole: int) -> str:
    return f"{100 * count / whole:.1f} %" if whole else ""


def _aligned(rows: list[tuple[str, int, str]]) -> list[str]:
    width = max((len(name) for name, _, _ in rows), default=0)
    return [f"  {name:{width}}  {count:>12,}  {share:>7}".rstrip() for name, count, share in rows]
