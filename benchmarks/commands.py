"""Runs a command and tells what it took: processor time, wall time, and the most memory that it held.

As a program it is the small process between: a process that is started counts the memory of the one that starts it
until it becomes the other program, so a large one cannot tell what a small one held.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Took:
    """Seconds of all processors together, seconds on the wall, and MiB."""

    cpu: float
    wall: float
    memory: float


def took(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Took:
    """Run a command to its end; its output is thrown away, its errors are shown.

    Raises:
        SystemExit: the command failed.
    """
    run = subprocess.run([sys.executable, __file__, *command], env=environment, stdout=subprocess.PIPE, text=True)
    if run.returncode != 0:
        sys.exit(f"{' '.join(command)}: failed")
    return Took(**json.loads(run.stdout))


def main() -> int:
    """Run the command that the arguments are, and print what it took."""
    begun = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    # The system's own account of this one process; a sum over all children would not tell its memory.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    print(json.dumps({"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "memory": usage.ru_maxrss / 1024}))
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
