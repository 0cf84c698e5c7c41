"""Why not: the rules about an option that did not fire, nearest first, and what each of them lacked."""

from __future__ import annotations

from dataclasses import dataclass

from crdecide.errors import CrdecideError
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import Values, evaluate, truth
from crdecide.explanation.counter_grounds import conjuncts
from crdecide.guideline.options import OptionName, Stance
from crdecide.guideline.patient import Patient
from crdecide.language.cards import OptionCard
from crdecide.language.condition_text import in_words, labels
from crdecide.language.conditions import Condition, Value, fields_read
from crdecide.language.loading import default_ruleset
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import FALSE, UNKNOWN

from .model import Advisory
from .refused import read_child


@dataclass(frozen=True)
class WhyNot:
    """A rule that did not fire: the stance it would have given, the conditions that failed and those left open.

    `withheld_by` names the rules that kept it from counting although its own conditions hold.
    """

    rule: str
    title: str
    stance: Stance
    failed: tuple[str, ...]
    undecided: tuple[str, ...]
    withheld_by: tuple[str, ...]


def why_not(
    advisory: Advisory, option: OptionName, *, patient: Patient | None = None, ruleset: Ruleset | None = None
) -> tuple[WhyNot, ...]:
    """The rules about `option` that did not count for an advisory, those that lacked least first.

    An advisory holds the findings and whatever made a rule fire, but not the whole record: without `patient`, an
    input that no rule matched counts as undecided.

    Raises:
        InvalidPatient: the patient was altered to one that is none.
        CrdecideError: the advisory was made with other rules than these.
    """
    ruleset = ruleset or default_ruleset()
    if advisory.provenance.ruleset_sha256 != ruleset.sha256:
        raise CrdecideError(f"this advisory was made with other rules ({advisory.provenance.ruleset})")
    child = read_child(patient, ruleset) if patient else None
    values = evaluate(ruleset, observe(child, ruleset)).values if child else _values_in(advisory, ruleset)
    withheld_by = {entry.rule: entry.withheld_by for entry in advisory.trace}
    # A card that fired is in the trace; withheld by nothing, it counted, and there is nothing to explain.
    cards = [card for card in ruleset.options if card.says.option == option and withheld_by.get(card.id) != ()]
    reasons = [_why_not(card, values, ruleset, withheld_by.get(card.id, ())) for card in cards]
    return tuple(sorted(reasons, key=lambda reason: (len(reason.failed), len(reason.undecided))))


def _values_in(advisory: Advisory, ruleset: Ruleset) -> Values:
    """The values that stand in an advisory: those that rules matched, and its findings; all others are unknown."""
    values: dict[str, Value | None] = dict.fromkeys(ruleset.vocabulary.inputs)
    for entry in advisory.trace:
        values.update(entry.matched)
    # Last: a finding in the list of findings is complete, also where no rule matched it.
    for finding in advisory.findings:
        values[finding.id] = None if finding.value == "unknown" else finding.value
    return values


def _why_not(card: OptionCard, values: Values, ruleset: Ruleset, withheld_by: tuple[str, ...]) -> WhyNot:
    parts = tuple(conjuncts(card.applies_when))
    return WhyNot(
        rule=card.id,
        title=card.title,
        stance=card.says.stance,
        failed=tuple(_lacking(part, values, ruleset) for part in parts if truth(part, values) is FALSE),
        undecided=tuple(_lacking(part, values, ruleset) for part in parts if truth(part, values) is UNKNOWN),
        withheld_by=withheld_by,
    )


def _lacking(part: Condition, values: Values, ruleset: Ruleset) -> str:
    """'surgical risk: high or inoperable (here: low)'."""
    named, read = labels(ruleset), fields_read(part)
    here: dict[str, str] = {}
    for name in read:
        here[named[name]] = "not known" if values[name] is None else str(values[name])
    # With one field, its label stands in the condition already.
    values_here = list(here.values()) if len(read) == 1 else [f"{label} {value}" for label, value in here.items()]
    return f"{in_words(part, named.__getitem__)} (here: {', '.join(values_here)})"
