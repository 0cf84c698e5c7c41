"""What YAML texts say is kept between runs; whatever becomes of the cache, the rules are those of the YAML."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crdecide import load_ruleset
from crdecide.language.loading.parse_cache import MOST_TEXTS, Parsed
from crdecide.version import __version__

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


def test_what_is_not_yaml_is_said_with_its_file_and_line(cache: Path) -> None:
    assert str(Parsed().data("a: 1\na: 2", "rules/x.yaml")).startswith(
        'rules/x.yaml:2: not YAML: found duplicate key "a"'
    )


def test_older_texts_make_room_for_newer_ones(cache: Path) -> None:
    parsed = Parsed()
    parsed.data("a: first", "x.yaml")
    parsed.keep()
    [first] = json.loads(kept(cache).read_bytes())
    kept(cache).write_text(json.dumps({first: {"a": "first"}, **{str(n): n for n in range(MOST_TEXTS - 1)}}))
    parsed = Parsed()
    parsed.data("a: last", "x.yaml")
    parsed.keep()
    texts = json.loads(kept(cache).read_bytes())
    assert len(texts) == MOST_TEXTS
    assert first not in texts
    assert list(texts.values())[-1] == {"a": "last"}


def test_nothing_is_written_where_nothing_is_new(cache: Path) -> None:
    Parsed().keep()
    assert not cache.exists()


def test_without_a_folder_of_its_own_the_cache_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRDECIDE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "of" / "user"))
    parsed = Parsed()
    parsed.data("a: über", "x.yaml")
    parsed.keep()
    file = tmp_path / "of" / "user" / "crdecide" / f"parsed-{__version__}.json"
    assert list(json.loads(file.read_bytes()).values()) == [{"a": "über"}]
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in file.parent.iterdir()] == [file.name]
