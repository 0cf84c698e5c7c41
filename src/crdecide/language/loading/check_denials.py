"""What codes say where something is coded as absent: never the same as where it is there."""

from __future__ import annotations

from collections.abc import Iterator

from crdecide.errors import Problem

from ..code_maps import Fields
from .draft import Draft


def denial_problems(draft: Draft) -> Iterator[Problem]:
    """An absence, or a refuted allergy, that says what the presence says."""
    for name, concept in (draft.codes.concepts if draft.codes else {}).items():
        for field, message in _same(concept.present, concept.absent):
            yield draft.problem("codes", ("concepts", name, "absent", field), message)
    for name, allergen in (draft.drug_codes.allergens if draft.drug_codes else {}).items():
        for field, message in _same(allergen.present, allergen.absent):
            yield draft.problem("drug_codes", ("allergens", name, "absent", field), message)


def _same(present: Fields, absent: Fields) -> Iterator[tuple[str, str]]:
    for field, value in absent.items():
        if field in present and present[field] == value:
            yield field, f"'{field}' is {value} both where it is present and where it is absent; expected two values"
