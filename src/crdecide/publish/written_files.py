"""Files put in place whole or not at all: who reads one while it is written meets the old one or the new one."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from crdecide.errors import CrdecideError


def write_text(target: Path, text: str) -> None:
    """Write a file, with the folders above it, in UTF-8 and with the same line ends everywhere.

    Raises:
        CrdecideError: it cannot be written; what stood there still stands.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("wb", dir=target.parent, delete=False) as beside:
            beside.write(text.encode())
        # As readable as any file that is made here: a temporary one is for its owner alone.
        umask = os.umask(0)
        os.umask(umask)
        Path(beside.name).chmod(0o666 & ~umask)
        Path(beside.name).replace(target)
    except OSError as error:
        raise CrdecideError(f"{target} cannot be written: {error.strerror}") from None
