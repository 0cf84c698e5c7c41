"""JSON Schemas (draft 2020-12) of what goes in, what comes out, and what a rule file may hold.

Generated from the models; the copies beside this file are what is committed and shipped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from pydantic import BaseModel, TypeAdapter

from crdecide.advisory.model import SCHEMA_VERSION, Advisory
from crdecide.assurance.feed.feed_report import FEED_SCHEMA_VERSION, FeedReport
from crdecide.guideline.patient import Patient
from crdecide.language.cards import CARD_KINDS
from crdecide.language.cited_hosts import EvidenceHosts
from crdecide.language.code_maps import CodeMap, DrugCodes
from crdecide.language.drug_list import DrugList
from crdecide.language.evidence import Source
from crdecide.language.loading import default_ruleset
from crdecide.language.manifest import Caveat, Manifest
from crdecide.language.pinned_codes import PinnedCodes
from crdecide.language.record_fields import RecordFields
from crdecide.language.signoff import Pinned
from crdecide.language.vocabulary import Vocabulary
from crdecide.language.wording.word_lists import WordLists

from ..field_reference import descriptions
from ..rules_json.data_model import RULES_DATA_VERSION, RulesData

SchemaName = Literal["patient", "advisory", "rules", "feed", "rules_data"]
NAMES: tuple[SchemaName, ...] = get_args(SchemaName)
VERSIONS: Mapping[SchemaName, str] = {
    "patient": "1", "advisory": SCHEMA_VERSION, "rules": "1", "feed": FEED_SCHEMA_VERSION,
    "rules_data": RULES_DATA_VERSION,
}  # fmt: skip
"""Raised where a change would break a program that reads or writes the old shape."""

CONDITION: Mapping[str, Any] = {
    "description": "One 'name: value', or one of all, any, not.",
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "properties": {
        "all": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Condition"}},
        "any": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Condition"}},
        "not": {"$ref": "#/$defs/Condition"},
    },
    "additionalProperties": {"$ref": "#/$defs/Comparison"},
}
COMPARISON: Mapping[str, Any] = {
    "description": "A value, one of several values, or bounds; at_most is for ordered values only.",
    "oneOf": [
        {"type": "string"},
        {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}},
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": {
                "at_least": {"type": ["number", "string"]},
                "at_most": {"type": "string"},
                "below": {"type": "number"},
            },
        },
    ],
}


def schema(name: SchemaName) -> dict[str, Any]:
    """The schema of a record, an advisory, any one file of a rule set, the report on a feed, or the rules as data."""
    made = MADE[name]()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:crdecide:{name}:{VERSIONS[name]}"}
    return {**head, **made}


def _of(model: type[BaseModel], mode: Literal["validation", "serialization"]) -> Callable[[], dict[str, Any]]:
    return lambda: model.model_json_schema(mode=mode)


def _patient() -> dict[str, Any]:
    """The model's schema, with what each field means by the rules in the package."""
    made: dict[str, Any] = Patient.model_json_schema(mode="validation")
    for path, text in descriptions(default_ruleset()).items():
        _describe(made, path, text)
    return made


def _describe(schema: dict[str, Any], path: str, text: str) -> None:
    """Put a description at a dotted path, through references, sections that may be null, and lists."""
    node: Any = schema
    *above, last = path.split(".")
    for name in above:
        node = _object(node["properties"][name], schema)
    node["properties"][last]["description"] = text


def _object(node: Any, schema: dict[str, Any]) -> Any:
    """The object that a property is, refers to, or lists."""
    for each in (node, *node.get("anyOf", ())):
        found = each.get("items", each)
        if "$ref" in found:
            return schema["$defs"][found["$ref"].rpartition("/")[2]]
    raise KeyError("properties")


def _rules() -> dict[str, Any]:
    """Any file of a rule set: a card by its kind, a source, or one of the single files."""
    files: list[Any] = [
        *CARD_KINDS.values(),
        Source,
        Manifest,
        Vocabulary,
        RecordFields,
        dict[str, Caveat],
        EvidenceHosts,
        DrugList,
        CodeMap,
        DrugCodes,
        WordLists,
        Pinned,
        PinnedCodes,
    ]
    # Asked for all at once, so that what several files share is defined once, under one name.
    refs, made = TypeAdapter.json_schemas([(n, "validation", TypeAdapter(file)) for n, file in enumerate(files)])
    # Conditions are parsed by `language.conditions`, not by the models, which know nothing of their shape.
    definitions = {**made.get("$defs", {}), "Condition": dict(CONDITION), "Comparison": dict(COMPARISON)}
    return {
        "title": "A file of a rule set",
        "anyOf": [refs[number, "validation"] for number in range(len(files))],
        "$defs": definitions,
    }


MADE: Mapping[SchemaName, Callable[[], dict[str, Any]]] = {
    "patient": _patient,
    "advisory": _of(Advisory, "serialization"),
    "rules": _rules,
    "feed": _of(FeedReport, "serialization"),
    "rules_data": _of(RulesData, "validation"),
}
