"""The features, ready to run in process against any rule set, without pytest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from crdecide.advisory.model import Advisory
from crdecide.advisory.one_child import advise
from crdecide.errors import ConflictingCards, CrdecideError, nearest
from crdecide.guideline.patient import Patient
from crdecide.language.ruleset import Ruleset

from .rule_outcome import Outcome, cited, outcome, promised
from .steps import ABOUT_THE_UNKNOWN, GIVEN, THEN, WHEN, empty_record, nearest_step
from .tags import EVIDENCE_TAG, RULE_TAG, named

Claim = Callable[[Advisory], bool]


@dataclass(frozen=True)
class Scenario:
    """A child, and what is claimed of the advisory.

    Tagged with a rule, also what becomes of that rule (`outcome`) and what it cites (`evidence`).
    """

    name: str
    rule: str
    outcome: Outcome | None
    evidence: frozenset[str]
    patient: Patient
    claims: tuple[Claim, ...]
    about_the_unknown: bool
    """Whether some claim is about what is not known, or about the words; the others are settled by what holds."""

    def passes(self, ruleset: Ruleset) -> bool:
        """Whether everything claimed is so under these rules, by the evaluator."""
        try:
            return self.is_as_tagged(ruleset) and self._claims_hold(ruleset)
        except (ConflictingCards, KeyError):  # two cards that now disagree, or an option that is no longer there
            return False

    def is_as_tagged(self, ruleset: Ruleset) -> bool:
        """Whether the rule does what the tags promise; seen without an advisory."""
        if self.outcome is None:
            return True
        return outcome(self.rule, self.patient, ruleset) == self.outcome and cited(self.rule, ruleset) == self.evidence

    def _claims_hold(self, ruleset: Ruleset) -> bool:
        advisory = advise(self.patient, ruleset=ruleset, engine="reference")
        return all(claim(advisory) for claim in self.claims)


def read_scenarios(folder: Path) -> tuple[Scenario, ...]:
    """Every scenario below the folder, each row of an outline on its own.

    Raises:
        CrdecideError: a step that is not one of the closed set, with the nearest one.
    """
    scenarios: list[Scenario] = []
    for path in sorted(folder.rglob("*.feature")):
        scenarios += _read(path)
    return tuple(scenarios)


def _read(path: Path) -> Iterator[Scenario]:
    from gherkin.parser import Parser
    from gherkin.pickles.compiler import Compiler

    # A pickle is what Gherkin calls a scenario whose background, tags and outline row have been filled in.
    document: Any = {**Parser().parse(path.read_text(encoding="utf-8")), "uri": path.name}
    for pickle in Compiler().compile(document):
        yield _scenario(pickle)


def _scenario(pickle: Mapping[str, Any]) -> Scenario:
    tags = {tag["name"] for tag in pickle["tags"]}
    record, claims, about_the_unknown = empty_record(), [], False
    for step in pickle["steps"]:
        match step["type"]:
            case "Context":
                change, words = _matching("Given", GIVEN, step["text"])
                change(record, **words)
            case "Outcome":
                claim, words = _matching("Then", THEN, step["text"])
                claims.append(partial(claim, **words))
                about_the_unknown |= claim in ABOUT_THE_UNKNOWN
            case _ if step["text"] != WHEN:
                raise CrdecideError(f"no such step as '{step['text']}'{nearest(step['text'], [WHEN], 0)}")
    rules = named(tags, RULE_TAG)
    return Scenario(
        name=pickle["name"],
        rule=rules[0] if rules else "",
        outcome=promised(tags),
        evidence=frozenset(named(tags, EVIDENCE_TAG)),
        patient=Patient.model_validate(record),
        claims=tuple(claims),
        about_the_unknown=about_the_unknown,
    )


def _matching(
    kind: str, table: Mapping[str, Callable[..., Any]], text: str
) -> tuple[Callable[..., Any], dict[str, str | Any]]:
    for pattern, function in table.items():
        if match := re.fullmatch(pattern, text):
            return function, match.groupdict()
    raise CrdecideError(f"no such step as '{text}'{nearest_step(kind, text)}")
