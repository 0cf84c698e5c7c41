"""The JSON Schemas: the committed copies are those of the models, and say what the models accept."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from ruamel.yaml import YAML
from support.children import random_children
from support.command import in_process_text
from support.reports import CHILDREN

from crdecide import Patient, Ruleset, advise
from crdecide.guideline.record_paths import fields
from crdecide.publish.field_reference import field_page, meanings
from crdecide.publish.schemas import NAMES, SchemaName, schema

RULES = Path(__file__).parents[2] / "rules"


def validator(name: SchemaName) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema(name))
    return Draft202012Validator(schema(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_copy_is_that_of_the_models(name: SchemaName) -> None:
    """A change of contract is seen here; ``make golden`` accepts it."""
    copy = Path(str(files("crdecide.publish.schemas") / f"{name}.json"))
    text = json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("CRDECIDE_ACCEPT"):
        copy.write_text(text, encoding="utf-8")
    assert copy.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_it(name: str) -> None:
    assert (
        json.loads(in_process_text("schema", name).stdout)["$id"]
        == f"urn:crdecide:{name}:{'2' if name == 'advisory' else '1'}"
    )


def properties(schema: Any) -> list[tuple[str, Any]]:
    own = [*schema.get("properties", {}).items()]
    return own + [each for part in schema.get("$defs", {}).values() for each in properties(part)]


def test_every_field_of_a_record_says_what_it_means() -> None:
    for name in ("patient", "advisory"):
        assert [field for field, property_ in properties(schema(name)) if not property_.get("description")] == []


def test_the_code_says_of_every_field_what_it_holds_in_the_unit_of_the_rules(ruleset: Ruleset) -> None:
    """The one text for an editor and a client of the model, the other for whoever fills it in; both say the unit."""
    schema = Patient.model_json_schema()
    said = {name: property_.get("description", "") for name, property_ in properties(schema)}
    assert "" not in said.values()
    for meaning in meanings(ruleset):
        name, unit = meaning.field.path.rpartition(".")[2], meaning.field.unit
        if unit in ("mm", "days", "ng/mL"):
            assert unit in said[name], name


def test_the_page_of_the_fields_is_that_of_the_rules(ruleset: Ruleset) -> None:
    page, text = RULES.parent / "docs/record.md", field_page(ruleset)
    if os.environ.get("CRDECIDE_ACCEPT"):
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text
    assert all(f"| `{path}` |" in text for path in fields())


def test_valid_records_and_their_advisories_fit() -> None:
    patient, advisory = validator("patient"), validator("advisory")
    for child in [
        *CHILDREN.values(),
        {"tsc": None, "treatment": {"mtor_inhibitor": None}},
        *random_children(60, seed=4),
    ]:
        assert list(patient.iter_errors(child)) == []
        assert list(advisory.iter_errors(json.loads(advise(child, engine="reference").model_dump_json()))) == []


@pytest.mark.parametrize(
    "record",
    [
        {"tumors": {"count": 4}},
        {"age_days": -1},
        {"age_days": "4"},
        {"tsc": {"status": "probable"}},
        {"tumours": {"largest_mm": 0}},
        {"symptoms": {"cyanosis": "yes"}},
        {"adverse_events": [{"grade": 1}]},
    ],
)
def test_what_the_model_refuses_the_schema_refuses(record: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Patient.model_validate(record)
    assert not validator("patient").is_valid(record)


def test_every_rule_file_fits() -> None:
    rules, yaml = validator("rules"), YAML(typ="safe", pure=True)
    checked = 0
    for path in RULES.rglob("*.yaml"):
        rules.validate(yaml.load(path))
        checked += 1
    assert checked > 150


@pytest.mark.parametrize(
    ("key", "value"),
    [("kind", "guess"), ("applies_when", {"a": "yes", "b": "no"}), ("status", "final"), ("stance", "usual_course")],
)
def test_a_broken_card_does_not_fit(key: str, value: object) -> None:
    card = YAML(typ="safe", pure=True).load(RULES / "options/surgery_inoperable.yaml")
    assert not validator("rules").is_valid({**card, key: value})
