"""That published rules are these rules: read back, every function is the very node that the rules make.

Decision diagrams of one order are canonical: two functions are the same exactly where they are the same node. So this
is a proof for every child that can be described, and no sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from pydantic import BaseModel, ValidationError

from crdecide.errors import CrdecideError
from crdecide.evaluation.symbolic.outcomes import RuleAnswers, answers_of
from crdecide.language.ruleset import Ruleset

from .data_model import RulesData
from .node_table import NotReadable, read_back
from .rules_as_data import functions_of, rules_data

APART = {"diagrams"}
"""What is compared node by node, and not as it is written."""


class NotTheseRules(CrdecideError):
    """Published rules that are other rules, or none; the message says where."""


def as_text(data: RulesData) -> str:
    """The data as JSON, compact; the same data give the same bytes."""
    return data.model_dump_json(by_alias=True, ensure_ascii=False) + "\n"


def read_data(text: str) -> RulesData:
    """The data, read from JSON.

    Raises:
        NotTheseRules: it is no such data; each fault with its place.
    """
    try:
        return RulesData.model_validate_json(text)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, each['loc'])) or 'the file'}: {each['msg']}" for each in error.errors()[:5])
        raise NotTheseRules("\n".join(["not the rules as data:", *faults])) from None


def prove(text: str, ruleset: Ruleset) -> int:
    """See that a text says of every child what the rules say; the number of nodes that were compared.

    Raises:
        NotTheseRules: it does not; what is different.
    """
    data, answers = read_data(text), answers_of(ruleset)
    differences = [*_different_words(data, rules_data(ruleset)), *_different_functions(data, answers)]
    if differences:
        raise NotTheseRules("\n".join(["not the data of these rules:", *differences]))
    return len(data.diagrams.table.leaves) + len(data.diagrams.table.branches)


def _different_words(read: RulesData, expected: RulesData) -> Iterator[str]:
    for name in sorted(type(read).model_fields.keys() - APART):
        if _plain(getattr(read, name)) != _plain(getattr(expected, name)):
            yield f"{name} is not what the rules say"


def _plain(value: object) -> object:
    return value.model_dump() if isinstance(value, BaseModel) else value


def _different_functions(data: RulesData, answers: RuleAnswers) -> Iterator[str]:
    parts = tuple((part.inputs, part.states) for part in data.diagrams.parts)
    if parts != tuple((part.inputs, part.states) for part in answers.parts):
        yield "diagrams.parts is not what the rules say"
        return
    # Of the store of the rules: only there have equal functions equal numbers. A copy, since what is false adds nodes.
    expected = functions_of(answers)
    diagrams = answers.diagrams.copy()
    try:
        nodes = read_back(data.diagrams.table, [len(states) for _, states in parts], diagrams)
    except NotReadable as error:
        yield f"diagrams.table: {error}"
        return
    read: dict[tuple[str, str], int | None] = {}
    for function in data.diagrams.functions:
        read[function.kind, function.name] = nodes[function.node] if 0 <= function.node < len(nodes) else None
    yield from _different(read, {(str(kind), name): node for (kind, name), node in expected.items()})


def _different(read: Mapping[tuple[str, str], int | None], expected: Mapping[tuple[str, str], int]) -> Iterator[str]:
    for key in dict.fromkeys(chain(expected, read)):
        if key not in read or key not in expected:
            yield f"the {key[0]} {key[1]} is {'not there' if key in expected else 'nothing that the rules speak of'}"
        elif read[key] != expected[key]:
            yield f"the {key[0]} {key[1]} is another function"
