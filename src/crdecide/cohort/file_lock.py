"""A file that one run at a time writes. The lock ends with the process, however that ends."""

from __future__ import annotations

import os
from pathlib import Path

try:
    import fcntl
except ModuleNotFoundError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]


class FileLock:
    """Holds the file at `path`, which is made where it is not there.

    Without `fcntl` (Windows) nothing is held: a file that one process has open cannot be moved there by another.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self.was_there = False
        """Whether somebody had left the file there."""

    def take(self) -> bool:
        """Whether it is ours now; False where another process, or another run in this one, has it."""
        while True:
            self.was_there = self._path.exists()
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            if not _locked(file):
                os.close(file)
                return False
            # Whoever had it may have moved it to its place meanwhile: then what we hold is that file, not ours.
            if self._is_at_path(file):
                self._file = file
                return True
            os.close(file)

    def _is_at_path(self, file: int) -> bool:
        try:
            return os.path.samestat(os.fstat(file), self._path.stat())
        except FileNotFoundError:
            return False

    def flush(self) -> None:
        """Have what was written on the disk; one that is full may say so only now."""
        if self._file is not None:
            os.fsync(self._file)
            if fcntl is None:
                os.close(self._file)
                self._file = None

    def remove(self) -> None:
        """Let go, and leave nothing at the path if it is still there."""
        if self._file is None:
            return
        if self._is_at_path(self._file):
            self._path.unlink(missing_ok=True)
        os.close(self._file)
        self._file = None


def _locked(file: int) -> bool:
    """Whether the lock could be had, without waiting for it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
