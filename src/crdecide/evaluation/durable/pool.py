"""Compiled handles lent to one evaluation at a time, and thrown away after any failure or a fork."""

from __future__ import annotations

import os
import weakref
from collections import deque
from collections.abc import Callable

from crdecide.errors import EngineError

from ..semantics import Conclusions
from .native import EngineFailure
from .program import Handles, Program

MAX_IDLE = 16
"""Handle sets kept for later evaluations; a dozen megabytes each for the packaged rules."""


class Pool:
    """Idle handle sets of one program. A deque's own operations are atomic: no lock can be held over a fork."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._start()

    def run(self, evaluation: Callable[[Handles], Conclusions]) -> Conclusions:
        """One evaluation on handles of its own; after a failure once more on fresh ones.

        Raises:
            EngineError: the second attempt failed as well.
        """
        try:
            return self._attempt(evaluation)
        except EngineFailure:
            # Whatever spoilt one set may have spoilt the others: the second attempt has to start afresh.
            self._discard_idle()
        try:
            return self._attempt(evaluation)
        except EngineFailure as failure:
            raise EngineError(f"durable-rules failed twice in a row: {failure}") from failure

    def _attempt(self, evaluation: Callable[[Handles], Conclusions]) -> Conclusions:
        handles = self._borrow()
        try:
            conclusions = evaluation(handles)
        # An interruption as well: a set of handles whose run did not end is never lent again.
        except BaseException:
            _close(handles)
            raise
        self._give_back(handles)
        return conclusions

    def _borrow(self) -> Handles:
        if self._process != os.getpid():
            self._start()
        try:
            return self._idle.pop()
        except IndexError:
            return self._program.compile()

    def _give_back(self, handles: Handles) -> None:
        if len(self._idle) < MAX_IDLE:
            self._idle.append(handles)
        else:
            _close(handles)

    def _discard_idle(self) -> None:
        while self._idle:
            _close(self._idle.pop())

    def _start(self) -> None:
        """An empty pool; handles made before a fork belong to the parent and are left alone."""
        self._process = os.getpid()
        self._idle: deque[Handles] = deque()
        weakref.finalize(self, _close_all, self._idle, self._process)


def _close_all(idle: deque[Handles], process: int) -> None:
    while idle and process == os.getpid():
        _close(idle.pop())


def _close(handles: Handles) -> None:
    for handle in handles:
        handle.close()
