"""The schema of the rules as data holds for what is published, and refuses what is not so."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from crdecide import Ruleset
from crdecide.publish.rules_json.proof import as_text
from crdecide.publish.rules_json.rules_as_data import rules_data
from crdecide.publish.schemas import schema


def test_what_is_published_fits_and_what_is_cut_does_not(ruleset: Ruleset) -> None:
    validator = Draft202012Validator(schema("rules_data"))
    data = json.loads(as_text(rules_data(ruleset)))
    assert list(validator.iter_errors(data)) == []
    # To go through what its parts hold once is enough.
    of_parts = validator.evolve(schema={**schema("rules_data"), "properties": dict.fromkeys(data, True)})
    assert of_parts.is_valid(data)
    for name in data:
        assert not of_parts.is_valid({key: value for key, value in data.items() if key != name}), name
    assert not of_parts.is_valid({**data, "other": 1})
