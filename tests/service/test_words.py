"""What the cards hold does not hang on words: with every title and label put differently, they hold the same."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import pytest
from support.fhir_records import ATC, HEART_FAILURE, RHABDOMYOMA, RXNORM, Json, bundle, condition, patient
from support.fhir_records import request as order
from support.service import prefetch, request

from crdecide import Advisory, CrdecideError, Ruleset
from crdecide.advisory.answer_parts import CaveatOut
from crdecide.advisory.render import option_caveats, page, sections
from crdecide.advisory.render.page_blocks import TITLES
from crdecide.guideline import spelling
from crdecide.guideline.named_ids import MTOR_CAVEATS
from crdecide.records import Reading, advise_reading, fhir
from crdecide.records.fhir import Occasion
from crdecide.service.hooks import card_pages, card_words, respond
from crdecide.service.hooks.cds_cards import Setting, limits_card, overview_card
from crdecide.service.hooks.messages import Card, HookRequest, Link

ON = date(2026, 11, 23)
EVEROLIMUS, CLARITHROMYCIN, UNHEARD_OF = (ATC, "L04AH02"), (ATC, "J01FA09"), (RXNORM, "1")
OCCASION = Occasion(UUID(int=7), datetime(2026, 11, 23, 12, tzinfo=UTC), "https://crdecide.example/module")
LINKS = (Link(label="The full advisory", url="https://crdecide.example/reports/x"),)
ON_TREATMENT = prefetch(
    condition("cr", RHABDOMYOMA),
    condition("hf", HEART_FAILURE),
    patient=patient(),
    medicationRequests=bundle(order("e", EVEROLIMUS), order("c", CLARITHROMYCIN)),
)
DRAFTS = (order("o1", EVEROLIMUS, "draft"), order("o2", UNHEARD_OF, "draft"))
CONTEXTS: dict[str, Json] = {
    "patient-view": {},
    "order-select": {"draftOrders": bundle(*DRAFTS), "selections": ["MedicationRequest/o1", "MedicationRequest/o2"]},
    "order-sign": {"draftOrders": bundle(*DRAFTS)},
    "encounter-discharge": {"encounterId": "e1"},
}


def setting(links: Sequence[Link] = ()) -> Setting:
    return Setting(OCCASION, "https://crdecide.example", tuple(links), suggestions=True)


def answered(hook: str, links: Sequence[Link], ruleset: Ruleset) -> tuple[Advisory, tuple[Card, ...]]:
    """The advisory and the cards for a call, made in this process."""
    call = HookRequest.model_validate(request(hook, data=ON_TREATMENT, context=CONTEXTS[hook]))
    assessment = respond.assess(call, ON_TREATMENT, ruleset, ON)
    assert assessment.advisory is not None
    return assessment.advisory, respond.cards_of(assessment, call, ruleset, lambda: setting(links))


def put_differently(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nonsense for every title, label, summary, spelling and note that is printed."""

    class Nonsense(dict[str, str]):
        def get(self, word: str, _: Any = None) -> str:
            return f"zz{word[::-1]}"

    def summed_up(reading: Reading, **options: Any) -> Advisory:
        return advise_reading(reading, **options).model_copy(update={"summary": "Zz."})

    read: Callable[..., Reading] = fhir.read

    def with_other_notes(record: Json, **options: Any) -> Reading:
        reading = read(record, **options)
        unread = tuple(replace(item, why="zz") for item in reading.unread)
        return reading._replace(notes=tuple(replace(note, text="zz") for note in reading.notes), unread=unread)

    for name in ("TITLES", "EMPTY", "LABELS"):
        words = {key: f"Zz{number}" for number, key in enumerate(getattr(sections, name))}
        monkeypatch.setattr(sections, name, words)
    monkeypatch.setattr(page, "SCOPES", {key: f"Zz{number}" for number, key in enumerate(page.SCOPES)})
    for number, kind in enumerate(TITLES):
        monkeypatch.setitem(TITLES, kind, f"Zz{number}")
    # What was kept of a page in other words is neither met here nor left behind.
    monkeypatch.setattr(card_pages, "_kept", lru_cache(card_pages.fitted))
    monkeypatch.setattr(sections, "MORE", "zz")
    for name in [name for name in vars(card_words) if name.isupper()]:
        monkeypatch.setattr(card_words, name, "Zz")
    monkeypatch.setattr(spelling, "SPELLINGS", Nonsense())
    monkeypatch.setattr(respond, "advise_reading", summed_up)
    monkeypatch.setattr(fhir, "read", with_other_notes)


def as_read(text: str) -> str:
    """Markdown without its back-slashes."""
    return re.sub(r"\\(.)", r"\1", text)


def details(cards: Iterable[Card]) -> dict[str, str]:
    return {card.source.topic.code: as_read(card.detail) for card in cards}


def of_topic(cards: Iterable[Card], *topics: str) -> Card:
    (card,) = (card for card in cards if card.source.topic.code in topics)
    return card


def proposed_mtor_inhibitor(card: Card) -> str:
    """What the proposal that the card suggests to keep says of the option."""
    assert card.suggestions is not None
    group = card.suggestions[0].actions[0].resource
    (text,) = (
        action["description"]
        for action in group["action"]
        if action["resource"]["reference"].endswith("mtor-inhibitor")
    )
    return str(text)


@pytest.mark.parametrize("links", [(), LINKS], ids=["alone", "with a link"])
@pytest.mark.parametrize("hook", CONTEXTS)
def test_the_cards_hold_the_same_whatever_the_words(
    hook: str, links: Sequence[Link], ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, plain = answered(hook, links, ruleset)
    titles = [title for kind, title in TITLES.items() if title and kind != "reasons"]
    put_differently(monkeypatch)
    advisory, cards = answered(hook, links, ruleset)
    assert [(card.source.topic.code, card.indicator) for card in cards] == [
        (card.source.topic.code, card.indicator) for card in plain
    ]
    assert cards[0].indicator == "critical"
    before, after = details(plain), details(cards)
    assert not any(title in text for title in titles for text in after.values())
    for name in MTOR_CAVEATS:
        assert ruleset.caveats[name].short in as_read(of_topic(cards, "options", "evidence_limits").detail)
    for topic in before:
        assert [a.text for a in advisory.alerts if a.text in after[topic]] == [
            a.text for a in advisory.alerts if a.text in before[topic]
        ]
    warnings = [alert for alert in advisory.alerts if alert.severity == "warning" and alert.id in after]
    assert warnings
    assert all(alert.text in after[alert.id] for alert in warnings)
    assert all(alert.short in of_topic(cards, alert.id).summary for alert in warnings)


@pytest.mark.parametrize("hook", ["patient-view", "encounter-discharge"])
def test_what_a_card_proposes_and_follows_up_does_not_hang_on_words(
    hook: str, ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_differently(monkeypatch)
    advisory, cards = answered(hook, LINKS, ruleset)
    proposed = proposed_mtor_inhibitor(of_topic(cards, "options"))
    assert all(ruleset.caveats[name].text in proposed for name in MTOR_CAVEATS)
    told = " ".join(details(cards).values())
    assert (advisory.monitoring[0].text in told) is (hook == "encounter-discharge")


def test_a_drug_that_is_not_recognised_is_told_by_its_kind(ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    put_differently(monkeypatch)
    _, cards = answered("order-sign", (), ruleset)
    told = details(cards)["drug_not_recognised"]
    assert "MedicationRequest/o2" in told
    assert told.endswith(": zz")
    assert "drug_not_recognised" not in details(answered("order-select", (), ruleset)[1])


def test_an_order_of_an_mtor_inhibitor_is_told_by_its_option_alone(
    ruleset: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_differently(monkeypatch)
    advisory, cards = answered("order-sign", (), ruleset)
    card = of_topic(cards, "evidence_limits")
    assert card.detail.count("- **") == 1
    others = [option for option in advisory.options if option.option != "mtor_inhibitor"]
    assert [option.option for option in others if option.rationale in as_read(card.detail)] == []
    asked = [check for check in advisory.checks if "mtor_inhibitor" in check.bears_on]
    labels = {missing.field: missing.label for missing in advisory.missing}
    assert asked
    assert all(labels[field] in as_read(card.detail) for check in asked for field in check.asks)


SPEAKING: dict[str, Callable[[Advisory, Sequence[CaveatOut]], Any]] = {
    "overview_card": lambda advisory, caveats: overview_card(advisory, setting(), caveats=caveats),
    "limits_card": lambda advisory, caveats: limits_card(advisory, setting(), caveats=caveats),
}


@pytest.mark.parametrize("card", SPEAKING)
@pytest.mark.parametrize("name", MTOR_CAVEATS)
def test_no_card_about_an_mtor_inhibitor_is_made_without_its_caveats(name: str, card: str, ruleset: Ruleset) -> None:
    advisory, _ = answered("patient-view", (), ruleset)
    SPEAKING[card](advisory, advisory.caveats)
    lacking = [caveat for caveat in advisory.caveats if caveat.id != name]
    wordless = [
        [caveat.model_copy(update={form: " "}) if caveat.id == name else caveat for caveat in advisory.caveats]
        for form in ("short", "text")
    ]
    for caveats in (lacking, *wordless):
        with pytest.raises(CrdecideError, match=f"mtor_inhibitor: not to be spoken of without its caveats: {name}$"):
            SPEAKING[card](advisory, caveats)


@pytest.mark.parametrize("card", SPEAKING)
def test_the_caveats_of_the_design_are_demanded_whatever_the_rules_say(card: str, ruleset: Ruleset) -> None:
    advisory, _ = answered("patient-view", (), ruleset)
    silent = tuple(option.model_copy(update={"caveats": ()}) for option in advisory.options)
    with pytest.raises(option_caveats.CaveatsLacking, match=", ".join(sorted(MTOR_CAVEATS))):
        SPEAKING[card](advisory.model_copy(update={"options": silent}), [])


@pytest.mark.parametrize("speaking", [overview_card, limits_card, sections.option_sections])
def test_the_caveats_have_to_be_given_by_name(speaking: Callable[..., Any]) -> None:
    caveats = inspect.signature(speaking).parameters["caveats"]
    assert (caveats.kind, caveats.default) == (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.empty)


@pytest.mark.parametrize("card", SPEAKING)
def test_a_caveat_is_never_cut_short(card: str, ruleset: Ruleset) -> None:
    """Not even where the caveats alone are longer than a card."""
    advisory, _ = answered("patient-view", (), ruleset)
    longer = [
        caveat.model_copy(update={"short": f"{caveat.text} {caveat.text[:-1] * 3}."}) for caveat in advisory.caveats
    ]
    detail = as_read(SPEAKING[card](advisory, longer).detail)
    assert [caveat.id for caveat in longer if caveat.id in MTOR_CAVEATS and caveat.short not in detail] == []
