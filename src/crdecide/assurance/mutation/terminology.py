"""Rule sets with one small change each in what codes and drug names mean, in a list, or in the label of a stance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from crdecide.evaluation.symbolic.representatives import domain
from crdecide.guideline.record_paths import filled
from crdecide.language.cards.card import shortened
from crdecide.language.code_maps import Code, Coded, CodeMap, Concept, DrugCodes, Measurement, System
from crdecide.language.drug_list import Drug, DrugList
from crdecide.language.readings import AnyGiven, CountOf, InputReading, ListedIn
from crdecide.language.ruleset import Ruleset
from crdecide.language.vocabulary import Input

from ..properties.counterexample import Record

SECTIONS = ("concepts", "measurements", "procedures", "answers", "vaccines", "genes")


class Change(NamedTuple):
    """One changed part: where it stands, what was changed, the rule set with it, and a record that speaks of it."""

    place: str
    change: str
    ruleset: Ruleset
    witness: Record | None = None


def terminology_changes(ruleset: Ruleset) -> Iterator[Change]:
    """Every change of the code maps and the drug list."""
    codes, drug_codes = ruleset.terminology.codes, ruleset.terminology.drug_codes
    for section in SECTIONS:
        for name, entry in getattr(codes, section).items():
            for change, changed in _of_entry(entry, getattr(codes, section)):
                yield Change(f"codes: {name}", change, _with_codes(ruleset, codes, section, name, changed))
    for name, system in codes.systems.items():
        for change, renamed in _of_system(system):
            yield Change(f"codes: {name}", change, _with_codes(ruleset, codes, "systems", name, renamed))
    for name, listed in drug_codes.ingredients.items():
        for change, others in _of_codes(listed, _neighbour(name, drug_codes.ingredients)):
            yield Change(f"drug codes: {name}", change, _with_drug_codes(ruleset, "ingredients", name, others))
    yield from _of_treatment(ruleset, drug_codes)
    yield from _of_drugs(ruleset)


def word_changes(ruleset: Ruleset) -> Iterator[Change]:
    """Every change of a list that an input looks for, and each label of a stance for the next."""
    for name, entry in ruleset.vocabulary.inputs.items():
        for change, reads, witness in _of_reading(entry, ruleset):
            inputs = {**ruleset.vocabulary.inputs, name: entry.model_copy(update={"reads": reads})}
            yield Change(f"vocabulary: {name}", change, _with_vocabulary(ruleset, inputs=inputs), witness)
    stances = ruleset.vocabulary.stances
    for name in stances:
        label = _neighbour(name, stances)
        changed = {**stances, name: label}
        yield Change(f"vocabulary: {name}", f"label '{label}'", _with_vocabulary(ruleset, stances=changed))


def _of_entry(entry: Coded, section: Mapping[str, Coded]) -> Iterator[tuple[str, Coded]]:
    coded = [other for other in section.values() if other.codes]
    stranger = next((other for other in reversed(coded) if other is not entry), entry)
    for change, codes in _of_codes(entry.codes, stranger.codes):
        yield change, entry.model_copy(update={"codes": codes})
    if isinstance(entry, Concept) and entry.unused is None:
        yield "absent says what present says", entry.model_copy(update={"absent": entry.present})
        yield "present says what absent says", entry.model_copy(update={"present": entry.absent})
        yield "present for absent", entry.model_copy(update={"present": entry.absent, "absent": entry.present})
        if entry.absent:
            yield "absent says nothing", entry.model_copy(update={"absent": {}})
    if isinstance(entry, Measurement) and entry.unit is not None:
        yield f"unit 10*{entry.unit}", entry.model_copy(update={"unit": f"10*{entry.unit}"})
    for field in ("performed", "due", "pathogenic", "also"):
        for path, value in getattr(entry, field, {}).items():
            yield f"{field} without {path}", entry.model_copy(update={field: _other_fields(entry, field, path, value)})
    if hasattr(entry, "there"):
        yield "there for not there", entry.model_copy(update={"there": not entry.there})


def _other_fields(entry: Coded, field: str, path: str, value: Any) -> dict[str, Any]:
    """The fields with one turned round where it is yes or no, and left out where it is not."""
    fields = dict(getattr(entry, field))
    if isinstance(value, bool):
        fields[path] = not value
    else:
        del fields[path]
    return fields


def _of_codes(codes: Sequence[Code], strange: Sequence[Code]) -> Iterator[tuple[str, tuple[Code, ...]]]:
    """Each code left out, mistyped, with the display of another, and one of another entry put in."""
    for place, code in enumerate(codes):
        before, after = tuple(codes[:place]), tuple(codes[place + 1 :])
        named = f"{code.system} {code.code}"
        yield f"without {named}", (*before, *after)
        mistyped = code.model_copy(update={"code": f"{code.code[:-1]}{'1' if code.code[-1] == '0' else '0'}"})
        yield f"{named} mistyped", (*before, mistyped, *after)
        renamed = code.model_copy(update={"display": f"no {code.display}"})
        yield f"{named} with another display", (*before, renamed, *after)
    yield f"with {strange[0].system} {strange[0].code}", (*codes, strange[0])


def _of_system(system: System) -> Iterator[tuple[str, System]]:
    for field in ("uris", "prefixes"):
        for change, names in shortened(getattr(system, field)):
            yield change, system.model_copy(update={field: names})
    for group, of in system.groups.items():
        for field in ("begins", "words"):
            for change, names in shortened(getattr(of, field)):
                groups = {**system.groups, group: of.model_copy(update={field: names})}
                yield f"{group}: {change}", system.model_copy(update={"groups": groups})


def _of_treatment(ruleset: Ruleset, drug_codes: DrugCodes) -> Iterator[Change]:
    for course, drugs in drug_codes.courses.items():
        for change, names in shortened(drugs):
            yield Change(f"drug codes: {course}", change, _with_drug_codes(ruleset, "courses", course, names))
    for drug, allergen in drug_codes.allergens.items():
        turned = allergen.model_copy(update={"present": allergen.absent, "absent": allergen.present})
        changed = _with_drug_codes(ruleset, "allergens", drug, turned)
        yield Change(f"drug codes: {drug}", "allergy present for absent", changed)


def _of_drugs(ruleset: Ruleset) -> Iterator[Change]:
    drugs = ruleset.drugs.drugs
    for name, drug in drugs.items():
        without = {other: entry for other, entry in drugs.items() if other != name}
        yield Change(f"drugs: {name}", "left out", _with_drugs(ruleset, without), {"medications": [name]})
        for change, changed in _of_drug(drug, ruleset.drugs):
            altered = _with_drugs(ruleset, {**drugs, name: changed})
            # An alias that was left out is told by that alias, a class by any name.
            lost = [alias for alias in drug.also if alias not in changed.also]
            yield Change(f"drugs: {name}", change, altered, {"medications": lost or [name]})


def _of_drug(drug: Drug, drugs: DrugList) -> Iterator[tuple[str, Drug]]:
    for change, names in shortened(drug.also):
        yield f"alias: {change}", drug.model_copy(update={"also": names})
    if drug.classes:
        for change, classes in _of_classes(drug.classes, drugs.classes()):
            yield f"class: {change}", drug.model_copy(update={"classes": classes})
    for other, checked in drug.beside.items():
        rest = {name: entry for name, entry in drug.beside.items() if name != other}
        yield f"not beside {other}", drug.model_copy(update={"beside": rest})
        for change, classes in _of_classes(checked.classes, drugs.classes([other])):
            moved = {**drug.beside, other: checked.model_copy(update={"classes": classes})}
            yield f"class beside {other}: {change}", drug.model_copy(update={"beside": moved})


def _of_classes(classes: tuple[str, ...], every: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The classes with each left out, where another stays, and each other class in their place."""
    if len(classes) > 1:
        yield from shortened(classes)
    for of_class in sorted(every - set(classes)):
        yield of_class, (of_class,)


def _of_reading(entry: Input, ruleset: Ruleset) -> Iterator[tuple[str, Any, Record]]:
    """Each member of a list left out; a list of one is refused as empty, so that there is nothing to see."""
    reads = entry.reads
    if isinstance(reads, ListedIn) and len(reads.items) > 1:
        for item in reads.items:
            others = tuple(other for other in reads.items if other != item)
            yield f"items without {item}", _copy(reads, items=others), filled({}, reads.listed_in, [item])
    if isinstance(reads, CountOf) and reads.as_one:
        yield "as_one left out", _copy(reads, as_one=()), filled({}, reads.count, list(reads.as_one[0]))
    if isinstance(reads, AnyGiven) and len(reads.given) > 1:
        for path in reads.given:
            rest = tuple(other for other in reads.given if other != path)
            yield f"given without {path}", _copy(reads, given=rest), filled({}, path, domain(ruleset)[path][0])


def _copy(reads: InputReading, **update: object) -> InputReading:
    return reads.model_copy(update=update)


def _neighbour(name: str, entries: Mapping[Any, Any]) -> Any:
    """The entry after this one; after the last, the first."""
    names = list(entries)
    return entries[names[(names.index(name) + 1) % len(names)]]


def _with_codes(ruleset: Ruleset, codes: CodeMap, section: str, name: str, changed: object) -> Ruleset:
    altered = codes.model_copy(update={section: {**getattr(codes, section), name: changed}})
    return ruleset.reading_by(replace(ruleset.terminology, codes=altered))


def _with_drug_codes(ruleset: Ruleset, section: str, name: str, changed: object) -> Ruleset:
    drug_codes = ruleset.terminology.drug_codes
    altered = drug_codes.model_copy(update={section: {**getattr(drug_codes, section), name: changed}})
    return ruleset.reading_by(replace(ruleset.terminology, drug_codes=altered))


def _with_drugs(ruleset: Ruleset, drugs: Mapping[str, Drug]) -> Ruleset:
    # A list of its own: the one that it is copied from has already worked out what each name means.
    kept = ruleset.drugs
    fresh = DrugList.model_construct(taken_beside=kept.taken_beside, groups=kept.groups, drugs=dict(drugs))
    return replace(ruleset, drugs=fresh)


def _with_vocabulary(ruleset: Ruleset, **update: object) -> Ruleset:
    return replace(ruleset, vocabulary=ruleset.vocabulary.model_copy(update=update))
