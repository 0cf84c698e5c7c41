"""A table in a file, also one that is packed: its bytes, and the ending by which it is read."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from crdecide.errors import InvalidTable, Problem, listed

MOST_BYTES = 1 << 30
"""Of a packed file that has to be held in memory, unpacked."""
PACKED = (".gz", ".zip")


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of the table in a file, unpacked as they are read.

    Raises:
        InvalidTable: there is no such file, or it cannot be unpacked.
    """
    try:
        with ExitStack() as stack:
            yield _stream(path, stack)
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise InvalidTable([Problem(str(path), f"cannot be unpacked: {error}")]) from None
    except IsADirectoryError:
        raise InvalidTable([Problem(str(path), "expected a file; this is a folder")]) from None
    except OSError as error:
        raise InvalidTable([Problem(str(path), f"cannot be read: {error.strerror or error}")]) from None


def _stream(path: Path, stack: ExitStack) -> BinaryIO:
    file = stack.enter_context(path.open("rb"))
    if path.suffix.lower() == ".gz":
        return cast("BinaryIO", stack.enter_context(gzip.open(file)))
    if path.suffix.lower() != ".zip":
        return file
    archive = stack.enter_context(zipfile.ZipFile(file))
    try:
        return cast("BinaryIO", stack.enter_context(archive.open(_only_table(path, archive))))
    except (NotImplementedError, RuntimeError) as error:  # a way of packing that Python has not, or a password
        raise zipfile.BadZipFile(str(error)) from None


@contextmanager
def seekable(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a table that is not read from front to back: unpacked into memory.

    Raises:
        InvalidTable: as `opened`, or it is too large to be held.
    """
    with opened(path) as stream:
        if path.suffix.lower() not in PACKED:
            yield stream
            return
        content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise InvalidTable([Problem(str(path), "larger than 1 GiB when unpacked: unpack it first")])
        yield io.BytesIO(content)


def ending_of(path: Path) -> str:
    """The ending by which a table is read, in lower case: of a packed one, that of the table in it.

    Raises:
        InvalidTable: it cannot be unpacked, or does not hold one table.
    """
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return Path(path.stem).suffix.lower()
    if suffix != ".zip":
        return suffix
    try:
        with zipfile.ZipFile(path) as archive:
            return Path(_only_table(path, archive)).suffix.lower()
    except (OSError, zipfile.BadZipFile) as error:
        raise InvalidTable([Problem(str(path), f"cannot be unpacked: {error}")]) from None


def _only_table(path: Path, archive: zipfile.ZipFile) -> str:
    """The one file in an archive; what macOS adds of its own is none."""
    names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    names = [name for name in names if not name.startswith("__MACOSX/") and not Path(name).name.startswith(".")]
    if len(names) != 1:
        found = listed(sorted(names)[:5]) if names else "nothing"
        raise InvalidTable([Problem(str(path), f"expected one table in it; found {found}")])
    return names[0]
