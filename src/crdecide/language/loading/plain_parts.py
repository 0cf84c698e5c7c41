"""The parts of a rule set as plain data, and made of it again, without being checked a second time.

What is made may be a form of the rules, a condition, a line, an address or a date, and nothing else; each is made of a
value for each of its fields. The values themselves are not looked at: they have to come of parts that were checked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import HttpUrl

from ..cards import Line
from ..conditions import NODES
from ..evidence import Form

KIND, TEXT = "", "text"
"""The keys for the name of what is made, and for the text of a value; a field has a name, so that the first is none."""
VALUES: Mapping[str, Callable[[str], Any]] = {"HttpUrl": HttpUrl, "date": date.fromisoformat}


def plain(part: Any) -> Any:
    """A part as plain data; what is no part, and nothing that JSON tells, is left as it is."""
    if isinstance(part, Form):
        return _plain(part, {name: getattr(part, name) for name in type(part).model_fields})
    if isinstance(part, (Line, *NODES)):
        return _plain(part, vars(part))
    if isinstance(part, HttpUrl | date):
        return _plain(part, {TEXT: str(part)})
    if isinstance(part, Mapping):
        return {name: plain(value) for name, value in part.items()}
    if isinstance(part, tuple):
        return [plain(each) for each in part]
    return part


def _plain(part: object, fields: Mapping[str, object]) -> dict[str, Any]:
    return {KIND: type(part).__name__, **{name: plain(value) for name, value in fields.items()}}


def made_of(text: bytes) -> Any:
    """The parts whose plain data stand in a text as JSON.

    Raises:
        ValueError, TypeError, LookupError, RecursionError: it is nothing that `plain` gives.
    """
    kinds: dict[str, Callable[..., Any]] = {form.__name__: form.made_of for form in _forms(Form)}
    kinds |= {each.__name__: each for each in (Line, *NODES)}

    def made(data: dict[str, Any]) -> Any:
        for name, value in data.items():
            if isinstance(value, list):
                data[name] = _tuple(value)
        kind = data.pop(KIND, None)
        if kind is None:
            return data
        return VALUES[kind](data[TEXT]) if kind in VALUES else kinds[kind](**data)

    return json.loads(text, object_hook=made)


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value


def _forms(form: type[Form]) -> Iterator[type[Form]]:
    """Every form that is loaded."""
    for each in form.__subclasses__():
        yield each
        yield from _forms(each)
