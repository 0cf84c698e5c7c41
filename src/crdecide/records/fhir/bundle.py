"""The resources in a Bundle, in the prefetch of a CDS Hooks request, or in a resource by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crdecide.errors import InvalidPatient, Problem

from .. import RecordNote, Source
from ..element import read_element
from .dates import written_day
from .resources import READ, DrugUse, Resource

VERSION = re.compile(r"[A-Za-z0-9\-.]{1,64}")
DEEPEST = 3
"""How many Bundles may stand in each other."""


@dataclass
class Unpacked:
    """The resources of the types that are read, by their place, and notes on what was left out."""

    resources: list[Resource] = field(default_factory=list)
    by_reference: dict[str, Resource] = field(default_factory=dict)
    raw: list[Mapping[str, Any]] = field(default_factory=list)
    notes: list[RecordNote] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)


def unpack(record: Mapping[str, Any]) -> Unpacked:
    """Everything in the record.

    Raises:
        InvalidPatient: the record is neither a resource nor a prefetch.
    """
    unpacked = Unpacked()
    if "resourceType" in record:
        _add(record, None, unpacked, depth=0)
    else:
        for key, value in record.items():
            _add_prefetched(key, value, unpacked)
    _keep_newest(unpacked)
    for name, number in sorted(unpacked.unread.items()):
        unpacked.notes.append(RecordNote("not_read", f"{number} of type {name} in the record, a type that is not read"))
    return unpacked


def _add_prefetched(key: str, value: object, unpacked: Unpacked) -> None:
    """Null is a client without data; anything but a resource is no prefetch."""
    if value is None:
        return
    if not isinstance(value, Mapping) or "resourceType" not in value:
        raise InvalidPatient([Problem(key, "expected a FHIR resource, a Bundle of them, or null")])
    _add(value, None, unpacked, depth=0)


def _add(resource: Mapping[str, Any], url: str | None, unpacked: Unpacked, *, depth: int) -> None:
    name = _type(resource)
    if name == "Bundle":
        _add_bundle(resource, unpacked, depth=depth + 1)
    elif name == "OperationOutcome":
        text = "a part of the record could not be had: an OperationOutcome came instead"
        unpacked.notes.append(RecordNote("partial", text))
    elif name not in READ:
        unpacked.unread[name] += 1
        unpacked.raw.append(resource)
    else:
        unpacked.raw.append(resource)
        _add_read(resource, name, url, unpacked)


def _add_bundle(bundle: Mapping[str, Any], unpacked: Unpacked, *, depth: int) -> None:
    if depth > DEEPEST:
        unpacked.notes.append(RecordNote("left_out", f"left out: Bundles nested more than {DEEPEST} deep"))
        return
    links = bundle.get("link")
    if any(isinstance(link, Mapping) and link.get("relation") == "next" for link in _as_list(links)):
        unpacked.notes.append(RecordNote("partial", "only the first page of a Bundle was read"))
    for number, entry in enumerate(_as_list(bundle.get("entry")), start=1):
        resource = entry.get("resource") if isinstance(entry, Mapping) else None
        if isinstance(resource, Mapping) and "resourceType" in resource:
            url = entry.get("fullUrl")
            _add(resource, url if isinstance(url, str) else None, unpacked, depth=depth)
        elif not isinstance(entry, Mapping) or resource is not None:
            place = Source("Bundle entry", str(number))
            unpacked.notes.append(RecordNote("left_out", "left out: it holds no resource", place))


def _add_read(resource: Mapping[str, Any], name: str, url: str | None, unpacked: Unpacked) -> None:
    form = read_element(READ[name], resource)
    if isinstance(form, str):
        unpacked.notes.append(left_out(READ[name], f"left out, it cannot be read: {form}", Source(name)))
    elif form.modifier_extension or form.implicit_rules:
        why = "it carries a modifierExtension or implicitRules, which may change what it says"
        unpacked.notes.append(left_out(READ[name], f"left out: {why}", source_of(form)))
    else:
        unpacked.resources.append(form)
        references = [url, f"{name}/{form.id}" if form.id else None]
        unpacked.by_reference.update({reference: form for reference in references if reference})


def left_out(form: type[Resource], text: str, source: Source) -> RecordNote:
    """The note on a resource that cannot be used; of a drug it has to be known that nothing was checked for it."""
    return RecordNote("drug_left_out" if issubclass(form, DrugUse) else "left_out", text, source)


def _keep_newest(unpacked: Unpacked) -> None:
    """Of one resource in several versions, the one updated last; in an order that does not depend on it."""
    newest: dict[object, Resource] = {}
    for number, resource in enumerate(unpacked.resources):
        key = (resource.resource_type, resource.id) if resource.id else number
        if key not in newest or newest[key].meta.last_updated < resource.meta.last_updated:
            newest[key] = resource
    unpacked.resources = list(newest.values())
    unpacked.by_reference.update({f"{r.resource_type}/{r.id}": r for r in unpacked.resources if r.id})


def source_of(resource: Resource, day: str | None = None) -> Source:
    """Where a statement of the resource stands; a version or a day that is none is left out, it could be anything."""
    version = resource.meta.version_id or ""
    return Source(
        resource.resource_type, resource.id, version if VERSION.fullmatch(version) else None, written_day(day or "")
    )


def _type(resource: Mapping[str, Any]) -> str:
    name = resource.get("resourceType")
    return name if isinstance(name, str) and re.fullmatch(r"[A-Za-z]{1,64}", name) else "unnamed"


def _as_list(value: object) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def resolve(reference: str, within: Resource, unpacked: Unpacked) -> Resource | None:
    """The resource that a reference names: contained, by its full URL, or by type and id at the end of a URL."""
    if reference.startswith("#"):
        return next(_contained(reference[1:], within), None)
    tail = "/".join(reference.partition("/_history/")[0].split("/")[-2:])
    return unpacked.by_reference.get(reference) or unpacked.by_reference.get(tail)


def _contained(name: str, within: Resource) -> Iterator[Resource]:
    for raw in within.contained:
        if raw.get("id") == name and raw.get("resourceType") in READ:
            form = read_element(READ[raw["resourceType"]], raw)
            if isinstance(form, Resource):
                yield form
