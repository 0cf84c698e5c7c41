"""AllergyIntolerance: allergies to drugs that matter here, and that none is known.

https://hl7.org/fhir/R4/allergyintolerance.html
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import RecordItem, RecordNote, Statement
from ..concepts import present
from .bundle import source_of
from .context import Context, code_among
from .resources import AllergyIntolerance

VERIFICATION = ("confirmed", "unconfirmed", "refuted", "entered-in-error")


def read_allergy(allergy: AllergyIntolerance, context: Context) -> Iterator[RecordItem]:
    """What an AllergyIntolerance says, where it is about a drug that the map knows, or about no allergy at all."""
    verified = code_among(allergy.verification_status, VERIFICATION)
    if verified == "entered-in-error":
        return
    source, codes = source_of(allergy), allergy.code.codes
    drug = context.terminology.ingredients.find(codes)
    allergen = context.terminology.drug_codes.allergens.get(drug[0]) if drug else None
    why = _doubt(allergy, verified)
    if allergen and verified == "refuted":
        yield from (Statement(field, value, source) for field, value in allergen.absent.items())
    elif drug and allergen and why:
        yield RecordNote("left_unknown", f"allergy to {drug[0]} is left unknown: {why}", source)
    elif allergen:
        yield from (Statement(field, value, source) for field, value in allergen.present.items())
    elif concept := context.terminology.concepts.find(codes):
        doubted = RecordNote("left_unknown", f"{concept[1].label} is not read: {why}", source)
        yield from [doubted] if why else present(concept, source)


def _doubt(allergy: AllergyIntolerance, verified: str) -> str:
    """Why it is not taken as an allergy that stands; nothing where it is."""
    if allergy.verification_status is not None and verified != "confirmed":
        return verified or "its verification status is none that FHIR has"
    if allergy.clinical_status is not None and not code_among(allergy.clinical_status, ("active",)):
        return "it is not active"
    if allergy.type == "intolerance":
        return "it is recorded as an intolerance and no allergy"
    return ""
