"""The quantities that a text tells: a pair, a number with its unit, both ends of a range; never a loose number.

A quantity is a tuple of words: ("30", "of", "33"), ("57", "%"), ("5", "to", "15", "ng/mL"), ("grade", "3").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crdecide.language.evidence import Statement

Quantity = tuple[str, ...]

_NUMBER = r"(?<![\w.])\d+(?:[.,]\d+)*(?!\w)"
_EACH = r"(?:(?:/| per | once a | once per | a )(?:day|week|month|year|kg)\b)?"
_UNIT = "|".join([
    "%",
    rf"[a-zµ]+/[A-Za-z]+²?{_EACH}",
    rf"(?:mg|µg|g|mL)\b{_EACH}",
    r"(?:mm|cm|kg|mmHg|times)\b",
    r"(?:hour|day|week|month|year)s?\b",
])  # fmt: skip
_WITH_UNIT = re.compile(rf"({_NUMBER}) ?({_UNIT})")
_LISTED = re.compile(rf"({_NUMBER}) ?(?:,|and|or|×|±) ?(?={_NUMBER}(?: (?:and|or) {_NUMBER})? ?({_UNIT}))")
_RANGE = re.compile(rf"({_NUMBER}) to (?:under )?({_NUMBER})(?: ?({_UNIT}))?")
_ORDINAL = re.compile(rf"\b(grade|day)s? ({_NUMBER})(?: (?:or|to|and) ({_NUMBER}))?")
_ALL = r"(?:(?:all|the|its|these|those) ){0,2}"
_PAIR = re.compile(rf"({_NUMBER}) of {_ALL}({_NUMBER})")
# In "Of 45 children under 2 years, 35" the 35 is the part: the 2 has a unit.
_AMONG = rf"(?: [A-Za-z]+| {_NUMBER} (?:{_UNIT})){{1,5}}"
_PAIR_TURNED = re.compile(rf"\bOf {_ALL}({_NUMBER}){_AMONG},? ({_NUMBER})(?! ?(?:{_UNIT}))")


def quantities_in(text: str) -> frozenset[Quantity]:
    """Every quantity that a text tells."""
    return frozenset(_found(text))


def told_by(statement: Statement) -> frozenset[Quantity]:
    """Every quantity that a statement of a source carries, also the ends of its ranges and its figure."""
    told = {*quantities_in(f"{statement.says} {statement.derived or ''}")}
    for quantity in list(told):
        if quantity[1] == "to":
            low, _, high, *unit = quantity
            told |= {(low, "to", high), (low, *unit), (high, *unit)}
    if figure := statement.figure:
        told.add((str(figure.numerator), "of", str(figure.denominator)))
    return frozenset(told)


def _found(text: str) -> Iterator[Quantity]:
    ends: set[int] = set()
    for match in _RANGE.finditer(text):
        low, high, unit = match.groups()
        ends.update((match.start(1), match.start(2)))
        yield _plain(low), "to", _plain(high), *_unit(unit)
    for pattern in (_WITH_UNIT, _LISTED):
        for match in pattern.finditer(text):
            if match.start(1) not in ends:
                yield _plain(match[1]), *_unit(match[2])
    for word, *numbers in _ORDINAL.findall(text):
        for number in filter(None, numbers):
            yield word, _plain(number)
    for part, whole in _PAIR.findall(text):
        yield _plain(part), "of", _plain(whole)
    for whole, part in _PAIR_TURNED.findall(text):
        yield _plain(part), "of", _plain(whole)


def _plain(number: str) -> str:
    return number.replace(",", "")


def _unit(unit: str | None) -> Quantity:
    """One spelling a unit: "mg/m² per day" and "mg/m² once a day" are "mg/m²/day"; no plural."""
    if not unit:
        return ()
    one = re.sub(r" (?:per|once a|once per|a) ", "/", unit)
    return (re.sub(r"^(hour|day|week|month|year)s$", r"\1", one),)
