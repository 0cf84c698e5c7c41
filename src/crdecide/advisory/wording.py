"""The only place that makes sentences. It joins words that stand in the rules; it knows no medicine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from crdecide.evaluation.precedence import Decision, OptionDecision, OptionOutcome
from crdecide.explanation.counter_grounds import KeptFrom
from crdecide.explanation.counterfactuals import Effects
from crdecide.guideline.options import CANNOT_ASSESS, STANCES, Stance
from crdecide.guideline.spelling import spoken
from crdecide.language.cards import Alert, Finding, Scope
from crdecide.language.condition_text import labels
from crdecide.language.conditions import Value
from crdecide.language.evidence import ReadIn, Statement
from crdecide.language.normal_form import runs
from crdecide.language.partition import Regions
from crdecide.language.ruleset import Ruleset

from .answer_parts import OptionOut

UNREAD = "recorded, but read by no rule"
NOT_READ = "In the record, but not read"
"""What a record holds of a field that could not be used is never said to be not recorded."""
Unread = Collection[str]
"""The fields of which a record holds something that could not be used."""
NOTHING_UNREAD: Unread = frozenset()


def because(values: Mapping[str, Value | None]) -> tuple[str, ...]:
    """The values something rests on, as ``name = value``."""
    return tuple(f"{name} = {value}" for name, value in values.items())


def not_recorded(inputs: Iterable[str], ruleset: Ruleset, unread: Unread = NOTHING_UNREAD) -> str:
    """'Not recorded: surgical risk, course of the tumours.'; apart from it what is in the record and was not read."""
    by_path = {ruleset.vocabulary.inputs[name].path: name for name in reversed(tuple(inputs))}
    names = list(reversed(by_path.items()))
    absent = _labels((name for path, name in names if path not in unread), ruleset)
    not_read = _labels((name for path, name in names if path in unread), ruleset)
    return _spaced([f"Not recorded: {absent}." if absent else "", f"{NOT_READ}: {not_read}." if not_read else ""])


def _labels(inputs: Iterable[str], ruleset: Ruleset) -> str:
    """The inputs by label, one for each field of the record."""
    by_path: dict[str, str] = {}
    for name in inputs:
        by_path.setdefault(ruleset.vocabulary.inputs[name].path, ruleset.vocabulary.inputs[name].label)
    return ", ".join(by_path.values())


def unknown_because(missing: Iterable[str], ruleset: Ruleset, unread: Unread) -> tuple[str, ...]:
    """What keeps a finding unknown."""
    sentence = not_recorded(missing, ruleset, unread)
    return (sentence,) if sentence else ()


def against(kept: KeptFrom, finding: Finding, ruleset: Ruleset) -> str:
    """'Against routine review: age (30 days). Not settled: course of the tumours.'; empty where nothing is."""
    named, inputs = labels(ruleset), ruleset.vocabulary.inputs
    told: list[str] = []
    for name, value in kept.against.items():
        unit = f" {inputs[name].unit}" if name in inputs and inputs[name].unit else ""
        shown = spoken(value) if isinstance(value, str) else f"{value:g}{unit}"
        told.append(named[name] if value == "yes" else f"{named[name]} ({shown})")
    not_settled = ", ".join(dict.fromkeys(named[name] for name in kept.open))
    speaking = f"Against {finding.label}: {', '.join(told)}." if told else ""
    return _spaced([speaking, f"Not settled: {not_settled}." if not_settled else ""])


def recorded(values: Mapping[str, Value], ruleset: Ruleset) -> tuple[str, ...]:
    """What is on record, in words: 'heart failure', 'response to anti-arrhythmic drugs: refractory'."""
    words: list[str] = []
    for name, value in values.items():
        label = ruleset.vocabulary.inputs[name].label
        words.append(label if value == "yes" else f"{label}: {spoken(str(value))}")
    return tuple(words)


def rationale(decision: OptionDecision, missing: Iterable[str], ruleset: Ruleset, unread: Unread) -> str:
    """The reasons of the cards that hold, or why none holds; what notes add stands beside it."""
    option = ruleset.vocabulary.options[decision.option]
    if decision.cards:
        return _spaced(card.says.because for card in decision.cards)
    if decision.stance == CANNOT_ASSESS:
        return _spaced([option.undecided, not_recorded(missing, ruleset, unread)])
    return option.silent


def alert_text(alert: Alert, drugs: Sequence[str]) -> str:
    """The alert, with the drugs it is about."""
    return f"{alert.says.text} Named in the record: {', '.join(drugs)}." if drugs else alert.says.text


def check_text(alert: Alert, missing: Iterable[str], unchecked: Sequence[str], ruleset: Ruleset, unread: Unread) -> str:
    """What is not recorded, the drugs that were not checked, and what it means where it is so."""
    not_checked = f"Not checked: {', '.join(unchecked)}." if unchecked else ""
    return _spaced([not_recorded(missing, ruleset, unread), not_checked, f"If present: {alert.says.text}"])


def unread_text(fields: Sequence[str]) -> str:
    """What is recorded but has no part in the answer, in words: ``surgery.performed`` is 'surgery: performed'."""
    named = [": ".join(map(spoken, path.split("."))) for path in fields]
    return f"Recorded, but read by no rule, so that nothing is said about it: {', '.join(named)}."


def scope_reasons(cards: Sequence[Scope], missing: Iterable[str], ruleset: Ruleset, unread: Unread) -> tuple[str, ...]:
    """Why the child is in or out of scope, as the cards say that hold, or what is needed to tell."""
    if cards:
        return tuple(card.says.reason for card in cards)
    lacking = not_recorded(missing, ruleset, unread)
    return (f"It cannot be told whether the review speaks about this child. {lacking}".strip(),)


def summary(decision: Decision, reasons: Sequence[str], ruleset: Ruleset) -> str:
    """One sentence to read aloud: the options by stance; out of scope, why there are none."""
    if decision.scope == "in_scope":
        return _by_stance(decision.options, ruleset)
    lead = "Outside the scope of the evidence" if decision.scope == "out_of_scope" else "No advice yet"
    return f"{lead}: {' '.join(reasons)}"


def _by_stance(options: Iterable[OptionDecision], ruleset: Ruleset) -> str:
    by_stance: dict[Stance, list[str]] = {stance: [] for stance in STANCES}
    for option in options:
        by_stance[option.stance].append(_named(option, ruleset))
    # The strongest stance first, as they stand in the list of stances.
    parts = [f"{ruleset.vocabulary.stances[stance]}: {_joined(names)}" for stance, names in by_stance.items() if names]
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def effect_text(changed: Effects, ruleset: Ruleset) -> str:
    """'surgery: may be considered → not supported by the evidence'; several are joined by semicolons."""
    effects: list[str] = []
    for option, before, after in changed:
        label = ruleset.vocabulary.options[option].label
        effects.append(f"{label}: {_outcome_words(before, ruleset)} → {_outcome_words(after, ruleset)}")
    return "; ".join(effects)


def _outcome_words(outcome: OptionOutcome, ruleset: Ruleset) -> str:
    stance, especially = outcome
    return f"{ruleset.vocabulary.stances[stance]}{', especially here' if especially else ''}"


def region_words(field: str, allowed: Iterable[int], regions: Regions) -> str:
    """Regions of one field as a reader would say it: ``high or inoperable``; ``at least 366``."""
    if field in regions.values:
        return " or ".join(regions.values[field][region - 1] for region in sorted(allowed))
    return " or ".join(_interval(first, last, regions.cuts[field]) for first, last in runs(allowed))


def _interval(first: int, last: int, cuts: tuple[int | float, ...]) -> str:
    # The first region has no lower bound and the last no upper one; the n-th begins at cut point n - 1.
    low = f"at least {cuts[first - 2]}" if first > 1 else ""
    high = f"below {cuts[last - 1]}" if last <= len(cuts) else ""
    return _spaced([low, high], by=" and ") or "any"


def statement_text(statement: Statement) -> str:
    """What a source says; how a figure was derived and what disagrees are said with it."""
    derived = f"(Derived: {statement.derived}.)" if statement.derived else ""
    disagrees = statement.disagrees
    differs = f"(Disagrees with {disagrees.with_}: {disagrees.how}.)" if disagrees else ""
    return _spaced([statement.says, derived, differs])


def certainty_words(option: OptionOut) -> str:
    """'Certainty that symptoms improve: very low, rated by crdecide.'; empty where no effect is rated."""
    if option.certainty is None:
        return ""
    return f"Certainty {option.certainty_of}: {spoken(option.certainty)}, rated by {option.certainty_rated_by}."


def place_read(locator: str, read_in: ReadIn | None) -> str:
    """Where in the source a statement stands; that only a copy was read is said in words, never as a link."""
    return f"{locator} (read in a secondary copy)" if read_in == "secondary" else locator


def _named(decision: OptionDecision, ruleset: Ruleset) -> str:
    name = ruleset.vocabulary.options[decision.option].label
    return f"{name} (especially here)" if decision.especially else name


def _spaced(texts: Iterable[str], by: str = " ") -> str:
    """The texts that say something, one after the other."""
    return by.join(text for text in texts if text)


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
