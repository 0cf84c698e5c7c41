"""What is added to a record never takes a warning away; shown on records, since it is in reading that one was lost."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from crdecide.errors import InvalidPatient
from crdecide.evaluation.observation import observe
from crdecide.evaluation.precedence import decide
from crdecide.evaluation.semantics import evaluate
from crdecide.evaluation.symbolic.representatives import domain
from crdecide.guideline.laws import ADDED_ONE_BY_ONE, PRESENT_WHERE_TRUE
from crdecide.guideline.parse import read_patient
from crdecide.guideline.record_paths import filled, value_at
from crdecide.language.cards import Alert
from crdecide.language.readings import GradedEvents, ListedIn
from crdecide.language.ruleset import Ruleset

from .counterexample import Counterexample, Record, first_of
from .property import Outcome, Property
from .subject import Subject

RECORDS = 200
SEED = 2021
DAY = "on_age_days"
KIND_OF_EVENT = "adverse_events.event"
Enriched = tuple[Record, list[Record]]
"""A record, and the same with one thing more, in each way that is accepted."""
Warned = tuple[Record, frozenset[str]]
"""A record, and the warnings that hold for it."""


def _adding_never_hides(subject: Subject) -> Outcome:
    enriched = list(_enriched(subject.ruleset))
    events = {card.id: _events_of(subject, card) for card in subject.ruleset.alerts}
    pairs = sum(len(richer) for _, richer in enriched)
    return Outcome(pairs, "pairs of records", first_of(_all_lost(enriched, events, subject.ruleset)))


def _enriched(ruleset: Ruleset) -> Iterator[Enriched]:
    """Records, each with all that can be added to it one by one and is accepted."""
    for record in _random_records(ruleset):
        yield record, [richer for richer in _richer(record, ruleset) if _is_valid(richer)]


def _all_lost(
    enriched: Iterable[Enriched], events: Mapping[str, frozenset[str]], ruleset: Ruleset
) -> Iterator[Counterexample | None]:
    for record, richer in enriched:
        before = _warnings(record, ruleset)
        for more in richer:
            yield _lost((record, before), (more, _warnings(more, ruleset)), events)


def _lost(one: Warned, other: Warned, events: Mapping[str, frozenset[str]]) -> Counterexample | None:
    (record, before), (richer, after) = one, other
    for name in sorted(before - after):
        # One about the same event may take its place: a warning too, it is at least as strong.
        if not any(events[name] & events[come] for come in after - before):
            return Counterexample(f"the warning {name} goes when more is recorded", (record, richer))
    return None


def _random_records(ruleset: Ruleset) -> Iterator[Record]:
    """Records with any part unknown, each list with up to two of the entries that rules can tell apart."""
    rng, values = random.Random(SEED), domain(ruleset)
    made = 0
    while made < RECORDS:
        gap, record = rng.random(), dict[str, Any]()
        for path, choices in values.items():
            if rng.random() > gap:
                value = rng.choice(choices)
                another = rng.choice(choices)
                record = filled(record, path, [*value, *another] if isinstance(value, list) else value)
        if _is_valid(record):
            made += 1
            yield record


def _richer(record: Record, ruleset: Ruleset) -> Iterator[Record]:
    """The record with one thing more: an entry of a list, or a symptom that is present."""
    for path, choices in domain(ruleset).items():
        known = value_at(record, path)
        if path.startswith(ADDED_ONE_BY_ONE):
            for value in choices:
                yield filled(record, path, [*(known or []), *_later(value, known or [])])
        elif path.startswith(PRESENT_WHERE_TRUE) and known is not True:
            yield filled(record, path, True)


def _later(entries: Sequence[Any], known: Sequence[Any]) -> list[Any]:
    """What is dated comes after what is known: a second size of the same day would correct the first, not add to it."""
    days = [entry[DAY] for entry in known if DAY in entry]
    return [{**entry, DAY: max(days, default=-1) + 1 + entry[DAY]} if DAY in entry else entry for entry in entries]


def _is_valid(record: Record) -> bool:
    try:
        read_patient(record)
    except InvalidPatient:
        return False
    return True


def _warnings(record: Record, ruleset: Ruleset) -> frozenset[str]:
    """The warnings that hold, by the specification: from the record on, reading included."""
    decision = decide(ruleset, evaluate(ruleset, observe(read_patient(record), ruleset)))
    shown = [alert.alert for alert in decision.alerts if alert.certain and alert.alert.says.severity == "warning"]
    return frozenset(card.id for card in shown)


def _events_of(subject: Subject, card: Alert) -> frozenset[str]:
    """The kinds of adverse event that an alert is about."""
    events: set[str] = set()
    for name in subject.inputs_read(card.applies_when):
        reads = subject.ruleset.vocabulary.inputs[name].reads
        if isinstance(reads, GradedEvents):
            events.add(reads.event)
        elif isinstance(reads, ListedIn) and reads.listed_in == KIND_OF_EVENT:
            events.update(reads.items)
    return frozenset(events)


ADDING_NEVER_HIDES = Property(
    name="adding_never_hides",
    claims="an adverse event, a drug, a feature, a symptom or a later measurement that is added takes no warning away",
    shown="random records",
    reason="a grade-4 warning once went when a second infection without a grade was recorded",
    not_proved="anything beyond these records: they are random, from the entries that rules can tell apart",
    check=_adding_never_hides,
)
