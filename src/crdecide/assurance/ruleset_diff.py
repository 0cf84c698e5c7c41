"""What changed between two rule sets, in clinical words, and for whom the advice differs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, product
from math import prod
from typing import Any

from crdecide.advisory.model import Advisory
from crdecide.advisory.one_child import advise
from crdecide.advisory.wording import statement_text
from crdecide.evaluation.semantics import finding_value, truth
from crdecide.guideline.spelling import spoken
from crdecide.language.cards import Conditional, Finding, Rule
from crdecide.language.condition_text import in_words, labels
from crdecide.language.conditions import fields_read
from crdecide.language.partition import Regions
from crdecide.language.ruleset import Ruleset, condition_fields

from .distinguishing_child import Answer, Record, decided, fields_behind, stances, telling_child, whole_answer

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
    where they are too many to count. `effects` is what the answer says otherwise for `child`.
    """

    rule: str
    title: str
    what: tuple[str, ...]
    regions: tuple[int, int] | None
    child: Mapping[str, Any] | None
    effects: tuple[str, ...]


def diff(old: Ruleset, new: Ruleset) -> tuple[Change, ...]:
    """Every card that was added, removed or changed."""
    before, after = _parts(old), _parts(new)
    names = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    return tuple(_change(name, old, new) for name in names)


def texts_changed(old: Ruleset, new: Ruleset) -> tuple[str, ...]:
    """The statements, caveats, drugs and questions that were added, removed or changed."""
    then, now = _texts(old), _texts(new)
    return tuple(_effects(then, now))


def effects(old: Advisory, new: Advisory) -> tuple[str, ...]:
    """What two advisories for the same child say differently, in words."""
    return tuple(_effects(_acted_on(old) | _reasons(old), _acted_on(new) | _reasons(new)))


def _texts(ruleset: Ruleset) -> dict[str, str]:
    """Whatever rules stand on or speak with, by what it is."""
    statements = {
        f"statement {source.id}#{name}": statement_text(statement)
        for source in ruleset.sources.values()
        for name, statement in source.statements.items()
    }
    caveats = {f"caveat {spoken(name)}": caveat.text for name, caveat in ruleset.caveats.items()}
    drugs = {f"drug {name}": ", ".join(map(spoken, drug.classes)) for name, drug in ruleset.drugs.drugs.items()}
    codes = {f"code {code.system} {code.code}": what for code, what in ruleset.terminology.meanings()}
    inputs = {f"question on {entry.label}": entry.question for entry in ruleset.vocabulary.inputs.values()}
    return {**statements, **caveats, **drugs, **codes, **inputs}


def _parts(ruleset: Ruleset) -> dict[str, Rule]:
    return {part.id: part for part in ruleset.rules}


def _change(name: str, old: Ruleset, new: Ruleset) -> Change:
    before, after = _parts(old).get(name), _parts(new).get(name)
    fields = dict.fromkeys((*_fields(before, old), *_fields(after, new)))
    without = _reverted(name, old, new)
    child = next(filter(None, (telling_child(without, new, tuple(fields), RECORDS, TRIES, a) for a in ANSWERS)), None)
    said = effects(_advise(child, without), _advise(child, new)) if child is not None else ()
    title = next(part.title for part in (after, before) if part is not None)
    return Change(name, title, tuple(_what(before, after, old, new)), _regions(before, after, old, new), child, said)


def _reverted(name: str, old: Ruleset, new: Ruleset) -> Ruleset:
    """The new rules with this one card as it was, so that what it does is seen by itself.

    Where the card cannot stand among the new rules, because it reads what they no longer have, the old rules.
    """
    known = condition_fields(new.vocabulary, new.findings)
    before = _parts(old).get(name)
    if isinstance(before or _parts(new)[name], Finding) or not _reads_only(known, before):
        return old
    return replace(
        new,
        cards=tuple(_with_card_as_it_was(name, old, new)),
        sources={**new.sources, **old.sources},
        caveats={**new.caveats, **old.caveats},
    )


def _with_card_as_it_was(name: str, old: Ruleset, new: Ruleset) -> Iterator[Conditional]:
    was = next((card for card in old.cards if card.id == name), None)
    for card in new.cards:
        if card.id != name:
            yield card
        elif was is not None:
            yield was
    if was is not None and all(card.id != name for card in new.cards):
        yield was


def _reads_only(known: Collection[str], part: Rule | None) -> bool:
    return part is None or all(name in known for condition in part.conditions for name in fields_read(condition))


def _fields(part: Rule | None, ruleset: Ruleset) -> tuple[str, ...]:
    return fields_behind(ruleset, part.conditions) if part is not None else ()


def _advise(child: Mapping[str, Any], ruleset: Ruleset) -> Advisory:
    return advise(child, ruleset=ruleset, engine="reference")


def _what(before: Rule | None, after: Rule | None, old: Ruleset, new: Ruleset) -> Iterator[str]:
    """What differs, field by field; a condition in words."""
    if before is None or after is None:
        yield "removed" if after is None else "added"
        return
    then, now = dict(_said_by(before, old)), dict(_said_by(after, new))
    for name in dict.fromkeys((*then, *now)):
        if then.get(name) != now.get(name):
            yield f"{name}: {then.get(name) or 'nothing'} → {now.get(name) or 'nothing'}"


def _said_by(part: Rule, ruleset: Ruleset) -> Iterator[tuple[str, str]]:
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


def _regions(before: Rule | None, after: Rule | None, old: Ruleset, new: Ruleset) -> tuple[int, int] | None:
    """In how many combinations of the regions of what the card reads it is settled otherwise, and of how many."""
    conditions = [c for part in (before, after) if part is not None for c in part.conditions]
    fields = {**condition_fields(old.vocabulary, old.findings), **condition_fields(new.vocabulary, new.findings)}
    regions = Regions.of(fields, conditions)
    names = tuple(dict.fromkeys(chain.from_iterable(map(fields_read, conditions))))
    total = prod(regions.size(name) + 1 for name in names)
    if total > MAX_REGIONS:
        return None
    places = product(*(range(regions.size(name) + 1) for name in names))
    children = ({n: regions.representative(n, region) for n, region in zip(names, p, strict=True)} for p in places)
    return sum(_settled(before, child) != _settled(after, child) for child in children), total


def _settled(part: Rule | None, values: Mapping[str, Any]) -> object:
    if part is None:
        return None
    return finding_value(part, values) if isinstance(part, Finding) else truth(part.applies_when, values)


def _acted_on(advisory: Advisory) -> dict[str, str]:
    """Everything a reader acts on, by what it is about."""
    said = {"scope": spoken(advisory.scope.status)}
    for option in advisory.options:
        marks = [spoken(option.stance), *(["especially here"] if option.especially else [])]
        said[spoken(option.option)] = ", ".join(marks)
    said |= {f"finding {spoken(finding.id)}": finding.value for finding in advisory.findings}
    said |= {f"alert {spoken(alert.id)}": alert.text for alert in advisory.alerts}
    return said | {f"monitoring {spoken(entry.id)}": f"{entry.text}, {entry.interval}" for entry in advisory.monitoring}


def _reasons(advisory: Advisory) -> dict[str, str]:
    """Each sentence of the reasons for each option."""
    return {
        f"reason for {spoken(option.option)}: {sentence}": "said"
        for option in advisory.options
        for sentence in re.split(r"(?<=[.!?])\s+", option.rationale)
    }


ANSWERS: tuple[Answer, ...] = (stances, decided, whole_answer)
"""In the search for a child, one for whom more than the reasons differ comes first."""


def _effects(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for what in dict.fromkeys((*old, *new)):
        if old.get(what) != new.get(what):
            yield f"{what}: {old.get(what, 'not said')} → {new.get(what, 'not said')}"
