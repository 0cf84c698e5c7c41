"""Out of scope nothing is said of any option."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from crdecide.guideline.laws import ABOUT_TREATMENT
from crdecide.guideline.options import CANNOT_ASSESS
from crdecide.language.cards import Alert
from crdecide.language.truth import TRUE, Truth

from .counterexample import Counterexample, Record
from .property import STATES, Outcome, Property
from .subject import Subject


def _out_of_scope_is_silent(subject: Subject) -> Outcome:
    found = chain(_alerts_about_options(subject), _advisories(subject))
    nodes = subject.says.nodes
    return Outcome(subject.size(nodes), STATES, next(filter(None, found), None))


def _alerts_about_options(subject: Subject) -> Iterator[Counterexample | None]:
    for card in subject.ruleset.alerts:
        if _reads_treatment(subject, card):
            loud = subject.node(
                lambda shown, status: shown is not None and status == "out_of_scope",
                [subject.says.alerts[card.id], subject.says.scope],
            )
            yield subject.violation(loud, f"out of scope the alert {card.id} speaks about a treatment")


def _reads_treatment(subject: Subject, card: Alert) -> bool:
    inputs = subject.ruleset.vocabulary.inputs
    return any(inputs[name].path.startswith(ABOUT_TREATMENT) for name in subject.inputs_read(card.applies_when))


def _advisories(subject: Subject) -> Iterator[Counterexample | None]:
    """An advisory in full for a child who is out of scope, by each card, or whose scope cannot be told."""
    cards = [[], *([subject.rules.cards[card.id]] for card in subject.ruleset.scopes)]
    for status in ("out_of_scope", CANNOT_ASSESS):
        for saying in cards:
            where = subject.node(partial(_is_outside, status), [subject.says.scope, *saying])
            shown = subject.violation(where, "")
            if shown is not None and shown.children:
                yield from _spoken(subject, shown.children[0])


def _is_outside(wanted: str, status: str, *saying: Truth) -> bool:
    return status == wanted and all(truth is TRUE for truth in saying)


def _spoken(subject: Subject, child: Record) -> Iterator[Counterexample]:
    for advisory in subject.advised(child):
        if advisory.options or advisory.monitoring or advisory.would_change or advisory.caveats:
            yield Counterexample("out of scope, and the advisory speaks about options", (child,))


OUT_OF_SCOPE_IS_SILENT = Property(
    name="out_of_scope_is_silent",
    claims="out of scope no option, follow-up or change is spoken of, and no alert about a treatment",
    reason="the review says nothing about these children, and a stance would be invented",
    not_proved="that the scope of the review is drawn rightly",
    check=_out_of_scope_is_silent,
)
