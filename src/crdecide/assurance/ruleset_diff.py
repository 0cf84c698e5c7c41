"""What changed between two rule sets, in clinical words, and for whom the advice differs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product
from math import prod
from typing import Any

from crdecide.advisory.model import Advisory
from crdecide.advisory.one_child import advise
from crdecide.errors import ConflictingCards
from crdecide.evaluation.semantics import finding_value, truth
from crdecide.guideline.spelling import spoken
from crdecide.language.cards import Conditional, Finding, Rule
from crdecide.language.condition_text import in_words, labels
from crdecide.language.conditions import fields_read
from crdecide.language.evidence import Source
from crdecide.language.partition import Regions
from crdecide.language.ruleset import Ruleset, condition_fields

from .changed_answers import AnswerChange, answer_changes, are_comparable
from .distinguishing_child import Answer, decided, fields_behind, stances, telling_child, whole_answer
from .properties.counterexample import Record

MAX_REGIONS = 100_000
"""Regions counted for one card; beyond that the number is said to be too large."""
TRIES = 200
IN_SCOPE: Record = {"age_days": 30, "tumours": {"count": 2}}
SYMPTOMATIC: Record = {**IN_SCOPE, "symptoms": {"heart_failure": True}, "tsc": {"status": "definite"}}
ON_TREATMENT: Record = {**SYMPTOMATIC, "treatment": {"mtor_inhibitor": {"status": "current", "drug": "everolimus"}}}
RECORDS: tuple[Record, ...] = (IN_SCOPE, SYMPTOMATIC, ON_TREATMENT, {})
"""Children to begin from in the search for one who is answered differently; no clinical meaning."""


@dataclass(frozen=True)
class Change:
    """One card that differs: what differs in words, in how many regions it is settled otherwise, and for whom.

    `regions` are (differing, all) combinations of the values of the names it reads, with unknown; None
    where they are too many to count. `answers` is every answer that changes by it, for all children at once; None where
    the two rule sets read different inputs. `effects` is what the answer says otherwise for `child`.
    """

    rule: str
    title: str
    what: tuple[str, ...]
    regions: tuple[int, int] | None
    answers: tuple[AnswerChange, ...] | None
    child: Mapping[str, Any] | None
    effects: tuple[str, ...]


def diff(old: Ruleset, new: Ruleset) -> tuple[Change, ...]:
    """Every card that was added, removed or changed."""
    before, after = _parts(old), _parts(new)
    changes = []
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) == after.get(name):
            continue
        changes.append(_change(name, old, new))
    return tuple(changes)


def effects(old: Advisory, new: Advisory) -> tuple[str, ...]:
    """What two advisories for the same child say differently, in words."""
    return tuple(_effects(_acted_on(old) | _reasons(old), _acted_on(new) | _reasons(new)))


def _parts(ruleset: Ruleset) -> dict[str, Rule]:
    return {part.id: part for part in ruleset.rules}


def _change(name: str, old: Ruleset, new: Ruleset) -> Change:
    before, after = _parts(old).get(name), _parts(new).get(name)
    fields = tuple(dict.fromkeys((*_fields(before, old), *_fields(after, new))))
    # Against the new rules with this card as it was, so that no other change is taken for the effect of this one.
    without = _reverted(name, old, new)
    answers = answer_changes(without, new) if are_comparable(without, new) else None
    child = _child_answered_differently(without, new, fields, answers)
    effect = _effects_for(child, without, old, new) if child is not None else ()
    title = next(part.title for part in (after, before) if part is not None)
    what, regions = tuple(_what(before, after, old, new)), settled_otherwise(before, after, old, new)
    return Change(name, title, what, regions, answers, child, effect)


def _effects_for(child: Mapping[str, Any], without: Ruleset, old: Ruleset, new: Ruleset) -> tuple[str, ...]:
    """What is said otherwise; beside the old rules where the card as it was contradicts the new ones."""
    try:
        return effects(_advise(child, without), _advise(child, new))
    except ConflictingCards:
        return effects(_advise(child, old), _advise(child, new))


def _child_answered_differently(
    without: Ruleset, new: Ruleset, fields: Sequence[str], answers: Sequence[AnswerChange] | None
) -> Mapping[str, Any] | None:
    """One for whom what is acted on differs; else one for whom the cards behind it do; else one for whom the words.

    Where it is known of all children what changes, only a difference in words may still have to be searched for.
    """
    for change in answers or ():
        if change.child is not None:
            return change.child
    for answer in ANSWERS if answers is None else (whole_answer,):
        if child := telling_child(without, new, fields, RECORDS, TRIES, answer):
            return child
    return None


def _reverted(name: str, old: Ruleset, new: Ruleset) -> Ruleset:
    """The new rules with this one card as it was, so that what it does is seen by itself.

    Where the card cannot stand among the new rules, because it reads what they no longer have, the old rules.
    """
    known = condition_fields(new.vocabulary, new.findings)
    before = _parts(old).get(name)
    if isinstance(before or _parts(new)[name], Finding) or not _reads_only(known, before):
        return old
    cards = tuple(_with_card_as_it_was(name, old, new))
    if not _is_closed(cards):
        return old
    return replace(
        new,
        cards=cards,
        sources=_every_statement(old.sources, new.sources),
        caveats={**old.caveats, **new.caveats},
    )


def _is_closed(cards: Sequence[Conditional]) -> bool:
    """Whether every card by which one of these is withheld is among them."""
    names = {card.id for card in cards}
    return all(names.issuperset(card.withheld_by) for card in cards)


def _every_statement(old: Mapping[str, Source], new: Mapping[str, Source]) -> Mapping[str, Source]:
    """The sources of both with all their statements: those of today, and those that only the card as it was cites."""
    sources = {**old, **new}
    for name in {*old} & {*new}:
        statements = {**old[name].statements, **new[name].statements}
        sources[name] = new[name].model_copy(update={"statements": statements})
    return sources


def _with_card_as_it_was(name: str, old: Ruleset, new: Ruleset) -> Iterator[Conditional]:
    was = {card.id: card for card in old.cards}.get(name)
    is_still_there = False
    for card in new.cards:
        if card.id != name:
            yield card
            continue
        is_still_there = True
        if was is not None:
            yield was
    if was is not None and not is_still_there:
        yield was


def _reads_only(known: Collection[str], part: Rule | None) -> bool:
    conditions = part.conditions if part is not None else ()
    return all({*fields_read(condition)} <= {*known} for condition in conditions)


def _fields(part: Rule | None, ruleset: Ruleset) -> tuple[str, ...]:
    return fields_behind(ruleset, part.conditions) if part is not None else ()


def _advise(child: Mapping[str, Any], ruleset: Ruleset) -> Advisory:
    return advise(child, ruleset=ruleset, engine="reference")


def _what(before: Rule | None, after: Rule | None, old: Ruleset, new: Ruleset) -> Iterator[str]:
    """What differs, field by field; a condition in words."""
    if before is None or after is None:
        yield "removed" if after is None else "added"
        return
    then, now = dict(_wording(before, old)), dict(_wording(after, new))
    for name in dict.fromkeys((*then, *now)):
        if then.get(name) != now.get(name):
            yield f"{name}: {then.get(name) or 'nothing'} → {now.get(name) or 'nothing'}"


def _wording(part: Rule, ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    """Each field of a card in words, by its name in words."""
    named = labels(ruleset).__getitem__
    if isinstance(part, Finding):
        for line in part.concludes:
            yield f"concludes {line.value} where", in_words(line.when, named)
    else:
        yield "applies where", in_words(part.applies_when, named)
    skipped = {"id", "concludes", "applies_when"}
    for name, value in part.model_dump(exclude=skipped).items():
        yield spoken(name), _flat(value)


def _flat(value: Any) -> str:
    match value:
        case dict():
            return "; ".join(f"{spoken(str(key))} {_flat(item)}" for key, item in value.items())
        case tuple() | list():
            return ", ".join(map(_flat, value))
    return str(value)


def settled_otherwise(before: Rule | None, after: Rule | None, old: Ruleset, new: Ruleset) -> tuple[int, int] | None:
    """In how many combinations of the regions of what the card reads it is settled otherwise, and of how many."""
    conditions = [*(before.conditions if before else ()), *(after.conditions if after else ())]
    fields = {**condition_fields(old.vocabulary, old.findings), **condition_fields(new.vocabulary, new.findings)}
    # One partition for both: cut where either card cuts, so that each settles all children of a region alike.
    regions = Regions.of(fields, conditions)
    names = tuple(dict.fromkeys(chain.from_iterable(map(fields_read, conditions))))
    sizes = [regions.size(name) + 1 for name in names]
    if prod(sizes) > MAX_REGIONS:
        return None
    differing = 0
    for place in product(*map(range, sizes)):
        values = {name: regions.representative(name, region) for name, region in zip(names, place, strict=True)}
        differing += _settled(before, values) != _settled(after, values)
    return differing, prod(sizes)


def _settled(part: Rule | None, values: Mapping[str, Any]) -> object:
    if part is None:
        return None
    return finding_value(part, values) if isinstance(part, Finding) else truth(part.applies_when, values)


def _acted_on(advisory: Advisory) -> dict[str, str]:
    """Everything a reader acts on, by what it is about."""
    texts = {"scope": spoken(advisory.scope.status)}
    for option in advisory.options:
        especially = ", especially here" if option.especially else ""
        texts[spoken(option.option)] = f"{spoken(option.stance)}{especially}"
    for finding in advisory.findings:
        texts[f"finding {spoken(finding.id)}"] = finding.value
    texts["danger"] = advisory.danger.text or advisory.danger.value
    for check in advisory.checks:
        texts[f"check {spoken(check.id)}"] = check.text
    for alert in advisory.alerts:
        texts[f"alert {spoken(alert.id)}"] = alert.text
    for entry in advisory.monitoring:
        texts[f"monitoring {spoken(entry.id)}"] = f"{entry.text}, {entry.interval}"
    return texts


def _reasons(advisory: Advisory) -> dict[str, str]:
    """Each sentence of the reasons for each option, and of the notes beside it."""
    reasons = {}
    # Sentence by sentence, so that a reason that was added to others is shown alone.
    for option in advisory.options:
        for text in (option.rationale, *(note.text for note in option.notes)):
            for sentence in re.split(r"(?<=[.!?])\s+", text):
                reasons[f"reason for {spoken(option.option)}: {sentence}"] = "said"
    return reasons


ANSWERS: tuple[Answer, ...] = (stances, decided, whole_answer)
"""In the search for a child, one for whom more than the reasons differ comes first."""


def _effects(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for what in dict.fromkeys((*old, *new)):
        if old.get(what) != new.get(what):
            yield f"{what}: {old.get(what, 'not said')} → {new.get(what, 'not said')}"
