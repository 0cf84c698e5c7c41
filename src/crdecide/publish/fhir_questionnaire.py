"""The questions of a rule set as a FHIR R4 Questionnaire, which any renderer of forms can show.

https://hl7.org/fhir/R4/questionnaire.html, https://hl7.org/fhir/uv/sdc/STU3/ (structured data capture). Every question
may stay unanswered, none has an answer to begin with, and each can be answered with "unknown".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crdecide.guideline.units import UNITS
from crdecide.language.code_maps import Code
from crdecide.language.record_fields import FieldType, FormField
from crdecide.language.ruleset import Ruleset
from crdecide.records.fhir.form_codes import ABSENT, FORM, NONE, UNKNOWN, coded, value_system, yes_or_no

Json = dict[str, Any]
PROFILE = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire"
EXTENSIONS = "http://hl7.org/fhir/StructureDefinition"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
UCUM = "http://unitsofmeasure.org"
TYPES: Mapping[FieldType, str] = {
    "yes_no": "choice", "choice": "choice", "choices": "choice", "whole_number": "integer", "number": "decimal",
    "day": "date", "text": "string", "texts": "string", "one": "group", "several": "group",
}  # fmt: skip
REPEATED: tuple[FieldType, ...] = ("choices", "texts", "several")
UNIT_CODES = {unit.in_words: unit.ucum for unit in UNITS}
MOST_SHOWN = 7
"""Options that are shown at once; of more, a list is opened."""
STATUSES = {"draft": "draft", "in_review": "draft", "approved": "active"}


def questionnaire(ruleset: Ruleset) -> Json:
    """The Questionnaire; the same for the same rules."""
    manifest, codes = ruleset.manifest, codes_by_field(ruleset)
    return {
        "resourceType": "Questionnaire",
        "id": "crdecide",
        "meta": {"profile": [PROFILE]},
        "url": FORM,
        "version": manifest.version,
        "name": "CardiacRhabdomyomaRecord",
        "title": "A child with cardiac rhabdomyoma: what is known",
        "status": STATUSES[manifest.status],
        "subjectType": ["Patient"],
        "description": f"{manifest.intended_use} What is not answered is unknown, which is never taken for no.",
        "item": [
            {"linkId": group.id, "text": group.label, "type": "group", "item": [*_items(group.fields, codes)]}
            for group in ruleset.form
        ],
    }


def codes_by_field(ruleset: Ruleset) -> Mapping[str, tuple[Json, ...]]:
    """The codes of what each field asks for, where a code stands for just that: one by which "no" is read as well."""
    found: dict[str, tuple[Json, ...]] = {}
    maps = ruleset.terminology.codes
    uris = {name: system.uris[0] for name, system in maps.systems.items()}
    for concept in maps.concepts.values():
        for field, value in concept.present.items():
            if value is True and concept.absent.get(field) is False and concept.unused is None:
                found[field] = tuple(_coding(code, uris) for code in _first_of_each_system(concept.codes))
    for measured in maps.measurements.values():
        if measured.field and measured.unused is None and measured.focus is None:
            found[measured.field] = tuple(_coding(code, uris) for code in _first_of_each_system(measured.codes))
    return found


def _first_of_each_system(codes: Iterable[Code]) -> Iterator[Code]:
    """Of several codes of a system the first, which is the widest: the others are kinds of it."""
    seen = set[str]()
    for code in codes:
        if code.system not in seen:
            yield code
        seen.add(code.system)


def _coding(code: Code, uris: Mapping[str, str]) -> Json:
    return {"system": uris[code.system], "code": code.code, "display": code.display}


def _items(fields: Iterable[FormField], codes: Mapping[str, tuple[Json, ...]]) -> Iterator[Json]:
    for field in fields:
        yield _item(field, codes)
        if field.none:
            yield {"linkId": f"{field.path}{NONE}", "text": field.none, "type": "boolean", **_enabled(field)}


def _item(field: FormField, codes: Mapping[str, tuple[Json, ...]]) -> Json:
    item: Json = {"linkId": field.path, "text": field.question, "type": TYPES[field.type]}
    if known := codes.get(field.path):
        item["code"] = list(known)
    if field.type in REPEATED:
        item["repeats"] = True
    if "maxLength" in field.bounds:
        item["maxLength"] = field.bounds["maxLength"]
    if extensions := [*_control(field), *_unit(field), *_bounds(field)]:
        item["extension"] = extensions
    if options := [*_options(field)]:
        item["answerOption"] = [{"valueCoding": option} for option in options]
    if field.entries:
        item["item"] = [_item(entry, codes) for entry in field.entries]
    return {**item, **_enabled(field)}


def _options(field: FormField) -> Iterator[Json]:
    if field.type == "yes_no":
        yield from (yes_or_no(True), yes_or_no(False))
    for value in field.values:
        yield coded(field, value)
    if field.type in ("yes_no", "choice") and not field.required:
        yield {"system": ABSENT, "code": UNKNOWN, "display": "Unknown"}


def _control(field: FormField) -> Iterator[Json]:
    options = len([*_options(field)])
    if options:
        control = "check-box" if field.type == "choices" else "radio-button" if options <= MOST_SHOWN else "drop-down"
        concept = {"coding": [{"system": CONTROLS, "code": control}]}
        yield {"url": f"{EXTENSIONS}/questionnaire-itemControl", "valueCodeableConcept": concept}


def _unit(field: FormField) -> Iterator[Json]:
    if code := UNIT_CODES.get(field.unit or ""):
        coding = {"system": UCUM, "code": code, "display": field.unit}
        yield {"url": f"{EXTENSIONS}/questionnaire-unit", "valueCoding": coding}


def _bounds(field: FormField) -> Iterator[Json]:
    kind = "valueInteger" if field.type == "whole_number" else "valueDecimal"
    for bound, name in (("minimum", "minValue"), ("maximum", "maxValue")):
        if bound in field.bounds:
            yield {"url": f"{EXTENSIONS}/{name}", kind: field.bounds[bound]}


def _enabled(field: FormField) -> Json:
    """Where it is asked: at the values at which it makes sense, and as long as the other question is open."""
    conditions: list[Json] = []
    for other, values in field.asked_where.items():
        # FHIR joins conditions by all or by any, so that there is no saying it of two questions at once.
        conditions = [{"question": other, "operator": "exists", "answerBoolean": False}]
        conditions += [{"question": other, "operator": "=", "answerCoding": _answer(other, value)} for value in values]
        unknown = {"system": ABSENT, "code": UNKNOWN}
        conditions.append({"question": other, "operator": "=", "answerCoding": unknown})
    if len(field.asked_where) != 1:
        return {}
    return {"enableWhen": conditions, "enableBehavior": "any"}


def _answer(path: str, value: str) -> Json:
    if value in ("yes", "no"):
        return yes_or_no(value == "yes")
    return {"system": value_system(path), "code": value}
