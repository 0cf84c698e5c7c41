"""The addresses of sources: the publication itself, at a host that the rule set allows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import SplitResult, urlsplit

from crdecide.errors import Problem, nearest

from .draft import Draft

EXPECTED = "expected https and the name of a host in evidence_hosts.yaml"
NUMBER = re.compile(r"\[.*\]|(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+))*\.?", re.IGNORECASE)


def address_problems(draft: Draft) -> Iterator[Problem]:
    """Addresses that are no publication's: another host, no https, a number, a port; another DOI than the source's."""
    if draft.hosts is None:
        return
    for source in (source for source in draft.sources.values() if source.url):
        address = str(draft.files[source.id].data["url"])
        for fault in (*_faults(urlsplit(address), draft.hosts.hosts), *_doi_faults(address, source.doi)):
            yield draft.problem(source.id, ("url",), fault)


def _faults(address: SplitResult, hosts: Collection[str]) -> Iterator[str]:
    place = address.netloc.rpartition("@")[2]
    name, _, port = place.rpartition(":") if re.search(r":\d*$", place) else (place, "", "")
    if address.scheme != "https":
        yield f"the address begins with '{address.scheme}'; {EXPECTED}"
    if place != name:
        yield f"the address has a port ('{port}'); {EXPECTED}"
    if "@" in address.netloc:
        yield f"the address names a user; {EXPECTED}"
    if NUMBER.fullmatch(name):
        yield f"the address is a number ('{name}'); {EXPECTED}{nearest(name, hosts, 0)}"
    elif name not in hosts:
        yield f"no source is cited at '{name}'; {EXPECTED}{nearest(name, hosts, 0)}"


def _doi_faults(address: str, doi: str | None) -> Iterator[str]:
    at = "https://doi.org/"
    if address.startswith(at) and address != f"{at}{doi or ''}":
        yield f"the address is that of another DOI than '{doi or 'none'}'; expected the same in 'doi' and 'url'"
