"""What each rule rests on where it is settled, worked out once for each combination of the regions that it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from math import prod
from typing import NamedTuple

from crdecide.language.cards import Finding, Rule
from crdecide.language.conditions import Value
from crdecide.language.partition import UNKNOWN_REGION, Fact, Read, read_back, reader_of, regions_of
from crdecide.language.ruleset import Ruleset, fields_of

from .matched_values import finding_matched, matched
from .what_settles import settling_fields

MOST_KEPT = 4_096
"""Combinations that are kept, of all rules together; the least recently used make room."""
MOST_COMBINATIONS = 4_096
"""A rule that reads fields with more combinations than this is read without the fields that it does not rest on."""


class Grounds(NamedTuple):
    """What a rule rests on, with a value of each region: the child's own, but for quantities."""

    values: Mapping[str, Value]
    has_figures: bool
    """Whether there is a quantity among them, of which the region does not tell the figure."""


class KeptGrounds:
    """The grounds of all rules of a rule set; `readers` read the regions that a settled rule depends on."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._rules, self._regions = {rule.id: rule for rule in ruleset.rules}, regions_of(ruleset)
        self._fields = {rule.id: fields_of(rule) for rule in ruleset.rules}
        self.readers: Mapping[str, Callable[[Fact], Read]] = {
            name: self._reader(rule) for name, rule in self._rules.items()
        }
        self.at = lru_cache(maxsize=MOST_KEPT)(self._at)

    def reads(self, names: Iterable[str], fact: Fact) -> dict[str, Read]:
        """What each of these rules, which are settled, depends on for a child."""
        readers = self.readers
        return {name: readers[name](fact) for name in names}

    def _reader(self, rule: Rule) -> Callable[[Fact], Read]:
        fields = self._fields[rule.id]
        if prod(self._regions.size(field) + 1 for field in fields) <= MOST_COMBINATIONS:
            return reader_of(fields)
        return partial(_read_what_settles, fields, settling_fields(rule, self._regions))

    def _at(self, name: str, read: Read) -> Grounds:
        rule, values = self._rules[name], self.values(name, read)
        found = finding_matched(rule, values) if isinstance(rule, Finding) else matched(rule.applies_when, values)
        return Grounds(found, not self._regions.cuts.keys().isdisjoint(found))

    def values(self, name: str, read: Read) -> Mapping[str, Value | None]:
        """A value of each field that a rule reads, in these regions."""
        places = read_back(self._fields[name], read)
        return {field: self._regions.representative(field, region) for field, region in places.items()}


@lru_cache(maxsize=8)
def grounds_of(ruleset: Ruleset) -> KeptGrounds:
    """The grounds of a rule set; made ready once for each rule set in use."""
    return KeptGrounds(ruleset)


def _read_what_settles(fields: Sequence[str], settling: Callable[[Fact], Sequence[str]], fact: Fact) -> Read:
    """The regions of the fields that settle a rule; the others as unknown, since it comes to the same without them."""
    settled = settling(fact)
    return tuple([fact[field] if field in settled else UNKNOWN_REGION for field in fields])
