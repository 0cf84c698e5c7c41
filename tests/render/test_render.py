"""The renderings, held to committed copies. To accept a change: ``make golden``, then read the diff."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from crdecide import Advisory, advise
from crdecide.render.text import to_text

GOLDEN = Path(__file__).parent / "golden"
PUBLISHED = Path(__file__).parents[2] / "docs/examples/sugalska2021_table1_row1.json"
CHILDREN = {
    "published_newborn": json.loads(
        (Path(__file__).parents[2] / "docs/examples/sugalska2021_table1_row1.json").read_text()
    ),
    "nothing_recorded": {},
    "fetus": {"life_stage": "prenatal"},
    "refractory_arrhythmia": {
        "age_days": 20,
        "tsc": {"pathogenic_variant": True},
        "tumours": {"count": 3},
        "symptoms": {"arrhythmia": True},
        "surgery": {"risk": "inoperable"},
        "treatment": {"antiarrhythmic": {"response": "refractory"}},
    },
}
RENDERINGS: dict[str, Callable[[Advisory], str]] = {"txt": to_text, "md": Advisory.to_markdown}


@pytest.mark.parametrize("child", CHILDREN)
@pytest.mark.parametrize("ending", RENDERINGS)
def test_the_rendering_is_the_committed_one(child: str, ending: str) -> None:
    path = GOLDEN / f"{child}.{ending}"
    rendered = re.sub(r"sha256 \w+…", "sha256 …", RENDERINGS[ending](advise(CHILDREN[child])))
    if os.environ.get("CRDECIDE_ACCEPT"):
        path.write_text(rendered, encoding="utf-8")
    assert rendered == path.read_text(encoding="utf-8")


def test_markdown_holds_no_html_and_text_no_escape_codes() -> None:
    for child in CHILDREN.values():
        assert "<" not in advise(child).to_markdown()
        assert "\x1b" not in to_text(advise(child))
