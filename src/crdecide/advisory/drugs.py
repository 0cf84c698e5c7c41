"""The drugs on record, each with what is held of it beside each mTOR inhibitor."""

from __future__ import annotations

from collections.abc import Iterable

from crdecide.language.drug_list import DrugList

from .answer_parts import DrugOut

NONE_NAMED = "none_named"
"""The class of a drug of which the whole interaction section was read, and names none."""


def drugs_of(names: Iterable[str], drugs: DrugList) -> tuple[DrugOut, ...]:
    """One entry a drug, in the order of the record; an mTOR inhibitor itself is no drug beside one."""
    return tuple(_drug(name, drugs) for name in dict.fromkeys(names) if not drugs.is_taken_beside(name))


def _drug(name: str, drugs: DrugList) -> DrugOut:
    held, cited = {}, list[str]()
    for other in drugs.taken_beside:
        checked = drugs.beside(name, other)
        if checked is None:
            held[other] = "not_in_list"
        else:
            held[other] = "none_named" if NONE_NAMED in checked.classes else "interaction"
            cited += checked.evidence
    return DrugOut.made_of(name=name, per_drug=held, evidence=tuple(dict.fromkeys(cited)))
