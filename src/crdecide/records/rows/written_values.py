"""One value of a table as the text that it would be written as, wherever it comes from.

CSV has text; Excel, Parquet and data frames have numbers, dates and truth values. All are read by one grammar, so that
a row says the same in whichever of these it is kept.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from decimal import Decimal
from math import isinf, isnan
from typing import Any

from crdecide.guideline.plain_text import ACTED_ON

UNKNOWN = frozenset({"", ".", "na", "n/a", "#n/a", "nan", "-nan", "null", "<na>", "nat", "unknown", "not known"})
"""What a cell that is not known holds, in any case: as R, pandas, Excel, SQL, SAS and Stata write it, and in words."""
PYTHONS_NONE = "None"
"""Python's own word for nothing: not known, save where a field or a list may say that there is none."""
SPACES = " \t\r\n\f\v\u00a0\u2007\u202f\ufeff"
LONGEST_SHOWN = 60


def written(value: Any, decimal: str) -> str | list[Any] | dict[str, Any]:
    """The text of a value, without spaces around it; '' where it is not known; a list or an object as it is.

    Args:
        value: Anything that a table may hold, scalars of NumPy and pandas too.
        decimal: The sign before the decimals of a number.
    """
    value = _of_python(value)
    if isinstance(value, str):
        return _without_naught(value.strip(SPACES), decimal)
    if value is None or isinstance(value, list | dict):
        return "" if value is None else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | Decimal):
        return _number(value).replace(".", decimal)
    return _moment(value) if isinstance(value, datetime) else str(value)


def _without_naught(text: str, decimal: str) -> str:
    """12.0 as 12, as a column of pandas has it that has gaps."""
    head, sign, tail = text.partition(decimal)
    is_whole = sign and tail and not tail.strip("0") and head.lstrip("+-").isascii() and head.lstrip("+-").isdigit()
    text = head if is_whole else text
    return "0" if text == "-0" else text


def _of_python(value: Any) -> Any:
    """A value of NumPy, pandas or Arrow as one of Python's own; not a number and not a time are None."""
    if isinstance(value, str | bool | int | date | timedelta | time_of_day) and not hasattr(value, "dtype"):
        # pandas' NaT is a datetime, and differs from itself.
        return value if value == value else None
    if type(value).__name__ == "NAType":
        return None
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="backslashreplace")
    if hasattr(value, "dtype") and type(value).__name__ == "datetime64":
        value = value.astype("datetime64[us]")  # finer ones have no counterpart, and would come out as a number
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, tuple | set | frozenset):
        value = list(value)
    return None if isinstance(value, float) and isnan(value) else value


def _number(value: float | Decimal) -> str:
    """Without an exponent, and without decimals that are naught."""
    if isinstance(value, float) and isinf(value):
        return "inf" if value > 0 else "-inf"
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    if not exact.is_finite():
        return "" if exact.is_nan() else str(exact)
    if abs(exact.adjusted()) > LONGEST_SHOWN:
        return str(exact)
    text = f"{exact:f}"
    text = text.rstrip("0").removesuffix(".") if "." in text else text
    return "0" if text == "-0" else text


def _moment(value: datetime) -> str:
    """A date where it is midnight there, as Excel and pandas keep dates; else with the time of day."""
    midnight = value.time() == time_of_day()
    return value.date().isoformat() if midnight else value.isoformat(sep=" ")


def is_unknown(text: str) -> bool:
    """Whether a text says that nothing is known."""
    return text.casefold() in UNKNOWN


def plain_data(value: Any) -> Any:
    """A nested value as JSON has it: whole numbers without decimals, objects without what is not known."""
    value = _of_python(value)
    if isinstance(value, Mapping):
        parts = {str(name): plain_data(part) for name, part in value.items()}
        return {name: part for name, part in parts.items() if part is not None}
    if isinstance(value, list):
        return [plain_data(part) for part in value]
    if isinstance(value, float) and value.is_integer() and not isinf(value):
        return int(value)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return float(value) if isinstance(value, Decimal) else str(value)


def shown(value: Any) -> str:
    """A cell as an error shows it: in quotes, not too long, and with nothing that a screen would act on."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    safe = "".join(f"\\u{ord(sign):04x}" if unicodedata.category(sign) in ACTED_ON else sign for sign in text)
    return f"'{safe}'" if len(safe) <= LONGEST_SHOWN else f"'{safe[: LONGEST_SHOWN - 3]}...'"
