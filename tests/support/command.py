"""The command line without a process of its own: to start one takes longer than most answers."""

from __future__ import annotations

import subprocess
import sys

from click.testing import CliRunner

from crdecide.cli import main


def in_process(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What a command answers; what is no declared error is raised here, as it would be a traceback there."""
    ran = CliRunner().invoke(main, arguments, input=stdin, prog_name="crdecide")
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    return subprocess.CompletedProcess(arguments, ran.exit_code, ran.stdout_bytes, ran.stderr_bytes)


def in_process_text(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The same of any arguments, in words."""
    ran = in_process(*map(str, arguments), stdin=stdin.encode())
    return subprocess.CompletedProcess(arguments, ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def in_a_process(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The same as its user starts it."""
    return subprocess.run([sys.executable, "-m", "crdecide", *arguments], input=stdin, capture_output=True)
