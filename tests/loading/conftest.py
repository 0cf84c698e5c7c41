"""A copy of the rules for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.broken_rules import RULES


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULES, tmp_path / "rules"))
