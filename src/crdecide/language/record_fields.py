"""`record_fields.yaml`: how each field of the record is asked, and the form that follows from it and the vocabulary.

A field that nobody answered is unknown: no field of a form has a value to begin with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field as Constraint

from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import fields
from crdecide.guideline.spelling import spoken

from .evidence import Form, Identifier, Text
from .readings import RecordPath
from .vocabulary import Input, Values, Vocabulary

FieldType = Literal["yes_no", "choice", "choices", "whole_number", "number", "day", "text", "texts", "one", "several"]
"""What an answer is: a yes or no, one of the values, several of them, a number, a day, one text or several; `one` and
`several` are made of entries of their own, such as a dose of a number and a unit."""


class FieldText(Form):
    """How one field is asked. What is left out is taken from the vocabulary, values in words from their names.

    `says_none` says of a list that it is empty, which is not the same as leaving it unanswered.
    """

    label: Text | None = None
    question: Text | None = None
    unit: Text | None = None
    in_words: dict[str, Text] = Constraint(default_factory=dict)
    asked_where: dict[RecordPath, Values] = Constraint(default_factory=dict)
    says_none: Text | None = None
    not_asked: Text | None = None


class FieldGroup(Form):
    """Fields that a clinician thinks of together, in the order in which they are asked."""

    label: Text
    fields: Annotated[dict[RecordPath, FieldText], Constraint(min_length=1)]


class RecordFields(Form):
    """`record_fields.yaml`."""

    groups: Annotated[dict[Identifier, FieldGroup], Constraint(min_length=1)]

    def texts(self) -> Mapping[str, FieldText]:
        """What is said of each field, by its path."""
        said: dict[str, FieldText] = {}
        for group in self.groups.values():
            said.update(group.fields)
        return said


@dataclass(frozen=True)
class FormField:
    """One field as it is asked.

    `asked_where` has by another field's path the values at which this one makes sense; where that other field is not
    known it makes sense too. Of `bounds`, JSON Schema's `minimum`, `exclusiveMinimum`, `maximum` and `maxLength`.
    """

    path: str
    type: FieldType
    label: str
    question: str
    unit: str | None
    values: Mapping[str, str]
    bounds: Mapping[str, float]
    required: bool
    none: str | None
    asked_where: Mapping[str, tuple[str, ...]]
    entries: "tuple[FormField, ...]" = ()

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True)
class FormGroup:
    """A part of the form."""

    id: str
    label: str
    fields: tuple[FormField, ...]


def form_of(record_fields: RecordFields, vocabulary: Vocabulary) -> tuple[FormGroup, ...]:
    """The form: every field that is asked, group by group."""
    form = _FormMaker(record_fields.texts(), vocabulary)
    groups = []
    for name, group in record_fields.groups.items():
        asked = [path for path, text in group.fields.items() if path in FIELDS and text.not_asked is None]
        groups.append(FormGroup(name, group.label, tuple(map(form.field, asked))))
    return tuple(groups)


def every_field(record_fields: RecordFields, vocabulary: Vocabulary) -> Iterator[tuple[str, FormField]]:
    """Every field of the record, also those that nobody is asked for, with the label of its group."""
    form = _FormMaker(record_fields.texts(), vocabulary)
    for group in record_fields.groups.values():
        for path in group.fields:
            if path in FIELDS:
                yield group.label, form.field(path)


def asked_as(record_fields: RecordFields, vocabulary: Vocabulary) -> Mapping[str, tuple[str, str]]:
    """The label and the question of every field of the record, also of those that nobody is asked for."""
    form = _FormMaker(record_fields.texts(), vocabulary)
    return {path: (form.label(path), form.question(path)) for path in form.texts if path in FIELDS}


FIELDS = frozenset(fields())


def inputs_asking(path: str, vocabulary: Vocabulary) -> list[Input]:
    """The inputs whose question asks for a field; of a part of an entry, those that read it."""
    inputs = vocabulary.inputs.values()
    return [entry for entry in inputs if path == entry.path or (path not in FIELDS and path in entry.paths)]


def field_paths() -> tuple[str, ...]:
    """Every path that has to be worded: the fields of the record, and the entries of those that have any."""
    paths: list[str] = []
    for path in fields():
        paths += [path, *(f"{path}.{name}" for name in _entry_names(path))]
    return tuple(paths)


def values_at(path: str) -> tuple[str, ...]:
    """The values of the closed choice at a path; none for anything else."""
    schema = schema_at(path)
    return tuple(schema.get("enum") or schema.get("items", {}).get("enum") or ())


def schema_at(path: str) -> Mapping[str, Any]:
    """The JSON Schema of what a known field holds, with the fields of an entry in place."""
    schema: Mapping[str, Any] = _patient_schema()
    for name in path.split("."):
        schema = _known(_entry(schema)["properties"][name])
    return schema


@cache
def _patient_schema() -> Mapping[str, Any]:
    # Made where it is asked for: to advise on one child nobody does.
    return Patient.model_json_schema()


def _known(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema without null, and what it refers to in its place."""
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    reference = options[0].get("$ref")
    return _patient_schema()["$defs"][reference.rpartition("/")[2]] if reference else options[0]  # type: ignore[no-any-return]


def _entry(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of an entry of a list, or of the object itself."""
    return _known(schema["items"]) if schema.get("type") == "array" else schema


def _entry_names(path: str) -> tuple[str, ...]:
    return tuple(_entry(schema_at(path)).get("properties", ()))


TYPES: Mapping[tuple[str, str], FieldType] = {
    ("boolean", ""): "yes_no", ("integer", ""): "whole_number", ("number", ""): "number", ("string", "date"): "day",
    ("string", ""): "text", ("object", ""): "one",
}  # fmt: skip
BOUNDS = ("minimum", "exclusiveMinimum", "maximum", "maxLength")


def _type(path: str) -> FieldType:
    schema = schema_at(path)
    if schema.get("type") == "array":
        items = _entry(schema)
        return "several" if "properties" in items else "choices" if "enum" in items else "texts"
    return "choice" if "enum" in schema else TYPES[schema["type"], schema.get("format", "")]


class _FormMaker(NamedTuple):
    texts: Mapping[str, FieldText]
    vocabulary: Vocabulary

    def field(self, path: str) -> FormField:
        """The field at a path, with its entries."""
        text, label = self.texts[path], self.label(path)
        parent = path.rpartition(".")[0]
        measured = _type(path) in ("whole_number", "number")
        units = [entry.unit for entry in inputs_asking(path, self.vocabulary) if entry.unit and measured]
        unit = text.unit or next(iter(units), None)
        return FormField(
            path=path,
            type=_type(path),
            label=label,
            question=self.question(path),
            unit=unit if unit != label else None,
            values={value: text.in_words.get(value, spoken(value)) for value in values_at(path)},
            bounds={bound: value for bound, value in schema_at(path).items() if bound in BOUNDS},
            none=text.says_none,
            required=path not in FIELDS and path.rpartition(".")[2] in _entry(schema_at(parent)).get("required", ()),
            asked_where=text.asked_where or dict(self._asked_where(path)),
            entries=tuple(self.field(f"{path}.{name}") for name in _entry_names(path)),
        )

    def label(self, path: str) -> str:
        """What a field is called: as the first input that asks for it, unless it is said otherwise."""
        return self.texts[path].label or inputs_asking(path, self.vocabulary)[0].label

    def question(self, path: str) -> str:
        """How a field is asked for: as by the first input that does, unless it is said otherwise."""
        return self.texts[path].question or inputs_asking(path, self.vocabulary)[0].question

    def _asked_where(self, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The values of other fields at which an input that asks for this one is not pointless."""
        inputs = self.vocabulary.inputs
        asking = [entry for entry in inputs.values() if entry.path == path]
        # Where one input would always be asked, so is the field.
        if not asking or not all(entry.pointless_where for entry in asking):
            return
        for name, pointless in asking[0].pointless_where.items():
            field = inputs[name].field(name)
            yield inputs[name].path, tuple(value for value in field.values or () if value not in pointless)
