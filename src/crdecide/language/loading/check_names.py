"""What the engine cannot be given safely; the loader refuses it with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

RESERVED_FIELDS = frozenset({"id", "sid", "kind", "exception"})
"""Field names that durable-rules or our facts use for themselves."""
MAX_FIELDS = 240
"""A fact of durable-rules holds at most 252 properties."""


def fnv1a_32(name: str) -> int:
    """The 32-bit FNV-1a hash by which durable-rules tells field names apart (ASCII names)."""
    code = 0x811C9DC5
    for byte in name.encode("ascii"):
        code = (code ^ byte) * 0x01000193 & 0xFFFFFFFF
    return code


def unsafe_names(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each name that must not become a field, with the reason."""
    seen: dict[int, str] = {}
    for count, name in enumerate(names, start=1):
        other = seen.setdefault(fnv1a_32(name), name)
        if name in RESERVED_FIELDS:
            yield name, f"'{name}' is a name that the engine uses for itself; choose another"
        elif other != name:
            yield name, f"'{name}' and '{other}' have the same 32-bit hash and the engine takes them for one field"
        elif count > MAX_FIELDS:
            yield name, f"more than {MAX_FIELDS} inputs and findings do not fit into one fact"
