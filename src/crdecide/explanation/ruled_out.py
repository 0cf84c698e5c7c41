"""Comparisons with an unknown input that what is recorded rules out: a child in heart failure is not asymptomatic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from crdecide.evaluation.semantics import Values, truth
from crdecide.language.conditions import Among, Atom, Condition, fields_read
from crdecide.language.partition import Fact, Read, Regions, read_back, reader_of
from crdecide.language.truth import TRUE, UNKNOWN

MOST_KEPT = 256
"""Combinations of regions of which it is kept; the least recently used make room."""


class RuledOut:
    """Whether every value wanted in a comparison contradicts what is recorded of a child."""

    def __init__(self, atom: Atom, contradictions: Sequence[Condition], regions: Regions) -> None:
        """`contradictions` are those that the field takes part in."""
        self._atom, self._contradictions, self._regions = atom, contradictions, regions
        fields: dict[str, None] = {}
        for contradiction in contradictions:
            fields.update(dict.fromkeys(fields_read(contradiction)))
        self._may_be = bool(fields) and isinstance(atom, Among)
        self.fields = tuple(fields) if self._may_be else ()
        self._read = reader_of(self.fields)
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._is_ruled_out)

    def by(self, fact: Fact) -> bool:
        """Whether what is known of a child rules it out."""
        return self._may_be and self._kept(self._read(fact))

    def _is_ruled_out(self, read: Read) -> bool:
        places = read_back(self.fields, read)
        values = {name: self._regions.representative(name, region) for name, region in places.items()}
        # Only those that are open: one that is there already, or cannot come, rules nothing out.
        open_now = [part for part in self._contradictions if truth(part, values) is UNKNOWN]
        wanted = self._atom.values if isinstance(self._atom, Among) else ()
        return bool(open_now) and all(self._contradicts(value, values, open_now) for value in wanted)

    def _contradicts(self, value: str, values: Values, contradictions: Iterable[Condition]) -> bool:
        """Whether a record with this value would be refused by one of these."""
        supposed = {**values, self._atom.field: value}
        return any(truth(contradiction, supposed) is TRUE for contradiction in contradictions)
