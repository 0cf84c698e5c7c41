"""The code maps against the second list of the same codes, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from crdecide.errors import Problem, nearest

from ..code_maps import CodeMap, DrugCodes, System
from ..pinned_codes import PinnedCode, PinnedCodes, SaidBy, in_fields, said_by
from .draft import Draft

Pins = Mapping[tuple[str, str], PinnedCode]
PINNED = "terminology/pinned_codes.yaml"


def pinned_problems(draft: Draft) -> Iterator[Problem]:
    """Codes that are not pinned, or not with this display and meaning; and what is pinned and is not there."""
    if draft.pinned_codes is None or draft.codes is None or draft.drug_codes is None:
        return
    pins = {(pin.system, pin.code): pin for pin in draft.pinned_codes.codes}
    listed = list(said_by(draft.codes, draft.drug_codes))
    for said in listed:
        for message in _faults(said, pins):
            yield draft.problem(_file(said), _path(said), message)
    yield from _missing(draft, draft.pinned_codes, {(said.code.system, said.code.code) for said in listed})
    yield from _unseen(draft, draft.pinned_codes)
    for pair in _pairs(draft.codes, draft.drug_codes, draft.pinned_codes):
        yield from _unlike(draft, pair)


def _faults(said: SaidBy, pins: Pins) -> Iterator[str]:
    code = said.code
    pin = pins.get((code.system, code.code))
    if pin is None:
        hint = nearest(code.code, [number for system, number in pins if system == code.system])
        yield f"{code.system} {code.code} is not pinned{hint}; expected it in {PINNED}, with where it was seen"
        return
    if plain(pin.display) != plain(code.display):
        yield f"{code.system} {code.code} is pinned as '{pin.display}', not '{code.display}'"
    if pin.says != said.says:
        yield f"{code.system} {code.code} ('{pin.display}') is pinned as saying {pin.says}, not {said.says}"


def plain(display: str) -> str:
    """A display for comparison: case, punctuation and SNOMED's tag in brackets at the end do not count."""
    without_tag = re.sub(r"\s*\([a-z /]+\)$", "", display.casefold())
    return re.sub(r"[\W_]+", " ", without_tag).strip()


def _unseen(draft: Draft, pinned: PinnedCodes) -> Iterator[Problem]:
    """Groups of codes that are pinned and were seen nowhere."""
    for name, system in pinned.systems.items():
        for group, of in system.groups.items():
            if of.checked not in pinned.sources:
                message = f"no source '{of.checked}' is given{nearest(of.checked, pinned.sources)}"
                yield draft.problem("pinned_codes", ("systems", name, "groups", group), message)


def _missing(draft: Draft, pinned: PinnedCodes, listed: set[tuple[str, str]]) -> Iterator[Problem]:
    for number, pin in enumerate(pinned.codes):
        if (pin.system, pin.code) not in listed:
            message = (
                f"{pin.system} {pin.code} ('{pin.display}') is pinned, and no code map has it; expected {pin.says}"
            )
            yield draft.problem("pinned_codes", ("codes", number), message)
        if pin.checked not in pinned.sources:
            message = f"no source '{pin.checked}' is given{nearest(pin.checked, pinned.sources)}"
            yield draft.problem("pinned_codes", ("codes", number), message)


class _Pair(NamedTuple):
    """What stands in both lists beside the codes, by name and as a line of text: ours in a section of a file."""

    file: str
    section: str
    ours: Mapping[str, str]
    pinned_section: str
    pinned: Mapping[str, str]


def _pairs(codes: CodeMap, drug_codes: DrugCodes, pinned: PinnedCodes) -> Iterator[_Pair]:
    denied = {name: in_fields(concept.absent) for name, concept in codes.concepts.items()}
    allergies = {drug: in_fields(allergen.present) for drug, allergen in drug_codes.allergens.items()}
    yield _Pair("codes", "systems", _names_of(codes.systems), "systems", _names_of(pinned.systems))
    yield _Pair("codes", "concepts", denied, "denied", pinned.denied)
    yield _Pair("drug_codes", "courses", _joined(drug_codes.courses), "courses", _joined(pinned.courses))
    yield _Pair("drug_codes", "allergens", allergies, "allergies", pinned.allergies)


def _names_of(systems: Mapping[str, System]) -> dict[str, str]:
    """Every name under which each code system is known, and its groups of codes, on one line."""
    named: dict[str, str] = {}
    for name, system in systems.items():
        dotted = ["dotted"] if system.dotted else []
        groups = [f"{group}: {of.display}: {', '.join((*of.begins, *of.words))}" for group, of in system.groups.items()]
        named[name] = ", ".join((*system.uris, *system.prefixes, *system.addresses, *dotted, *groups))
    return named


def _joined(courses: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {field: ", ".join(drugs) for field, drugs in courses.items()}


def _unlike(draft: Draft, pair: _Pair) -> Iterator[Problem]:
    for name in dict.fromkeys((*pair.ours, *pair.pinned)):
        ours, pinned = pair.ours.get(name, "not there"), pair.pinned.get(name, "not there")
        if ours != pinned:
            message = f"'{name}' is {ours}; expected, as under '{pair.pinned_section}' in {PINNED}: {pinned}"
            yield draft.problem(pair.file, (pair.section, name), message)


def _file(said: SaidBy) -> str:
    return "drug_codes" if said.section == "ingredients" else "codes"


def _path(said: SaidBy) -> tuple[str, ...]:
    return said.section, said.name
