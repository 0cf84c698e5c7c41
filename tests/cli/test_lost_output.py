"""Output that does not arrive is told, with an exit code; what a shell does to a program is no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crdecide.cli.lost_output import output_that_arrives

ROOT = Path(__file__).parents[2]
CHILD = str(ROOT / "docs/examples/sugalska2021_table1_row1.json")
CHILD_OF_MANY_LETTERS = {"age_days": 20, "medications": ["\u017b\u00f3\u0142ty lek", "\u5fc3", "\U0001f600"]}
ANSWERS = ("advise CHILD", "--help")


def in_shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of bash, in which CRDECIDE is the program; the code is that of the last program that failed."""
    line = line.replace("CRDECIDE", f"{sys.executable} -m crdecide").replace("CHILD", CHILD)
    command = ["bash", "-c", f"set -o pipefail; {line}"]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, stdin=subprocess.DEVNULL)


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize(
    ("where", "why"), [(">&-", b"Bad file descriptor"), (">/dev/full", b"No space left on device")]
)
def test_what_cannot_be_written_is_said_and_is_no_success(answer: str, where: str, why: bytes) -> None:
    run = in_shell(f"CRDECIDE {answer} {where}")
    assert (run.returncode, run.stdout) == (1, b"")
    assert run.stderr == b"crdecide: the output could not be written: " + why + b"\n"


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_reader_that_leaves_is_no_error_of_ours(answer: str) -> None:
    run = in_shell(f"CRDECIDE {answer} | true")
    assert (run.returncode, run.stderr) == (141, b"")


@pytest.mark.parametrize("error", ["rules show nobody", "advise /nowhere.json", "advise --nothing", "nothing", "trace"])
def test_an_error_keeps_its_code_where_nothing_can_be_written(error: str) -> None:
    for where in (">/dev/full", "2>/dev/full", ">/dev/full 2>&1", ">&- 2>&-", "2>&1 | true"):
        assert in_shell(f"CRDECIDE {error} {where}").returncode == 2, where


def test_an_error_after_half_an_answer_keeps_its_code_where_that_cannot_be_written() -> None:
    program = """import sys, click
from crdecide.cli.lost_output import output_that_arrives
with output_that_arrives():
    sys.stdout.write("half an answer")
    raise click.UsageError("no such child")"""
    run = in_shell(f"{sys.executable} -c '{program}' >/dev/full")
    assert run.returncode == 2
    assert run.stderr.endswith(b"Error: no such child\n")


def test_an_answer_is_one_where_nothing_can_be_said_beside_it() -> None:
    for where in ("2>/dev/full", "2>&-"):
        run = in_shell(f"CRDECIDE advise CHILD {where}")
        assert (run.returncode, run.stdout[:20]) == (0, b"CARDIAC RHABDOMYOMA "), where


def test_a_closed_standard_input_is_an_empty_one() -> None:
    run = in_shell("CRDECIDE advise - <&-")
    assert run.returncode == 2
    assert b"not JSON" in run.stderr
    assert b"Traceback" not in run.stderr


def test_a_place_that_cannot_be_written_to_is_said_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, output_that_arrives():
        Path("/proc/nowhere/answers.txt").write_text("")
    assert ended.value.code == 2
    assert capsys.readouterr().err == "crdecide: /proc/nowhere/answers.txt: No such file or directory\n"


def test_a_fault_of_ours_is_still_shown_as_one() -> None:
    with pytest.raises(ConnectionResetError), output_that_arrives():
        raise ConnectionResetError


SEVERAL = """
import sys
from crdecide.cli import main
for arguments in sys.argv[1:]:
    try:
        main(arguments.split())
    except SystemExit as ended:
        print(ended.code, file=sys.stderr)
"""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16", "cp037"])
def test_in_every_encoding_all_is_said_and_nothing_is_a_traceback(encoding: str, tmp_path: Path) -> None:
    child = tmp_path / "\u017b\u00f3\u0142ty.json"
    child.write_text(json.dumps(CHILD_OF_MANY_LETTERS), encoding="utf-8")
    hazards = f"rules hazards {ROOT / 'docs/hazards.yaml'}"
    calls = [
        f"advise {child}",
        f"advise {child} --full",
        hazards,
        f"advise {child} --rules {child}",
        "rules show \u5fc3",
    ]
    settings = {**os.environ, "PYTHONIOENCODING": encoding}
    run = subprocess.run([sys.executable, "-c", SEVERAL, *calls], capture_output=True, env=settings)
    shown, said = run.stdout.decode(encoding), run.stderr.decode(encoding)
    assert "CARDIAC RHABDOMYOMA" in shown
    assert "SCOPE" in shown
    assert "Hazard" in shown
    assert [line for line in said.splitlines() if line.isdigit()] == ["0", "0", "0", "2", "2"]
    assert "Traceback" not in said


def test_the_c_locale_has_all_letters() -> None:
    run = in_shell("CRDECIDE advise CHILD", LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout.startswith(b"CARDIAC RHABDOMYOMA")
