"""Processes that are forked from one that has loaded the service already; to their tests they are like any other."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

SERVER = Path(__file__).with_name("fork_server.py")


class ForkServer:
    """The process that forks, and what it told of its forks: their exit codes."""

    def __init__(self) -> None:
        # -P: the files beside it are no modules of the service.
        command = [sys.executable, "-P", SERVER]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.codes: dict[int, int] = {}
        atexit.register(self._end)

    def fork(
        self, arguments: Sequence[str], environment: Mapping[str, str], folder: Path, output: Path, errors: Path
    ) -> ForkedProcess:
        """``crdecide`` with these arguments, and the files that take what it prints."""
        asked = {
            "arguments": arguments,
            "environment": {**environment},
            "folder": str(folder),
            "output": str(output),
            "errors": str(errors),
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        self._process.stdin.flush()
        while (started := self._told()) is None:
            pass
        return ForkedProcess(self, started)

    def listen(self, seconds: float) -> None:
        """Hear of forks that ended, if one does so in this time."""
        while select.select([self._process.stdout], [], [], seconds)[0]:
            self._told()
            seconds = 0

    def _end(self) -> None:
        """Where nobody can ask any more, it ends by itself."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _told(self) -> int | None:
        """The next thing that is told: the process that was started, or None where one has ended."""
        assert self._process.stdout is not None
        # Byte by byte: what is read ahead would not be seen by `select`.
        line = b""
        while not line.endswith(b"\n"):
            more = os.read(self._process.stdout.fileno(), 1)
            assert more, "the process that forks is gone"
            line += more
        told: dict[str, int] = json.loads(line)
        if "ended" in told:
            self.codes[told["ended"]] = told["code"]
        return told.get("started")


class ForkedProcess:
    """A process as `subprocess.Popen` has it, as far as the tests ask."""

    def __init__(self, server: ForkServer, pid: int) -> None:
        self._server, self.pid = server, pid

    def poll(self) -> int | None:
        self._server.listen(0)
        return self._server.codes.get(self.pid)

    def wait(self, timeout: float = 60) -> int:
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("crdecide", timeout)
            self._server.listen(0.1)
        return code

    def send_signal(self, how: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def run_forked(
    arguments: Sequence[str], environment: Mapping[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """What a forked command says until it ends, as by `subprocess.run`; what it reads is empty."""
    with TemporaryDirectory() as beside:
        output, errors = Path(beside, "output"), Path(beside, "errors")
        code = fork_server().fork(arguments, environment, folder, output, errors).wait()
        return subprocess.CompletedProcess(arguments, code, output.read_text("utf-8"), errors.read_text("utf-8"))


@cache
def fork_server() -> ForkServer:
    """The one of this worker."""
    return ForkServer()
