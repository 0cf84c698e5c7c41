"""The only file that touches the C module of durable-rules: load it, compile one set, run one fact.

The calls and their order are those found to be exact and free of leaks: assert one fact under a constant
id in the one default session, take actions until there are none, retract the fact. The C module's own
`Host` (timer threads, JSON state, swallowed exceptions) is not used.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from crdecide.errors import EngineError


class EngineFailure(Exception):
    """The C engine did not behave as expected; its handle must not be used again."""


def _load() -> Any:
    """Import the C module. From Python 3.13 on it may name a symbol that is gone, used only by callbacks never set."""
    if sys.version_info < (3, 13) or not hasattr(os, "RTLD_LAZY"):
        return import_module("durable_rules_engine")
    # Lazily, the missing symbol is never looked up; eagerly, the import fails on it.
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags & ~os.RTLD_NOW | os.RTLD_LAZY)
    try:
        return import_module("durable_rules_engine")
    finally:
        sys.setdlopenflags(flags)


@cache
def _engine() -> Any:
    """The C module, loaded on first use.

    Raises:
        EngineError: it is not there, or was built in a way that this Python cannot load; with what to do about it.
    """
    try:
        return _load()
    except ImportError as error:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise EngineError(
            f"the rule engine durable-rules cannot be loaded by Python {version} ({error}); build it again with "
            f"{BUILD}, or install it from a wheelhouse (README.md, 'Install it')"
        ) from None


BUILD = (
    "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject python -m pip install "
    "--force-reinstall --no-cache-dir --no-deps durable-rules==2.0.28"
)
"""How the engine is built where it does not load; the flag gives the symbol that Python 3.13 dropped its new name."""
ANCHOR = "anchor"
MAX_TERMS_PER_SET = 60
"""More than 64 rules due at once in one state fail with error 303; the anchor and some room are left."""
_FACT_ID, _SESSION, _KIND = "p", "0", "p"
_RETRACT = json.dumps({"id": _FACT_ID})


def definition(terms: Mapping[str, Mapping[str, tuple[int, int]]]) -> str:
    """The terms as a durable-rules definition: each field in a closed interval, joined by "and", the anchor first."""
    # The anchor holds for every fact and has the first priority: a run in which it does not come first did not
    # see the whole set, and an answer of silence would be taken for "nothing holds".
    rules: dict[str, Any] = {ANCHOR: {"all": [{"m": {"kind": _KIND}}], "pri": 0}}
    for priority, (name, intervals) in enumerate(terms.items(), start=1):
        comparisons: list[dict[str, Any]] = [{"kind": _KIND}]
        for field, (low, high) in intervals.items():
            comparisons += [{field: low}] if low == high else [{"$gte": {field: low}}, {"$lte": {field: high}}]
        rules[name] = {"all": [{"m": {"$and": comparisons}}], "pri": priority}
    return json.dumps(rules)


class Handle:
    """One compiled set. One evaluation at a time; after any failure only `close` may be called."""

    def __init__(self, definition: str) -> None:
        try:
            self._handle: int = _engine().create_ruleset("crdecide", definition)
        except _engine().error as error:
            raise EngineFailure(f"durable-rules cannot compile the rules: {error}") from error
        self._has_state = False
        self._usable = True

    def fired(self, fact: Mapping[str, int]) -> list[str]:
        """The names of the terms that hold for the fact, in the order of their definition.

        Raises:
            EngineFailure: anything but one clean run of the whole set.
        """
        if not self._usable:
            raise EngineFailure("the handle was used after a failure")
        # Until the run is known to be clean: an exception or an interruption may leave the fact behind, and its
        # rules would fire for the next patient.
        self._usable = False
        try:
            fired = self._run(json.dumps({"id": _FACT_ID, "kind": _KIND, **fact}))
        except _engine().error as error:
            raise EngineFailure(f"durable-rules reports {error}") from error
        if fired[:1] != [ANCHOR]:
            raise EngineFailure("the anchor rule did not fire first")
        self._usable = True
        return fired[1:]

    def _run(self, fact: str) -> list[str]:
        code, state = _engine().assert_fact(self._handle, fact)
        if code != 0:
            raise EngineFailure(f"the fact was not taken: code {code}")
        started = _engine().start_action_for_state(self._handle, state)
        message = started[1] if started else None
        fired = []
        while message is not None:
            # A message begins with {"name": only that is wanted, so it is cut out rather than read as JSON.
            fired.append(message[2 : message.index('"', 2)])
            message = _engine().complete_and_start_action(self._handle, state)
        self._has_state = True
        _engine().retract_fact(self._handle, _RETRACT)
        return fired

    def close(self) -> None:
        """Give the memory back. State is deleted only after a clean run: deleting it sooner can crash."""
        if self._usable and self._has_state:
            _engine().delete_state(self._handle, _SESSION)
        self._usable = False
        _engine().delete_ruleset(self._handle)
