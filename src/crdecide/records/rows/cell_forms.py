"""What the text of a cell says: forms that lose nothing are taken, those that may mean two things are refused.

Each function takes the text of a cell that is known, and raises ValueError with what was expected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal

from crdecide.errors import InvalidPatient
from crdecide.guideline.parse import parse_json

from .written_values import is_unknown, plain_data, shown

DateForm = Literal["YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY"]
"""How a table writes its dates. YYYY-MM-DD is taken whatever is declared."""
DECLARED: Mapping[DateForm, re.Pattern[str]] = {
    "DD.MM.YYYY": re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})", re.ASCII),
    "DD/MM/YYYY": re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII),
    "MM/DD/YYYY": re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})", re.ASCII),
}
YES = frozenset({"true", "1", "yes", "wahr", "vrai", "verdadero", "vero", "verdadeiro", "waar"})
NO = frozenset({"false", "0", "no", "falsch", "faux", "falso", "onwaar"})
"""Words for the two values and for nothing else: `yes` and `no` are those of our own answers, 1 and 0 those of
databases, the others are what Excel writes for TRUE and FALSE in German, French, Spanish, Italian, Portuguese and
Dutch. A single letter (Y, N, J, T, X) has other meanings too, and is refused: --map says what it stands for."""
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(:00(\.0+)?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}", re.ASCII)
SLASHED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", re.ASCII)
LARGEST = 2**53
"""Up to here a whole number is the same as one with decimals."""
PYTHON_LIST = re.compile(r"""\[\s*(?:(?:'[^'"\\]*'|"[^'"\\]*")\s*(?:,\s*(?:'[^'"\\]*'|"[^'"\\]*")\s*)*)?\]""")
PYTHON_TEXT = re.compile(r"""'([^']*)'|"([^"]*)\"""")
OTHER_SEPARATORS = re.compile(r"[,|\t\r\n]")


def yes_no(text: str) -> bool:
    """A truth value."""
    word = text.casefold()
    if word in YES or word in NO:
        return word in YES
    raise ValueError(f"expected true or false (or yes or no, 1 or 0); got {shown(text)}")


def number(text: str, decimal: str) -> float:
    """A number; a comma is taken only where it is declared to be the decimal sign, and a point only where it is not."""
    plain = _with_point(text, decimal, "a number")
    value = float(plain) if NUMBER.fullmatch(plain) else None
    if value is None or value in (float("inf"), float("-inf")):
        raise ValueError(f"expected a number; got {shown(text)}")
    return value


def whole(text: str, decimal: str) -> int:
    """A whole number, also one written with decimals that are naught."""
    plain = _with_point(text, decimal, "a whole number")
    value = float(plain) if NUMBER.fullmatch(plain) else None
    if value is None or not value.is_integer():
        raise ValueError(f"expected a whole number; got {shown(text)}{_why_not_whole(value)}")
    if abs(value) > LARGEST:
        raise ValueError(f"expected a whole number of at most {LARGEST}; got {shown(text)}")
    return int(value)


def _why_not_whole(value: float | None) -> str:
    return ": too large to be read exactly" if value in (float("inf"), float("-inf")) else ""


def _with_point(text: str, decimal: str, expected: str) -> str:
    if decimal == "," and "." in text and NUMBER.fullmatch(text):
        raise ValueError(f"expected {expected} with a decimal comma, as declared; got {shown(text)}")
    if decimal == "." and NUMBER.fullmatch(text.replace(",", ".")) and "," in text:
        why = "the comma may stand before decimals or between thousands: declare a decimal comma (--decimal ,)"
        raise ValueError(f"expected {expected}; got {shown(text)}: {why}")
    return text.replace(",", ".") if decimal == "," else text


def day(text: str, dates: DateForm) -> str:
    """A date as YYYY-MM-DD; a time of day is refused, as in another time zone it may be another day."""
    if (found := MIDNIGHT.fullmatch(text)) is not None:
        text = found[1]
    declared = DECLARED[dates].fullmatch(text) if dates in DECLARED else None
    try:
        if declared is not None:
            return date(*(int(declared[part]) for part in ("year", "month", "day"))).isoformat()
        if ISO.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"expected a date that there is, written as {dates}; got {shown(text)}") from None
    raise ValueError(f"expected a date written as {dates}; got {shown(text)}{_why_no_day(text, dates)}")


def _why_no_day(text: str, dates: DateForm) -> str:
    if SLASHED.fullmatch(text) and dates == "YYYY-MM-DD":
        return f": which part is the day is not declared (--dates {', '.join(DECLARED)})"
    return ": a time of day is no part of it" if ":" in text else ""


def choice(text: str, choices: Sequence[str]) -> str:
    """One of a few values, in any case, with spaces or hyphens for underscores; any other text as it is."""
    return _by_fold(tuple(choices)).get(_folded(text), text)


@cache
def _by_fold(choices: tuple[str, ...]) -> Mapping[str, str]:
    return {_folded(choice): choice for choice in choices}


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.casefold())


def names(value: str | Sequence[Any], choices: Sequence[str]) -> list[Any]:
    """A list of names: JSON, Python's way of writing a list, or names with semicolons between them."""
    items = _items(value) if isinstance(value, str) else plain_data(value)
    return [choice(item, choices) if isinstance(item, str) else item for item in items]


def _items(text: str) -> list[Any]:
    if PYTHON_LIST.fullmatch(text):
        return [one or other for one, other in PYTHON_TEXT.findall(text)]
    if text.startswith(("[", "{", '"')):
        listed = nested(text)
        if isinstance(listed, list | str):
            return listed if isinstance(listed, list) else [listed]
        raise ValueError(f"expected a list; got {shown(text)}")
    items = [item.strip() for item in text.split(";") if item.strip()]
    if not items:  # the signs alone, as of cells that were joined: nobody says that there is none
        raise ValueError(f"expected names with ';' between them, [] for none; got {shown(text)}")
    for item in items:
        if OTHER_SEPARATORS.search(item):
            raise ValueError(f"expected names with ';' between them, or JSON; got {shown(text)}")
        if is_unknown(item) or item.casefold() in {*YES, *NO, "none", "-"} or NUMBER.fullmatch(item):
            raise ValueError(f"expected names with ';' between them, [] for none; got {shown(text)}")
    return items


def nested(value: str | Sequence[Any] | Mapping[str, Any]) -> Any:
    """An object or a list of objects: JSON text, or nested columns."""
    if not isinstance(value, str):
        return plain_data(value)
    try:
        return plain_data(parse_json(value.encode("utf-8", errors="surrogatepass")))
    except InvalidPatient as error:
        raise ValueError(f"expected JSON ({error.problems[0].message}); got {shown(value)}") from None
