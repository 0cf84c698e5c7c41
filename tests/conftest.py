"""What all kinds of tests share: the rule set of this project."""

from __future__ import annotations

from pathlib import Path

import pytest

from crdecide import Ruleset, load_ruleset

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    return load_ruleset(ROOT / "rules")


@pytest.fixture(scope="session")
def published_child() -> bytes:
    return (ROOT / "docs/examples/sugalska2021_table1_row1.json").read_bytes()
