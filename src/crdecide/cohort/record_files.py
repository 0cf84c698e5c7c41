"""Records of children in files as sites have them: Bundles, bulk exports, logs of CDS Hooks requests, phenopackets.

A file is JSON (one record, or a list of them) or has one on each line; it may be compressed (.gz), and a .zip holds
several. Resources by themselves, as in a bulk export, are put together by patient: those of one folder are one export.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from crdecide.errors import CrdecideError
from crdecide.records.detect import form_of

ENDINGS = (".json", ".ndjson", ".jsonl")
BY_LINE = (".ndjson", ".jsonl")
MOST_BYTES = 1 << 30
"""Of one file, unpacked: it is held in memory."""
TOO_LARGE = "it is larger than 1 GiB; give it in parts"
SHARED = "Medication"
"""A resource that belongs to no patient and is pointed to by those that do."""


@dataclass(frozen=True)
class FoundRecord:
    """The record of one child and where it stands; or, without `data`, why there is none."""

    where: str
    data: Mapping[str, Any] | None = None
    why: str = ""


@dataclass
class _Export:
    """Resources by themselves, by patient, as they were written: an export is larger as objects than as text."""

    by_patient: dict[str, list[bytes]] = field(default_factory=dict)
    shared: dict[str, bytes] = field(default_factory=dict)
    of_nobody: int = 0

    def add(self, resource: Mapping[str, Any], text: bytes) -> None:
        if resource["resourceType"] == SHARED:
            self.shared[f"{SHARED}/{resource.get('id')}"] = text
        elif owner := _owner(resource):
            self.by_patient.setdefault(owner, []).append(text)
        else:
            self.of_nobody += 1

    def records(self, where: str) -> Iterator[FoundRecord]:
        for owner, texts in sorted(self.by_patient.items()):
            pointed_to = [text for name, text in self.shared.items() if any(name.encode() in one for one in texts)]
            entries = [{"resource": from_json(text)} for text in (*texts, *pointed_to)]
            bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
            yield FoundRecord(f"{where}: Patient/{owner}", bundle)


def files_at(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files at these paths, in folders those that may hold records, by name.

    Raises:
        CrdecideError: a folder holds none.
    """
    files: list[Path] = []
    for path in paths:
        found = sorted(filter(_may_hold_records, path.rglob("*"))) if path.is_dir() else [path]
        if not found:
            raise CrdecideError(f"{path} holds no file ending in {', '.join(ENDINGS)}, with or without .gz, nor a .zip")
        files += found
    return tuple(dict.fromkeys(files))


def read_files(files: Iterable[Path]) -> Iterator[FoundRecord]:
    """The records in these files, one by one; those put together from resources come after all files."""
    exports: dict[str, _Export] = {}
    for path in files:
        for folder, where, texts in _unpacked(path):
            if isinstance(texts, str):
                yield FoundRecord(where, why=texts)
                continue
            yield from _read(where, texts, exports.setdefault(folder, _Export()))
    for folder, export in exports.items():
        yield from export.records(folder)


def _may_hold_records(path: Path) -> bool:
    name = path.name.lower()
    return path.is_file() and not name.startswith(".") and (_ending(name) in ENDINGS or name.endswith(".zip"))


def _ending(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix


def _unpacked(path: Path) -> Iterator[tuple[str, str, bytes | str]]:
    """Each file in a file: its folder, where it stands, and its bytes, or why they cannot be had."""
    try:
        if path.suffix.lower() != ".zip":
            yield str(path.parent), str(path), _bytes_of(path.name, path.read_bytes())
            return
        with zipfile.ZipFile(path) as archive:
            for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
                if _ending(entry.filename) in ENDINGS:
                    whole = entry.file_size <= MOST_BYTES
                    text = _bytes_of(entry.filename, archive.read(entry)) if whole else TOO_LARGE
                    yield str(path), f"{path}: {entry.filename}", text
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        yield str(path.parent), str(path), f"it cannot be unpacked: {type(error).__name__}"


def _bytes_of(name: str, data: bytes) -> bytes | str:
    """The bytes, unpacked where the name says that they are packed; or why not."""
    if name.lower().endswith(".gz"):
        with gzip.open(BytesIO(data)) as file:
            data = file.read(MOST_BYTES + 1)
    return data if len(data) <= MOST_BYTES else TOO_LARGE


def _read(where: str, text: bytes, export: _Export) -> Iterator[FoundRecord]:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    name = where.rpartition(": ")[2]
    whole = None if _ending(name) in BY_LINE else _parsed(text.removeprefix(b"\xef\xbb\xbf"))
    if not lines:
        yield FoundRecord(where, why="it is empty")
    elif whole is None and _ending(name) not in BY_LINE and _parsed(lines[0][1]) is None:
        yield FoundRecord(where, why="it is not JSON, nor has it a record on each line")
    elif isinstance(whole, list):
        for number, part in enumerate(whole, start=1):
            yield from _one(f"{where}, entry {number}", part, b"", export)
    elif whole is not None:
        yield from _one(where, whole, text, export)
    else:
        for number, line in lines:
            yield from _one(f"{where}, line {number}", _parsed(line), line, export)


def _one(where: str, data: Any, text: bytes, export: _Export) -> Iterator[FoundRecord]:
    if not isinstance(data, dict):
        yield FoundRecord(where, why="it is not JSON" if data is None else "it is no record (a JSON object)")
    elif "resourceType" in data and data["resourceType"] != "Bundle":
        export.add(data, text or _written(data))
    elif form_of(data) != "own":
        yield FoundRecord(where, data)
    else:
        yield FoundRecord(where, why="it is neither FHIR, nor a request of CDS Hooks, nor a phenopacket")


def _parsed(text: bytes) -> Any:
    """Plain data; None where it is no JSON. Nesting is bounded by the parser."""
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError:
        return None


def _written(data: Any) -> bytes:
    return to_json(data)


def _owner(resource: Mapping[str, Any]) -> str:
    """The id of the patient whom a resource is about; '' where it names none."""
    if resource["resourceType"] == "Patient":
        return str(resource.get("id") or "")
    for name in ("subject", "patient"):
        reference = resource.get(name)
        text = reference.get("reference") if isinstance(reference, Mapping) else None
        if isinstance(text, str) and "Patient/" in text:
            return text.partition("/_history/")[0].rpartition("Patient/")[2]
    return ""
