"""What YAML texts say is kept between runs; whatever becomes of the cache, the rules are those of the YAML."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crdecide import load_ruleset
from crdecide.loading.parsed import Parsed

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CRDECIDE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def kept(cache: Path) -> Path:
    [file] = cache.iterdir()
    return file


def test_the_second_loading_reads_no_yaml_and_gives_the_same_rules(cache: Path) -> None:
    code = "import crdecide, sys; print(crdecide.load_ruleset('rules').sha256, 'ruamel.yaml' in sys.modules)"
    runs = [subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True) for _ in range(2)]
    (first, parsed), (second, looked_up) = (run.stdout.split() for run in runs)
    assert first == second
    assert (parsed, looked_up) == ("True", "False")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"x": 1}'])
def test_a_broken_cache_is_written_anew(cache: Path, content: bytes) -> None:
    expected = load_ruleset(ROOT / "rules").sha256
    kept(cache).write_bytes(content)
    assert load_ruleset(ROOT / "rules").sha256 == expected
    assert len(json.loads(kept(cache).read_bytes())) > 100


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(cache: Path) -> None:
    cache.write_text("a file where the folder would be")
    assert load_ruleset(ROOT / "rules").sha256


def test_a_text_that_json_cannot_tell_is_not_kept(cache: Path) -> None:
    parsed = Parsed()
    for text in ("day: 2026-11-23", "1: a number as a name", "plain: text"):
        parsed.data(text, "x.yaml")
    parsed.keep()
    assert list(json.loads(kept(cache).read_bytes()).values()) == [{"plain": "text"}]


def test_an_edit_is_seen(cache: Path) -> None:
    assert Parsed().data("a: 1", "x.yaml") == {"a": 1}
    assert Parsed().data("a: 2", "x.yaml") == {"a": 2}
