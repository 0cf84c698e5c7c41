"""Random records as the page may hold them: possible ones, and ones that no child can have."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from support.children import random_child

from crdecide import Patient, Ruleset
from crdecide.guideline.record_paths import filled
from crdecide.language.record_fields import FormField

Json = dict[str, Any]
STRANGE_DRUGS = (
    "Ｖerapamil",
    "  clarithromycin ",
    "ﬂuconazole",
    "Straße",
    "amiodaroné",
    "sotalol 5 mg",
    "St John's  Wort",
)
"""Names as somebody types them: of full width, with blanks, a ligature, an accent, or of no list."""
OUT_OF_BOUNDS = (-1, 0, 1, 2.5, 1001, 60_000, "two", True, None, [], {}, "")
"""Values of which some are impossible in each field."""


def possible_records(ruleset: Ruleset, number: int, seed: int) -> list[Json]:
    """As many random records that `Patient` takes; some have a course, an operation or drugs as people type them."""
    rng, records = random.Random(seed), list[Json]()
    names = [*STRANGE_DRUGS, *ruleset.drugs.drugs, *ruleset.drugs.taken_beside]
    while len(records) < number:
        record = _varied(random_child(rng), names, rng)
        if is_possible(record):
            records.append(record)
    return records


def _varied(child: Json, names: list[str], rng: random.Random) -> Json:
    if rng.random() < 0.4:
        child["medications"] = rng.sample(names, rng.randrange(5))
    child["treatment"]["antiarrhythmic"]["status"] = rng.choice([None, None, "none", "current", "stopped"])
    child["surgery"]["planned"] = child["surgery"]["planned"] or rng.choice([None, True])
    if rng.random() < 0.05:
        child["life_stage"] = "deceased"
    if child["age_days"] and rng.random() < 0.3:
        child["tumours"]["measurements"] = [
            {"on_age_days": day, "largest_mm": rng.choice([4, 8.5]), "location": rng.choice([None, "left_ventricle"])}
            for day in range(min(child["age_days"], 3) + 1)
        ]
    if rng.random() < 0.2:
        child["treatment"]["mtor_inhibitor"]["started_on_age_days"] = rng.choice([0, 20])
    return child


def records_of_any_kind(form: list[FormField], ruleset: Ruleset, number: int, seed: int) -> Iterator[Json]:
    """Random records with one field or two set to something else, so that many are impossible."""
    rng = random.Random(seed)
    for record in possible_records(ruleset, number, seed):
        for field in rng.sample(form, rng.randrange(1, 3)):
            record = filled(record, field.path, _other_value(field, rng))
        if rng.random() < 0.3:
            course = record["treatment"]["mtor_inhibitor"]
            course["started_on_age_days"], course["stopped_on_age_days"] = rng.choice([(3, 1), (1, 3), (None, 2)])
        yield record


def _other_value(field: FormField, rng: random.Random) -> Any:
    if field.values and rng.random() < 0.8:
        value = rng.choice([*field.values])
        return [value] if field.type == "choices" else value
    if field.type == "yes_no" and rng.random() < 0.8:
        return rng.random() < 0.5
    if field.entries and rng.random() < 0.8:
        entry = {part.name: _other_value(part, rng) for part in field.entries if rng.random() < 0.9}
        return [entry, *([dict(entry)] if rng.random() < 0.3 else [])] if field.type == "several" else entry
    return rng.choice(OUT_OF_BOUNDS)


def is_possible(record: Json) -> bool:
    try:
        Patient.model_validate(record)
    except ValidationError:
        return False
    return True
