"""What is kept from child to child: so many parts and no more, none with a child's own figures, each one valid."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError
from support.children import random_children

from crdecide import Advisory, Patient, Ruleset
from crdecide.advisory.answer_parts import FindingOut
from crdecide.advisory.build import AdvisoryBuilder
from crdecide.advisory.one_child import ENGINES

MOST_ENTRIES = 65_536


def kept(thing: object, seen: set[int]) -> Iterator[Any]:
    """Every `lru_cache` that an object of ours holds, through others."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if hasattr(thing, "cache_info"):
        yield thing
    elif isinstance(thing, dict | list | tuple):
        for inner in [*thing.values()] if isinstance(thing, dict) else thing:
            yield from kept(inner, seen)
    elif type(thing).__module__.startswith("crdecide.") and hasattr(thing, "__dict__"):
        yield from kept(vars(thing), seen)


def test_whatever_is_kept_is_bounded(ruleset: Ruleset) -> None:
    builder = AdvisoryBuilder(ruleset, ENGINES["durable_rules"](ruleset))
    memos = [*kept(builder, set())]
    assert len(memos) > 15
    for memo in memos:
        assert memo.cache_info().maxsize is not None
        assert memo.cache_info().maxsize <= MOST_ENTRIES


def test_every_part_that_is_shared_is_valid_by_itself(ruleset: Ruleset) -> None:
    builder = AdvisoryBuilder(ruleset, ENGINES["durable_rules"](ruleset))
    for child in random_children(150, seed=640):
        advisory = builder.advisory(Patient.model_validate(child))
        text = advisory.model_dump_json()
        validated = Advisory.model_validate_json(text)
        assert validated == advisory
        assert validated.model_dump_json() == text
        assert Advisory.model_validate(advisory.model_dump()) == advisory


@pytest.mark.parametrize(
    "values",
    [
        {"id": "a", "value": "no", "rules": ()},
        {"id": "a", "value": "no", "rules": (), "because": (), "text": ""},
        {"id": "a", "value": "no", "because": (), "rules": ()},
    ],
)
def test_a_part_has_a_value_for_each_field_in_their_order_and_no_more(values: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="FindingOut: expected id, value, rules, because, in this order; got id, value"):
        FindingOut.made_of(**values)


def test_a_part_that_was_made_is_like_one_that_was_validated() -> None:
    values: dict[str, Any] = {"id": "a", "value": "no", "rules": ("a",), "because": ("a = no",)}
    made, validated = FindingOut.made_of(**values), FindingOut(**values)
    assert (made, hash(made), repr(made)) == (validated, hash(validated), repr(validated))
    assert made.model_dump_json() == validated.model_dump_json()
    assert made.model_fields_set == validated.model_fields_set
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == made.model_copy() == validated
    with pytest.raises(ValidationError):
        made.value = "yes"  # type: ignore[misc]


def test_what_is_done_to_a_copy_of_a_part_is_done_to_it_alone() -> None:
    values: dict[str, Any] = {"id": "a", "value": "no", "rules": ("a",), "because": ("a = no",)}
    made, other = FindingOut.made_of(**values), FindingOut.made_of(**values)
    for altered in (made.model_copy(update={"value": "yes"}), copy.copy(made), copy.deepcopy(made)):
        altered.model_fields_set.discard("because")
        assert "because" not in altered.model_dump(exclude_unset=True)
    assert made.model_dump(exclude_unset=True) == other.model_dump(exclude_unset=True) == values


def test_no_entry_with_a_figure_is_another_childs(ruleset: Ruleset) -> None:
    """Two children in the same regions share what has no figures, and each has its own where there are any."""
    builder = AdvisoryBuilder(ruleset, ENGINES["durable_rules"](ruleset))
    one, other = (
        builder.advisory(Patient.model_validate({"age_days": days, "life_stage": "postnatal", "tumours": {"count": 2}}))
        for days in (101, 102)
    )
    pairs = [*zip(one.trace, other.trace, strict=True)]
    with_age = [(a.matched["age_days"], b.matched["age_days"]) for a, b in pairs if "age_days" in a.matched]
    assert with_age
    assert set(with_age) == {(101, 102)}
    assert any(a is b for a, b in pairs)
