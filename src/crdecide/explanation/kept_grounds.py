"""What each rule rests on where it is settled, worked out once for each combination of the regions that it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from crdecide.language.cards import Finding
from crdecide.language.conditions import Value
from crdecide.language.partition import Fact, Read, read_back, reader_of, regions_of
from crdecide.language.ruleset import Ruleset, fields_of

from .matched_values import finding_matched, matched

MOST_KEPT = 4_096
"""Combinations that are kept, of all rules together; the least recently used make room."""


@dataclass(frozen=True)
class Grounds:
    """What a rule rests on, with a value of each region: the child's own, but for quantities."""

    values: Mapping[str, Value]
    has_figures: bool
    """Whether there is a quantity among them, of which the region does not tell the figure."""


class KeptGrounds:
    """The grounds of all rules of a rule set; `readers` read the regions that a rule depends on."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._rules, self._regions = {rule.id: rule for rule in ruleset.rules}, regions_of(ruleset)
        self._fields = {rule.id: fields_of(rule) for rule in ruleset.rules}
        self.readers: Mapping[str, Callable[[Fact], Read]] = {
            name: reader_of(fields) for name, fields in self._fields.items()
        }
        self.at = lru_cache(maxsize=MOST_KEPT)(self._at)

    def _at(self, name: str, read: Read) -> Grounds:
        rule, values = self._rules[name], self.values(name, read)
        found = finding_matched(rule, values) if isinstance(rule, Finding) else matched(rule.applies_when, values)
        return Grounds(found, not self._regions.cuts.keys().isdisjoint(found))

    def values(self, name: str, read: Read) -> Mapping[str, Value | None]:
        """A value of each field that a rule reads, in these regions."""
        places = read_back(self._fields[name], read)
        return {field: self._regions.representative(field, region) for field, region in places.items()}
