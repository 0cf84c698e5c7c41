"""A console of few letters: what people read degrades, what programs read stays as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHILD = {
    "age_days": 20,
    "tumours": {"count": 2, "largest_mm": 12},
    "symptoms": {"arrhythmia": True},
    "medications": ["clarithromycin", "\u017b\u00f3\u0142ty lek", "\u5fc3"],
}


def printed(tmp_path: Path, encoding: str, *arguments: str) -> bytes:
    """What the command writes to a console of that encoding."""
    child = tmp_path / "child.json"
    child.write_text(json.dumps(CHILD), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "crdecide", "advise", *arguments, str(child)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert (run.returncode, run.stderr) == (0, b"")
    return run.stdout


@pytest.mark.parametrize(
    ("encoding", "arguments"),
    [
        ("ascii", ()),
        ("cp850", ("--full",)),
        ("cp1252", ("--format", "markdown", "--full")),
        ("ascii", ("--sources",)),
    ],
)
def test_text_is_put_into_the_letters_that_there_are(tmp_path: Path, encoding: str, arguments: tuple[str, ...]) -> None:
    text = printed(tmp_path, encoding, *arguments).decode(encoding)
    assert "clarithromycin" in text or arguments == ("--sources",)
    assert "\\u" not in text
    if not arguments:
        assert "<U+5FC3>" in text


@pytest.mark.parametrize("shape", ["json", pytest.param("html", marks=pytest.mark.needs("report"))])
def test_what_programs_read_is_the_same_on_every_console(tmp_path: Path, shape: str) -> None:
    wide, narrow = (printed(tmp_path, encoding, "--format", shape) for encoding in ("utf-8", "ascii"))
    assert narrow == wide
    assert "\u5fc3".encode() in wide
