"""Texts that may not change unseen: caveats, the danger sentence, contraindications, each pinned by its hash."""

from __future__ import annotations

from .pinned import Pinned, pinned_changes, pinned_texts
from .signed_lines import UNSIGNED, SignedLine, line_for, read_lines

__all__ = ["UNSIGNED", "Pinned", "SignedLine", "line_for", "pinned_changes", "pinned_texts", "read_lines"]
