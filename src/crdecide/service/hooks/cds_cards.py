"""An advisory as the cards of CDS Hooks: one on the options, and one for each warning that certainly applies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from crdecide.advisory.model import Advisory, AlertOut, EvidenceOut, OptionOut
from crdecide.advisory.render.markdown import sections_to_markdown
from crdecide.advisory.render.sections import Entry, Section, document
from crdecide.guideline.named_ids import EVIDENCE_LIMITS
from crdecide.guideline.options import MTOR_INHIBITOR, ON_THE_TABLE
from crdecide.guideline.spelling import spoken
from crdecide.records.fhir import Occasion
from crdecide.records.fhir.write.proposals import request_group

from .messages import SUMMARY_LENGTH, Action, Card, CardSource, Coding, Link, Suggestion
from .override_reasons import OVERRIDE_REASONS

SHOWN_QUESTIONS, SHOWN_SOURCES = 5, 3


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


def option_cards(advisory: Advisory, setting: Setting, *, follow_up: bool = False) -> tuple[Card, ...]:
    """The options and, for each warning that certainly applies, a card of its own; with the follow-up if asked."""
    titles = ["Options", "Not known, and could change this", "Caveats", "Read from the record"]
    titles += ["Monitoring in published guidance"] if follow_up else []
    sections = [section for section in document(advisory) if section.title in titles]
    return (_overview(advisory, sections, setting), *_warnings(_certain(advisory), advisory, setting))


def drug_cards(advisory: Advisory, alerts: Iterable[AlertOut], setting: Setting, *, limits: bool) -> tuple[Card, ...]:
    """For an order: the warnings that apply to it and, for an mTOR inhibitor, the evidence with its limits."""
    warnings = tuple(_warnings(alerts, advisory, setting))
    if not limits:
        return warnings
    sections = [
        _brief(_only_mtor(section), setting)
        for section in document(advisory)
        if section.title in ("Options", "Caveats")
    ]
    option = next((option for option in advisory.options if option.option == MTOR_INHIBITOR), None)
    return (_card(EVIDENCE_LIMITS, _limits_summary(option, advisory), advisory, sections, setting), *warnings)


def scope_card(advisory: Advisory, setting: Setting) -> Card:
    """Why the evidence is not about this child, or what it would take to tell."""
    sections = [s for s in document(advisory) if s.title in ("Scope", "Not known, and could change this")]
    return _card("scope", advisory.summary, advisory, [_shortened(section) for section in sections], setting)


def note_card(name: str, summary: str, notes: Sequence[str], advisory: Advisory, setting: Setting) -> Card:
    """Something in the record that could not be used, where it matters that it could not."""
    section = Section("In the record", tuple(Entry("", "note", note) for note in notes))
    return _card(name, summary, advisory, [section], setting)


def certain_alerts(advisory: Advisory) -> frozenset[str]:
    """The alerts whose rule fired; the others could only not be excluded."""
    return frozenset(fired.rule for fired in advisory.trace)


def _certain(advisory: Advisory) -> list[AlertOut]:
    fired = certain_alerts(advisory)
    return [alert for alert in advisory.alerts if alert.severity == "warning" and alert.id in fired]


def _overview(advisory: Advisory, sections: Sequence[Section], setting: Setting) -> Card:
    proposed = [option for option in advisory.options if option.stance in ON_THE_TABLE]
    open_alerts = [alert for alert in advisory.alerts if alert.id not in certain_alerts(advisory)]
    shown = [_brief(_shortened(section), setting) for section in sections]
    if open_alerts:
        names = ", ".join(spoken(alert.id) for alert in open_alerts)
        shown.append(Section("Alerts that could not be excluded", (Entry("", text=names),)))
    told = "; ".join(f"{spoken(option.option)}: {spoken(option.stance)}" for option in proposed)
    summary = f"Cardiac rhabdomyoma: {told}" if told else "Cardiac rhabdomyoma: no option can be assessed yet"
    card = _card("options", summary, advisory, shown, setting)
    if not setting.suggestions or not proposed:
        return card
    return card.model_copy(update={"suggestions": (_kept(advisory, setting),), "selection_behavior": "at-most-one"})


def _kept(advisory: Advisory, setting: Setting) -> Suggestion:
    """To keep what was weighed, as proposals; nothing is ordered by it."""
    resource = request_group(advisory, setting.occasion)
    action = Action(description="A RequestGroup of proposals; nothing is ordered", resource=resource)
    return Suggestion(
        label="Keep the options weighed, as proposals", uuid=setting.uuid("suggestion: keep"), actions=(action,)
    )


def _limits_summary(option: OptionOut | None, advisory: Advisory) -> str:
    if option is None:
        return advisory.summary
    certainty = f"certainty {spoken(option.certainty)}"
    return f"mTOR inhibitor in cardiac rhabdomyoma: {spoken(option.stance)}, {certainty}; read its caveats"


def _only_mtor(section: Section) -> Section:
    """Of the options, the one ordered."""
    if section.title != "Options":
        return section
    return replace(section, entries=tuple(e for e in section.entries if e.heading == spoken(MTOR_INHIBITOR)))


def _brief(section: Section, setting: Setting) -> Section:
    """The first reason and the first sources of each entry, where a link leads to all of them."""
    return replace(section, entries=tuple(map(_brief_entry, section.entries))) if setting.links else section


def _brief_entry(entry: Entry) -> Entry:
    small = (_first_sources(line) for line in entry.small if not line.startswith("rules: "))
    return replace(entry, text=entry.text.partition("\n")[0], small=tuple(small))


def _first_sources(line: str) -> str:
    """Of a line of sources, the first few; those of the rules that give the stance come first."""
    named = line.removeprefix("evidence: ").split(", ")
    if not line.startswith("evidence: ") or len(named) <= SHOWN_SOURCES:
        return line
    return f"evidence: {', '.join(named[:SHOWN_SOURCES])} and {len(named) - SHOWN_SOURCES} more in the full advisory"


def _shortened(section: Section) -> Section:
    """The first few questions; the full advisory has all."""
    if not section.title.startswith("Not known") or len(section.entries) <= SHOWN_QUESTIONS:
        return section
    more = Entry("", text=f"… and {len(section.entries) - SHOWN_QUESTIONS} more")
    return replace(section, entries=(*section.entries[:SHOWN_QUESTIONS], more))


def _warnings(alerts: Iterable[AlertOut], advisory: Advisory, setting: Setting) -> Iterator[Card]:
    for alert in alerts:
        cited = [item for item in advisory.evidence if item.id in alert.evidence]
        section = Section("Evidence", tuple(map(_cited, cited)))
        card = _card(alert.id, alert.text, advisory, [section], setting, alert.text, cited)
        yield card.model_copy(update={"indicator": alert.severity})


def _cited(item: EvidenceOut) -> Entry:
    return Entry("", text=item.statement, small=(f"{item.citation} {item.url}, {item.locator}",))


def _card(
    topic: str,
    summary: str,
    advisory: Advisory,
    sections: Sequence[Section],
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
            url=source.url if source else setting.public_url,
            topic=setting.topic(topic),
        ),
        override_reasons=OVERRIDE_REASONS,
        links=setting.links or None,
    )


def shortened(text: str, most: int) -> str:
    """The text, cut between words where it is longer, with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rpartition(' ')[0]}…"
