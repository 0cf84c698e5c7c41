"""What the inputs about drugs make of a record: all from one look at its list of drugs, which many records share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from operator import attrgetter
from typing import NamedTuple

from crdecide.guideline.patient import Patient
from crdecide.language.conditions import Value
from crdecide.language.readings import OfDrugs
from crdecide.language.readings.of_drugs import DrugNames
from crdecide.language.ruleset import Ruleset

MOST_KEPT = 1_024
"""Lists of drugs of which it is kept what they say; the least recently used make room."""


class OfOneList(NamedTuple):
    """The values of the inputs that look through a list, by name; and those that stay open whatever is asked."""

    values: Mapping[str, Value | None]
    lasting: frozenset[str]


class DrugsOnRecord:
    """How one rule set reads the drugs of a record."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._drugs = ruleset.drugs
        by_list: dict[tuple[str, ...], dict[str, OfDrugs]] = {}
        for name, entry in ruleset.vocabulary.inputs.items():
            if isinstance(entry.reads, OfDrugs):
                by_list.setdefault(entry.reads.paths, {})[name] = entry.reads
        self._lists = [
            (attrgetter(*paths), lru_cache(maxsize=MOST_KEPT)(partial(self._read, readings)))
            for paths, readings in by_list.items()
        ]

    def of(self, patient: Patient) -> Iterator[OfOneList]:
        """What each list of drugs in this record says."""
        for read, looked_through in self._lists:
            yield looked_through(*read(patient))

    def _read(self, readings: Mapping[str, OfDrugs], names: DrugNames | None, complete: bool | None) -> OfOneList:
        values = {name: reads.is_taken(names, complete, self._drugs) for name, reads in readings.items()}
        if names is None:
            return OfOneList(values, frozenset())
        # The list is there and does not settle them.
        lasting = [name for name, reads in readings.items() if reads.stays_open(names, complete, self._drugs)]
        return OfOneList(values, frozenset(lasting))


@lru_cache(maxsize=8)
def drugs_reader(ruleset: Ruleset) -> DrugsOnRecord:
    """Made once for each rule set in use."""
    return DrugsOnRecord(ruleset)
