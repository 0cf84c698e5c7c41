"""A bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TypeVar

import click

Step = TypeVar("Step")


def progress(work: Iterable[Step], length: int, label: str) -> AbstractContextManager[Iterator[Step]]:
    """The steps of long work, with a bar on standard error where that is a terminal."""
    return click.progressbar(work, length, label, file=sys.stderr, hidden=not sys.stderr.isatty())
