"""A child as a Gherkin scenario, in the closed set of steps, with what the specification says of it."""

from __future__ import annotations

from collections.abc import Iterator

from crdecide.advisory.model import Advisory
from crdecide.advisory.one_child import advise
from crdecide.errors import ConflictingCards
from crdecide.guideline.options import CANNOT_ASSESS
from crdecide.language.ruleset import Ruleset

from ..properties.counterexample import Record
from .steps import THEN_OPTIONS, THEN_STANCES, WHEN
from .steps.from_record import given_steps

SCOPES = {
    "in_scope": "the child is in scope",
    "out_of_scope": "the child is out of scope",
    CANNOT_ASSESS: "the scope cannot be assessed",
}


def scenario(name: str, child: Record, ruleset: Ruleset) -> str:
    """The scenario as text; the claims are those of the evaluator.

    Where the rules contradict each other, or nothing is known, there is nothing to claim beside the scope.
    """
    given = given_steps(child) or ["a child of unknown age"]
    lines = [f"Scenario: {name}", *_steps("Given", given), f"  When {WHEN}"]
    try:
        lines += _steps("Then", _claims(advise(dict(child), ruleset=ruleset, engine="reference")))
    except ConflictingCards:
        lines += ["  # two cards contradict each other, so that no advisory is given"]
    return "\n".join(lines)


def _steps(keyword: str, texts: Iterator[str] | list[str] | tuple[str, ...]) -> list[str]:
    lines = []
    for text in texts:
        lines.append(f"  {keyword} {text}")
        keyword = "And"
    return lines


def _claims(advisory: Advisory) -> list[str]:
    claims = [SCOPES[advisory.scope.status]]
    for option in advisory.options:
        stance = THEN_STANCES[option.stance]
        claims.append(f"{THEN_OPTIONS[option.option]} {stance}")
    return claims
