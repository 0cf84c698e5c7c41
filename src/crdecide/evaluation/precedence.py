"""From the truth of each card to what is said: scope, one stance per option, alerts, monitoring.

The precedence, all of it: out of scope wins over in scope; a card is withheld where a card named in its
`withheld_by` is known to hold. An option needs a card that is TRUE; an alert that bears on an option on
the table is shown unless it is FALSE.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from crdecide.guideline.options import (
    CANNOT_ASSESS,
    ON_THE_TABLE,
    OPTIONS,
    OUTSIDE_EVIDENCE,
    OptionName,
    ScopeStatus,
    Stance,
)
from crdecide.language.cards import Alert, Conditional, Monitoring, Note, OptionCard, Scope
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth

from .semantics import Conclusions


@dataclass(frozen=True)
class OptionDecision:
    """One option: its stance, the cards and notes that gave it, and the cards left undecided."""

    option: OptionName
    stance: Stance
    cards: tuple[OptionCard, ...]
    notes: tuple[Note, ...]
    undecided: tuple[OptionCard, ...]

    @property
    def especially(self) -> bool:
        """Whether a card that holds puts the option forward especially."""
        return any(card.says.especially for card in self.cards)


@dataclass(frozen=True)
class AlertDecision:
    """An alert that is shown; `certain` is False where it only could not be excluded."""

    alert: Alert
    certain: bool


@dataclass(frozen=True)
class Decision:
    """Everything the rules say of one child, before it is put into words."""

    scope: ScopeStatus
    scope_cards: tuple[Scope, ...]
    options: tuple[OptionDecision, ...]
    alerts: tuple[AlertDecision, ...]
    monitoring: tuple[Monitoring, ...]


def decide(ruleset: Ruleset, conclusions: Conclusions) -> Decision:
    """What the rule set says, given the truth of its cards."""
    truths = effective_truths(ruleset.cards, conclusions.truths)
    scope, scope_cards = scope_of(ruleset.scopes, truths)
    options = tuple(option_of(name, ruleset, truths) for name in OPTIONS) if scope == "in_scope" else ()
    return Decision(
        scope=scope,
        scope_cards=scope_cards,
        options=options,
        alerts=tuple(sorted(shown_alerts(ruleset.alerts, truths, scope, on_the_table(options)), key=urgency)),
        monitoring=tuple(card for card in ruleset.monitoring if scope == "in_scope" and truths[card.id] is TRUE),
    )


def withholders(card: Conditional, truths: Mapping[str, Truth]) -> tuple[str, ...]:
    """The cards that withhold this one: those named that are known to hold."""
    return tuple(name for name in card.withheld_by if truths[name] is TRUE)


def effective_truth(card: Conditional, truths: Mapping[str, Truth]) -> Truth:
    """The truth of a card's condition, FALSE where the card is withheld."""
    return FALSE if card.withheld_by and withholders(card, truths) else truths[card.id]


def effective_truths(cards: Iterable[Conditional], truths: Mapping[str, Truth]) -> Mapping[str, Truth]:
    """The effective truth of each of these cards."""
    return {card.id: effective_truth(card, truths) for card in cards}


def scope_of(scopes: Iterable[Scope], truths: Mapping[str, Truth]) -> tuple[ScopeStatus, tuple[Scope, ...]]:
    """The scope, and the cards that say so."""
    holding = [card for card in scopes if truths[card.id] is TRUE]
    for status in ("out_of_scope", "in_scope"):
        if cards := tuple(card for card in holding if card.says.status == status):
            return cards[0].says.status, cards
    return CANNOT_ASSESS, ()


def option_of(name: OptionName, ruleset: Ruleset, truths: Mapping[str, Truth]) -> OptionDecision:
    """What is said of one option, from the effective truths of the cards and notes about it."""
    cards = [card for card in ruleset.options if card.says.option == name]
    holding = sorted((card for card in cards if truths[card.id] is TRUE), key=lambda card: card.says.especially)
    undecided = tuple(card for card in cards if truths[card.id] is UNKNOWN)
    stance = stance_of(holding, undecided)
    notes = tuple(note for note in ruleset.notes if stance in note.qualifies.get(name, ()) and truths[note.id] is TRUE)
    return OptionDecision(name, stance, tuple(holding), notes, undecided)


def stance_of(holding: Collection[OptionCard], undecided: Collection[OptionCard]) -> Stance:
    """The stance of an option, given its cards that hold and those that are undecided."""
    stances = {card.says.stance for card in holding}
    assert len(stances) <= 1, f"the loader lets no two cards disagree: {[card.id for card in holding]}"
    if stances:
        return stances.pop()
    return CANNOT_ASSESS if undecided else OUTSIDE_EVIDENCE


def on_the_table(options: Iterable[OptionDecision]) -> frozenset[OptionName]:
    """The options that an alert may bear on: those that are usual or may be considered."""
    return frozenset(decision.option for decision in options if decision.stance in ON_THE_TABLE)


def shown_alerts(
    alerts: Iterable[Alert], truths: Mapping[str, Truth], scope: ScopeStatus, weighed: Collection[OptionName]
) -> Iterator[AlertDecision]:
    """The alerts that are shown, in the order of the rule set."""
    for card in alerts:
        if is_shown(card, truths[card.id], scope, weighed):
            yield AlertDecision(card, certain=truths[card.id] is TRUE)


def is_shown(alert: Alert, truth: Truth, scope: ScopeStatus, weighed: Iterable[OptionName]) -> bool:
    """Whether an alert is shown: where it is TRUE, or could not be excluded and bears on an option on the table."""
    if scope not in alert.speaks_in or truth is FALSE:
        return False
    return truth is TRUE or any(option in alert.bears_on for option in weighed)


def urgency(shown: AlertDecision) -> tuple[bool, bool]:
    """What is there comes before what could not be excluded; warnings before remarks."""
    return not shown.certain, shown.alert.says.severity != "warning"
