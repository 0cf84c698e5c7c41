"""What each field of the record means, from the rules: for the JSON Schema, and as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crdecide.language.record_fields import FormField, every_field, inputs_asking
from crdecide.language.ruleset import Ruleset

UNKNOWN_IS_NOT_NO = "Absent or null: not known, which is never taken for no."
HEAD = """# The fields of a record

Written from `rules/record_fields.yaml` and the vocabulary by `make golden`: how each field is asked, and what it means
where nothing is known. A field that is absent or `null` is not known, which is never taken for *no*.
"""
TABLE = ("| field | what is asked | what it holds | where it is not known |", "| --- | --- | --- | --- |")
KINDS = {
    "yes_no": "`true`, `false`", "whole_number": "a whole number", "number": "a number", "day": "a date, YYYY-MM-DD",
    "text": "a text", "texts": "a list of texts", "one": "an object", "several": "a list of objects",
}  # fmt: skip


@dataclass(frozen=True)
class FieldMeaning:
    """A field, its group, and what its absence means: in the words of the vocabulary, where it has any."""

    group: str
    field: FormField
    unknown: str


def meanings(ruleset: Ruleset) -> Iterator[FieldMeaning]:
    """Every field of the record with its entries, group by group."""
    for group, field in every_field(ruleset.record_fields, ruleset.vocabulary):
        for part in (field, *field.entries):
            asking = inputs_asking(part.path, ruleset.vocabulary)
            yield FieldMeaning(group, part, asking[0].unknown if asking else "")


def descriptions(ruleset: Ruleset) -> Mapping[str, str]:
    """What a schema says of each field, by its path."""
    return {meaning.field.path: _description(meaning) for meaning in meanings(ruleset)}


def _description(meaning: FieldMeaning) -> str:
    field = meaning.field
    unit = f" In {field.unit}." if field.unit and field.unit not in field.question else ""
    return f"{field.question}{unit} {meaning.unknown or UNKNOWN_IS_NOT_NO}"


def field_page(ruleset: Ruleset) -> str:
    """The page, as Markdown."""
    lines, group = [HEAD], ""
    for meaning in meanings(ruleset):
        if meaning.group != group:
            lines += [*([""] if group else []), f"## {meaning.group}", "", *TABLE]
            group = meaning.group
        lines.append(_row(meaning))
    return "\n".join([*lines, ""])


def _row(meaning: FieldMeaning) -> str:
    field = meaning.field
    return f"| `{field.path}` | {field.question} | {_holds(field)} | {meaning.unknown} |"


def _holds(field: FormField) -> str:
    """What may stand there, with its unit."""
    if field.values:
        one = ", ".join(f"`{value}`" for value in field.values)
        return f"a list of {one}" if field.type == "choices" else one
    return f"{KINDS[field.type]}{f' of {field.unit}' if field.unit else ''}"
