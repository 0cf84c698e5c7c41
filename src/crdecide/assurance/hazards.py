"""The hazard log: what can go wrong, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from crdecide.errors import CrdecideError
from crdecide.guideline.validation import faults
from crdecide.language.evidence import Form, Identifier, Text
from crdecide.language.loading.yaml_text import NotYaml, data_of

Texts = Annotated[tuple[Text, ...], Field(min_length=1, strict=False)]


class Control(Form):
    """Something that stands against a hazard, and the tests and properties that show that it works."""

    what: Text
    shown_by: Texts


class Hazard(Form):
    """One way of going wrong; `left` is what stays open all the same. It is closed, never deleted."""

    hazard: Text
    severity: Literal["minor", "serious", "critical"]
    causes: Texts
    controls: Annotated[tuple[Control, ...], Field(min_length=1, strict=False)]
    left: Text
    status: Literal["open", "controlled", "closed"]


class HazardLog(Form):
    """``docs/hazards.yaml``."""

    hazards: Mapping[Identifier, Hazard]


def read_hazards(path: Path) -> HazardLog:
    """The log in a file.

    Raises:
        CrdecideError: it cannot be read, with every fault and its place.
    """
    try:
        return HazardLog.model_validate(data_of(path.read_text(encoding="utf-8")))
    except NotYaml as error:
        raise CrdecideError(f"{path.name}:{error.line}: {error.why}") from error
    except ValidationError as error:
        lines = [f"{path.name}: {'.'.join(map(str, where))}: {what}" for where, what in faults(error, HazardLog)]
        raise CrdecideError("\n".join(lines)) from error


def hazards_page(log: HazardLog) -> str:
    """The log as Markdown, a section a hazard, the gravest first."""
    order = ("critical", "serious", "minor")
    ranked = sorted(log.hazards.items(), key=lambda entry: order.index(entry[1].severity))
    lines = [
        "# Hazard log",
        "",
        "Made from `hazards.yaml` by `crdecide rules hazards docs/hazards.yaml`. Severity is our own rating, should a",
        "hazard reach a child. Each control names the tests, or the properties of `crdecide verify`, that show it.",
        "",
        "| hazard | severity | status |",
        "| --- | --- | --- |",
    ]
    for name, entry in ranked:
        lines.append(f"| {_link(name)} | {entry.severity} | {entry.status} |")
    lines.append("")
    for name, entry in ranked:
        lines += _section(name, entry)
    return "\n".join(lines).rstrip() + "\n"


def _link(name: str) -> str:
    return f"[{name.replace('_', ' ')}](#{name.replace('_', '-')})"


def _section(name: str, hazard: Hazard) -> Iterator[str]:
    yield from (f"## {name.replace('_', ' ')}", "")
    yield from (f"**{hazard.hazard}** Severity: {hazard.severity}. Status: {hazard.status}.", "")
    yield from (f"Causes: {'; '.join(hazard.causes)}.", "")
    for control in hazard.controls:
        yield f"- {control.what}"
        for shown in control.shown_by:
            yield f"  - `{shown}`"
    yield from ("", f"Left: {hazard.left}", "")
