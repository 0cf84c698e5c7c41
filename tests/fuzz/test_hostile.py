"""Hostile input: answered, or refused with a declared error; nothing else. ``make fuzz`` goes on for longer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hostile import TARGETS, Pick

from crdecide.cli import main

EXAMPLES = {"rule_file": 40, "command": 50}


@pytest.mark.parametrize("name", TARGETS)
def test_hostile_input_is_answered_or_refused_as_declared(name: str) -> None:
    assert tries(TARGETS[name], EXAMPLES.get(name, 150)) > 0, "each target holds every answer to what is declared"


def tries(target: Callable[[Pick], None], examples: int) -> int:
    """How many inputs the target met, each as it declares; an error where one was not."""
    met = []

    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        target(lambda below: data.draw(st.integers(0, max(below - 1, 0))))
        met.append(True)

    tried()
    return len(met)


def test_a_stream_without_a_name_is_refused_as_a_file_would_be() -> None:
    """Found by the target `command`: the message names the source, and standard input need not have a name."""
    ran = CliRunner().invoke(main, ["advise", "-"], input=b"{")
    assert ran.exit_code == 2
    assert ran.stderr.startswith("crdecide: <stdin>: not a valid patient record:")
