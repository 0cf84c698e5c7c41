"""A client's FHIR server, asked with the token of one call. Pages are followed below the server's own base only."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from .network import Network, NotFetched, keeps_prefix, parsed

Json = dict[str, Any]
FHIR_JSON = "application/fhir+json"


@dataclass(frozen=True)
class FhirServer:
    """`base` is without a slash at its end; `deadline` is of `time.monotonic`; the token is never shown."""

    base: str
    token: str = field(repr=False)
    network: Network = field(repr=False)
    deadline: float
    most_bytes: int
    most_pages: int

    def get(self, path: str) -> Json:
        """The resource at a path below the base.

        Raises:
            NotFetched: it could not be had.
        """
        return self._get(f"{self.base}/{path}")

    def rest_of(self, resource: Json, *, may_be_cut: bool = False) -> Json:
        """The resource; of a Bundle, with the entries of all its further pages.

        Where it `may_be_cut` and has too many pages, the first ones are given with the link to the next.

        Raises:
            NotFetched: a page could not be had, lies elsewhere, or there are too many.
        """
        page, entries = resource, list(_entries(resource))
        for _ in range(self.most_pages):
            if (link := self.next_page(page)) is None:
                return (
                    {**resource, "entry": entries, "link": []} if resource.get("resourceType") == "Bundle" else resource
                )
            if not keeps_prefix(link, self.base):
                raise NotFetched("a next link leaves the server")
            page = self._get(link)
            entries += _entries(page)
        if may_be_cut:
            return {**resource, "entry": entries, "link": page.get("link")}
        raise NotFetched("there are too many pages")

    def create(self, resource: Json) -> str:
        """Put a resource on the server; its type and id there.

        Raises:
            NotFetched: it was not taken.
        """
        kind = resource["resourceType"]
        headers = {"Content-Type": FHIR_JSON, **self._headers}
        answer = self.network.send(
            "POST",
            f"{self.base}/{kind}",
            headers=headers,
            content=json.dumps(resource).encode(),
            most_bytes=self.most_bytes,
            deadline=self.deadline,
        )
        if answer.status not in (200, 201):
            raise NotFetched(f"the server answered {answer.status}")
        place = answer.headers.get("location", "").partition("/_history/")[0].rstrip("/").split("/")
        return "/".join(place[-2:]) if place[-2:-1] == [kind] else kind

    @property
    def _headers(self) -> dict[str, str]:
        return {"Accept": FHIR_JSON, "Authorization": f"Bearer {self.token}"}

    @staticmethod
    def next_page(bundle: Json) -> str | None:
        """The address of the next page, where there is one."""
        links = bundle.get("link")
        for link in links if isinstance(links, list) else []:
            if isinstance(link, dict) and link.get("relation") == "next" and isinstance(link.get("url"), str):
                return str(link["url"])
        return None

    def _get(self, url: str) -> Json:
        answer = self.network.get(url, headers=self._headers, most_bytes=self.most_bytes, deadline=self.deadline)
        if answer.status != 200:
            raise NotFetched(f"the server answered {answer.status}")
        resource = parsed(answer.body)
        if not isinstance(resource, dict) or resource.get("resourceType") in (None, "OperationOutcome"):
            raise NotFetched("the answer is no resource")
        return resource


def _entries(bundle: Json) -> list[Any]:
    entries = bundle.get("entry")
    return entries if isinstance(entries, list) else []
