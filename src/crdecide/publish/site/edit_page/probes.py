"""Values of the fields of a record that bring about every state of every part, however finely a quantity is cut.

The page cuts a quantity anew where a threshold is changed, and has to find the states that there are then. Of a field
that a quantity is simply the value of it makes the values itself; of a list they are given here, as finely as can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from crdecide.evaluation.symbolic.representatives import Inputs, read_from
from crdecide.evaluation.symbolic.variables import Part
from crdecide.language.partition import Regions, regions_of
from crdecide.language.readings import ValueOf
from crdecide.language.ruleset import Ruleset

from .thresholds import thresholds_of

Json = dict[str, Any]


def probes_of(parts: Sequence[Part], ruleset: Ruleset) -> list[list[Json]]:
    """For each part its fields: `values`, or the input whose values are made from its cuts (`of`), or entries made of
    such inputs (`entry`).
    """
    read, finest = read_from(ruleset), _finest(ruleset)
    made = {path: _of_field(path, inputs, finest, ruleset) for path, inputs in read.items()}
    return [[made[path] for path in _fields(part, ruleset)] for part in parts]


def _fields(part: Part, ruleset: Ruleset) -> Iterator[str]:
    # A dict as a set that keeps its order.
    fields: dict[str, None] = {}
    for name in part.inputs:
        fields.update(dict.fromkeys(ruleset.vocabulary.inputs[name].to_fill_in))
    yield from fields


def _finest(ruleset: Ruleset) -> Regions:
    """Cut at every whole number that a quantity read from a list may be compared with."""
    regions = regions_of(ruleset)
    cuts = dict(regions.cuts)
    for name, allowed in thresholds_of(ruleset).items():
        if not isinstance(ruleset.vocabulary.inputs[name].reads, ValueOf):
            cuts[name] = tuple(range(int(allowed.least), int(allowed.most) + 1))
    return replace(regions, cuts=cuts)


def _of_field(path: str, inputs: Inputs, finest: Regions, ruleset: Ruleset) -> Json:
    readings = [entry.reads for _, entry in inputs]
    lead = max(readings, key=lambda reads: (reads.makes_whole_entries, reads.may_be_no))
    if not isinstance(lead, ValueOf):
        return {"field": path, "values": _plain(type(lead).representatives(path, inputs, finest, ruleset.drugs))}
    plain = [(name, entry) for name, entry in inputs if isinstance(entry.reads, ValueOf)]
    if any(entry.paths[0].startswith(f"{path}.") for _, entry in plain):
        return {"field": path, "entry": {entry.paths[0].rpartition(".")[2]: name for name, entry in plain}}
    return {"field": path, "of": plain[0][0]}


def _plain(values: Any) -> list[Any]:
    """Each value once, without what is not known."""
    made = [_without_nothing(value) for value in values]
    return [value for place, value in enumerate(made) if value not in made[:place]]


def _without_nothing(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: each for name, each in value.items() if each is not None}
    return [_without_nothing(each) for each in value] if isinstance(value, list) else value
