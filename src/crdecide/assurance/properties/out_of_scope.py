"""Out of scope nothing is said of any option."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from crdecide.guideline.laws import ABOUT_TREATMENT
from crdecide.guideline.named_ids import DANGER_SENTENCE
from crdecide.guideline.options import CANNOT_ASSESS
from crdecide.language.cards import Alert
from crdecide.language.truth import TRUE, Truth

from .counterexample import Counterexample, Record, first_of
from .property import STATES, Outcome, Property
from .subject import Subject


def _out_of_scope_is_silent(subject: Subject) -> Outcome:
    counterexample = first_of(chain(_alerts_about_options(subject), _advisories(subject)))
    return Outcome(subject.size(subject.outcomes.nodes), STATES, counterexample)


def _alerts_about_options(subject: Subject) -> Iterator[Counterexample | None]:
    for card in subject.ruleset.alerts:
        if card.id != DANGER_SENTENCE and _reads_treatment(subject, card):
            loud = subject.node(
                lambda shown, status: shown is not None and status == "out_of_scope",
                [subject.outcomes.alerts[card.id], subject.outcomes.scope],
            )
            yield subject.violation(loud, f"out of scope the alert {card.id} speaks about a treatment")


def _reads_treatment(subject: Subject, card: Alert) -> bool:
    inputs = subject.ruleset.vocabulary.inputs
    return any(inputs[name].path.startswith(ABOUT_TREATMENT) for name in subject.inputs_read(card.applies_when))


def _advisories(subject: Subject) -> Iterator[Counterexample | None]:
    """An advisory in full for a child who is out of scope, by each card, or whose scope cannot be told."""
    for status in ("out_of_scope", CANNOT_ASSESS):
        # First any child at all, for a scope that no card says; then one for each card.
        for card in (None, *subject.ruleset.scopes):
            truths = [] if card is None else [subject.rules.cards[card.id]]
            where = subject.node(partial(_is_outside, status), [subject.outcomes.scope, *truths])
            example = subject.violation(where, "")
            if example is not None and example.children:
                yield from _spoken(subject, example.children[0])


def _is_outside(wanted: str, status: str, *truths: Truth) -> bool:
    return status == wanted and all(truth is TRUE for truth in truths)


def _spoken(subject: Subject, child: Record) -> Iterator[Counterexample]:
    for advisory in subject.advised(child):
        if advisory.options or advisory.monitoring or advisory.would_change or advisory.caveats:
            yield Counterexample("out of scope, and the advisory speaks about options", (child,))


OUT_OF_SCOPE_IS_SILENT = Property(
    name="out_of_scope_is_silent",
    claims="out of scope no option, follow-up, change or treatment is spoken of; only the danger sentence always is",
    shown="all states; an advisory for each scope card",
    reason="the review says nothing about these children, and a stance would be invented",
    not_proved="that the scope of the review is drawn rightly",
    check=_out_of_scope_is_silent,
)
