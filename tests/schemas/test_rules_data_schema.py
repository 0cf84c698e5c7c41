"""The schema of the rules as data holds for what is published, and refuses what is not so."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator

from crdecide import Ruleset
from crdecide.publish.rules_json.proof import as_text
from crdecide.publish.rules_json.rules_as_data import rules_data
from crdecide.publish.schemas import schema


def test_what_is_published_fits_and_what_is_cut_does_not(ruleset: Ruleset) -> None:
    validator = Draft202012Validator(schema("rules_data"))
    data = json.loads(as_text(rules_data(ruleset)))
    assert list(validator.iter_errors(data)) == []
    few = shortened(data)
    assert validator.is_valid(few)
    for name in data:
        assert not validator.is_valid({key: value for key, value in few.items() if key != name}), name
    assert not validator.is_valid({**few, "other": 1})


def shortened(part: Any) -> Any:
    """The same with the first two entries of each list: to go through all of them once is enough."""
    if isinstance(part, list):
        return [shortened(each) for each in part[:2]]
    return {key: shortened(each) for key, each in part.items()} if isinstance(part, dict) else part
