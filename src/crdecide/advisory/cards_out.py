"""Parts of an advisory that follow from a card, or from the rules, alone."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from crdecide.language.cards import Monitoring, Note
from crdecide.language.manifest import Caveat
from crdecide.language.ruleset import Ruleset

from . import wording
from .answer_parts import AlertOut, CaveatOut, EvidenceOut, MonitoringOut, NoteOut


def monitoring_out(card: Monitoring) -> MonitoringOut:
    """What a card on follow-up says."""
    says = card.says
    return MonitoringOut.made_of(
        id=card.id, text=says.text, interval=says.interval, rules=(card.id,), evidence=card.evidence
    )


def note_out(card: Note) -> NoteOut:
    """What a note says."""
    return NoteOut.made_of(
        id=card.id, on_the_page=card.says.on_the_page, text=card.says.because, evidence=card.evidence
    )


def caveat_out(name: str, caveat: Caveat) -> CaveatOut:
    """A caveat, in full and in short."""
    return CaveatOut.made_of(id=name, short=caveat.short, text=caveat.text, own=caveat.own, evidence=caveat.evidence)


def remark(name: str, short: str, text: str) -> AlertOut:
    """A remark on the record, which no card makes."""
    return AlertOut.made_of(id=name, severity="info", short=short, text=text, bears_on=(), rules=(), evidence=())


def statement_out(reference: str, ruleset: Ruleset) -> EvidenceOut:
    """A statement of a source, with all that a reader needs to look it up."""
    source, statement = ruleset.statement(reference)
    return EvidenceOut.made_of(
        id=reference,
        short=source.short,
        citation=source.citation,
        doi=source.doi,
        url=source.address,
        read_in=source.how_read(statement),
        locator=statement.locator,
        statement=wording.statement_text(statement),
        figure=statement.figure,
    )


def each_once(names: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The names in all of these, each once, in the order in which a reader meets them."""
    return tuple(dict.fromkeys(chain.from_iterable(names)))
