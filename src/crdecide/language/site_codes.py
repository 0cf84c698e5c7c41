"""A site's own codes, in a file apart from the rules: what its local codes mean by the concepts of the code map.

A site adds codes and systems, and nothing else: what a concept says of a child stands in the rules alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from pydantic import Field as Constraint

from .code_maps import Code, Codes, System
from .code_meanings import Terminology
from .evidence import Form, Identifier, Text


class SiteCodes(Form):
    """The file: codes by concept and by ingredient, each with the source (of the site's own) at which it was seen."""

    site: Text
    sources: dict[Identifier, Text]
    systems: dict[Identifier, System] = Constraint(default_factory=dict)
    concepts: dict[Identifier, Codes] = Constraint(default_factory=dict)
    ingredients: dict[Text, Codes] = Constraint(default_factory=dict)

    def groups(self) -> Mapping[str, Mapping[str, tuple[Code, ...]]]:
        """Its codes by section and entry."""
        return {"concepts": self.concepts, "ingredients": self.ingredients}


class SiteCodesUsed(NamedTuple):
    """Which file of site codes a rule set was read with."""

    site: str
    sha256: str


def with_codes_of(site: SiteCodes, terminology: Terminology) -> Terminology:
    """The terminology with a site's codes added to those of the rules."""
    codes, drugs = terminology.codes, terminology.drug_codes
    concepts = {
        name: entry.model_copy(update={"codes": (*entry.codes, *site.concepts.get(name, ()))})
        for name, entry in codes.concepts.items()
    }
    ingredients = dict(drugs.ingredients)
    for name, added in site.ingredients.items():
        ingredients[name] = (*ingredients.get(name, ()), *added)
    return replace(
        terminology,
        codes=codes.model_copy(update={"systems": {**codes.systems, **site.systems}, "concepts": concepts}),
        drug_codes=drugs.model_copy(update={"ingredients": ingredients}),
    )
