"""Which files below a folder of rules are those of reviewers; to tell them apart, none of their forms is needed."""

from __future__ import annotations

from fnmatch import fnmatchcase

REVIEWER_FILES = "signoff/reviewer_*.yaml"


def is_signed_by_one(path: str) -> bool:
    """Whether a path below a folder of rules is that of a reviewer's file."""
    return fnmatchcase(path, REVIEWER_FILES)
