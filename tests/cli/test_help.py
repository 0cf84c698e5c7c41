"""Help as a newcomer reads it: examples that are so, exit codes, one word for one thing."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from crdecide.cli import main

METAVARS = {
    "DIR", "FILE", "DATE", "RULE", "NAME", "N", "OPTION", "HOST", "PORT", "REFERENCE", "SIGN", "FORM", "ROLE", "TEXT",
}  # fmt: skip


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command by the words that lead to it, groups too."""
    yield path, group
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = dict(commands(main))


def help_of(path: tuple[str, ...]) -> str:
    return CliRunner().invoke(main, [*path, "--help"], prog_name="crdecide").output


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_has_examples_of_this_command_with_options_that_it_has(path: tuple[str, ...]) -> None:
    examples = re.findall(r"^    (crdecide .*)$", help_of(path), re.MULTILINE)
    assert examples
    for example in examples:
        words = shlex.split(example.partition("<")[0].partition(">")[0])[1:]
        assert tuple(words[: len(path)]) == path
        found = max((known for known in COMMANDS if tuple(words[: len(known)]) == known), key=len)
        known = {name for option in COMMANDS[found].params for name in option.opts}
        assert {word for word in words if word.startswith("--")} <= known, example


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_what_an_option_takes_is_named_alike_everywhere_and_every_option_is_told(path: tuple[str, ...]) -> None:
    for option in COMMANDS[path].params:
        if isinstance(option, click.Option):
            assert option.help or isinstance(option.type, click.Choice), option.name
            assert option.metavar in METAVARS or option.is_flag or isinstance(option.type, click.Choice), option.name


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_no_line_of_a_list_of_commands_is_cut_short(path: tuple[str, ...]) -> None:
    _, _, listed = help_of(path).partition("\nCommands:\n")
    assert "..." not in listed


def test_the_exit_codes_are_told() -> None:
    text = " ".join(help_of(()).split())
    for words in ("Exit 0: answered.", "Exit 2: bad input", "Exit 1: our fault, or the output could not be written."):
        assert words in text
