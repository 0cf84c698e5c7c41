"""The bytes of a file, where it is one: a FIFO would be waited for, and a device may never come to an end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

DO_NOT_WAIT = getattr(os, "O_NONBLOCK", 0)
KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def bytes_of(path: Path, most: int) -> tuple[bytes, os.stat_result]:
    """What a regular file holds, and what was found of the very file that was read.

    Raises:
        OSError: it is not there or may not be read, is no regular file, or holds more than `most` bytes.
    """
    # Before it is opened, which alone does something to a device; and after, as it may be another one by then.
    _refuse_other_kinds(path.stat())
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | DO_NOT_WAIT)) as stream:
        found = os.fstat(stream.fileno())
        _refuse_other_kinds(found)
        # Room is made for as much as is asked for. What grew meanwhile, or tells no size, has more.
        content = stream.read(min(found.st_size, most) + 1)
        if len(content) > found.st_size:
            content += stream.read(most + 1 - len(content))
    if len(content) > most:
        raise OSError(f"larger than {most:,} bytes")
    return content, found


def _refuse_other_kinds(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = next((words for is_kind, words in KINDS if is_kind(found.st_mode)), "something else")
        raise OSError(f"{kind}, and no file")
