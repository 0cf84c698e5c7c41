"""A copy of the rules to break, and what is said of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crdecide import InvalidRuleset, load_ruleset

RULES = Path(__file__).parents[2] / "rules"
AN_INPUT = """\
    reads: {value: symptoms.syncope}
    type: yes_no
    label: a
    question: Is it so?
    unknown: It is not recorded.
    moves: up
"""
"""The lines of an input of the vocabulary that nothing reads."""
_WHERE = re.compile(r"^(?P<file>\S+?):<(?P<text>.*?)>: ")


def edit(rules: Path, name: str, old: str, new: str) -> None:
    """Replace the first `old` in a file; it has to be there."""
    text = (rules / name).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    (rules / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(rules: Path) -> list[str]:
    """Every fault that is said of the rules, in order."""
    with pytest.raises(InvalidRuleset) as error:
        load_ruleset(rules)
    return [str(problem) for problem in error.value.problems]


def with_line(rules: Path, fault: str) -> str:
    """The fault with ``<text>`` as the number of the line on which that text first stands in its file."""
    found = _WHERE.match(fault)
    assert found, f"no ``file:<text>: `` in {fault!r}"
    lines = (rules.parent / found["file"]).read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines, start=1) if found["text"] in line)
    return f"{found['file']}:{number}: {fault[found.end() :]}"


def broken_by(rules: Path, fault: tuple[str, str, str, list[str]]) -> list[str]:
    """All that has to be said once a file is broken: the file, a text in it, what takes its place, and what to say."""
    name, old, new, expected = fault
    edit(rules, name, old, new)
    return [with_line(rules, each) for each in expected]
