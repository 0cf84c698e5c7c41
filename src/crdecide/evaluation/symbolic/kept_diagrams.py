"""The answers of a rule set, kept between runs: to make them is the larger part of the first answer after a start.

What is kept depends on what the rules say and on the code that makes it. It is what lies below the answers, a seventh
of the diagrams that are made on the way. Which option is put how, and what is a danger, does not rest on it: it tells
what is missing and what would change. Of the packaged rules it is pinned, so that no entry alters what is told.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from crdecide.language.loading.kept_entries import entry_of, is_as_pinned, sealed_in, was_used, write_sealed
from crdecide.language.ruleset import Ruleset

from .answer_functions import Answer, Answers
from .diagrams import Diagrams, Node
from .node_rows import leaf_data, leaf_value, rows_of
from .variables import Part

KIND = "diagrams"
PINNED = Path(__file__).with_name("packaged_diagrams.sha256")
"""The hash of the packaged rules, and that of their answers as they are kept: `make golden` writes it."""


@lru_cache(maxsize=8)
def answers_for(ruleset: Ruleset) -> Answers:
    """The answers of a rule set, for one child after another; those of `answers_of` are the same functions."""
    # The hash of a rule set that was altered in Python is not that of what it says.
    entry = entry_of(KIND, ruleset.sha256) if ruleset.origin else None
    sealed = sealed_in(entry) if entry else None
    answers = _read(sealed, ruleset) if sealed and is_as_pinned(PINNED, ruleset.sha256, sealed) else None
    if answers is None:
        sealed = written(ruleset)
        if entry:
            write_sealed(entry, sealed)
        return _answers(json.loads(sealed), ruleset)
    if entry:
        was_used(entry)
    return answers


def written(ruleset: Ruleset) -> bytes:
    """The answers of a rule set as they are kept; the same rules give the same bytes."""
    # Only here: where answers were made before, what makes them need not even be loaded.
    from .outcomes import answers_of

    made = answers_of(ruleset)
    leaves, branches, places = rows_of(made.diagrams, [*(each.node for each in made.answers), *made.contradicted])
    whole = {
        "parts": [(part.inputs, part.states) for part in made.parts],
        "leaves": [leaf_data(leaf) for leaf in leaves],
        "branches": branches,
        "answers": [(each.kind, each.name, places[each.node], each.support) for each in made.answers],
        "contradictions": made.contradictions,
        "contradicted": [places[node] for node in made.contradicted],
    }
    return json.dumps(whole).encode()


def _read(sealed: bytes, ruleset: Ruleset) -> Answers | None:
    """What is kept; None where it is nothing that this code would have written."""
    try:
        return _answers(json.loads(sealed), ruleset)
    except (ValueError, TypeError, LookupError, RecursionError):
        return None


def _answers(whole: Any, ruleset: Ruleset) -> Answers:
    diagrams = Diagrams()
    nodes: list[Node] = [diagrams.leaf(leaf_value(leaf)) for leaf in whole["leaves"]]
    for variable, *goes_on in whole["branches"]:
        nodes.append(diagrams.branch(variable, [nodes[place] for place in goes_on]))
    return Answers(
        ruleset=ruleset,
        parts=tuple(Part(tuple(inputs), tuple(map(tuple, states))) for inputs, states in whole["parts"]),
        diagrams=diagrams,
        answers=tuple(
            Answer(kind, name, nodes[place], tuple(support)) for kind, name, place, support in whole["answers"]
        ),
        contradictions=tuple(map(tuple, whole["contradictions"])),
        contradicted=tuple(nodes[place] for place in whole["contradicted"]),
    )
