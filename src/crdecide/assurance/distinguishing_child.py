"""A child whom two rule sets answer differently, made as small as can be."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod
from typing import Any

from crdecide.advisory.one_child import advise
from crdecide.errors import ConflictingCards, InvalidPatient
from crdecide.evaluation.observation import observe
from crdecide.evaluation.precedence import Decision, decide
from crdecide.evaluation.semantics import evaluate
from crdecide.evaluation.symbolic.representatives import domain
from crdecide.guideline.named_ids import DANGER_SENTENCE
from crdecide.guideline.parse import read_patient
from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import filled, known_fields
from crdecide.language.conditions import Condition, fields_read
from crdecide.language.ruleset import Ruleset

from .properties.counterexample import Record

Answer = Callable[[Patient, Ruleset], object]
"""The part of what is said of a patient in which two rule sets have to differ."""


def stances(patient: Patient, ruleset: Ruleset) -> object:
    """What a reader acts on: the scope, each stance, each alert, each line of monitoring."""
    return _acted_on(_decision(patient, ruleset))


def decided(patient: Patient, ruleset: Ruleset) -> object:
    """The same, with the cards and notes behind it."""
    decision = _decision(patient, ruleset)
    behind = []
    for option in decision.options:
        parts = (*option.cards, *option.notes)
        behind.append([part.id for part in parts])
    return _acted_on(decision), [card.id for card in decision.scope_cards], behind


def whole_answer(patient: Patient, ruleset: Ruleset) -> object:
    """The advisory, word for word, but for how it came about: the trace and the provenance."""
    advisory = advise(patient, ruleset=ruleset, engine="reference")
    return advisory.model_copy(update={"trace": (), "provenance": None})


def _acted_on(decision: Decision) -> object:
    options = [(option.option, option.stance, option.especially) for option in decision.options]
    # Danger is told by its finding, apart from the alerts.
    alerts = [(shown.alert.id, shown.certain) for shown in decision.alerts if shown.alert.id != DANGER_SENTENCE]
    return decision.scope, options, alerts, [card.id for card in decision.monitoring]


def _decision(patient: Patient, ruleset: Ruleset) -> Decision:
    return decide(ruleset, evaluate(ruleset, observe(patient, ruleset)))


def telling_child(
    before: Ruleset,
    after: Ruleset,
    fields: Sequence[str],
    records: Iterable[Record],
    tries: int,
    answer: Answer = whole_answer,
) -> dict[str, Any] | None:
    """A record that the two rule sets answer differently, with nothing in it that could be left out.

    The records are varied in the fields given, over all combinations of the values that matter where they are
    no more than `tries`, over a fixed random sample of them otherwise. None where no child was found.
    """
    # Values that matter to either: of a cut point that was moved, only one of the two rule sets knows.
    earlier = domain(before)
    values = {path: (*earlier.get(path, ()), *more) for path, more in domain(after).items()}
    children = (child for record in records for child in islice(_variations(record, fields, values, tries), tries))
    return first_told_apart(children, before, after, answer)


def first_told_apart(
    children: Iterable[Record], before: Ruleset, after: Ruleset, answer: Answer = whole_answer
) -> dict[str, Any] | None:
    """The first of these that the two rule sets answer differently, with nothing in it that could be left out."""
    for child in children:
        if tells_apart(child, before, after, answer):
            return _smallest(child, before, after, answer)
    return None


def fields_behind(ruleset: Ruleset, conditions: Iterable[Condition]) -> tuple[str, ...]:
    """The fields of the record on which conditions rest, through findings."""
    findings = {finding.id: finding for finding in ruleset.findings}
    names: dict[str, None] = {}
    for condition in conditions:
        names |= dict.fromkeys(fields_read(condition))
    fields: dict[str, None] = {}
    for name in names:
        if name in findings:
            fields |= dict.fromkeys(fields_behind(ruleset, findings[name].conditions))
        else:
            fields |= dict.fromkeys(ruleset.vocabulary.inputs[name].to_fill_in)
    return tuple(fields)


def tells_apart(record: Record, before: Ruleset, after: Ruleset, answer: Answer = whole_answer) -> bool:
    """Whether the record is valid and the two rule sets answer it differently."""
    try:
        patient = read_patient(record)
    except InvalidPatient:
        return False
    return _answered(patient, before, answer) != _answered(patient, after, answer)


def _answered(patient: Patient, ruleset: Ruleset, answer: Answer) -> object:
    """The part of the answer that counts; None where two cards contradict each other."""
    try:
        return answer(patient, ruleset)
    except ConflictingCards:
        return None


def _variations(
    record: Record, fields: Sequence[str], values: Mapping[str, Sequence[Any]], tries: int
) -> Iterator[dict[str, Any]]:
    choices = [(None, *values[path]) for path in fields]
    # The record as it is comes first: it is valid, and often enough to tell the two apart.
    yield dict(record)
    for pick in _picks(choices, tries):
        varied = dict(record)
        for path, value in zip(fields, pick, strict=True):
            varied = filled(varied, path, value)
        yield varied


def _picks(choices: Sequence[Sequence[Any]], tries: int) -> Iterator[Sequence[Any]]:
    """One value for each field: every combination, or as many random ones as there are tries."""
    if prod(map(len, choices)) <= tries:
        yield from product(*choices)
        return
    # The seed is fixed by the rules alone, so that the same two rule sets always show the same child.
    rng = random.Random(len(choices))
    for _ in range(tries):
        yield [rng.choice(options) for options in choices]


def _smallest(record: Record, before: Ruleset, after: Ruleset, answer: Answer) -> dict[str, Any]:
    """The record without whatever can be left out, one field after the other."""
    child = dict(record)
    for path, _ in list(known_fields(child)):
        without = filled(child, path, None)
        if tells_apart(without, before, after, answer):
            child = without
    return read_patient(child).model_dump(mode="json", exclude_none=True, exclude_defaults=True)
