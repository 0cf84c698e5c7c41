"""The resources in a Bundle, in the prefetch of a CDS Hooks request, or in a resource by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crdecide.errors import InvalidPatient, Problem
from crdecide.language.code_systems import Coding

from .. import RecordNote, Source, Unread
from ..element import OBJECT, read_element
from .dates import written_day
from .release import OF_R5, is_of_r5
from .resource_types import READ
from .resources import Resource
from .versions import newest

VERSION, TYPE = re.compile(r"[A-Za-z0-9\-.]{1,64}"), re.compile(r"[A-Za-z]{1,64}")
MOST_ENTRIES = 20_000
"""A record of more is refused at once: it would be read for seconds, and holds more than one child's heart needs."""
HISTORY = "history"
DEEPEST = 3
"""How many Bundles may stand in each other."""


@dataclass(frozen=True)
class LeftOut:
    """A resource that cannot be used as a whole, and why."""

    form: type[Resource]
    why: str
    source: Source
    raw: Mapping[str, Any]


@dataclass
class Unpacked:
    """The resources of the types that are read, by their place, and notes on what was left out.

    `bases` has the address of the server before the type and id of each resource, '' where none is given. `shared` are
    resources beside the record to which it may point, by type and id.
    """

    resources: list[Resource] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    by_reference: dict[str, Resource] = field(default_factory=dict)
    shared: Mapping[str, Resource] = field(default_factory=dict)
    raw: list[Mapping[str, Any]] = field(default_factory=list)
    notes: list[RecordNote] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    other_types: Counter[str] = field(default_factory=Counter)
    entries: int = 0


def shared_apart(resources: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Resource], list[Mapping[str, Any]]]:
    """Resources of no patient that many records may point to, by type and id; and those that belong into each record.

    Into each record belongs what cannot be used or says whose it is: of that it has to be told, or the record is
    refused.
    """
    apart, others = Unpacked(), []
    for resource in resources:
        used = len(apart.resources)
        if not resource.keys() & {"subject", "patient"}:
            _add(resource, None, apart, depth=0)
        if len(apart.resources) == used or not apart.resources[-1].id:
            others.append(resource)
    _keep_newest(apart)
    return apart.by_reference, others


def unpack(record: Mapping[str, Any]) -> Unpacked:
    """Everything in the record.

    Raises:
        InvalidPatient: the record is neither a resource nor a prefetch, or has more entries than are read.
    """
    unpacked = Unpacked()
    if "resourceType" in record:
        _add(record, None, unpacked, depth=0)
    else:
        for key, value in record.items():
            _add_prefetched(key, value, unpacked)
    _keep_newest(unpacked)
    if any(map(is_of_r5, unpacked.raw)):
        unpacked.notes.append(RecordNote("partial", OF_R5))
    for name, number in sorted(unpacked.other_types.items()):
        text = f"a type of resource that is not read; {number} in the record"
        unpacked.notes.append(RecordNote("other_type", text, Source(name)))
    return unpacked


def _base(url: str | None, resource: Resource) -> str:
    """The address of the server that a full URL names before a resource's type and id."""
    if not url or not resource.id:
        return ""
    tail = f"/{resource.resource_type}/{resource.id}"
    return url.removesuffix(tail) if url.endswith(tail) else ""


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
        unpacked.other_types[name] += 1
        unpacked.raw.append(resource)
    else:
        unpacked.raw.append(resource)
        _add_read(resource, name, url, unpacked)


def _add_bundle(bundle: Mapping[str, Any], unpacked: Unpacked, *, depth: int) -> None:
    if depth > DEEPEST:
        why = f"left out: Bundles nested more than {DEEPEST} deep"
        unpacked.unread.append(Unread("other", why, Source("Bundle")))
        return
    if bundle.get("type") == HISTORY:
        # Of a history it is not known what still stands: an entry may be the deletion of another.
        unpacked.unread.append(Unread("other", "left out: a Bundle of type 'history'", Source("Bundle")))
        return
    links = bundle.get("link")
    if any(isinstance(link, Mapping) and link.get("relation") == "next" for link in as_list(links)):
        unpacked.notes.append(RecordNote("partial", "only the first page of a Bundle was read"))
    entries = list(as_list(bundle.get("entry")))
    unpacked.entries += len(entries)
    if unpacked.entries > MOST_ENTRIES:
        why = f"expected at most {MOST_ENTRIES:,} entries; ask for less by the searches of the guide"
        raise InvalidPatient([Problem("Bundle.entry", why)])
    for number, entry in enumerate(entries, start=1):
        resource = entry.get("resource") if isinstance(entry, OBJECT) else None
        if isinstance(resource, OBJECT) and "resourceType" in resource:
            url = entry.get("fullUrl")
            _add(resource, url if isinstance(url, str) else None, unpacked, depth=depth)
        elif not isinstance(entry, Mapping) or resource is not None:
            place = Source("Bundle entry", str(number))
            unpacked.unread.append(Unread("other", "left out: it holds no resource", place))


def _add_read(resource: Mapping[str, Any], name: str, url: str | None, unpacked: Unpacked) -> None:
    form = read_element(READ[name], resource)
    if isinstance(form, str):
        why = f"left out, it cannot be read: {form}"
        unpacked.left_out.append(LeftOut(READ[name], why, _place(name, resource), resource))
    elif form.modifier_extension or form.implicit_rules:
        why = "left out: it carries a modifierExtension or implicitRules, which may change what it says"
        unpacked.left_out.append(LeftOut(READ[name], why, source_of(form), resource))
    else:
        unpacked.resources.append(form)
        unpacked.bases.append(_base(url, form))
        if url:
            unpacked.by_reference[url] = form


def _place(name: str, resource: Mapping[str, Any]) -> Source:
    """Where a resource stands that is broken; an id that is none is left out, it could be anything."""
    given = resource.get("id")
    return Source(name, given if isinstance(given, str) and VERSION.fullmatch(given) else None)


def _keep_newest(unpacked: Unpacked) -> None:
    """Of one resource in several versions, the newest; all of them where it cannot be told which that is."""
    versions: dict[object, list[Resource]] = {}
    for number, (resource, base) in enumerate(zip(unpacked.resources, unpacked.bases, strict=True)):
        key = (resource.resource_type, resource.id, base) if resource.id else number
        versions.setdefault(key, []).append(resource)
    if len(versions) < len(unpacked.resources):
        unpacked.resources = [resource for of_one in versions.values() for resource in newest(of_one)]
    for resource in unpacked.resources:
        if resource.id:
            unpacked.by_reference[f"{resource.resource_type}/{resource.id}"] = resource


def source_of(resource: Resource, day: str | None = None, codes: tuple[Coding, ...] = ()) -> Source:
    """Where a statement of the resource stands; a version or a day that is none is left out, it could be anything."""
    given = resource.meta.version_id
    version = given if given and VERSION.fullmatch(given) else None
    return Source(resource.resource_type, resource.id, version, written_day(day) if day else None, codes=codes)


def _type(resource: Mapping[str, Any]) -> str:
    name = resource.get("resourceType")
    return name if isinstance(name, str) and (name in READ or TYPE.fullmatch(name)) else "unnamed"


def as_list(value: object) -> Iterable[Any]:
    """The items of a list; one that was sent bare is a list of one, and nothing an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def resolve(reference: str, within: Resource, unpacked: Unpacked) -> Resource | None:
    """The resource that a reference names: contained, by its full URL, or by type and id at the end of a URL."""
    if reference.startswith("#"):
        return next(_contained(reference[1:], within), None)
    tail = "/".join(reference.partition("/_history/")[0].split("/")[-2:])
    known = unpacked.by_reference
    return known.get(reference) or known.get(tail) or unpacked.shared.get(tail)


def _contained(name: str, within: Resource) -> Iterator[Resource]:
    for raw in within.contained:
        if raw.get("id") == name and (form_of_type := READ.get(_type(raw))) is not None:
            form = read_element(form_of_type, raw)
            if isinstance(form, Resource):
                yield form
