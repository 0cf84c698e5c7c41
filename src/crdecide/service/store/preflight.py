"""What a store is found to be before the service starts; nothing is made, changed or left behind."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from .engine import EXPECTED, StoreError, engine_of, file_of
from .store import Store, newest_form

READY = "ready"
OLDER = "reached; its tables are made or brought up to date at the start"
NEW = "a new file is made at the start"


def found(address: str) -> str:
    """What the database at that address is.

    Raises:
        StoreError: the service could not start with it.
    """
    engine_of(address).dispose()
    file = file_of(make_url(address))
    if file is not None:
        return _found_file(file)
    store = Store(address)
    try:
        return READY if store.is_current() else OLDER
    finally:
        store.close()


def _found_file(file: Path) -> str:
    try:
        _try_to_write(file)
        if not file.exists():
            return NEW
        with closing(sqlite3.connect(_read_only(file), uri=True)) as database:
            has_forms = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
            if database.execute(has_forms).fetchone() == (0,):
                return OLDER
            forms = database.execute("SELECT version_num FROM alembic_version").fetchall()
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise StoreError(f"the audit store at {file} cannot be used: {why}; {EXPECTED}") from None
    return READY if forms == [(newest_form(),)] else OLDER


def _try_to_write(file: Path) -> None:
    """SQLite writes files beside its own, so the folder has to be writable too."""
    with tempfile.TemporaryFile(dir=file.parent):
        pass
    if file.exists():
        with file.open("r+b"):
            pass


def _read_only(file: Path) -> str:
    """The address under which SQLite reads it and writes nothing: not even its log, unless another process has one."""
    in_use = Path(f"{file}-wal").exists()
    return f"{file.as_uri()}?{'mode=ro' if in_use else 'immutable=1'}"
