"""The resources in a Bundle, in the prefetch of a CDS Hooks request, or in a resource by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crdecide.errors import InvalidPatient, Problem

from .. import Note, Source
from ..element import read_element
from .dates import written_day
from .resources import READ, Resource

VERSION = re.compile(r"[A-Za-z0-9\-.]{1,64}")
DEEPEST = 3
"""How many Bundles may stand in each other."""


@dataclass
class Unpacked:
    """The resources of the types that are read, by their place, and notes on what was left out."""

    resources: list[Resource] = field(default_factory=list)
    by_reference: dict[str, Resource] = field(default_factory=dict)
    raw: list[Mapping[str, Any]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)


def unpack(record: Mapping[str, Any]) -> Unpacked:
    """Everything in the record.

    Raises:
        InvalidPatient: the record is neither a resource nor a prefetch.
    """
    found = Unpacked()
    if "resourceType" in record:
        _add(record, None, found, depth=0)
    else:
        for key, value in record.items():
            _prefetched(key, value, found)
    _keep_newest(found)
    found.notes += [
        Note(f"{number} of type {name} in the record, a type that is not read")
        for name, number in sorted(found.unread.items())
    ]
    return found


def _prefetched(key: str, value: object, found: Unpacked) -> None:
    """Null is a client without data; anything but a resource is no prefetch."""
    if value is None:
        return
    if not isinstance(value, Mapping) or "resourceType" not in value:
        raise InvalidPatient([Problem(key, "expected a FHIR resource, a Bundle of them, or null")])
    _add(value, None, found, depth=0)


def _add(resource: Mapping[str, Any], url: str | None, found: Unpacked, *, depth: int) -> None:
    name = _type(resource)
    if name == "Bundle":
        _add_bundle(resource, found, depth=depth + 1)
    elif name == "OperationOutcome":
        found.notes.append(Note("a part of the record could not be had: an OperationOutcome came instead"))
    elif name not in READ:
        found.unread[name] += 1
        found.raw.append(resource)
    else:
        found.raw.append(resource)
        _add_read(resource, name, url, found)


def _add_bundle(bundle: Mapping[str, Any], found: Unpacked, *, depth: int) -> None:
    if depth > DEEPEST:
        found.notes.append(Note(f"left out: Bundles nested more than {DEEPEST} deep"))
        return
    links = bundle.get("link")
    if any(isinstance(link, Mapping) and link.get("relation") == "next" for link in _items(links)):
        found.notes.append(Note("only the first page of a Bundle was read"))
    for number, entry in enumerate(_items(bundle.get("entry")), start=1):
        resource = entry.get("resource") if isinstance(entry, Mapping) else None
        if isinstance(resource, Mapping) and "resourceType" in resource:
            url = entry.get("fullUrl")
            _add(resource, url if isinstance(url, str) else None, found, depth=depth)
        elif not isinstance(entry, Mapping) or resource is not None:
            found.notes.append(Note("left out: it holds no resource", Source("Bundle entry", str(number))))


def _add_read(resource: Mapping[str, Any], name: str, url: str | None, found: Unpacked) -> None:
    form = read_element(READ[name], resource)
    if isinstance(form, str):
        found.notes.append(Note(f"left out, it cannot be read: {form}", Source(name)))
    elif form.modifier_extension or form.implicit_rules:
        why = "it carries a modifierExtension or implicitRules, which may change what it says"
        found.notes.append(Note(f"left out: {why}", source_of(form)))
    else:
        found.resources.append(form)
        references = [url, f"{name}/{form.id}" if form.id else None]
        found.by_reference.update({reference: form for reference in references if reference})


def _keep_newest(found: Unpacked) -> None:
    """Of one resource in several versions, the one updated last; in an order that does not depend on it."""
    newest: dict[object, Resource] = {}
    for number, resource in enumerate(found.resources):
        key = (resource.resource_type, resource.id) if resource.id else number
        if key not in newest or newest[key].meta.last_updated < resource.meta.last_updated:
            newest[key] = resource
    found.resources = list(newest.values())
    found.by_reference.update({f"{r.resource_type}/{r.id}": r for r in found.resources if r.id})


def source_of(resource: Resource, day: str | None = None) -> Source:
    """Where a statement of the resource stands; a version or a day that is none is left out, it could be anything."""
    version = resource.meta.version_id or ""
    return Source(
        resource.resource_type, resource.id, version if VERSION.fullmatch(version) else None, written_day(day or "")
    )


def _type(resource: Mapping[str, Any]) -> str:
    name = resource.get("resourceType")
    return name if isinstance(name, str) and re.fullmatch(r"[A-Za-z]{1,64}", name) else "unnamed"


def _items(value: object) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def resolve(reference: str, within: Resource, found: Unpacked) -> Resource | None:
    """The resource that a reference names: contained, by its full URL, or by type and id at the end of a URL."""
    if reference.startswith("#"):
        return next(_contained(reference[1:], within), None)
    tail = "/".join(reference.partition("/_history/")[0].split("/")[-2:])
    return found.by_reference.get(reference) or found.by_reference.get(tail)


def _contained(name: str, within: Resource) -> Iterator[Resource]:
    for raw in within.contained:
        if raw.get("id") == name and raw.get("resourceType") in READ:
            form = read_element(READ[raw["resourceType"]], raw)
            if isinstance(form, Resource):
                yield form
