"""Drugs that were typed and are in no list: said at their question, with the name in the list that may be meant.

Nothing is taken from a name that is not exactly one of the list's: a dose or a slip of the pen is the reader's to mend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crdecide.errors import nearest
from crdecide.language.drug_list import DrugList

ALIKE = 0.8
"""How alike a word has to be to a name in the list: one letter in six may differ."""
NOT_CHECKED = "“{name}” is in no list here and is not checked{meant}"
WORD = re.compile(r"[^\W\d_][^\W\d_'-]{3,}")


def unlisted(names: Iterable[str], drugs: DrugList) -> str:
    """What is said of the drugs that no list has, '' where there is none."""
    return "; ".join(
        NOT_CHECKED.format(name=name, meant=_meant(name, drugs))
        for name in names
        if not drugs.is_named(name) and not drugs.is_taken_beside(name)
    )


def _meant(name: str, drugs: DrugList) -> str:
    """'; did you mean 'x'?' for the name in the list that a word of it is, or is most like."""
    for meant in (*_guesses(name, drugs, 1.0), *_guesses(name, drugs, ALIKE)):
        return meant
    return ""


def _guesses(name: str, drugs: DrugList, likeness: float) -> Iterator[str]:
    listed = [*drugs.by_name, *drugs.taken_beside]
    for word in WORD.findall(name.casefold()):
        if meant := nearest(word, listed, likeness):
            yield meant
