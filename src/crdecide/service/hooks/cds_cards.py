"""An advisory as the cards of CDS Hooks: the danger, the one page in brief, and one for each warning that applies.

A card that speaks of an option is given the caveats, and is not made where one is lacking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from crdecide.advisory.answer_parts import AlertOut, CaveatOut, EvidenceOut, OptionOut
from crdecide.advisory.model import Advisory
from crdecide.advisory.record_out import RecordOut
from crdecide.advisory.render.option_caveats import check_caveats
from crdecide.advisory.render.unread_entries import MORE_UNREAD, MOST_UNREAD
from crdecide.guideline.named_ids import EVIDENCE_LIMITS
from crdecide.guideline.options import MTOR_INHIBITOR, ON_THE_TABLE, STANCES
from crdecide.guideline.spelling import spoken
from crdecide.records.fhir import Occasion
from crdecide.records.fhir.write.proposals import request_group
from crdecide.version import __version__

from . import card_words as words
from .card_pages import address_of, card_page, escaped, linked
from .messages import SUMMARY_LENGTH, Action, Card, CardSource, Coding, Indicator, Link, Suggestion
from .override_reasons import OVERRIDE_REASONS
from .shortening import clause, fact, shortened


@dataclass(frozen=True)
class Setting:
    """What cards need beside the advisory: the occasion, our address, the links, whether to suggest, and our form."""

    occasion: Occasion
    public_url: str
    links: tuple[Link, ...]
    suggestions: bool
    form: dict[str, Any] | None = None

    def uuid(self, name: str) -> UUID:
        """The uuid of a card or suggestion on this occasion."""
        return uuid5(self.occasion.request, f"{self.occasion.time} {name}")

    def topic(self, name: str) -> Coding:
        """What a card is about, coded in our own system."""
        return Coding(system=f"{self.public_url}/topics", code=name, display=spoken(name))


def danger_cards(advisory: Advisory, setting: Setting) -> tuple[Card, ...]:
    """The one card that is critical, where the presentation may be life-threatening."""
    danger = advisory.danger
    if danger.text is None:
        return ()
    grounds = words.DANGER_GROUNDS.format(grounds=", ".join(danger.because)) if danger.because else ""
    cited = _cited(danger.evidence, advisory)
    lines = [escaped(danger.text), escaped(grounds), *_sources(cited), _limits(advisory)]
    summary = clause(danger.text, SUMMARY_LENGTH)
    return (_card("danger", summary, lines, cited, setting, "critical"),)


def overview_card(advisory: Advisory, setting: Setting, *, caveats: Sequence[CaveatOut]) -> Card:
    """The page in brief: the options, or why there are none; a danger that is not excluded is its first line.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    check_caveats(advisory.options, caveats)
    cited = _cited([name for option in _of_concern_first(advisory) for name in option.evidence], advisory)
    cited = cited or [item for item in advisory.evidence if item.id not in advisory.danger.evidence]
    page = card_page(advisory.model_copy(update={"caveats": tuple(caveats)}))
    topic = "options" if advisory.options else "scope"
    card = _card(topic, _summary(advisory), [page], cited, setting)
    suggestions = tuple(_suggestions(advisory, setting, caveats=caveats))
    if not suggestions:
        return card
    behaviour = "at-most-one" if len(suggestions) == 1 else "any"
    return card.model_copy(update={"suggestions": suggestions, "selection_behavior": behaviour})


def limits_card(advisory: Advisory, setting: Setting, *, caveats: Sequence[CaveatOut]) -> Card:
    """For an order of an mTOR inhibitor: what the evidence says of it, with its limits, and what is to be known.

    Raises:
        CaveatsLacking: one that the option demands is not among the caveats.
    """
    (mtor,) = (option for option in advisory.options if option.option == MTOR_INHIBITOR)
    check_caveats([mtor], caveats)
    certainty = words.CERTAINTY.format(outcome=mtor.certainty_of, level=spoken(mtor.certainty or ""))
    stance = ", ".join([spoken(mtor.stance), *([certainty] if mtor.certainty else [])])
    summary = shortened(words.LIMITS.format(stance=stance), SUMMARY_LENGTH)
    page = card_page(_of_the_order(advisory, mtor, caveats))
    return _card(EVIDENCE_LIMITS, summary, [page], _cited(mtor.evidence, advisory), setting)


def warning_cards(
    alerts: Iterable[AlertOut], drugs: Mapping[str, Sequence[str]], advisory: Advisory, setting: Setting
) -> Iterator[Card]:
    """A card for each of these alerts: the fact to act on, with the drugs that it is about, and what it cites."""
    for alert in alerts:
        cited = _cited(alert.evidence, advisory)
        lines = [escaped(alert.text), *_sources(cited), _limits(advisory)]
        summary = fact(alert.short, drugs.get(alert.id, ()), SUMMARY_LENGTH)
        yield _card(alert.id, summary, lines, cited, setting, alert.severity)


def remarks_card(remarks: Sequence[AlertOut], advisory: Advisory, setting: Setting) -> Card:
    """What is known to hold and is no warning, on one card."""
    cited = _cited([name for alert in remarks for name in alert.evidence], advisory)
    entries = [f"- {escaped(alert.text)}{_in_brackets(alert.evidence, advisory)}" for alert in remarks]
    summary = shortened(" ".join(f"{alert.short.rstrip('.')}." for alert in remarks), SUMMARY_LENGTH)
    return _card("remarks", summary, ["\n".join(entries), _limits(advisory)], cited, setting)


def follow_up_card(advisory: Advisory, setting: Setting) -> Card:
    """What published guidance follows up, and how often."""
    cited = _cited([name for entry in advisory.monitoring for name in entry.evidence], advisory)
    entries = [
        f"- **{escaped(entry.text)}**: {escaped(entry.interval)}{_in_brackets(entry.evidence, advisory)}"
        for entry in advisory.monitoring
    ]
    lines = ["\n".join(entries), _limits(advisory)]
    return _card("follow_up", words.FOLLOW_UP, lines, cited, setting)


def record_cards(advisory: Advisory, setting: Setting) -> tuple[Card, ...]:
    """What of the record is not in the answer; without a link to the full advisory also what is, field by field."""
    record = advisory.record
    remarks = [alert.text for alert in advisory.alerts if not alert.rules]
    notes = [*remarks, *(_unread(record) if record else ()), *(record.notes if record else ())]
    read = [f"{field.field}: {', '.join(field.sources)}" for field in record.fields] if record else []
    told = [*notes, *([] if setting.links else read)]
    return (note_card("record", words.RECORD if notes else words.RECORD_READ, told, setting),) if told else ()


def _unread(record: RecordOut) -> Iterator[str]:
    """The gravest of what was not read, in its own words, and how many more there are."""
    for item in record.unread[:MOST_UNREAD]:
        named = item.text or ", ".join(item.codings)
        yield f"{item.resource}{f' ({named})' if named else ''}: {item.why}"
    if len(record.unread) > MOST_UNREAD:
        yield MORE_UNREAD.format(number=len(record.unread) - MOST_UNREAD)


def note_card(name: str, summary: str, notes: Iterable[str], setting: Setting) -> Card:
    """Something technical about the record: the service itself says so, no publication does."""
    return _card(name, summary, ["\n".join(f"- {escaped(note)}" for note in notes)], [], setting)


def _of_the_order(advisory: Advisory, mtor: OptionOut, caveats: Sequence[CaveatOut]) -> Advisory:
    """The advisory with nothing in it but what bears on the order: this option and its questions."""
    # "scope" stays: the page asks last for what would only take the child out of the evidence.
    others = {"danger", *(option.option for option in advisory.options)} - {MTOR_INHIBITOR}
    missing = [
        asked.model_copy(update={"could_change": tuple(what for what in asked.could_change if what not in others)})
        for asked in advisory.missing
    ]
    danger = advisory.danger.model_copy(update={"text": None, "asks": ()})
    kept = {"options": (mtor,), "missing": tuple(missing), "alerts": (), "danger": danger}
    return advisory.model_copy(update={**kept, "caveats": tuple(caveats)})


def _of_concern_first(advisory: Advisory) -> list[OptionOut]:
    """The options, that which the review is about first: its source is the source of the card."""
    return sorted(advisory.options, key=lambda option: option.option != MTOR_INHIBITOR)


def _on_the_table(advisory: Advisory) -> list[OptionOut]:
    """The options put forward, the strongest stance first."""
    proposed = (option for option in advisory.options if option.stance in ON_THE_TABLE)
    return sorted(proposed, key=lambda option: STANCES.index(option.stance))


def _summary(advisory: Advisory) -> str:
    """What is put forward, by stance; before it, that a danger is not excluded."""
    by_stance: dict[str, list[str]] = {}
    for option in _on_the_table(advisory):
        name = ", ".join(filter(None, [spoken(option.option), option.timing]))
        by_stance.setdefault(spoken(option.stance), []).append(name)
    told = "; ".join(f"{stance}: {', '.join(names)}" for stance, names in by_stance.items())
    none = words.NO_OPTION if advisory.options else advisory.summary
    said = words.OPTIONS.format(options=told) if told else none
    is_open = advisory.danger.text is None and advisory.danger.asks
    return shortened(f"{words.DANGER_OPEN} {said}" if is_open else said, SUMMARY_LENGTH)


def _suggestions(advisory: Advisory, setting: Setting, *, caveats: Sequence[CaveatOut]) -> Iterator[Suggestion]:
    if setting.suggestions and _on_the_table(advisory):
        yield _keep(advisory, setting, caveats=caveats)
    if setting.form is not None:
        action = Action(description=words.ASKED, resource=setting.form)
        yield Suggestion(label=words.ASK_LATER, uuid=setting.uuid("suggestion: ask"), actions=(action,))


def _keep(advisory: Advisory, setting: Setting, *, caveats: Sequence[CaveatOut]) -> Suggestion:
    """To keep what was weighed, as proposals; nothing is ordered by it."""
    resource = request_group(advisory, setting.occasion, caveats=caveats)
    action = Action(description=words.KEPT, resource=resource)
    return Suggestion(label=words.KEEP, uuid=setting.uuid("suggestion: keep"), actions=(action,))


def _cited(references: Iterable[str], advisory: Advisory) -> list[EvidenceOut]:
    held = {item.id: item for item in advisory.evidence}
    return [held[reference] for reference in dict.fromkeys(references) if reference in held]


def _sources(cited: Iterable[EvidenceOut]) -> Iterator[str]:
    """Each statement with its source as a link, as a list."""
    entries = [f"- {escaped(item.statement)} ({linked(item)}, {escaped(item.locator)})" for item in cited]
    if entries:
        yield "\n".join(entries)


def _in_brackets(references: Iterable[str], advisory: Advisory) -> str:
    """' (Sugalska 2021, Davies 2017)', each a link to it."""
    by_short = {item.short: item for item in reversed(_cited(references, advisory))}
    return f" ({', '.join(map(linked, reversed(by_short.values())))})" if by_short else ""


def _limits(advisory: Advisory) -> str:
    return f"*{escaped(advisory.disclaimer)}*"


def _card(
    topic: str,
    summary: str,
    parts: Iterable[str],
    cited: Sequence[EvidenceOut],
    setting: Setting,
    indicator: Indicator = "info",
) -> Card:
    """A card on a topic; its source is the first that is cited, and the service itself where nothing is."""
    label = cited[0].citation if cited else words.SERVICE.format(version=__version__)
    address = (address_of(cited[0]) if cited else "") or setting.public_url
    return Card(
        uuid=setting.uuid(topic),
        summary=summary,
        indicator=indicator,
        detail="\n\n".join(filter(None, parts)),
        source=CardSource(label=label, url=address, topic=setting.topic(topic)),
        override_reasons=OVERRIDE_REASONS,
        links=setting.links or None,
    )
