"""A real terminal: its width, its colours, and the key that completes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from crdecide.cli.terminal import in_colours, text_width

ROOT = Path(__file__).parents[2]
CHILD = str(ROOT / "docs/examples/sugalska2021_table1_row1.json")
COLOURS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def plain_environment(**settings: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in COLOURS} | {"TERM": "xterm"} | settings


def on_terminal(*arguments: str, columns: int = 80, **settings: str) -> str:
    """What the program writes to a terminal of that width."""
    screen, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-m", "crdecide", *arguments]
    with subprocess.Popen(command, stdin=end, stdout=end, stderr=end, env=plain_environment(**settings)):
        os.close(end)
        return written_to(screen)


def written_to(screen: int) -> str:
    written = b""
    try:
        while part := os.read(screen, 65536):
            written += part
    except OSError:  # nobody holds its other end any longer
        os.close(screen)
    return written.decode()


def widest(text: str) -> int:
    return max(map(len, ESCAPE.sub("", text).splitlines()))


def words(text: str) -> list[str]:
    """The words, however their lines are broken; the table has them side by side, so that their order differs."""
    return sorted(re.sub(r"\s", "", ESCAPE.sub("", text)))


def test_text_is_as_wide_as_the_terminal_and_no_wider_than_100_and_loses_nothing() -> None:
    narrow, wide = on_terminal("advise", CHILD, columns=60), on_terminal("advise", CHILD, columns=200, NO_COLOR="1")
    assert 50 < widest(narrow) <= 60
    assert 90 < widest(wide) <= 100
    assert words(narrow) == words(wide)
    assert "\x1b[" in narrow
    assert "\x1b[" not in wide


def test_in_a_pipe_the_environment_says_how_wide_and_in_which_colours() -> None:
    settings = plain_environment(COLUMNS="70", FORCE_COLOR="1")
    command = [sys.executable, "-m", "crdecide", "advise", CHILD, "--full"]
    shown = subprocess.run(command, capture_output=True, check=True, env=settings).stdout.decode()
    assert 60 < widest(shown) <= 70
    assert "\x1b[" in shown


@pytest.mark.parametrize(
    ("said", "columns"), [("70", 70), ("", 100), ("wide", 100), ("0", 100), ("-5", 100), ("1", 40), ("5000", 100)]
)
def test_what_columns_may_say(said: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdout__", None)  # so that this terminal, where there is one, does not count
    monkeypatch.setenv("COLUMNS", said)
    assert text_width() == columns


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize(
    ("settings", "coloured"),
    [
        ({}, None),
        ({"NO_COLOR": ""}, None),
        ({"FORCE_COLOR": ""}, None),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "0"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colours_are_for_terminals_that_have_them_unless_the_environment_says_otherwise(
    settings: dict[str, str], coloured: bool | None, terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in COLOURS:
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"TERM": "xterm"} | settings).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert in_colours() is (terminal if coloured is None else coloured)


BASH = ["bash", "--norc", "--noprofile", "-i"]
SETTINGS = {
    "bash": 'eval "$(_CRDECIDE_COMPLETE=bash_source crdecide)"',
    "zsh": 'eval "$(_CRDECIDE_COMPLETE=zsh_source crdecide)"',
    "fish": "_CRDECIDE_COMPLETE=fish_source crdecide | source",
}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with the command in it, as an installation has it."""
    (tmp_path / "crdecide").write_text(f'#!/bin/sh\nexec {sys.executable} -m crdecide "$@"\n')
    (tmp_path / "crdecide").chmod(0o755)
    return tmp_path


def test_bash_completes_commands_and_names_of_rules(program: Path) -> None:
    """Keys are pressed in the shell itself, and what it makes of them is looked at."""
    settings = plain_environment(TERM="dumb", PATH=f"{program}{os.pathsep}{os.environ['PATH']}", HOME=str(program))
    screen, end = pty.openpty()
    running = subprocess.Popen(BASH, stdin=end, stdout=end, stderr=end, env=settings, start_new_session=True)
    try:
        assert "set-up" in typed(screen, f"{SETTINGS['bash']}; echo set''-up\n", until="set-up")
        assert "rules " in typed(screen, "crdecide ru\t", until="rules ")
        assert "show " in typed(screen, "sho\t", until="show ")
        assert "surgery_inoperable " in typed(screen, "surgery_ino\t", until="surgery_inoperable ")
    finally:
        running.kill()
        running.wait()
        os.close(screen)
        os.close(end)


def typed(screen: int, keys: str, until: str) -> str:
    """What is shown after keys are pressed, up to what is waited for: only then may the next key be pressed."""
    os.write(screen, keys.encode())
    shown, last = "", time.monotonic() + 120
    while until not in shown and time.monotonic() < last:
        if select.select([screen], [], [], 1)[0]:
            shown += os.read(screen, 65536).decode(errors="replace")
    return shown


@pytest.mark.parametrize("shell", SETTINGS)
def test_each_shell_is_given_its_script(shell: str) -> None:
    settings = plain_environment(_CRDECIDE_COMPLETE=f"{shell}_source")
    run = subprocess.run([sys.executable, "-m", "crdecide"], capture_output=True, text=True, env=settings)
    assert run.returncode == 0
    assert f"_CRDECIDE_COMPLETE={shell}_complete" in run.stdout
    assert SETTINGS[shell] in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("crdecide ", ["advise", "cohort", "feed", "publish", "rules", "schema", "serve", "trace", "verify"]),
        ("crdecide advise --fo", ["--format"]),
        ("crdecide advise --format ", ["text", "json", "markdown", "html", "fhir"]),
        ("crdecide advise --why su", ["surveillance", "surgery"]),
        ("crdecide verify --property never", ["never_directs"]),
        ("crdecide rules show surgery_in", ["surgery_inoperable"]),
        ("crdecide rules show --rules nowhere surgery_in", []),
    ],
)
def test_what_is_completed(line: str, completed: list[str]) -> None:
    settings = plain_environment(
        _CRDECIDE_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(line.split(" ")) - 1)
    )
    run = subprocess.run([sys.executable, "-m", "crdecide"], capture_output=True, text=True, env=settings)
    assert [one.partition(",")[2] for one in run.stdout.split()] == completed
    assert run.stderr == ""


def test_a_key_that_is_pressed_loads_no_command() -> None:
    settings = plain_environment(_CRDECIDE_COMPLETE="bash_complete", COMP_WORDS="crdecide a", COMP_CWORD="1")
    program = """
import atexit, sys
from crdecide.cli import main
atexit.register(lambda: print(*sys.modules))
main(prog_name="crdecide")
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=settings)
    assert run.stdout.splitlines()[0] == "plain,advise"
    assert not {"pydantic", "crdecide.cli.advise"} & set(run.stdout.split())
