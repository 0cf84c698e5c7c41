"""How soon a specialist review is due, as functions of what is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.guideline.options import Timing
from crdecide.language.truth import TRUE

from .subject import Subject


def timing_of(subject: Subject) -> Mapping[Timing, Node]:
    """For each timing, where a note says it in scope."""
    said: dict[Timing, Node] = {}
    for timing in get_args(Timing):
        notes = [note.id for note in subject.ruleset.notes if note.says.timing == timing]
        truths = [subject.rules.effective[name] for name in notes]
        said[timing] = subject.node(_is_said, [subject.outcomes.scope, *truths])
    return said


def _is_said(status: str, *truths: object) -> bool:
    return status == "in_scope" and TRUE in truths
