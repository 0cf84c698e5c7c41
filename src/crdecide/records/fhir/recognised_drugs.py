"""The drugs that a concept names: by ingredient, product or brand, or else by an exact name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crdecide.language.code_maps import Coded
from crdecide.language.code_meanings import Meaning
from crdecide.language.code_systems import Coding

from ..rxnorm import PRODUCTS, RXNORM
from .context import Context
from .datatypes import CodeableConcept, Reference
from .resources import Medication, Resource


class DrugFound(NamedTuple):
    """A drug by its generic name, and the name by which it was read where no code said it.

    `is_local`: in a preparation for the skin, the eye, the ear or the mouth.
    """

    name: str
    by_name: str | None = None
    is_local: bool = False


class DrugsFound(NamedTuple):
    """The drugs of a concept, and why it may hold others that were not recognised; `unknown` are those parts.

    `codes` are the codings of the concept and of its parts, whatever they mean.
    """

    drugs: tuple[DrugFound, ...] = ()
    unknown: tuple[CodeableConcept, ...] = ()
    doubt: str | None = None
    codes: tuple[Coding, ...] = ()


def drugs_in(concept: CodeableConcept, context: Context) -> DrugsFound:
    """Every drug that the codings name, or else that the words name exactly."""
    coded = _each_once([*_by_ingredient(concept.codes, context), *_by_product(concept.codes, context)])
    named = _each_once(_by_words(concept.texts, context))
    if not coded:
        return DrugsFound(named, codes=concept.codes)
    others = {drug.name for drug in named} - {drug.name for drug in coded}
    doubt = f"its words name another drug: {', '.join(sorted(others))}" if others else None
    return DrugsFound(coded, doubt=doubt, codes=concept.codes)


def drugs_of(
    concept: CodeableConcept | None, reference: Reference | None, within: Resource, context: Context
) -> DrugsFound:
    """The drugs of a concept, or of the Medication that a reference names: itself, its ingredients, its display."""
    if concept is not None:
        return drugs_in(concept, context)
    if reference is None:
        return DrugsFound()
    medication = context.resolve(reference, within)
    if isinstance(medication, Medication):
        return DrugsFound() if medication.status == "entered-in-error" else _of_medication(medication, context)
    return DrugsFound(_each_once(_by_words([reference.display], context)))


def _of_medication(medication: Medication, context: Context) -> DrugsFound:
    """By its code and by its ingredients: what either names is there."""
    whole = drugs_in(medication.code, context)
    parts = [part.concept or CodeableConcept() for part in medication.ingredient]
    found = [drugs_in(part, context) for part in parts]
    drugs = _each_once([*whole.drugs, *(drug for part in found for drug in part.drugs)])
    # A part that is not recognised matters where the whole is not: the code of the whole says what is in it.
    unknown = [part for part, drugs_of_part in zip(parts, found, strict=True) if not drugs_of_part.drugs]
    codes = (*whole.codes, *(code for part in parts for code in part.codes))
    return DrugsFound(drugs, () if whole.drugs else tuple(unknown), whole.doubt, codes)


def _by_ingredient(codings: Iterable[Coding], context: Context) -> Iterator[DrugFound]:
    for meaning in context.terminology.ingredients.find(tuple(codings)):
        yield DrugFound(context.drug_list.generic(meaning.name))


def _by_product(codings: Iterable[Coding], context: Context) -> Iterator[DrugFound]:
    for coding in codings:
        key = context.terminology.spellings.key(coding)
        product = PRODUCTS.of_code(key.code) if key is not None and key.system == RXNORM else None
        for name in product.ingredients if product else ():
            yield DrugFound(context.drug_list.generic(name), is_local=product is not None and product.is_local)


def _by_words(texts: Iterable[str], context: Context) -> Iterator[DrugFound]:
    """By an exact name of an ingredient or of a product: what each of the texts names."""
    for text in texts:
        yield from _by_text(text, context)


def _by_text(text: str, context: Context) -> list[DrugFound]:
    generic = context.drug_list.generic
    if context.drug_list.is_named(text):
        return [DrugFound(generic(text), by_name=generic(text))]
    if meanings := _meanings(text, context):
        return [DrugFound(generic(meaning.name), meaning.by_name) for meaning in meanings]
    product = PRODUCTS.named(text)
    ingredients = product.ingredients if product else ()
    return [DrugFound(generic(name), text, product is not None and product.is_local) for name in ingredients]


def _meanings(text: str, context: Context) -> tuple[Meaning[Coded], ...]:
    return context.terminology.ingredients.find((), [text])


def _each_once(drugs: Iterable[DrugFound]) -> tuple[DrugFound, ...]:
    """Each drug once, in an order that is not that of the codings; where one is not local, it is not."""
    kept: dict[str, DrugFound] = {}
    for drug in drugs:
        if drug.name not in kept or kept[drug.name].is_local:
            kept[drug.name] = drug
    return tuple(kept[name] for name in sorted(kept))
