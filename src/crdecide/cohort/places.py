"""Where a run writes: three files, made beside their places and moved there when all are whole.

No file is written that is read, or that another run is writing.
"""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from types import TracebackType
from typing import Self

from crdecide.errors import CrdecideError, Problem

from .file_lock import FileLock

UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class Outputs:
    """Where a run writes to."""

    answers: Path

    @property
    def rejects(self) -> Path:
        """The rows that were not answered."""
        return self.answers.with_name(f"{self.answers.name}.rejects.csv")

    @property
    def summary(self) -> Path:
        """The summary as HTML."""
        return self.answers.with_name(f"{self.answers.name}.summary.html")

    @property
    def all(self) -> tuple[Path, Path, Path]:
        """The three files."""
        return self.answers, self.rejects, self.summary

    def check(self, read: Iterable[Path]) -> None:
        """Refuse to write what is read, by whatever name, or where nothing can be written.

        Raises:
            CrdecideError: with every place that will not do.
        """
        if not self.answers.name:
            raise CrdecideError(f"{self.answers}: expected the name of a file for the answers")
        _refuse_circles(self.all)
        sources = list(read)
        problems = [*_places_that_cannot_be(self.all), *_read_already(self.all, sources), *_written_twice(self.all)]
        here = self.answers.resolve().parent
        if any(source.is_dir() and source.resolve() == here for source in sources):
            problems.append(Problem(str(self.answers), f"is in the folder '{here}', which is read as a whole"))
        if problems:
            raise CrdecideError("\n".join(map(str, problems)))


def _refuse_circles(paths: Iterable[Path]) -> None:
    """Before any other question is asked of a place: none can be answered of a link that leads to itself."""
    for path in paths:
        try:
            path.stat()
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise CrdecideError(f"{path}: expected a place to write; this is a link in a circle") from None


def beside(path: Path) -> Path:
    """Where a file is written until it is whole; for a link, beside the file that it leads to."""
    target = path.resolve()
    return target.with_name(target.name + UNFINISHED)


def _places_that_cannot_be(paths: Iterable[Path]) -> Iterator[Problem]:
    for path in paths:
        target = path.resolve()
        if not target.parent.is_dir():
            yield Problem(str(path), f"expected a folder that is there; '{target.parent}' is none")
            return
        elif target.exists() and not stat.S_ISREG(target.stat().st_mode):
            yield Problem(str(path), "expected a file, or a name for a new one; this is a folder, a device or a pipe")


def _read_already(paths: Iterable[Path], sources: Iterable[Path]) -> Iterator[Problem]:
    """Links, hard links and other spellings of a name lead to one file all the same."""
    files: list[Path] = []
    for source in sources:
        files += [source, *(sorted(source.iterdir()) if source.is_dir() else ())]
    for path in paths:
        for file in files:
            if _is_one_file(path, file):
                yield Problem(str(path), f"is the file '{file}', which is read: give another place for the answers")


def _written_twice(paths: Iterable[Path]) -> Iterator[Problem]:
    for one, other in combinations(paths, 2):
        if _is_one_file(one, other):
            yield Problem(str(other), f"is the file '{one}', which is written too")


def _is_one_file(one: Path, other: Path) -> bool:
    if one.resolve() == other.resolve():
        return True
    return one.exists() and other.exists() and one.samefile(other)


class Places:
    """The files of one run, kept from other runs, and moved to their places all together at the end."""

    def __init__(self, *paths: Path) -> None:
        self._paths = paths
        self._locks = [FileLock(beside(path)) for path in paths]

    @property
    def left_over(self) -> bool:
        """Whether an earlier run left something unfinished; it is written over."""
        return any(lock.was_there for lock in self._locks)

    def __enter__(self) -> Self:
        taken: list[FileLock] = []
        for path, lock in zip(self._paths, self._locks, strict=True):
            if not lock.take():
                for other in taken:
                    other.remove()
                raise CrdecideError(f"{path}: another run is writing it: wait for its end")
            taken.append(lock)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                for lock in self._locks:
                    lock.flush()
                for path in self._paths:
                    beside(path).replace(path.resolve())
        finally:
            for lock in self._locks:
                lock.remove()
