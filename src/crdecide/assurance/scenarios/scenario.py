"""The features, ready to run in process against any rule set, without pytest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crdecide.advisory.model import Advisory
from crdecide.advisory.one_child import advise
from crdecide.errors import ConflictingCards, InvalidPatient, Problem, nearest
from crdecide.guideline.parse import read_patient
from crdecide.guideline.patient import Patient
from crdecide.language.ruleset import Ruleset

from .feature_documents import Document, InvalidFeatures, read_documents
from .rule_outcome import Outcome, cited, outcome, promised
from .steps import ABOUT_THE_UNKNOWN, GIVEN, THEN, WHEN, complaint, empty_record, nearest_step
from .tags import EVIDENCE_TAG, RULE_TAG, named

CLINICAL: Mapping[Outcome, str] = {"holds": "it holds", "near_miss": "it just misses", "undecided": "it is left open"}


@dataclass(frozen=True, eq=False)  # each step is itself, as its words cannot be hashed
class Claim:
    """A Then step: the function that decides it, the words it was written with, and the line on which it stands."""

    function: Callable[..., bool]
    words: Mapping[str, str]
    step: str
    place: str

    def holds(self, advisory: Advisory) -> bool:
        """Whether it is so of the advisory."""
        return self.function(advisory, **self.words)

    def complaint(self, advisory: Advisory) -> str | None:
        """'FILE:LINE: Then … - expected: …; answered: …' where it is not so, or None."""
        text = complaint(self.function, advisory, self.words, self.step)
        return text and f"{self.place}: {text}"


@dataclass(frozen=True, eq=False)
class Scenario:
    """A child, and what is claimed of the advisory.

    Tagged with a rule, also what becomes of that rule (`outcome`) and what it cites (`evidence`). The scenarios of a
    retired rule are kept, and claim nothing.
    """

    name: str
    rule: str
    outcome: Outcome | None
    evidence: frozenset[str]
    patient: Patient
    claims: tuple[Claim, ...]
    about_the_unknown: bool
    """Whether some claim is about what is not known, or about the words; the others are settled by what holds."""
    place: str = ""
    feature: str = ""
    """The title of the feature that it stands in."""
    story: str = ""
    """What the feature says before its scenarios."""
    given: tuple[str, ...] = ()
    """The child, in the words of the steps."""

    def passes(self, ruleset: Ruleset) -> bool:
        """Whether everything claimed is so under these rules, by the evaluator."""
        try:
            return self.is_as_tagged(ruleset) and self._claims_hold(ruleset)
        except (ConflictingCards, KeyError):  # two cards that now disagree, or an option that is no longer there
            return False

    def complaints(self, ruleset: Ruleset) -> tuple[str, ...]:
        """What is not so under these rules: file, line, step, what was expected and what was answered."""
        if self.passes(ruleset):
            return ()
        try:
            advisory = advise(self.patient, ruleset=ruleset, engine="reference")
            said = [claim.complaint(advisory) for claim in self.claims]
            return tuple(filter(None, [self._mistagged(ruleset), *said]))
        except ConflictingCards as conflict:
            return (f"{self.place}: {self.name} - {conflict}",)

    def is_as_tagged(self, ruleset: Ruleset) -> bool:
        """Whether the rule does what the tags promise; seen without an advisory."""
        if self.outcome is None or self._is_kept(ruleset):
            return True
        return outcome(self.rule, self.patient, ruleset) == self.outcome and cited(self.rule, ruleset) == self.evidence

    def _is_kept(self, ruleset: Ruleset) -> bool:
        """Whether its rule is retired, so that it is kept for its history alone."""
        return any(rule.id == self.rule for rule in ruleset.retired)

    def _claims_hold(self, ruleset: Ruleset) -> bool:
        if self._is_kept(ruleset):
            return True
        advisory = advise(self.patient, ruleset=ruleset, engine="reference")
        return all(claim.holds(advisory) for claim in self.claims)

    def _mistagged(self, ruleset: Ruleset) -> str | None:
        """How its tags differ from the rule, or None."""
        known = [rule.id for rule in (*ruleset.rules, *ruleset.retired)]
        if self.rule and self.rule not in known:
            return f"{self.place}: {self.name} - no such rule as '{self.rule}'{nearest(self.rule, known)}"
        if self.outcome is None or self.is_as_tagged(ruleset):
            return None
        became, cites = outcome(self.rule, self.patient, ruleset), cited(self.rule, ruleset)
        if became != self.outcome:
            text = f"of {self.rule} expected: {CLINICAL[self.outcome]}; answered: {CLINICAL[became]}"
        else:
            tagged, stands = ", ".join(sorted(self.evidence)), ", ".join(sorted(cites))
            text = f"evidence of {self.rule} expected: {tagged}; it cites: {stands}"
        return f"{self.place}: {self.name} - {text}"


def read_scenarios(folder: Path) -> tuple[Scenario, ...]:
    """Every scenario below the folder, each row of an outline on its own.

    Raises:
        InvalidFeatures: a scenario that would be lost, a step that is not one of the closed set, a child who cannot be;
            each with file and line.
    """
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    for path, document in read_documents(folder).items():
        for pickle, lines in _pickles(path, document):
            try:
                scenarios.append(_scenario(pickle, lines, document["feature"]))
            except InvalidFeatures as error:
                problems += error.problems
    if problems:
        raise InvalidFeatures(problems)
    return tuple(scenarios)


def _pickles(path: Path, document: Document) -> Iterator[tuple[Mapping[str, Any], Mapping[str, int]]]:
    """What Gherkin calls a pickle: a scenario whose background, tags and outline row have been filled in."""
    from gherkin.pickles.compiler import Compiler

    placed: Any = {**document, "uri": path.as_posix()}
    lines = dict(_lines(placed))
    for pickle in Compiler().compile(placed):
        yield pickle, lines


def _lines(node: object) -> Iterator[tuple[str, int]]:
    """The line on which each node of a document stands, by the id that a pickle names it by."""
    if isinstance(node, list):
        for item in node:
            yield from _lines(item)
    elif isinstance(node, dict):
        if "id" in node and "location" in node:
            yield node["id"], node["location"]["line"]
        for part in node.values():
            yield from _lines(part)


def _place(uri: str, node: Mapping[str, Any], lines: Mapping[str, int]) -> str:
    """File and line of a scenario or a step; of an outline also the line of its row."""
    line, *rows = [lines[name] for name in node["astNodeIds"]]
    row = f" (row on line {rows[0]})" if rows else ""
    return f"{uri}:{line}{row}"


def _scenario(pickle: Mapping[str, Any], lines: Mapping[str, int], feature: Mapping[str, Any]) -> Scenario:
    tags = {tag["name"] for tag in pickle["tags"]}
    record, claims, given = empty_record(), list[Claim](), list[str]()
    for step in pickle["steps"]:
        place, text = _place(pickle["uri"], step, lines), step["text"]
        match step["type"]:
            case "Context":
                change, words = _matching("Given", GIVEN, text, place)
                change(record, **words)
                given.append(text)
            case "Outcome":
                claims.append(Claim(*_matching("Then", THEN, text, place), text, place))
            case _ if text != WHEN:
                raise InvalidFeatures([Problem(place, f"no such step as '{text}'{nearest(text, [WHEN], 0)}")])
    rules = named(tags, RULE_TAG)
    return Scenario(
        name=pickle["name"],
        rule=rules[0] if rules else "",
        outcome=promised(tags),
        evidence=frozenset(named(tags, EVIDENCE_TAG)),
        patient=_child(record, _place(pickle["uri"], pickle, lines)),
        claims=tuple(claims),
        about_the_unknown=any(claim.function in ABOUT_THE_UNKNOWN for claim in claims),
        place=_place(pickle["uri"], pickle, lines),
        feature=feature["name"],
        story=" ".join(feature["description"].split()),
        given=tuple(given),
    )


def _child(record: Mapping[str, Any], place: str) -> Patient:
    try:
        return read_patient(record)
    except InvalidPatient as error:
        raise InvalidFeatures([Problem(place, f"no such child can be: {error}")]) from None


def _matching(
    kind: str, table: Mapping[str, Callable[..., Any]], text: str, place: str
) -> tuple[Callable[..., Any], dict[str, str | Any]]:
    for pattern, function in table.items():
        if match := re.fullmatch(pattern, text):
            return function, match.groupdict()
    raise InvalidFeatures([Problem(place, f"no such step as '{text}'{nearest_step(kind, text)}")])
