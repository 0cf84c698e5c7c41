"""The folder of the review site: the same bytes from the same rules, small, and with nothing that leaves it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from crdecide import Ruleset, load_ruleset
from crdecide.publish.rules_json.proof import prove
from crdecide.publish.rules_json.rules_as_data import rules_data
from crdecide.publish.site.data_of_page import page_data
from crdecide.publish.site.site_pages import site_files

ROOT = Path(__file__).parents[2]
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def made(ruleset: Ruleset) -> Mapping[str, str]:
    return site_files(ruleset)


def test_the_same_rules_give_the_same_bytes(made: Mapping[str, str]) -> None:
    assert site_files(load_ruleset(ROOT / "rules")) == made


def test_the_start_page_is_small_and_whole(made: Mapping[str, str]) -> None:
    page = made["index.html"]
    assert len(page.encode()) < MOST_BYTES
    # All that it needs stands in it: from a disk a browser loads no other file for a script.
    assert re.findall(r"<(?:link|script|img|iframe)[^>]*\b(?:src|href)=\"(?!data:,)", page) == []
    assert re.findall(r"@import|url\(|\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|\bimport\b", page) == []
    assert set(re.findall(r'href="([^"]*)"', page)) == {"data:,", "#questions", "#answer", "rules.json"}


def test_it_holds_the_rules_that_are_proved(made: Mapping[str, str], ruleset: Ruleset) -> None:
    packed = re.search(r'<script type="text/plain" id="rules">([^<]*)</script>', made["index.html"])
    assert packed is not None
    known = json.loads(zlib.decompress(base64.b64decode(packed[1])))
    assert known == json.loads(json.dumps(page_data(rules_data(ruleset))))
    assert prove(made["rules.json"], ruleset) > 1_000
    table = json.loads(made["rules.json"])["diagrams"]["table"]
    assert (known["leaves"], known["branches"]) == (table["leaves"], table["branches"])


def test_no_other_script_or_style_is_let_in(made: Mapping[str, str]) -> None:
    page = made["index.html"]
    for name in ("script", "style"):
        texts = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        assert len(texts) == 1
        digest = base64.b64encode(hashlib.sha256(texts[0].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in page


def test_it_says_what_it_is(made: Mapping[str, str], ruleset: Ruleset) -> None:
    head = made["index.html"].partition("<main>")[0]
    assert "A try-out of draft rules" in head
    assert ruleset.manifest.short_disclaimer in head
    assert "nothing is sent" in head


def test_the_command_writes_the_folder(made: Mapping[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "crdecide", "publish", "site", tmp_path / "site"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    written = {
        str(path.relative_to(tmp_path / "site")): path.read_text(encoding="utf-8")
        for path in (tmp_path / "site").rglob("*.*")
    }
    assert written == made
    assert "index.html" in run.stdout
