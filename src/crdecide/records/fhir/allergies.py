"""AllergyIntolerance: allergies to drugs that matter here, and that none is known.

https://hl7.org/fhir/R4/allergyintolerance.html
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import RecordItem, Statement
from ..concepts import BY_NAME, present
from ..statements import Doubted
from ..unread import NOT_LISTED, Whereabouts
from .context import Context, code_among
from .datatypes import CodeableConcept
from .recognised_drugs import DrugFound, drugs_in
from .resources import AllergyIntolerance

VERIFICATION = ("confirmed", "unconfirmed", "refuted", "entered-in-error")


def read_allergy(allergy: AllergyIntolerance, context: Context) -> Iterator[RecordItem]:
    """What an AllergyIntolerance says, where it is about a drug that the map knows, or about no allergy at all."""
    verified = code_among(allergy.verification_status, VERIFICATION)
    if verified == "entered-in-error":
        return
    named = allergy.code.codes or allergy.code.texts
    # Where the allergy itself is not named, the substance of what happened tells.
    substances = [] if named else [reaction.substance for reaction in allergy.reaction]
    for concept in substances or [allergy.code]:
        yield from _of_concept(concept, allergy, verified, context)


def _of_concept(
    concept: CodeableConcept, allergy: AllergyIntolerance, verified: str, context: Context
) -> Iterator[RecordItem]:
    where, why = context.where(allergy, "allergy", concept), _doubt(allergy, verified)
    drugs, meanings = drugs_in(concept, context).drugs, context.meanings(concept)
    for drug in drugs:
        yield from _of_drug(drug, verified, why, where, context)
    if not drugs and not meanings and verified != "refuted":
        yield where.unread(NOT_LISTED)
    for meaning in () if drugs else meanings:
        if why and verified != "refuted":
            yield where.in_doubt(meaning, why)
        elif not why:
            yield from present(meaning, where)


def _of_drug(drug: DrugFound, verified: str, why: str, where: Whereabouts, context: Context) -> Iterator[RecordItem]:
    allergen = context.terminology.drug_codes.allergens.get(drug.name)
    if allergen is None:
        if verified != "refuted":
            yield where.unread(f"of an allergy to {drug.name} nothing is read")
    elif verified == "refuted":
        yield from [where.unread(BY_NAME)] if drug.by_name else _said(allergen.absent, where)
    elif why:
        doubt = where.unread(f"an allergy to {drug.name} is in doubt: {why}", fields=tuple(allergen.present))
        yield doubt
        yield from (Doubted(field, doubt.source) for field in allergen.absent)
    else:
        yield from _said(allergen.present, where.named(drug.by_name))


def _said(fields: dict[str, bool | int | str], where: Whereabouts) -> Iterator[RecordItem]:
    return (Statement(field, value, where.source) for field, value in fields.items())


def _doubt(allergy: AllergyIntolerance, verified: str) -> str:
    """Why it is not taken as an allergy that stands; nothing where it is."""
    if allergy.verification_status is not None and verified != "confirmed":
        return verified or "its verification status is none that FHIR has"
    if allergy.clinical_status is not None and not code_among(allergy.clinical_status, ("active",)):
        return "it is not active"
    if allergy.is_intolerance:
        return "it is recorded as an intolerance and no allergy"
    return ""
