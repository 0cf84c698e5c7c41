"""What the coded answers of an Observation or a component say: that something is there, that it is not, or both.

Text is no answer: nobody knows what else stands in it.
"""

from __future__ import annotations

from .context import Context
from .resources import Component


def coded_answers(part: Component, context: Context) -> set[bool]:
    """Every answer of its value and its interpretation; empty where neither is one that is known."""
    values = [part.value_codeable_concept] if part.value_codeable_concept is not None else []
    return {
        answer.entry.there
        for concept in (*values, *part.interpretation)
        for answer in context.terminology.answers.find(concept.codes)
    }
