"""An advisory as the cards of CDS Hooks: one on the options, and one for each warning that certainly applies.

A card that speaks of an option is given the caveats, and is not made where one is lacking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from crdecide.advisory.model import Advisory, AlertOut, CaveatOut, EvidenceOut
from crdecide.advisory.render.markdown import sections_to_markdown
from crdecide.advisory.render.sections import (
    Entry,
    Section,
    SmallPrint,
    missing_section,
    monitoring_section,
    note_entry,
    option_sections,
    record_section,
    scope_section,
    to_print,
)
from crdecide.guideline.named_ids import EVIDENCE_LIMITS
from crdecide.guideline.options import MTOR_INHIBITOR, ON_THE_TABLE
from crdecide.guideline.spelling import spoken
from crdecide.records.fhir import Occasion
from crdecide.records.fhir.write.proposals import request_group

from . import card_words as words
from .messages import SUMMARY_LENGTH, Action, Card, CardSource, Coding, Link, Suggestion
from .override_reasons import OVERRIDE_REASONS
from .shortening import brief, first_questions, shortened


@dataclass(frozen=True)
class Setting:
    """What cards need beside the advisory: the occasion, our address, the links, and whether to suggest."""

    occasion: Occasion
    public_url: str
    links: tuple[Link, ...]
    suggestions: bool

    def uuid(self, name: str) -> UUID:
        """The uuid of a card or suggestion on this occasion."""
        return uuid5(self.occasion.request, f"{self.occasion.time} {name}")

    def topic(self, name: str) -> Coding:
        """What a card is about, coded in our own system."""
        return Coding(system=f"{self.public_url}/topics", code=name, display=spoken(name))


def options_card(
    advisory: Advisory, setting: Setting, *, caveats: Sequence[CaveatOut], follow_up: bool = False
) -> Card:
    """The options with their caveats, the first questions and the record; with the follow-up if asked.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    options, limits = option_sections(advisory.options, caveats=caveats)
    sections = to_print(
        options,
        *([monitoring_section(advisory.monitoring)] if follow_up else []),
        first_questions(missing_section(advisory.missing)),
        limits,
        record_section(advisory.record),
    )
    shown = [*_fitting(sections, setting), *_checks(advisory)]
    card = _card("options", _options_summary(advisory), advisory, shown, setting)
    if not setting.suggestions or not _proposed(advisory):
        return card
    keep = _keep(advisory, setting, caveats=caveats)
    return card.model_copy(update={"suggestions": (keep,), "selection_behavior": "at-most-one"})


def limits_card(advisory: Advisory, setting: Setting, *, caveats: Sequence[CaveatOut]) -> Card:
    """For an order of an mTOR inhibitor: what the evidence says of it, with its limits.

    Raises:
        CaveatsLacking: one that the option demands is not among the caveats.
    """
    (mtor,) = (option for option in advisory.options if option.option == MTOR_INHIBITOR)
    sections = to_print(*option_sections([mtor], caveats=caveats))
    summary = words.LIMITS.format(stance=spoken(mtor.stance))
    return _card(EVIDENCE_LIMITS, summary, advisory, _fitting(sections, setting), setting)


def scope_card(advisory: Advisory, setting: Setting) -> Card:
    """Why the evidence is not about this child, or what it would take to tell."""
    sections = [scope_section(advisory.scope), first_questions(missing_section(advisory.missing))]
    return _card("scope", advisory.summary, advisory, sections, setting)


def note_card(name: str, summary: str, notes: Iterable[str], advisory: Advisory, setting: Setting) -> Card:
    """Something in the record that could not be used, where it matters that it could not."""
    return _card(name, summary, advisory, [Section("record_notes", tuple(map(note_entry, notes)))], setting)


def warning_cards(alerts: Iterable[AlertOut], advisory: Advisory, setting: Setting) -> Iterator[Card]:
    """A card for each of these alerts, with what it cites."""
    for alert in alerts:
        cited = [item for item in advisory.evidence if item.id in alert.evidence]
        section = Section("evidence", tuple(map(_cited, cited)))
        card = _card(alert.id, alert.text, advisory, [section], setting, alert.text, cited)
        yield card.model_copy(update={"indicator": alert.severity})


def _checks(advisory: Advisory) -> Iterator[Section]:
    names = [spoken(check.id) for check in advisory.checks]
    if names:
        yield Section("checks", (Entry("checks", text=", ".join(names)),))


def _fitting(sections: Iterable[Section], setting: Setting) -> list[Section]:
    """The sections, in brief where a link leads to all of them."""
    return [brief(section) if setting.links else section for section in sections]


def _proposed(advisory: Advisory) -> list[str]:
    """The options put forward, with their stance, in words."""
    proposed = (option for option in advisory.options if option.stance in ON_THE_TABLE)
    return [f"{spoken(option.option)}: {spoken(option.stance)}" for option in proposed]


def _options_summary(advisory: Advisory) -> str:
    proposed = _proposed(advisory)
    return words.OPTIONS.format(options="; ".join(proposed)) if proposed else words.NO_OPTION


def _keep(advisory: Advisory, setting: Setting, *, caveats: Sequence[CaveatOut]) -> Suggestion:
    """To keep what was weighed, as proposals; nothing is ordered by it."""
    resource = request_group(advisory, setting.occasion, caveats=caveats)
    action = Action(description=words.KEPT, resource=resource)
    return Suggestion(label=words.KEEP, uuid=setting.uuid("suggestion: keep"), actions=(action,))


def _cited(item: EvidenceOut) -> Entry:
    source = SmallPrint("source", (f"{' '.join(filter(None, [item.citation, item.url]))}, {item.locator}",))
    return Entry(item.id, text=item.statement, small=(source,))


def _card(
    topic: str,
    summary: str,
    advisory: Advisory,
    sections: Iterable[Section],
    setting: Setting,
    lead: str = "",
    cited: Sequence[EvidenceOut] = (),
) -> Card:
    lines = [*([lead, ""] if lead else []), *sections_to_markdown(sections, "###")]
    source = next(iter(cited or advisory.evidence), None)
    return Card(
        uuid=setting.uuid(topic),
        summary=shortened(summary, SUMMARY_LENGTH),
        indicator="info",
        detail="\n".join([*lines, f"*{advisory.disclaimer}*"]).strip(),
        source=CardSource(
            label=source.citation if source else "crdecide",
            url=(source.url if source else "") or setting.public_url,
            topic=setting.topic(topic),
        ),
        override_reasons=OVERRIDE_REASONS,
        links=setting.links or None,
    )
