"""`evidence_hosts.yaml`: the hosts at which a source may be cited."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Constraint

from .evidence import Form, Text

Host = Annotated[str, Constraint(pattern=r"^([a-z0-9-]+\.)+[a-z]{2,}$", description="a host's name, in small letters")]


class EvidenceHosts(Form):
    """Every allowed host, with what is published there."""

    hosts: Annotated[dict[Host, Text], Constraint(min_length=1)]
