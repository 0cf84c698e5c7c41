"""What stands in a page itself, as a browser loads no other file from a disk for a script: data and programs."""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64encode


def packed(known: object) -> str:
    """Data as text that a browser unpacks by itself (DecompressionStream)."""
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return b64encode(zlib.compress(text.encode(), 9)).decode()


def content_hash(text: str) -> str:
    """By which a page lets in this script or style, and no other (Content Security Policy)."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
