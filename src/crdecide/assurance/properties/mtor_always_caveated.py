"""An mTOR-inhibitor option is never put without its limits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from crdecide.advisory.answer_parts import OptionOut
from crdecide.advisory.model import Advisory
from crdecide.guideline.named_ids import MTOR_CAVEATS
from crdecide.guideline.options import MTOR_INHIBITOR, ON_THE_TABLE, USUAL_COURSE
from crdecide.language.cards import OptionCard

from .counterexample import Counterexample, first_of
from .property import Outcome, Property
from .subject import Subject


def _mtor_always_caveated(subject: Subject) -> Outcome:
    cards = [card for card in subject.ruleset.options if card.says.option == MTOR_INHIBITOR]
    counterexample = first_of(chain(_bare_cards(cards), _bare_options(subject)))
    return Outcome(len(cards) + len(subject.advisories), "cards and advisories", counterexample)


def _bare_cards(cards: list[OptionCard]) -> Iterator[Counterexample]:
    for card in cards:
        if lacking := [name for name in MTOR_CAVEATS if name not in card.caveats]:
            yield Counterexample(f"{card.id} lacks the caveat {', '.join(lacking)}")
        if card.certainty and card.certainty.level != "very_low":
            yield Counterexample(f"{card.id} rates its certainty {card.certainty.level}, above very_low")
        if card.says.stance in ON_THE_TABLE and not card.says.temporary:
            yield Counterexample(f"{card.id} puts the drug forward without 'temporary'")
        if card.says.stance == USUAL_COURSE:
            yield Counterexample(f"{card.id} calls the drug the usual course")


def _bare_options(subject: Subject) -> Iterator[Counterexample]:
    """Whatever becomes of the option, in every form in which the core hands it out."""
    for child, advisory in subject.advisories:
        for option in advisory.options:
            lacking = _lacking(option, advisory) if option.option == MTOR_INHIBITOR else None
            if lacking is not None:
                yield Counterexample(lacking, (child,))


def _lacking(option: OptionOut, advisory: Advisory) -> str | None:
    texts = {caveat.id: caveat.text for caveat in advisory.caveats}
    short = {caveat.id: caveat.short for caveat in advisory.caveats}
    # A rendering may break lines where it likes: texts are compared by their words.
    page, everything = (" ".join(advisory.to_text(full=full).split()) for full in (False, True))
    for name in MTOR_CAVEATS:
        if name not in option.caveats or name not in texts or " ".join(texts[name].split()) not in everything:
            return f"the caveat {name} is dropped"
        if " ".join(short[name].split()) not in page:
            return f"the caveat {name} is not on the page"
    # None where no effect is spoken of: there is nothing to be certain of.
    if option.certainty not in (None, "very_low"):
        return f"the certainty is {option.certainty}"
    return None if option.temporary or option.stance not in ON_THE_TABLE else "it is not said to be temporary"


MTOR_ALWAYS_CAVEATED = Property(
    name="mtor_always_caveated",
    claims="an mTOR-inhibitor option carries its caveats, no certainty above very low, and is temporary, on every path",
    shown="every card; all sets of cards that hold together",
    reason="the evidence is case reports without a control group: without its limits the option would be oversold",
    not_proved="that a program which shows the advisory shows the caveats; the renderings of this package are tested",
    check=_mtor_always_caveated,
)
