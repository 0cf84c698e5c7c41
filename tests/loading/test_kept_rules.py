"""What was read and checked is kept between runs; whatever becomes of it, the rules are those of the YAML."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.broken_rules import RULES, edit, faults

import crdecide
from crdecide import Ruleset, load_ruleset
from crdecide.language import loading
from crdecide.language.loading import kept_rules
from crdecide.language.loading.kept_entries import MOST_KEPT, ROOMS, code_sha256
from crdecide.language.loading.kept_rules import PINNED, keep, kept, pinned_in
from crdecide.language.loading.rule_texts import RuleTexts, read_texts

PACKAGE = Path(crdecide.__file__).parent
TEXTS = read_texts(RULES)
LABEL = "surgery_inoperable"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CRDECIDE_CACHE", str(tmp_path / "cache"))
    loading._loaded.cache_clear()
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def kept_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of the rules; they are checked once for all these tests."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRDECIDE_CACHE", str(folder))
        load_anew()
    return only(folder)


@pytest.fixture
def entry(cache: Path, kept_once: Path) -> Path:
    """What is kept of the rules; every file of it is this test's own."""
    cache.mkdir(0o700)
    return Path(shutil.copy2(kept_once, cache))


def load_anew() -> Ruleset:
    """The rules as another process would load them."""
    loading._loaded.cache_clear()
    return load_ruleset(RULES)


def only(cache: Path) -> Path:
    [file] = cache.iterdir()
    return file


def small(content: bytes) -> RuleTexts:
    return RuleTexts("rules", {"a.yaml": content})


def test_the_second_loading_reads_no_yaml_checks_nothing_and_gives_the_same_rules(cache: Path) -> None:
    code = (
        "import crdecide, sys; print(crdecide.load_ruleset('rules').sha256, "
        "'ruamel.yaml' in sys.modules, 'crdecide.language.loading.check_wording' in sys.modules)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], cwd=RULES.parent, capture_output=True, text=True) for _ in range(2)
    ]
    (first, *read), (second, *recalled) = (run.stdout.split() for run in runs)
    assert first == second
    assert (read, recalled) == (["True", "True"], ["False", "False"])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"x": 1}', b"0" * 64 + b"\n{}"])
def test_a_broken_entry_is_not_used_and_written_anew(entry: Path, content: bytes) -> None:
    whole = entry.read_bytes()
    entry.write_bytes(content)
    assert kept(TEXTS) is None
    load_anew()
    assert entry.read_bytes() == whole


def test_an_entry_that_was_edited_says_nothing(entry: Path) -> None:
    caveat = load_anew().caveats["off_label"].text
    whole = entry.read_bytes()
    edited = whole.replace(caveat.encode()[:20], b"Give sirolimus today")
    assert edited != whole
    entry.write_bytes(edited)
    assert load_anew().caveats["off_label"].text == caveat
    assert entry.read_bytes() == whole


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_an_entry_that_others_may_write_is_not_used(entry: Path, mode: int) -> None:
    assert kept(TEXTS)
    entry.chmod(mode)
    assert kept(TEXTS) is None


def test_an_entry_in_a_folder_that_others_may_write_is_not_used(entry: Path) -> None:
    entry.parent.chmod(0o777)
    assert kept(TEXTS) is None


def fifo_in_place_of(entry: Path) -> None:
    entry.unlink()
    os.mkfifo(entry, 0o600)


def link_in_place_of(entry: Path) -> None:
    entry.rename(entry.parent / "elsewhere")
    entry.symlink_to("elsewhere")


def device_in_place_of(entry: Path) -> None:
    entry.unlink()
    entry.symlink_to("/dev/zero")


def folder_in_place_of(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


def cut_short(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def pickle_in_place_of(entry: Path) -> None:
    entry.write_bytes(b"cos\nsystem\n(S'touch /tmp/never'\ntR.")


@pytest.mark.parametrize(
    "attack",
    [fifo_in_place_of, link_in_place_of, device_in_place_of, folder_in_place_of, cut_short, pickle_in_place_of],
)
def test_what_lies_in_the_place_of_an_entry_is_neither_used_nor_waited_for(
    entry: Path, attack: Callable[[Path], None]
) -> None:
    attack(entry)
    assert kept(TEXTS) is None
    keep(TEXTS, b"{}")
    assert sorted({file.name for file in entry.parent.iterdir()} - {"elsewhere"}) == [entry.name]


def test_nothing_is_written_where_others_may_write(cache: Path) -> None:
    cache.mkdir()
    cache.chmod(0o777)
    keep(small(b"a: 1"), b"{}")
    assert list(cache.iterdir()) == []


def test_what_is_not_ours_makes_no_room(cache: Path) -> None:
    cache.mkdir()
    theirs = [cache / name for name in ("rules-of-the-house.json", "notes.txt", "unfinished-rules-new")]
    for file in theirs:
        file.write_text("mine", encoding="utf-8")
    left = cache / "unfinished-rules-old"
    left.write_text("half", encoding="utf-8")
    os.utime(left, (0, 0))
    os.utime(theirs[0], (0, 0))
    for number in range(MOST_KEPT + 2):
        keep(small(b"n: %d" % number), b"%d" % number)
    assert all(file.exists() for file in theirs)
    assert not left.exists()
    assert len(list(cache.iterdir())) == MOST_KEPT + len(theirs)


def test_a_user_without_a_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CRDECIDE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "~/.cache")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    keep(small(b"a: 1"), b"{}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file away")
def test_an_entry_of_another_user_is_not_used(entry: Path) -> None:
    os.chown(entry, 1234, -1)
    assert kept(TEXTS) is None


def resealed(entry: Path, old: bytes, new: bytes) -> None:
    """The entry as somebody would write it who can do all that the user can, and has read this code."""
    sealed = entry.read_bytes().partition(b"\n")[2]
    assert old in sealed
    changed = sealed.replace(old, new)
    seal = hashlib.sha256(entry.name.encode() + b"\n" + changed).hexdigest().encode()
    entry.write_bytes(seal + b"\n" + changed)


def test_the_pin_is_that_of_the_packaged_rules(entry: Path) -> None:
    """A change of the rules is seen here; ``make golden`` accepts it."""
    pin = pinned_in(TEXTS, entry.read_bytes().partition(b"\n")[2])
    if os.environ.get("CRDECIDE_ACCEPT"):
        PINNED.write_text(pin, encoding="utf-8")
    assert PINNED.read_text(encoding="utf-8") == pin


def test_an_entry_that_was_sealed_again_does_not_change_the_packaged_rules(entry: Path) -> None:
    before, whole = load_anew(), entry.read_bytes()
    for old, new in (
        (before.caveats["off_label"].text.encode(), b"Start everolimus now, by mouth."),
        (b'"stance": "may_be_considered"', b'"stance": "usual_course"'),
        (b'"field": "outflow_obstruction", "values": ["yes"]', b'"field": "outflow_obstruction", "values": ["no"]'),
    ):
        entry.write_bytes(whole)
        resealed(entry, old, new)
        assert kept(TEXTS) is None
    after = load_anew()
    assert after == before
    assert after.caveats == before.caveats
    assert entry.read_bytes() == whole


def test_without_its_pin_nothing_kept_is_used(entry: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert kept(TEXTS)
    monkeypatch.setattr(kept_rules, "PINNED", tmp_path / "none")
    assert kept(TEXTS) is None


def test_what_was_found_clean_lets_no_other_sentence_through(rules: Path, cache: Path) -> None:
    load_ruleset(rules)
    clean = only(cache)
    edit(rules, f"options/{LABEL}.yaml", "because: ", "because: Give sirolimus to this child at once. ")
    [fault] = faults(rules)
    assert "“Give sirolimus to this child at once.” may not stand" in fault
    # Nor does it where what is kept of the clean rules is put in the place of theirs.
    keep(read_texts(rules), b"{}")
    theirs = next(file for file in cache.iterdir() if file != clean)
    shutil.copy(clean, theirs)
    assert faults(rules) == [fault]


def test_rules_with_a_fault_are_not_kept(rules: Path, cache: Path) -> None:
    edit(rules, f"options/{LABEL}.yaml", "because: ", "because: Give sirolimus to this child at once. ")
    faults(rules)
    assert not cache.exists()


def test_rules_that_were_not_asked_for_their_signatures_are_not_kept(cache: Path) -> None:
    loading._loaded.cache_clear()
    load_ruleset(RULES, signed=False)
    assert not cache.exists()


@pytest.mark.parametrize(
    "changed", ["language/wording/clause.py", "guideline/patient.py", "evaluation/precedence.py", "errors.py"]
)
def test_other_code_finds_nothing_kept(tmp_path: Path, changed: str) -> None:
    for part in ROOMS:
        shutil.copytree(PACKAGE / part, tmp_path / "same" / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PACKAGE / "errors.py", tmp_path / "same")
    shutil.copytree(tmp_path / "same", tmp_path / "other")
    with (tmp_path / "other" / changed).open("a") as file:
        file.write("# another line\n")
    assert code_sha256(tmp_path / "same") == code_sha256(PACKAGE)
    assert code_sha256(tmp_path / "other") != code_sha256(PACKAGE)


def test_code_without_its_source_keeps_nothing(tmp_path: Path) -> None:
    assert code_sha256(tmp_path) is None


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(cache: Path) -> None:
    cache.write_text("a file where the folder would be")
    assert load_anew().sha256


@pytest.mark.parametrize("path", ["signoff/lines.txt", "terminology/listed_codes.tsv", "options/new.yml"])
def test_every_file_counts(rules: Path, path: str) -> None:
    before = read_texts(rules).sha256
    with (rules / path).open("a") as file:
        file.write("\n")
    assert read_texts(rules).sha256 != before


def test_what_was_used_last_stays_and_older_entries_make_room(cache: Path) -> None:
    every = [small(b"n: %d" % number) for number in range(MOST_KEPT + 1)]
    for number, texts in enumerate(every[:-1]):
        keep(texts, b"%d" % number)
        os.utime(max(cache.iterdir(), key=lambda file: file.stat().st_mtime), (number, number))
    assert kept(every[0]) == b"0"
    keep(every[-1], b"%d" % MOST_KEPT)
    gone = [number for number, texts in enumerate(every) if kept(texts) is None]
    assert gone == [1]


def test_without_a_folder_of_its_own_the_cache_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRDECIDE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "of" / "user"))
    keep(small("a: über".encode()), "über".encode())
    assert kept(small("a: über".encode())) == "über".encode()
    folder = tmp_path / "of" / "user" / "crdecide"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert only(folder).stat().st_mode & 0o777 == 0o600
