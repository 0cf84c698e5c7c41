"""The code maps against their own lists, the patient record and the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from crdecide.errors import InvalidPatient, Problem, nearest
from crdecide.guideline.parse import read_patient
from crdecide.guideline.record_paths import fields, filled, is_list
from crdecide.guideline.units import unit_of

from ..code_maps import Code, CodeMap, DrugCodes, Fields, Measurement, Sources
from .draft import Draft

Path = tuple[str | int, ...]


def code_problems(draft: Draft) -> Iterator[Problem]:
    """Codes of no known system, looked up at no known source or given two meanings; fields that are not there."""
    if draft.codes is None or draft.drug_codes is None:
        return
    first_places: dict[tuple[str, str], Path] = {}
    for file, sources, path, code in (*_codes(draft.codes), *_drug_codes(draft.drug_codes)):
        if code.system not in draft.codes.systems:
            known = draft.codes.systems
            yield draft.problem(file, path, f"no code system '{code.system}' is known{nearest(code.system, known)}")
        if code.checked not in sources:
            yield draft.problem(file, path, f"no source '{code.checked}' is given{nearest(code.checked, sources)}")
        first = first_places.setdefault((code.system, code.code), path)
        if first != path:
            yield draft.problem(file, path, f"{code.system} {code.code} already stands under '{first[1]}'")
    yield from _group_problems(draft, draft.codes)
    yield from _field_problems(draft, draft.codes, draft.drug_codes)
    yield from _measurement_problems(draft, draft.codes.measurements)
    yield from _unknown_concepts(draft, draft.codes)
    yield from _unknown_statements(draft, draft.codes, draft.drug_codes)
    yield from _uncoded_drugs(draft, draft.drug_codes)


def _codes(codes: CodeMap) -> Iterator[tuple[str, Sources, Path, Code]]:
    for section, entries in codes.sections().items():
        for name, entry in entries.items():
            for number, code in enumerate(entry.codes):
                yield "codes", codes.sources, (section, name, "codes", number), code


def _drug_codes(drug_codes: DrugCodes) -> Iterator[tuple[str, Sources, Path, Code]]:
    for name, codes in drug_codes.ingredients.items():
        for number, code in enumerate(codes):
            yield "drug_codes", drug_codes.sources, ("ingredients", name, number), code


def _group_problems(draft: Draft, codes: CodeMap) -> Iterator[Problem]:
    """Groups of codes that were looked up at no known source, or that no code is of."""
    for name, system in codes.systems.items():
        for group, of in system.groups.items():
            place: Path = ("systems", name, "groups", group)
            if of.checked not in codes.sources:
                message = f"no source '{of.checked}' is given{nearest(of.checked, codes.sources)}"
                yield draft.problem("codes", place, message)
            if not (of.begins or of.words):
                yield draft.problem("codes", place, "expected how its codes begin, or words of their names")


def _field_problems(draft: Draft, codes: CodeMap, drug_codes: DrugCodes) -> Iterator[Problem]:
    """Values that the patient record would refuse."""
    for file, path, meaning in chain(_meanings(codes), _meanings_of_allergies(drug_codes)):
        for field, value in meaning.items():
            if message := _refused(field, value):
                yield draft.problem(file, (*path, field), message)


def _meanings(codes: CodeMap) -> Iterator[tuple[str, Path, Fields]]:
    """What each entry says in the fields of the patient record, and where it says so."""
    for name, concept in codes.concepts.items():
        yield "codes", ("concepts", name, "present"), concept.present
        yield "codes", ("concepts", name, "absent"), concept.absent
    for name, measurement in codes.measurements.items():
        yield "codes", ("measurements", name, "also"), measurement.also
    for name, procedure in codes.procedures.items():
        yield "codes", ("procedures", name, "performed"), procedure.performed
    for name, vaccine in codes.vaccines.items():
        yield "codes", ("vaccines", name, "due"), vaccine.due
    for name, gene in codes.genes.items():
        yield "codes", ("genes", name, "pathogenic"), gene.pathogenic
    for name, place in codes.places.items():
        yield "codes", ("places", name, "says"), place.says


def _meanings_of_allergies(drug_codes: DrugCodes) -> Iterator[tuple[str, Path, Fields]]:
    for name, allergen in drug_codes.allergens.items():
        yield "drug_codes", ("allergens", name, "present"), allergen.present
        yield "drug_codes", ("allergens", name, "absent"), allergen.absent


def _refused(field: str, value: bool | int | str) -> str:
    """Why the patient record would refuse the value, as the value of a field or as an entry of a list."""
    as_read = [value] if field in fields() and is_list(field) else value
    try:
        read_patient(filled({}, field, as_read))
    except InvalidPatient as error:
        return "; ".join(f"{problem.where}: {problem.message}" for problem in error.problems)
    return ""


def _measurement_problems(draft: Draft, measurements: Mapping[str, Measurement]) -> Iterator[Problem]:
    """Measurements of nothing, and those that are read in another unit than that of their field."""
    for name, measurement in measurements.items():
        if (measurement.field is None or measurement.unit is None) == (measurement.unused is None):
            message = "a measurement has a field and a unit, or says why it is unused"
            yield draft.problem("codes", ("measurements", name), message)
        unit = unit_of(measurement.field) if measurement.field else None
        if unit and measurement.unit not in (unit.ucum, None):
            message = f"{measurement.field} is in {unit.ucum}, and is read here in '{measurement.unit}'"
            yield draft.problem("codes", ("measurements", name, "unit"), f"{message}; expected the unit of the field")


def _unknown_concepts(draft: Draft, codes: CodeMap) -> Iterator[Problem]:
    named: list[tuple[Path, str | None]] = []
    for name, measurement in codes.measurements.items():
        named.append((("measurements", name), measurement.focus))
    for name, procedure in codes.procedures.items():
        named.append((("procedures", name), procedure.reason))
    for path, concept in named:
        if concept and concept not in codes.concepts:
            yield draft.problem("codes", path, f"no concept '{concept}'{nearest(concept, codes.concepts)}")


def _unknown_statements(draft: Draft, codes: CodeMap, drug_codes: DrugCodes) -> Iterator[Problem]:
    for file, path, references in _citing(codes, drug_codes):
        for reference in references:
            if reference not in draft.statement_ids:
                hint = nearest(reference, draft.statement_ids)
                yield draft.problem(file, path, f"no statement '{reference}'{hint}")


def _citing(codes: CodeMap, drug_codes: DrugCodes) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """The entries that cite statements, and the statements."""
    for name, vaccine in codes.vaccines.items():
        yield "codes", ("vaccines", name), vaccine.evidence
    for name, allergen in drug_codes.allergens.items():
        yield "drug_codes", ("allergens", name), allergen.evidence


def _uncoded_drugs(draft: Draft, drug_codes: DrugCodes) -> Iterator[Problem]:
    """Drugs of a course and drugs that an allergy speaks of, without a code."""
    named: list[tuple[Path, str]] = []
    for course, drugs in drug_codes.courses.items():
        named += [(("courses", course), drug) for drug in drugs]
    named += [(("allergens", name), name) for name in drug_codes.allergens]
    for path, drug in named:
        if drug not in drug_codes.ingredients:
            hint = nearest(drug, drug_codes.ingredients)
            yield draft.problem("drug_codes", path, f"no code is given for '{drug}'{hint}")
