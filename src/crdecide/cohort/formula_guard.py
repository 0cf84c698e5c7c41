"""Text that a spreadsheet would run as a formula, made harmless (https://owasp.org/www-community/attacks/CSV_Injection)."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

STARTS = "=+\\-@\t\r\n＝＋－＠"
"""What a cell begins with that is run: the last four are the same signs in full width."""
FORMULA = rf"^\s*[{STARTS}]"
NUMBER = r"^[+-]?\d+([.,]\d+)?$"
"""A number with a sign is no formula and stays one."""
QUOTE = "'"
"""Put in front, it makes a spreadsheet take a cell as text."""
_FORMULA, _NUMBER = re.compile(FORMULA), re.compile(NUMBER, re.ASCII)


def harmless(text: str) -> str:
    """The text, with a quote in front where it would be run."""
    return QUOTE + text if _FORMULA.match(text) and not _NUMBER.match(text) else text


def harmless_column(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of text likewise; as it is where nothing in it would be run."""
    would_run = pc.match_substring_regex(texts, FORMULA)
    if not pc.any(would_run).as_py():
        return texts
    changed = [None if text is None else harmless(text) for text in texts.to_pylist()]
    return pa.chunked_array([pa.array(changed, texts.type)])
