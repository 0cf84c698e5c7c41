"""Output that does not arrive: what cannot be written is said with an exit code, and a reader that left is no error."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO, TextIOBase
from pathlib import Path
from typing import Final, TextIO

import click

from .console_encoding import complain

READER_LEFT: Final = 141
"""The exit code of a program whose reader has closed the pipe, as a shell tells it of any other: 128 + SIGPIPE."""
NOT_WRITTEN: Final = 1
WRITING: Final = frozenset({errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC})
"""Errors of writing that name no file; any other without a name is a fault of ours, and is shown as one."""


class _Closed(TextIOBase):
    """A standard output that was closed before the program began: nothing is lost in it unsaid."""

    def write(self, _: str) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def replace_closed_streams() -> None:
    """Python has None where a stream is closed. What is only said beside the answer may be lost, the answer not."""
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or _Closed()
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


@contextmanager
def output_that_arrives() -> Iterator[None]:
    """Everything written arrives, or the exit code says that it did not; a code that says an error stays."""
    try:
        yield
    except OSError as error:
        _end(error)
    except click.ClickException as error:
        _flushed(failed=True)
        # Click would tell it itself, and fail where it cannot.
        told = StringIO()
        error.show(told)
        complain(told.getvalue().removesuffix("\n"))
        sys.exit(error.exit_code)
    except BaseException as ending:
        _flushed(failed=bool(getattr(ending, "code", None) or getattr(ending, "exit_code", None)))
        raise
    else:
        _flushed(failed=False)
    finally:
        # A complaint that cannot be written is lost, and the exit code stays.
        try:
            sys.stderr.flush()
        except OSError:
            _let_go(sys.stderr)


def _flushed(*, failed: bool) -> None:
    try:
        sys.stdout.flush()
    except OSError as error:
        if failed:
            _let_go(sys.stdout)
        else:
            _end(error)


def _end(error: OSError) -> None:
    """Exit as this error calls for."""
    if isinstance(error, BrokenPipeError):
        _let_go(sys.stdout)
        sys.exit(READER_LEFT)
    if error.filename is not None:
        complain(f"crdecide: {error.filename}: {error.strerror}")
        sys.exit(2)
    if error.errno not in WRITING:
        raise error
    _let_go(sys.stdout)
    complain(f"crdecide: the output could not be written: {error.strerror}")
    sys.exit(NOT_WRITTEN)


def _let_go(stream: TextIO) -> None:
    """Let what is still to be written go nowhere: Python would try again when it ends, and end with its own code."""
    if not isinstance(stream, _Closed):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
