"""The files of the package as text and as syntax trees, each read once for all the tests that look at them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/crdecide"
FILES = sorted(SOURCE.rglob("*.py"))


def place(path: Path) -> str:
    """Where a file stands in the package, for a message."""
    return path.relative_to(SOURCE).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def syntax_tree(path: Path) -> ast.Module:
    return ast.parse(text_of(path))
