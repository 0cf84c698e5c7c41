"""The drug list: named once, cited, checked beside drugs that it names; and the inputs that look through it."""

from __future__ import annotations

from collections.abc import Iterator

from crdecide.errors import Problem, nearest

from ..drug_list import DrugList, normalised
from ..readings import DrugNamed, DrugOfClass, OfDrugs, UncheckedDrug
from .draft import Draft


def drug_problems(draft: Draft) -> Iterator[Problem]:
    """Drugs that are named twice, rest on nothing, or were checked beside a drug that the list does not name."""
    if draft.drugs is None:
        return
    owners: dict[str, str] = {}
    for name, also in draft.drugs.taken_beside.items():
        yield from _named_once(draft, ("taken_beside", name), (name, *also), owners)
    for name, drug in draft.drugs.drugs.items():
        for place, reference in drug.cited():
            if reference not in draft.statement_ids:
                message = f"unknown evidence '{reference}'{nearest(reference, draft.statement_ids)}"
                yield draft.problem("drugs", ("drugs", name, *place), message)
        for other in drug.beside:
            if other not in draft.drugs.taken_beside:
                hint = nearest(other, draft.drugs.taken_beside)
                yield draft.problem("drugs", ("drugs", name, "beside", other), f"taken_beside has no '{other}'{hint}")
        yield from _named_once(draft, ("drugs", name), (name, *drug.also), owners)


def _named_once(
    draft: Draft, place: tuple[str, str], spellings: tuple[str, ...], owners: dict[str, str]
) -> Iterator[Problem]:
    name = place[1]
    for spelling in spellings:
        owner = owners.setdefault(normalised(spelling), name)
        if owner != name:
            yield draft.problem("drugs", place, f"'{spelling}' is already a name of {owner}")


def drug_reading_problems(draft: Draft) -> Iterator[Problem]:
    """Inputs that ask for a class of no drug, or leave what was not checked untold."""
    if draft.vocabulary is None or draft.drugs is None:
        return
    told: set[str] = set()
    for entry in draft.vocabulary.inputs.values():
        if isinstance(entry.reads, UncheckedDrug):
            told.update(entry.reads.beside)
    for name, entry in draft.vocabulary.inputs.items():
        if isinstance(entry.reads, OfDrugs):
            for message in _reading_faults(entry.reads, draft.drugs, told):
                yield draft.problem("vocabulary", ("inputs", name), f"{name}: {message}")


def _reading_faults(reads: OfDrugs, drugs: DrugList, told: set[str]) -> Iterator[str]:
    strangers = [other for other in reads.beside if other not in drugs.taken_beside]
    for other in strangers:
        yield f"the drug list has nothing taken beside '{other}'{nearest(other, drugs.taken_beside)}"
    if not isinstance(reads, DrugOfClass | DrugNamed) or strangers:
        return
    classes = drugs.classes(reads.beside)
    if reads.class_ not in classes:
        yield f"no drug is of class '{reads.class_}'{nearest(reads.class_, classes)}"
    for other in reads.beside:
        if other not in told:
            yield f"what was not checked beside '{other}' is told nowhere; expected an input that reads unchecked_in"
