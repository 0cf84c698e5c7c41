"""Nothing that is read is written over, two runs never mix, and what cannot be written leaves nothing behind."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from cohort.conftest import Run

from crdecide.cohort import file_lock
from crdecide.cohort.places import Outputs, Places
from crdecide.errors import CrdecideError

CHILDREN = '{"id":"a","age_days":30,"tumours":{"count":2}}\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.ndjson"
    path.write_text(CHILDREN)
    return path


@pytest.mark.parametrize("kind", ["itself", "spelling", "link", "hard link", "rejects", "summary", "mapping"])
def test_what_is_read_is_never_written(in_process: Run, source: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "map.ndjson").write_text("unknown: []\n")
    out, read = tmp_path / "out.ndjson", source
    match kind:
        case "itself":
            out = source
        case "spelling":
            out = tmp_path / ".." / tmp_path.name / "in.ndjson"
        case "link":
            out.symlink_to(source)
        case "hard link":
            out.hardlink_to(source)
        case "rejects" | "summary":
            ending = "rejects.csv" if kind == "rejects" else "summary.html"
            (tmp_path / f"out.ndjson.{ending}").symlink_to(source)
        case "mapping":
            out = read = tmp_path / "map.ndjson"
    before = read.read_bytes()
    ran = in_process(source, out, "--map", "map.ndjson", code=2)
    assert "which is read: give another place for the answers" in ran.stderr
    assert read.read_bytes() == before


def test_answers_are_not_put_into_a_folder_that_is_read(in_process: Run, source: Path, tmp_path: Path) -> None:
    ran = in_process(tmp_path, "out.parquet", code=2)
    assert "which is read as a whole" in ran.stderr


def test_a_link_is_written_through(in_process: Run, source: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out.csv").symlink_to(tmp_path / "elsewhere/answers.csv")
    in_process("in.ndjson", "out.csv")
    assert (tmp_path / "out.csv").is_symlink()
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["answers.csv"]
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("out", "why"),
    [
        ("nowhere/out.csv", "expected a folder that is there"),
        (".", "expected the name of a file"),
        ("folder", "this is a folder, a device or a pipe"),
        ("full.csv", "this is a folder, a device or a pipe"),
        ("circle.csv", "this is a link in a circle"),
        ("out.docx", "expected a file ending in"),
    ],
)
def test_places_where_nothing_can_be_written(in_process: Run, source: Path, tmp_path: Path, out: str, why: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "full.csv").symlink_to("/dev/full")
    (tmp_path / "circle.csv").symlink_to("circle.csv")
    before = sorted(path.name for path in tmp_path.iterdir())
    assert why in in_process("in.ndjson", out, code=2).stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_disk_that_is_full_is_told_and_leaves_nothing(source: Path, tmp_path: Path, ending: str) -> None:
    """Stood in for by a limit on the size of files, which ends a write in the same way."""
    source.write_text(CHILDREN * 400)
    (tmp_path / f"out.{ending}").write_text("of an earlier run")
    before = sorted(path.name for path in tmp_path.iterdir())
    ran = subprocess.run(
        [sys.executable, "-m", "crdecide", "cohort", "in.ndjson", f"out.{ending}"],
        capture_output=True, text=True, cwd=tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000)),
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"crdecide: out.{ending}: cannot be written: ")
    assert ran.stderr.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / f"out.{ending}").read_text() == "of an earlier run"


def test_two_runs_to_one_place_do_not_mix(tmp_path: Path) -> None:
    outputs = Outputs(tmp_path / "out.csv")
    with Places(*outputs.all) as first:
        assert not first.left_over
        with pytest.raises(CrdecideError, match="another run is writing it"), Places(*outputs.all):
            pass
        # The summary of one run is the answers of another.
        with pytest.raises(CrdecideError, match="another run is writing it"), Places(outputs.summary):
            pass
        assert len(list(tmp_path.iterdir())) == 3
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in outputs.all}


def test_a_lock_on_a_file_that_was_moved_meanwhile_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes last opens the file that the run before is about to move to its place, and locks it there."""
    path, locked = tmp_path / "x.unfinished", file_lock._locked
    first, second = file_lock.FileLock(path), file_lock.FileLock(path)
    assert first.take()

    def after_the_move(file: int) -> bool:
        if not (tmp_path / "x").exists():
            path.rename(tmp_path / "x")
            first.remove()
        return locked(file)

    monkeypatch.setattr(file_lock, "_locked", after_the_move)
    assert second.take()
    assert path.exists()
    assert not path.samefile(tmp_path / "x")
    second.remove()
    assert [one.name for one in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("arguments", [["out.csv"], ["--check"]])
def test_a_screen_that_cannot_be_written_is_not_taken_for_the_answers(
    source: Path, tmp_path: Path, arguments: list[str]
) -> None:
    command = [sys.executable, "-m", "crdecide", "cohort", "in.ndjson", *arguments]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    assert ran.returncode == 1
    assert ran.stderr == "crdecide: the output could not be written: No space left on device\n"
    assert (tmp_path / "out.csv").exists() == (arguments == ["out.csv"])


def test_the_columns_of_a_bulk_export_are_not_checked(in_process: Run, tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "export/Patient.ndjson").write_text('{"resourceType":"Patient","id":"p"}\n')
    assert "is told by crdecide feed export" in in_process("export", "--check", code=2).stderr
