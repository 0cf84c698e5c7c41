"""`terminology/pinned_codes.yaml`: each code written down a second time, from another source, and what it says.

A code that is mistyped, moved to another concept or turned into its opposite reads like any other: only somebody
who looked it up apart from the first can tell. So the two are held to each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pydantic import Field as Constraint

from .code_maps import (
    Answer,
    Code,
    Coded,
    CodeMap,
    Concept,
    DrugCodes,
    Fields,
    Gene,
    Measurement,
    Place,
    Procedure,
    Sources,
    System,
    Vaccine,
    VariantClass,
)
from .evidence import Form, Identifier, Text
from .readings import RecordPath

Names = Annotated[tuple[Text, ...], Constraint(strict=False, min_length=1)]
PARTS = ("variant_parts", "of_others")
"""Sections of which a code says what part of a record it is, and nothing of the child."""
NOTHING = "nothing"
"""What a code says that is recognised and not read."""


class PinnedCode(Form):
    """A code with its display and what it says, as seen at the source."""

    system: Identifier
    code: Text
    display: Text
    says: Text
    checked: Identifier


class PinnedCodes(Form):
    """The second list. `denied` is what the absence of each concept says; `allergies` what one to a drug says."""

    sources: dict[Identifier, Text]
    systems: dict[Identifier, System]
    codes: Annotated[tuple[PinnedCode, ...], Constraint(strict=False)]
    denied: dict[Identifier, Text]
    courses: dict[RecordPath, Names]
    allergies: dict[Text, Text]


class SaidBy(NamedTuple):
    """One code of the first list: where it stands, what the rules make of it, and at which sources it was looked up."""

    section: str
    name: str
    says: str
    code: Code
    sources: Sources


def said_by(codes: CodeMap, drug_codes: DrugCodes) -> Iterator[SaidBy]:
    """Every code of both code maps with what it says, in the words of the second list."""
    for section, entries in codes.sections().items():
        for name, entry in entries.items():
            says = f"part={name}" if section in PARTS else meaning(entry)
            for code in entry.codes:
                yield SaidBy(section, name, says, code, codes.sources)
    for name, listed in drug_codes.ingredients.items():
        for code in listed:
            yield SaidBy("ingredients", name, f"drug={name}", code, drug_codes.sources)


def meaning(entry: Coded) -> str:
    """What an entry says in the patient record, on one line."""
    if entry.unused is not None:
        return NOTHING
    match entry:
        case Concept(present=fields) | Vaccine(due=fields) | Gene(pathogenic=fields) | Place(says=fields):
            return in_fields(fields)
        case Measurement(field=field, unit=unit, also=also, focus=focus):
            return "; ".join([f"{field} in {unit}", *_about(focus), *_each(also)])
        case Procedure(reason=reason, performed=fields):
            return "; ".join([*_each(fields), *_about(reason)])
        case Answer(there=there):
            return f"there={json.dumps(there)}"
        case VariantClass(pathogenic=pathogenic):
            return f"pathogenic={json.dumps(pathogenic)}"
    return NOTHING


def in_fields(fields: Fields) -> str:
    """Fields of the record with their values, on one line."""
    return "; ".join(_each(fields)) or NOTHING


def _each(fields: Fields) -> Iterator[str]:
    for path, value in fields.items():
        yield f"{path}={value if isinstance(value, str) else json.dumps(value)}"


def _about(concept: str | None) -> Iterator[str]:
    if concept:
        yield f"about {concept}"
