"""How a file of text is encoded: as it is declared, or as its first bytes say; never guessed."""

from __future__ import annotations

import codecs
from pathlib import Path

from crdecide.errors import InvalidTable, Problem

from .declared_form import TableForm
from .packed_files import opened

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""What a file may begin with that says how it is encoded."""


def encoding_of(path: Path, form: TableForm) -> str:
    """The encoding, as Python names it; UTF-8 where nothing says otherwise."""
    if form.encoding is not None:
        return codecs.lookup(form.encoding).name
    with opened(path) as stream:
        start = stream.read(3)
    return next((name for mark, name in MARKS.items() if start.startswith(mark)), "utf-8")


def not_text(path: Path, encoding: str, error: Exception) -> InvalidTable:
    """What Excel on Windows writes is often not UTF-8; which of the others it is cannot be seen."""
    where = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
    hint = "declare how it is encoded, such as --encoding cp1252 (Excel on Windows) or latin-1"
    return InvalidTable([Problem(str(path), f"is not {encoding.removesuffix('-sig').upper()} text{where}: {hint}")])
