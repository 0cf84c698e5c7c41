"""How a table is written, as options of a command; and how it would be read, as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .console_encoding import echo_for_people

if TYPE_CHECKING:
    from crdecide.language.ruleset import Ruleset
    from crdecide.records.rows.declared_form import TableForm

Command = TypeVar("Command", bound=Callable[..., Any])
OPTIONS = (
    click.option(
        "--map",
        "mapping",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A file that says which column is which field.",
    ),
    click.option(
        "--delimiter", metavar="SIGN", help="The sign between cells of CSV, or tab.  [default: the one in the header]"
    ),
    click.option(
        "--encoding",
        metavar="NAME",
        help="Of CSV and NDJSON, such as cp1252.  [default: UTF-8, or as the file's mark says]",
    ),
    click.option("--decimal", metavar="SIGN", default=".", show_default=True, help="The sign before decimals: . or ,"),
    click.option(
        "--dates",
        metavar="FORM",
        default="YYYY-MM-DD",
        show_default=True,
        help="Or DD.MM.YYYY, DD/MM/YYYY, MM/DD/YYYY.",
    ),
    click.option("--sheet", metavar="NAME", help="The sheet of an Excel workbook."),
    click.option(
        "--ignore-columns", multiple=True, metavar="NAME", help="A column not to read, or unknown ones by lab_*."
    ),
)


def table_options(command: Command) -> Command:
    """Give a command the options that say how a table is written."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def form_of_options(**options: Any) -> TableForm:
    """What the options declare.

    Raises:
        InvalidTable: a declaration is none of those that there are.
    """
    from crdecide.records.rows.declared_form import table_form

    return table_form(options.pop("mapping"), **options)


def print_preview(source: Path, form: TableForm, ruleset: Ruleset | None) -> None:
    """How each column of a table would be read, and its first rows; a danger in one that would be rejected is said.

    Raises:
        InvalidTable: it cannot be read at all.
    """
    from crdecide.records.rows.first_rows import preview

    seen = preview(source, form, ruleset=ruleset)
    width = max((len(column.name) for column in seen.columns), default=0)
    echo_for_people("Columns")
    for column in seen.columns:
        echo_for_people(f"  {column.name:{width}}  {_what(column.path, column.said)}".rstrip())
    echo_for_people("\nRows")
    for number, name, values, wrong in seen.rows:
        known = ", ".join(f"{path} {value}" for path, value in values.items()) or "nothing is known"
        echo_for_people(f"  {number}{f' ({name!r})' if name else ''}: {known}")
        if wrong:
            echo_for_people(f"    would be rejected: {wrong}")
    echo_for_people("\nNothing was answered: this was a check of the first rows.")


def _what(path: str, said: str) -> str:
    return f"-> {path}{f'  ({said})' if said and not said.startswith('read as') else ''}" if path else f"   {said}"
