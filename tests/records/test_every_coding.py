"""All codings of a concept count, in whatever order; and every product of every drug that is checked is known."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from itertools import permutations

import pytest
from support.fhir_records import ATC, RXNORM, SNOMED, Json, bundle, concept, condition, patient, request

from crdecide import Ruleset
from crdecide.language.code_maps import System
from crdecide.language.code_meanings import Terminology
from crdecide.language.code_systems import Coding
from crdecide.records import Reading
from crdecide.records.detect import read_record
from crdecide.records.rxnorm import PRODUCTS

ON = date(2026, 11, 26)
UNKNOWN, LOCAL = (SNOMED, "1"), ("urn:oid:1.2.3", "4711")
GENERAL = ("http://hl7.org/fhir/sid/icd-10-cm", "D15.1")


def read(*resources: Json) -> Reading:
    return read_record(bundle(patient(), *resources), on=ON)


def coded(*codes: tuple[str, str]) -> Reading:
    return read({**condition("c", UNKNOWN), "code": concept(*codes)})


def first_codes(terminology: Terminology) -> Iterator[tuple[str, tuple[str, str]]]:
    """A code of each concept that is read, with the system's first name."""
    systems = terminology.codes.systems
    seen = set()
    listed = [(row.entry, row.system, row.code) for row in terminology.lists.codes if not row.reason]
    own = [(name, code.system, code.code) for name, entry in terminology.codes.concepts.items() for code in entry.codes]
    for name, system, code in (*own, *listed):
        entry = terminology.codes.concepts.get(name)
        if entry is not None and not entry.unused and name not in seen:
            seen.add(name)
            yield name, (systems[system].uris[0], code)


def test_the_order_of_codings_changes_nothing_for_any_concept(ruleset: Ruleset) -> None:
    codes = dict(first_codes(ruleset.terminology))
    assert len(codes) >= 15
    for name, code in codes.items():
        alone = coded(code).patient
        for order in permutations([code, UNKNOWN, GENERAL, LOCAL]):
            reading = coded(*order)
            assert reading.patient == alone, (name, order)
            assert {item.kind for item in reading.unread} <= {"tumour"}, (name, order)


def test_two_codings_that_say_different_things_are_both_read_in_either_order(ruleset: Ruleset) -> None:
    codes = dict(first_codes(ruleset.terminology))
    failure, rhythm = codes["heart_failure"], codes["arrhythmia"]
    for order in permutations([failure, rhythm]):
        symptoms = coded(*order).patient.symptoms
        assert (symptoms.heart_failure, symptoms.arrhythmia) == (True, True)


def test_two_drugs_in_one_entry_are_a_conflict_that_is_said(ruleset: Ruleset) -> None:
    for order in permutations([(ATC, "L04AH02"), (RXNORM, "35302")]):
        both = {**request("m", UNKNOWN), "medicationCodeableConcept": concept(*order)}
        reading = read(both)
        assert reading.patient.treatment.mtor_inhibitor.drug is None
        assert reading.patient.treatment.mtor_inhibitor.status == "current"
        assert "disagrees with itself" in str(reading.unread[0])


def spellings(system: System, code: str) -> Iterator[tuple[str, str]]:
    """Every way in which a record may name a code of a system."""
    for uri in system.uris:
        yield from ((uri, code), (uri.replace("http://", "https://"), code), (f"{uri}/", code), (f"{uri}|2026", code))
        yield uri.removeprefix("urn:oid:"), code
    bare = code.partition(":")[2] or code
    for prefix in system.prefixes:
        yield from (("", f"{prefix}:{bare}"), (system.uris[0], f"{prefix}_{bare}"), (prefix, code))
    for address in system.addresses:
        yield "", f"{address}{bare}"
    if system.dotted:
        yield from ((system.uris[0], code.replace(".", "")), (system.uris[0], code.lower()))


def test_every_spelling_of_every_code_is_one(ruleset: Ruleset) -> None:
    terminology, tried = ruleset.terminology, 0
    for name, concept_entry in terminology.codes.concepts.items():
        for code in concept_entry.codes[:3]:
            system = terminology.codes.systems[code.system]
            expected = coded((system.uris[0], code.code))
            for spelling in spellings(system, code.code):
                reading = coded(spelling)
                assert reading.patient == expected.patient, (name, spelling)
                assert [item.about for item in reading.unread] == [item.about for item in expected.unread], spelling
                tried += 1
    assert tried > 300


def products() -> dict[str, list[str]]:
    """The codes of all products by ingredient, from the table in the package."""
    by_ingredient: dict[str, list[str]] = {}
    table = gzip.decompress((files("crdecide.records.rxnorm") / "products.tsv.gz").read_bytes()).decode()
    for line in table.splitlines():
        code, _, ingredients, local = line.split("\t")
        for name in ingredients.split("; ") if not local else ():
            by_ingredient.setdefault(name, []).append(code)
    return by_ingredient


def test_every_product_of_every_listed_drug_is_read_as_that_drug(ruleset: Ruleset) -> None:
    drugs, tried = ruleset.drugs, 0
    for ingredient, codes in products().items():
        if drugs.unknown([ingredient]):
            continue
        generic = drugs.generic(ingredient)
        for code in codes:
            reading = read(request("m", (RXNORM, code)))
            course = reading.patient.treatment.mtor_inhibitor
            assert generic in (*(reading.patient.medications or ()), course.drug), (ingredient, code)
            assert not reading.unread
        tried += len(codes)
    assert tried > 1_300


def test_a_drug_outside_the_list_is_recognised_and_named() -> None:
    reading = read(request("m", (RXNORM, "5640")))
    assert reading.patient.medications == ("ibuprofen",)
    assert not reading.unread


@pytest.mark.parametrize(
    ("code", "ingredients"),
    [
        # RxNorm's own relations, https://rxnav.nlm.nih.gov: a brand has the ingredients of its products alone.
        ("23742", ("hydrochlorothiazide", "triamterene")),
        ("203489", ("verapamil",)),
        ("845509", ("everolimus",)),
        ("203138", ("verapamil",)),
        ("898343", ("amlodipine", "benazepril")),
        ("1601654", ("atazanavir", "cobicistat")),
        ("1046809", ("atropine", "hyoscyamine", "phenobarbital", "scopolamine")),
    ],
)
def test_a_product_has_the_ingredients_of_its_own(code: str, ingredients: tuple[str, ...]) -> None:
    product = PRODUCTS.of_code(code)
    assert product is not None
    assert product.ingredients == ingredients


def test_a_product_is_local_by_the_dose_forms_of_the_rules(ruleset: Ruleset) -> None:
    words = "|".join(ruleset.terminology.codes.systems["rxnorm"].groups["local"].words)
    table = gzip.decompress((files("crdecide.records.rxnorm") / "products.tsv.gz").read_bytes()).decode()
    rows = [line.split("\t") for line in table.splitlines()]
    local = {name for _, name, _, is_local in rows if is_local}
    by_form = {name for _, name, _, _ in rows if re.search(rf"\b(?:{words})\b", name)}
    assert by_form < local
    # A brand has no dose form in its name: its products have.
    branded = {brand for name in by_form for brand in re.findall(r"\[([^\]]+)\]", name)}
    assert local - by_form <= branded


def test_no_code_of_a_drug_is_of_a_group_of_local_preparations(ruleset: Ruleset) -> None:
    terminology = ruleset.terminology
    codings = [Coding(row.system, row.code) for row in terminology.lists.codes if row.section == "ingredients"]
    assert [coding for coding in codings if terminology.spellings.is_of("local", coding)] == []


def test_what_is_no_product_is_none() -> None:
    assert (PRODUCTS.of_code("no code"), PRODUCTS.of_code(""), PRODUCTS.named("no name")) == (None, None, None)


def test_a_product_of_several_components_has_several_ingredients() -> None:
    """Where the source lacked the ingredient of a component, the product was left out, and is not half read."""
    table = gzip.decompress((files("crdecide.records.rxnorm") / "products.tsv.gz").read_bytes()).decode()
    alone = [line for line in table.splitlines() if " / " in line.split("\t")[1] and "; " not in line.split("\t")[2]]
    # Two salts or strengths of one ingredient are one ingredient.
    assert len(alone) < 200, alone
