"""What the page about feeds says is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.feeds import FOLDER

from crdecide.cli import main

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/feed.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"`crdecide feed docs/examples/feeds/(\w+)`:\n\n```text\n(.*?)```", GUIDE, re.DOTALL)


def test_the_page_shows_three_feeds() -> None:
    assert [name for name, _ in BLOCKS] == ["us_core", "european", "registry"]


@pytest.mark.parametrize(("name", "block"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_each_example_prints_what_the_page_shows(name: str, block: str) -> None:
    printed = CliRunner().invoke(main, ["feed", str(FOLDER / name), "--on", "2026-11-26"]).stdout
    place = 0
    for part in filter(None, map(str.strip, block.split("…\n"))):
        assert part in printed[place:]
        place = printed.index(part, place) + len(part)


def test_the_readme_and_the_guide_to_ehrs_lead_here() -> None:
    assert "](docs/feed.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "](feed.md)" in (ROOT / "docs/ehr.md").read_text(encoding="utf-8")
