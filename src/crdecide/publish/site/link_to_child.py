"""A child as the start page reads it from its own address; no part of it is sent."""

from __future__ import annotations

import json
from urllib.parse import quote

from crdecide.assurance.properties.counterexample import Record
from crdecide.guideline.record_paths import known_fields


def behind_the_link(record: Record | None) -> str:
    """What stands behind the # of the start page; empty where there is no child."""
    parts = [f"{path}={quote(json.dumps(value), safe='')}" for path, value in known_fields(record or {})]
    return "&".join([f"answers={len(parts)}", *parts]) if parts else ""
