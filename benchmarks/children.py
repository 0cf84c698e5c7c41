"""Random children of whom none is like another, so that no answer can be a repeated one."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.children import random_child

SINCE_0_1_0 = (
    ("tsc", "features_complete"),
    ("surgery", "performed"),
    ("surgery", "planned"),
    ("treatment", "mtor_inhibitor", "indication"),
    ("tumours", "measurements"),
)
"""The fields of these children that a record could not hold in 0.1.0."""


def fresh(number: int, seed: int) -> list[dict[str, Any]]:
    """Children with ages and sizes from all that are possible, each part of a record known or not at random."""
    rng, seen = random.Random(seed), set[str]()
    children: list[dict[str, Any]] = []
    while len(children) < number:
        child = random_child(rng)
        if child["age_days"] is not None:
            # No younger than a measurement that is on record.
            days = [measured["on_age_days"] for measured in child["tumours"]["measurements"] or ()]
            child["age_days"] = rng.randint(max(days, default=0), 9_000)
        if child["tumours"]["largest_mm"] is not None:
            child["tumours"]["largest_mm"] = round(rng.uniform(0.5, 60), 2)
        text = json.dumps(child)
        if text not in seen:
            seen.add(text)
            children.append(child)
    return children


def without_later_fields(child: dict[str, Any]) -> dict[str, Any]:
    """The same child as a record of 0.1.0."""
    copy: dict[str, Any] = json.loads(json.dumps(child))
    for *parts, name in SINCE_0_1_0:
        section = copy
        for part in parts:
            section = section[part]
        del section[name]
    return copy


def with_measurements(child: dict[str, Any], number: int, seed: int) -> dict[str, Any]:
    """The same child with as many dated measurements, its age known."""
    rng = random.Random(seed)
    days = sorted(rng.sample(range(1_000), number))
    measurements = [{"on_age_days": day, "largest_mm": round(rng.uniform(1, 60), 2)} for day in days]
    tumours = {**child["tumours"], "count": 2, "measurements": measurements}
    return {**child, "life_stage": "postnatal", "age_days": rng.randrange(1_000, 9_000), "tumours": tumours}
