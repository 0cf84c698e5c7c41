"""A drug's class: a statement cited for it names the drug, and a card that asks for the class cites it too.

Beside each mTOR inhibitor by itself: what a statement says of one is nothing said of the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crdecide.errors import Problem

from ..conditions import Path
from ..drug_list import Drug, normalised
from ..readings import DrugNamed, DrugOfClass
from ..ruleset import fields_of
from .draft import Draft


class _Asked(NamedTuple):
    """A class, and the drug beside which it is one; none for a class of the drug itself."""

    of_class: str
    beside: str | None


def drug_class_problems(draft: Draft) -> Iterator[Problem]:
    """Classes that no statement gives the drug."""
    if draft.drugs is None or draft.vocabulary is None or not draft.all_read:
        return
    cited = _cited_for(draft)
    for name, drug in draft.drugs.drugs.items():
        words = _names(draft, name, drug)
        for path, asked, evidence in _classes(drug):
            naming = [reference for reference in evidence if _is_named(draft, reference, words)]
            if not cited[asked].intersection(naming):
                yield draft.problem("drugs", ("drugs", name, *path), _message(name, asked, cited[asked]))


def _classes(drug: Drug) -> Iterator[tuple[Path, _Asked, tuple[str, ...]]]:
    """Every class of a drug, with where it stands and what is cited for it."""
    for index, of_class in enumerate(drug.classes):
        yield ("classes", index), _Asked(of_class, None), drug.evidence
    for other, checked in drug.beside.items():
        for index, of_class in enumerate(checked.classes):
            yield ("beside", other, "classes", index), _Asked(of_class, other), checked.evidence


def _message(name: str, asked: _Asked, cited: frozenset[str]) -> str:
    where = f" beside {asked.beside}" if asked.beside else ""
    return (
        f"no statement cited for '{name}'{where} both names it and is cited by a card that asks for the class "
        f"'{asked.of_class}'{where}; expected one of {', '.join(sorted(cited)) or 'some card asking'}"
    )


def _cited_for(draft: Draft) -> Mapping[_Asked, frozenset[str]]:
    """For each class the statements that the cards cite which ask for a drug of it."""
    inputs = draft.vocabulary.inputs if draft.vocabulary else {}
    asked_by = {name: list(_asked(entry.reads)) for name, entry in inputs.items()}
    cited: defaultdict[_Asked, frozenset[str]] = defaultdict(frozenset)
    for card in draft.cards.values():
        for asked in {asked for name in fields_of(card) for asked in asked_by.get(name, ())}:
            cited[asked] |= frozenset(card.evidence)
    return cited


def _asked(reads: object) -> Iterator[_Asked]:
    if isinstance(reads, DrugOfClass | DrugNamed):
        for other in reads.beside or (None,):
            yield _Asked(reads.class_, other)


def _names(draft: Draft, name: str, drug: Drug) -> tuple[str, ...]:
    """What a statement may call a drug: its name, another spelling, one of its ATC codes, the name of its group."""
    codes = draft.drug_codes.ingredients.get(name, ()) if draft.drug_codes else ()
    atc = [code.code for code in codes if code.system == "atc"]
    groups = draft.drugs.groups if draft.drugs else {}
    of_group = [group for group, begin in groups.items() if any(code.startswith(begin) for code in atc)]
    return tuple(map(normalised, (name, *drug.also, *atc, *of_group)))


def _is_named(draft: Draft, reference: str, words: tuple[str, ...]) -> bool:
    """Whether a statement has one of these as a word."""
    source, _, statement = reference.partition("#")
    found = draft.sources.get(source)
    if found is None or statement not in found.statements:
        return False
    text = normalised(found.statements[statement].says)
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)
