"""What each code that is read can say of a child, in the fields of the record: the readers' knowledge, turned around.

A reader asks what a code means; here it is asked which codes say something. The tests send each of them to the readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from crdecide.guideline.record_paths import annotation_at, literals
from crdecide.language.code_lists import INGREDIENTS, SUBTYPE
from crdecide.language.code_maps import Code
from crdecide.language.code_meanings import Index
from crdecide.language.code_systems import Coding
from crdecide.language.ruleset import Ruleset

from .fhir.drug_states import PRECEDENCE
from .fhir.medications import MEDICATIONS, drug_field
from .rxnorm import PRODUCTS, RXNORM

Way = Literal[
    "present", "absent", "measured", "performed", "due", "variant", "place", "drug", "allergy", "no_allergy", "element"
]
"""How a code has to be sent for it to be read so; an element needs no code."""
SENT_AS: Mapping[Way, str] = {
    "present": "a Condition, an Observation answered yes, or a feature of a phenopacket",
    "absent": "a refuted Condition, an Observation answered no, or an excluded feature of a phenopacket",
    "measured": "an Observation with a number in a UCUM unit",
    "performed": "a completed Procedure",
    "due": "an ImmunizationRecommendation that is due",
    "variant": "an Observation of a variant classed as pathogenic, or an interpretation in a phenopacket",
    "place": "the bodySite of the Condition of the tumour, or of the Observation of its size",
    "drug": "a MedicationRequest, MedicationStatement, MedicationDispense or MedicationAdministration",
    "allergy": "an active AllergyIntolerance",
    "no_allergy": "a refuted AllergyIntolerance",
    "element": "an element that needs no code",
}
Says = Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True)
class CodeShown:
    """A code that says it, by our name of its system, with its name there."""

    system: str
    code: str
    display: str


@dataclass(frozen=True)
class CodeEffect:
    """What any one of these codes says, sent in this way: values by field, and the fields that get any number.

    `needs` is what the record has to say besides for it to be read: a size is of a tumour that is on record.
    """

    entry: str
    label: str
    way: Way
    says: Says
    numbers: tuple[str, ...]
    codes: tuple[CodeShown, ...]
    needs: Says = field(default_factory=dict)


ELEMENTS = (
    CodeEffect("Patient.birthDate", "date of birth", "element", {}, ("age_days",), ()),
    CodeEffect("Patient.deceased[x]", "death", "element", {"life_stage": ("postnatal", "deceased")}, (), ()),
    CodeEffect(
        "timeAtLastEncounter.gestationalAge", "time before birth", "element", {"life_stage": ("prenatal",)}, (), ()
    ),
)
"""What is read without a code: of FHIR's Patient, and of the subject of a phenopacket."""


@lru_cache(maxsize=8)
def code_effects(ruleset: Ruleset) -> tuple[CodeEffect, ...]:
    """Every effect that an element or some code has, in the order of the code maps."""
    effects = [*_concepts(ruleset), *_observed(ruleset), *_others(ruleset), *_drugs(ruleset)]
    return (*ELEMENTS, *(effect for effect in effects if effect.codes))


class Bond(NamedTuple):
    """A number that codes give only together with a value of another field: the trough of one drug and no other."""

    number: str
    field: str
    values: frozenset[Any]


def bonds(ruleset: Ruleset) -> Iterator[Bond]:
    """Every such bond: while a number is from codes alone, the other field has one of these values, or is unknown."""
    effects = code_effects(ruleset)
    for number in dict.fromkeys(path for effect in effects for path in effect.numbers):
        giving = [effect for effect in effects if number in effect.numbers]
        for path in giving[0].says:
            if all(path in effect.says for effect in giving):
                yield Bond(number, path, frozenset(value for effect in giving for value in effect.says[path]))


def _concepts(ruleset: Ruleset) -> Iterator[CodeEffect]:
    for name, entry in ruleset.terminology.codes.concepts.items():
        codes = tuple(_codes("concepts", name, ruleset.terminology.concepts, ruleset))
        whole = tuple(_codes("concepts", name, ruleset.terminology.concepts, ruleset, kinds=False))
        yield CodeEffect(name, entry.label, "present", _each(entry.present), (), codes)
        if entry.absent:
            yield CodeEffect(name, entry.label, "absent", _each(entry.absent), (), whole)


def _observed(ruleset: Ruleset) -> Iterator[CodeEffect]:
    for name, entry in ruleset.terminology.codes.measurements.items():
        numbers = tuple(path for path in (entry.field, entry.series) if path)
        codes = tuple(_codes("measurements", name, ruleset.terminology.measurements, ruleset))
        focus = ruleset.terminology.codes.concepts[entry.focus].present if entry.focus else {}
        yield CodeEffect(name, entry.label, "measured", _each(entry.also), numbers, codes, _each(focus))
    for name, gene in ruleset.terminology.codes.genes.items():
        codes = tuple(_codes("genes", name, ruleset.terminology.genes, ruleset))
        yield CodeEffect(name, gene.label, "variant", _each(gene.pathogenic), (), codes)
    for name, place in ruleset.terminology.codes.places.items():
        codes = tuple(_codes("places", name, ruleset.terminology.places, ruleset))
        yield CodeEffect(name, place.label, "place", _each(place.says), (), codes, _of_a_tumour(ruleset))


def _of_a_tumour(ruleset: Ruleset) -> Says:
    """What has to be on record for a place to be read: something that the evidence is about, in no doubt."""
    concepts = ruleset.terminology.codes.concepts.values()
    return _each(next((entry.present for entry in concepts if entry.population and not entry.unused), {}))


def _others(ruleset: Ruleset) -> Iterator[CodeEffect]:
    for name, operation in ruleset.terminology.codes.procedures.items():
        # The code of a category is read beside a reason alone: it is not one code.
        if operation.reason is not None:
            continue
        codes = tuple(_codes("procedures", name, ruleset.terminology.procedures, ruleset))
        yield CodeEffect(name, operation.label, "performed", _each(operation.performed), (), codes)
    for name, vaccine in ruleset.terminology.codes.vaccines.items():
        codes = tuple(_codes("vaccines", name, ruleset.terminology.vaccines, ruleset))
        yield CodeEffect(name, vaccine.label, "due", _each(vaccine.due), (), codes)


def _drugs(ruleset: Ruleset) -> Iterator[CodeEffect]:
    """Drugs by ingredient: as taken, and as what the child is allergic to; their products count with them."""
    known = dict.fromkeys((*ruleset.terminology.drug_codes.ingredients, *_listed_drugs(ruleset)))
    products = {ruleset.drugs.generic(name): CodeShown(RXNORM, *code) for name, code in PRODUCTS.by_ingredient.items()}
    for name in known:
        drug = ruleset.drugs.generic(name)
        codes = tuple(_codes(INGREDIENTS, name, ruleset.terminology.ingredients, ruleset))
        if drug in products and all(code.system != RXNORM for code in codes):
            codes = (*codes, products[drug])
        yield CodeEffect(name, name, "drug", _taken(drug, ruleset), (), codes)
        if allergen := ruleset.terminology.drug_codes.allergens.get(name):
            yield CodeEffect(name, name, "allergy", _each(allergen.present), (), codes)
            yield CodeEffect(name, name, "no_allergy", _each(allergen.absent), (), codes)


def _listed_drugs(ruleset: Ruleset) -> Iterator[str]:
    return (row.entry for row in ruleset.terminology.lists.codes if row.section == INGREDIENTS)


def _taken(drug: str, ruleset: Ruleset) -> Says:
    """What entries on a drug can say together: how its course stands, by their status; and that it is on the list."""
    says: dict[str, tuple[Any, ...]] = {}
    for path, names in ruleset.terminology.drug_codes.courses.items():
        if drug in names:
            known = literals(annotation_at(f"{path}.status"))
            says[f"{path}.status"] = tuple(state for state in PRECEDENCE if state in known)
            if named := drug_field(path):
                return {**says, named: (drug,)}
    return {**says, MEDICATIONS: (drug,)}


def _each(fields: Mapping[str, Any]) -> Says:
    return {path: (value,) for path, value in fields.items()}


def _codes(section: str, name: str, index: Index[Any], ruleset: Ruleset, *, kinds: bool = True) -> Iterator[CodeShown]:
    """The codes that mean the entry by themselves, and in no doubt; without those of a kind of it where not `kinds`."""
    for code in dict.fromkeys(_written(section, name, ruleset)):
        meanings = index.find([Coding(code.system, code.code)])
        if any(m.name == name and m.doubt is None and (kinds or not m.is_kind) for m in meanings):
            yield code


def _written(section: str, name: str, ruleset: Ruleset) -> Iterator[CodeShown]:
    """The codes of an entry in the maps and in the lists, those of its kinds last."""
    rows = [row for row in ruleset.terminology.lists.codes if (row.section, row.entry) == (section, name)]
    yield from map(_shown, _of_maps(section, name, ruleset))
    for row in sorted(rows, key=lambda row: row.reading == SUBTYPE):
        yield CodeShown(row.system, row.code, row.display)


def _of_maps(section: str, name: str, ruleset: Ruleset) -> Iterable[Code]:
    if section == INGREDIENTS:
        return ruleset.terminology.drug_codes.ingredients.get(name, ())
    entry = ruleset.terminology.codes.sections()[section].get(name)
    return entry.codes if entry else ()


def _shown(code: Code) -> CodeShown:
    return CodeShown(code.system, code.code, code.display)
