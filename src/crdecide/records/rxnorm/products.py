"""The table of products, kept as lines of which one is found: a call looks up a few of 38,000."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from typing import Final, NamedTuple

from crdecide.language.drug_list import normalised

RXNORM: Final = "rxnorm"
"""The name of the code system in the code map."""


class Product(NamedTuple):
    """A product, brand, pack or ingredient, with its RxNorm name and the names of its ingredients.

    `is_local`: for the skin, the eye, the ear or the mouth, by its dose form.
    """

    name: str
    ingredients: tuple[str, ...]
    is_local: bool = False


class Products:
    """The lines of the table: code, name, ingredients and whether it is local, separated by tabs."""

    def of_code(self, code: str) -> Product | None:
        """A product by its RxNorm code; None where the table does not have it."""
        sought = f"{code}\t"
        place = bisect_left(self._lines, sought)
        found = bool(code) and place < len(self._lines) and self._lines[place].startswith(sought)
        return _product(self._lines[place]) if found else None

    def named(self, text: str) -> Product | None:
        """The product of exactly this name, but for case, accents and spaces."""
        lines = self._by_name.get(normalised(text), [])
        return _product(lines[0]) if lines else None

    @cached_property
    def by_ingredient(self) -> Mapping[str, tuple[str, str]]:
        """For each ingredient the code and the name of what has it alone: itself, or else of the shortest name."""
        simplest: dict[str, tuple[str, str]] = {}
        for line in self._lines:
            code, name, ingredient, local = line.split("\t")
            known = simplest.setdefault(ingredient, (code, name)) if not local and "; " not in ingredient else None
            if known and _simplicity(name, ingredient) < _simplicity(known[1], ingredient):
                simplest[ingredient] = (code, name)
        return simplest

    @cached_property
    def _lines(self) -> list[str]:
        """Every line, by code: the table is written so."""
        return gzip.decompress((files(__package__) / "products.tsv.gz").read_bytes()).decode().splitlines()

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """The lines by name; the names of RxNorm have no accents and no double spaces."""
        by_name: dict[str, list[str]] = {}
        for line in self._lines:
            by_name.setdefault(line.split("\t")[1].casefold(), []).append(line)
        return by_name


def _simplicity(name: str, ingredient: str) -> tuple[bool, int]:
    return name.casefold() != ingredient, len(name)


def _product(line: str) -> Product:
    _, name, ingredients, local = line.split("\t")
    return Product(name, tuple(ingredients.split("; ")), bool(local))


PRODUCTS: Final = Products()
