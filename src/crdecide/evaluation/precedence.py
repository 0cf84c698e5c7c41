"""From the truth of each card to what is said: scope, one stance per option, alerts, monitoring.

The precedence, all of it: out of scope wins over in scope; a card is withheld where a card named in its
`withheld_by` is known to hold. An option needs a card that is TRUE; an alert that bears on an option on
the table, or in use, is shown unless it is FALSE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple, TypeVar

from crdecide.errors import ConflictingCards
from crdecide.guideline.options import (
    CANNOT_ASSESS,
    OPTIONS,
    OUTSIDE_EVIDENCE,
    OptionName,
    ScopeStatus,
    Stance,
    is_on_the_table,
)  # fmt: skip
from crdecide.language.cards import Alert, Conditional, Monitoring, Note, OptionCard, Scope
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth

from .semantics import Conclusions, Values

AnyCard = TypeVar("AnyCard", bound=Conditional)
Weighing = Callable[[OptionName, Mapping[str, Truth]], "OptionDecision"]
"""From an option, and the effective truths of all cards, to what is decided of it."""


class OptionOutcome(NamedTuple):
    """What comes of an option in scope: its stance, and whether it is put forward especially."""

    stance: Stance
    especially: bool


@dataclass(frozen=True, eq=False)
class OptionDecision:
    """One option: its outcome, the cards and notes behind it, and the cards left undecided."""

    option: OptionName
    outcome: OptionOutcome
    cards: tuple[OptionCard, ...]
    notes: tuple[Note, ...]
    undecided: tuple[OptionCard, ...]

    @property
    def stance(self) -> Stance:
        """Its stance."""
        return self.outcome.stance

    @property
    def especially(self) -> bool:
        """Whether a card that holds puts the option forward especially."""
        return self.outcome.especially


class AlertDecision(NamedTuple):
    """An alert that is shown; `certain` is False where it only could not be excluded."""

    alert: Alert
    certain: bool


class Decision(NamedTuple):
    """Everything the rules say of one child, before it is put into words."""

    scope: ScopeStatus
    scope_cards: tuple[Scope, ...]
    options: tuple[OptionDecision, ...]
    alerts: tuple[AlertDecision, ...]
    monitoring: tuple[Monitoring, ...]


def decide(ruleset: Ruleset, conclusions: Conclusions, weigh: Weighing | None = None) -> Decision:
    """What the rule set says, given the truth of its cards; `weigh` decides of one option, `option_of` if not given.

    Raises:
        ConflictingCards: cards that hold together differ in the stance of an option.
    """
    truths = effective_truths(ruleset.withholding, conclusions.truths)
    scope, scope_cards = scope_of(ruleset.scopes, truths)
    # Out of scope nothing is said of any option: the evidence is not about such a child.
    names = OPTIONS if scope == "in_scope" else ()
    options = tuple([weigh(name, truths) if weigh else option_of(name, ruleset, truths) for name in names])
    weighed = weighed_options(options, ruleset, conclusions.values)
    return Decision(
        scope=scope,
        scope_cards=scope_cards,
        options=options,
        alerts=tuple(sorted(shown_alerts(ruleset.alerts_in[scope], truths, scope, weighed), key=urgency)),
        monitoring=_being(TRUE, ruleset.monitoring, truths) if scope == "in_scope" else (),
    )


def _being(truth: Truth, cards: Iterable[AnyCard], truths: Mapping[str, Truth]) -> tuple[AnyCard, ...]:
    """Those of the cards whose effective truth is this one."""
    return tuple([card for card in cards if truths[card.id] is truth])


def withholders(card: Conditional, truths: Mapping[str, Truth]) -> tuple[str, ...]:
    """The cards that withhold this one: those named that are known to hold."""
    return tuple(name for name in card.withheld_by if truths[name] is TRUE)


def effective(truth: Truth, withholding: Iterable[Truth]) -> Truth:
    """The truth of a condition, FALSE where a card that withholds it is known to hold."""
    return FALSE if TRUE in withholding else truth


def effective_truth(card: Conditional, truths: Mapping[str, Truth]) -> Truth:
    """The effective truth of a card, given the truth of every card's condition."""
    return effective(truths[card.id], [truths[name] for name in card.withheld_by])


def effective_truths(withholding: Mapping[str, Iterable[str]], truths: Mapping[str, Truth]) -> Mapping[str, Truth]:
    """The truth of each card, FALSE where one that withholds it is known to hold; `withholding` has what each does."""
    in_effect = dict(truths)
    # From those that withhold, as for hardly any child more than a few of them hold.
    for name, withheld in withholding.items():
        if truths[name] is TRUE:
            in_effect.update(dict.fromkeys(withheld, FALSE))
    return in_effect


def scope_of(scopes: Iterable[Scope], truths: Mapping[str, Truth]) -> tuple[ScopeStatus, tuple[Scope, ...]]:
    """The scope, and the cards that say so."""
    holding = _being(TRUE, scopes, truths)
    statuses: tuple[ScopeStatus, ...] = ("out_of_scope", "in_scope")
    # One reason to leave a child out outweighs every reason to take it in.
    for status in statuses:
        cards = tuple(card for card in holding if card.says.status == status)
        if cards:
            return status, cards
    return CANNOT_ASSESS, ()


def option_of(name: OptionName, ruleset: Ruleset, truths: Mapping[str, Truth]) -> OptionDecision:
    """What is decided of one option, from the effective truths of the cards and notes about it."""
    cards = ruleset.options_about[name]
    # A stable sort: otherwise in the order of the rule set, and what is put forward especially is read last.
    holding = sorted(_being(TRUE, cards, truths), key=lambda card: card.says.especially)
    outcome = outcome_of(cards, truths)
    notes = [note for note in ruleset.notes if outcome.stance in note.qualifies.get(name, ())]
    return OptionDecision(
        option=name,
        outcome=outcome,
        cards=tuple(holding),
        notes=_being(TRUE, notes, truths),
        undecided=_being(UNKNOWN, cards, truths),
    )


def outcome_of(cards: Sequence[OptionCard], truths: Mapping[str, Truth]) -> OptionOutcome:
    """What the cards about one option make of it, given their effective truths.

    Raises:
        ConflictingCards: those that hold differ in their stance.
    """
    holding = _being(TRUE, cards, truths)
    stances = {card.says.stance for card in holding}
    if len(stances) > 1:
        raise ConflictingCards([card.id for card in holding], holding[0].says.option)
    if holding:
        return OptionOutcome(holding[0].says.stance, any(card.says.especially for card in holding))
    # No card holds. If one still may, silence would be read as "no": it cannot be told. Only where every card
    # is known not to hold is the option outside the evidence.
    undecided = _being(UNKNOWN, cards, truths)
    return OptionOutcome(CANNOT_ASSESS if undecided else OUTSIDE_EVIDENCE, especially=False)


def weighed_options(options: Iterable[OptionDecision], ruleset: Ruleset, values: Values) -> frozenset[OptionName]:
    """The options that an alert may bear on: those on the table, and those that the child has already."""
    weighed: set[OptionName] = set()
    for decision in options:
        in_use = ruleset.vocabulary.options[decision.option].in_use
        if is_on_the_table(decision.stance) or (in_use is not None and values[in_use] == "yes"):
            weighed.add(decision.option)
    return frozenset(weighed)


def shown_alerts(
    alerts: Iterable[Alert], truths: Mapping[str, Truth], scope: ScopeStatus, weighed: Iterable[OptionName]
) -> Iterator[AlertDecision]:
    """The alerts that are shown, in the order of the rule set."""
    for card in alerts:
        truth = truths[card.id]
        if truth is not FALSE and is_shown(card, truth, scope, weighed):
            yield AlertDecision(card, certain=truth is TRUE)


def is_shown(alert: Alert, truth: Truth, scope: ScopeStatus, weighed: Iterable[OptionName]) -> bool:
    """Whether an alert is shown: where it is TRUE, or could not be excluded and bears on an option that is weighed."""
    if scope not in alert.speaks_in or truth is FALSE:
        return False
    # Unlike an option, an alert needs no more than not to be excluded: what nobody recorded may be there.
    return truth is TRUE or not frozenset(weighed).isdisjoint(alert.bears_on)


def urgency(shown: AlertDecision) -> tuple[bool, bool, float]:
    """What is there comes before what could not be excluded; warnings before remarks; the worst, by its rank, first."""
    says = shown.alert.says
    return not shown.certain, says.severity != "warning", says.on_the_page or inf
