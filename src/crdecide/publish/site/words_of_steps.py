"""The words in which a record is told in a scenario, as templates: from the very table that tells one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crdecide.assurance.scenarios.scenario_text import SCOPES
from crdecide.assurance.scenarios.steps import THEN_OPTIONS, THEN_STANCES, WHEN
from crdecide.assurance.scenarios.steps.from_record import TELL
from crdecide.language.record_fields import FormField, FormGroup

Json = dict[str, Any]
SLOT, AMOUNT = "{}", 12345
"""What stands for a value, and a number that stands for one where only a number will do."""


def step_texts(form: Iterable[FormGroup]) -> Json:
    """For each field that is asked how it is told, in the order in which the steps have to stand."""
    fields = {field.path: field for group in form for field in group.fields}
    return {path: _template(fields[path]) for path in TELL if path in fields}


def then_texts() -> Json:
    """How the claims of a scenario are told."""
    return {"when": WHEN, "scopes": SCOPES, "options": dict(THEN_OPTIONS), "stances": dict(THEN_STANCES)}


def _template(field: FormField) -> Json:
    match field.type:
        case "yes_no":
            return {"values": {"true": _line(field, True), "false": _line(field, False)}}
        case "choice":
            return {"values": {value: _line(field, value) for value in field.values}}
        case "one":
            return {"whole": _line(field, {"value": AMOUNT, "unit": "{unit}"}).replace(str(AMOUNT), "{value}")}
        case "several":
            return _of_entries(field)
        case "choices" | "texts":
            several = [*TELL[field.path]([SLOT, SLOT])]
            one = _line(field, [SLOT])
            # The names of a closed list are known to be words.
            return {"text": one, "each": len(several) > 1, "items": field.type == "choices", "none": _none(field)}
    return {"text": _line(field, SLOT)}


def _of_entries(field: FormField) -> Json:
    """An entry is told in one of two ways: with the one part that it may lack, or without."""
    names = {part.name: f"{{{part.name}}}" for part in field.entries}
    optional = next(part.name for part in field.entries if not part.required)
    without = {name: slot for name, slot in names.items() if name != optional}
    texts = {"entry": _line(field, [names]), "without": _line(field, [without])}
    return {**texts, "optional": optional, "none": _none(field)}


def _none(field: FormField) -> list[str]:
    return [*TELL[field.path]([])]


def _line(field: FormField, value: Any) -> str:
    [line] = TELL[field.path](value)
    return line
