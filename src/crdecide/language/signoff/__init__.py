"""Texts that may not change unseen, and who has signed what: a file a reviewer, void where a hash has changed."""

from __future__ import annotations

from .pin_lines import PinLine, line_for, read_lines
from .pinned import Pinned, pinned_changes, pinned_texts

__all__ = ["PinLine", "Pinned", "line_for", "pinned_changes", "pinned_texts", "read_lines"]
