"""What is kept from child to child: so many parts and no more, none with a child's own figures, each one valid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from support.children import random_children

from crdecide import Advisory, Patient, Ruleset
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
        assert Advisory.model_validate_json(advisory.model_dump_json()) == advisory


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
