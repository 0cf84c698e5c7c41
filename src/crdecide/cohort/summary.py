"""What a cohort came to, in numbers: the scope, what was said of each option, and what is most often not known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from textwrap import wrap

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from crdecide.guideline.options import CANNOT_ASSESS, OPTIONS, SCOPES, STANCES
from crdecide.language.ruleset import Ruleset

from .batches import Answered

MOST_UNKNOWN = 10
WIDTH = 98


@dataclass
class Summary:
    """Counts that grow with each batch."""

    ruleset: Ruleset
    rejected: int = 0
    scopes: Counter[str] = field(default_factory=Counter)
    stances: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in OPTIONS})
    especially: Counter[str] = field(default_factory=Counter)
    caveats: Counter[str] = field(default_factory=Counter)
    alerts: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        """The rows that were answered."""
        return self.scopes.total()

    @property
    def rows(self) -> int:
        """The rows of the input."""
        return self.answered + self.rejected

    @property
    def open(self) -> int:
        """The children who are in scope or may be."""
        return self.scopes["in_scope"] + self.scopes[CANNOT_ASSESS]

    def add(self, answered: Answered) -> None:
        """Count one batch."""
        table = answered.table
        self.rejected += len(answered.rejected)
        self.scopes.update(_counted(table["scope"]))
        for name in OPTIONS:
            self.stances[name].update(_counted(table[name]))
        self.especially.update(_counted(pc.list_flatten(table["especially"])))
        self.caveats.update(_counted(pc.list_flatten(table["caveats"])))
        if "alerts" in table.schema.names:
            self.alerts.update(_counted(pc.list_flatten(table["alerts"])))
            self._count_unknown(table.filter(pc.not_equal(table["scope"], "out_of_scope"))["region"])

    def _count_unknown(self, regions: pa.ChunkedArray) -> None:
        """A field is unknown where no input that is read from it is known."""
        inputs = self.ruleset.vocabulary.inputs
        if not len(regions):
            return
        text = np.frombuffer("".join(regions.to_pylist()).encode("ascii"), dtype=np.uint8)
        known = text.reshape(-1, len(inputs)) != ord("0")
        by_field: dict[str, np.ndarray] = {}
        for place, entry in enumerate(inputs.values()):
            by_field[entry.path] = known[:, place] | by_field.get(entry.path, False)
        self.unknown.update({name: int((~flags).sum()) for name, flags in by_field.items()})

    def text(self) -> str:
        """For a terminal or a file; the options are never told without their caveats."""
        told = [f"{heading}\n" + "\n".join(_aligned(rows)) + "\n" for heading, rows in self.sections() if rows]
        caveats = [f"  {wrapped}" for text in self.caveat_texts() for wrapped in wrap(text, WIDTH)]
        return "\n".join([*told, *(["Caveats", *caveats, ""] if caveats else []), self.ruleset.manifest.disclaimer, ""])

    def caveat_texts(self) -> list[str]:
        """The caveats that the options told of carry."""
        return [caveat.text for name, caveat in self.ruleset.caveats.items() if self.caveats[name]]

    def sections(self) -> list[tuple[str, list[tuple[str, int, str]]]]:
        """Each heading with its lines: what, how many, and their share."""
        options, of_all, inside = self.ruleset.vocabulary.options, self.answered, self.scopes["in_scope"]
        stances = [
            (f"{options[name].label}: {self.ruleset.vocabulary.stances[stance]}", count, _share(count, inside))
            for name in OPTIONS
            for stance in STANCES
            if (count := self.stances[name][stance])
        ]
        especially = [
            (f"{options[name].label}: especially", count, _share(count, inside))
            for name in OPTIONS
            if (count := self.especially[name])
        ]
        return [
            ("Rows", [("read", self.rows, ""), ("answered", of_all, ""), ("rejected", self.rejected, "")]),
            ("Scope", [(s.replace("_", " "), self.scopes[s], _share(self.scopes[s], of_all)) for s in SCOPES]),
            ("Options, of the children in scope", [*stances, *especially]),
            ("Alerts that hold", [(name, count, _share(count, of_all)) for name, count in _most(self.alerts)]),
            (
                "Most often not known, of the children in scope or not assessed",
                [(name, count, _share(count, self.open)) for name, count in _most(self.unknown)[:MOST_UNKNOWN]],
            ),
        ]


def _counted(values: pa.ChunkedArray | pa.Array) -> dict[str, int]:
    counts = pc.value_counts(pc.drop_null(values)).to_pylist()
    return {entry["values"]: entry["counts"] for entry in counts}


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    """The largest first; equal ones by name, so that the order never depends on that of the rows."""
    return sorted(((name, count) for name, count in counts.items() if count), key=lambda one: (-one[1], one[0]))


def _share(count: int, whole: int) -> str:
    return f"{100 * count / whole:.1f} %" if whole else ""


def _aligned(rows: list[tuple[str, int, str]]) -> list[str]:
    width = max((len(name) for name, _, _ in rows), default=0)
    return [f"  {name:{width}}  {count:>12,}  {share:>7}".rstrip() for name, count, share in rows]
