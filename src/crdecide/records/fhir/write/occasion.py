"""When, for whom and through what an advisory was made: what the advisory itself does not know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from crdecide.version import __version__

Json = dict[str, Any]
"""A FHIR resource or a part of one."""
SOFTWARE: Json = {"type": "Device", "display": f"crdecide {__version__}"}


@dataclass(frozen=True)
class Occasion:
    """`request` is the hookInstance, or any number of the occasion; `made` has a time zone.

    `module` is the URI of what was run; `endpoint` the CDS Hooks service that was called, where it was one;
    `patient` and `encounter` are references (``Patient/123``); `client` and `user` are who asked.
    """

    request: UUID
    made: datetime
    module: str
    endpoint: str | None = None
    patient: str | None = None
    encounter: str | None = None
    client: str = "the caller"
    user: str | None = None

    def id_of(self, name: str) -> str:
        """The id of a resource made on this occasion: always the same for one name."""
        return str(uuid5(self.request, name))

    def url_of(self, name: str) -> str:
        """The address of a resource made on this occasion, within its Bundle."""
        return f"urn:uuid:{self.id_of(name)}"

    def identifier_of(self, name: str) -> Json:
        """The business identifier of a resource made on this occasion."""
        return {"system": "urn:ietf:rfc:3986", "value": self.url_of(name)}

    @cached_property
    def time(self) -> str:
        """When, as a FHIR instant."""
        return self.made.isoformat(timespec="milliseconds")

    @property
    def subject(self) -> Json:
        """The child; where no id is known, in words."""
        return {"reference": self.patient} if self.patient else {"display": "the child whose record was read"}

    @property
    def about(self) -> Json:
        """The encounter, where there is one."""
        return {"encounter": {"reference": self.encounter}} if self.encounter else {}
