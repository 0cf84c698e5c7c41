"""Which code of which system a record means, however it spells the two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from .code_maps import GroupName, System

VERSION = re.compile(r"\|.*")
"""The version after a system's URI."""
TERM = re.compile(r"\s*\|[^|]*\|\s*$")
"""The term after a SNOMED code, between bars; further codes after it would change what it means."""
MOST_KEPT = 4096
"""Codes of records whose key is kept: a record repeats them."""
SIGNS_OF_USE = "+*!†"
"""What ICD-10 writes after a code that is used together with another (https://icd.who.int/browse10/Content/ICD10Volume2)."""


class Coding(NamedTuple):
    """A code in a system, as a record gives it; `system` is a URI, or the prefix of a CURIE, or nothing."""

    system: str
    code: str
    display: str = ""


class CodeKey(NamedTuple):
    """A code in a system by our own name, in the one spelling by which it is looked up."""

    system: str
    code: str


class Spellings:
    """The names of code systems, and the spellings of their codes."""

    def __init__(self, systems: Mapping[str, System]) -> None:
        self._systems = systems
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._key)
        self._names: dict[str, str] = {}
        self._addresses: list[tuple[str, str]] = []
        for name, system in systems.items():
            for spelling in (name, *system.uris, *system.prefixes):
                self._names[_folded(spelling)] = name
            self._addresses += [(_folded(address), name) for address in system.addresses]
        self._addresses.sort(key=lambda address: len(address[0]), reverse=True)

    def key(self, coding: Coding) -> CodeKey | None:
        """The code by our names; None where the system is none that we know. Kept for the codings met last."""
        return self._kept(coding.system, coding.code)

    def _key(self, system: str, written: str) -> CodeKey | None:
        code = TERM.sub("", written).strip()
        name = self._system(system)
        if name is None:
            name, code = self._written_out(system, code)
        return CodeKey(name, self._spelt(name, code)) if name else None

    def headings(self, key: CodeKey) -> Iterator[CodeKey]:
        """The codes above one of a dotted system, the nearest first, down to its three signs."""
        if self._systems[key.system].dotted:
            for length in range(len(key.code) - 1, 2, -1):
                yield CodeKey(key.system, key.code[:length])

    def is_of(self, group: GroupName, coding: Coding) -> bool:
        """Whether a code is of a group of its system, by its beginning; of an unknown system no code is."""
        key = self.key(coding)
        found = self._systems[key.system].groups.get(group) if key else None
        return key is not None and found is not None and key.code.startswith(found.begins)

    def shown(self, key: CodeKey) -> str:
        """The code as it is usually written."""
        dotted = self._systems[key.system].dotted and len(key.code) > 3
        return f"{key.code[:3]}.{key.code[3:]}" if dotted else key.code

    def _system(self, system: str) -> str | None:
        """Our name of a system; one edition of it may stand behind its URI."""
        folded = _folded(system)
        name = self._names.get(folded)
        while name is None and folded.count("/") > 2:
            folded = folded.rpartition("/")[0]
            name = self._names.get(folded)
        return name

    def _written_out(self, system: str, code: str) -> tuple[str | None, str]:
        """A code that is an address, by itself or behind its system, or a CURIE without a system."""
        for text in (code, f"{system}{code}"):
            for address, name in self._addresses:
                if _folded(text).startswith(address):
                    return name, text[len(text) - (len(_folded(text)) - len(address)) :].lstrip("/")
        prefix, _ = _curie(code)
        return (self._names.get(_folded(prefix)), code) if prefix and not system else (None, code)

    def _spelt(self, name: str, code: str) -> str:
        """Without the system's prefix (HP:0009729, HP_0009729), and for ICD without its dot and signs of use."""
        prefix, rest = _curie(code)
        if prefix and self._names.get(_folded(prefix)) == name:
            code = rest
        return code.replace(".", "").rstrip(SIGNS_OF_USE).upper() if self._systems[name].dotted else code


def _curie(code: str) -> tuple[str, str]:
    """The prefix and the rest of HP:0009729 or HP_0009729; no prefix where it is neither."""
    prefix, sign, rest = code.partition(":") if ":" in code else code.rpartition("_")
    return (prefix, rest) if sign else ("", code)


def _folded(text: str) -> str:
    """The name of a system for comparison: case, https, the sign of an OID and a last slash do not count."""
    folded = VERSION.sub("", text).strip().casefold().removeprefix("urn:oid:")
    return folded.replace("https://", "http://", 1).rstrip("/")


def from_curie(identifier: str) -> Coding:
    """The coding that a CURIE such as ``HP:0009729`` writes."""
    return Coding("", identifier)
