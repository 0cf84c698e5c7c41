"""What stands on the cards: danger first, one page in brief, the fact to act on, and no more than a card holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from markdown_it import MarkdownIt
from support.children import random_children
from support.reports import CHILDREN

from crdecide import Advisory
from crdecide.advisory.one_child import advise
from crdecide.guideline.named_ids import MTOR_CAVEATS
from crdecide.records.fhir import Occasion
from crdecide.service.hooks.card_pages import MOST, displayed
from crdecide.service.hooks.cds_cards import (
    Setting,
    danger_cards,
    limits_card,
    overview_card,
    record_cards,
    warning_cards,
)  # fmt: skip
from crdecide.service.hooks.messages import SUMMARY_LENGTH, Card, Link
from crdecide.service.hooks.shortening import clause, fact, listing

OCCASION = Occasion(UUID(int=7), datetime(2026, 11, 23, 12, tzinfo=UTC), "https://crdecide.example/module")
SETTING = Setting(OCCASION, "https://crdecide.example", (), suggestions=True)
LINKED = Setting(
    OCCASION, "https://crdecide.example", (Link(label="All", url="https://x.example/y"),), suggestions=True
)
NOT_EXCLUDED = {"age_days": 30, "tsc": {"status": "definite"}, "tumours": {"count": 2}}
CHILDREN_SEEN = [*CHILDREN.values(), NOT_EXCLUDED, *random_children(150, seed=18)]


def answer(child: dict[str, Any]) -> Advisory:
    return advise(child, engine="reference")


def overview(advisory: Advisory) -> Card:
    return overview_card(advisory, SETTING, caveats=advisory.caveats)


def seen(markdown: str) -> str:
    """The words of a card as a Markdown reader shows them, one block a line; addresses are no words."""
    lines = []
    for token in MarkdownIt("commonmark").parse(markdown):
        assert token.type not in ("html_block", "code_block", "fence"), token
        if token.type == "inline":
            lines.append("".join(part.content for part in token.children or [] if part.type in ("text", "softbreak")))
    return "\n".join(lines)


def addresses(markdown: str) -> Iterable[str]:
    for token in MarkdownIt("commonmark").parse(markdown):
        yield from (str(part.attrs["href"]) for part in token.children or [] if part.type == "link_open")


@pytest.mark.parametrize("number", range(0, len(CHILDREN_SEEN), 26))
def test_the_overview_is_no_longer_than_a_card_and_has_every_option_and_caveat(number: int) -> None:
    for child in CHILDREN_SEEN[number : number + 26]:
        advisory = answer(child)
        card = overview(advisory)
        text = seen(card.detail)
        assert len(text) <= len(displayed(card.detail)) <= MOST == 1_200
        assert card.detail.count("- **") == len(advisory.options)
        assert "not a recommendation to treat" in text
        if advisory.options:
            flat = " ".join(text.split())
            caveats = [caveat.short for caveat in advisory.caveats if caveat.id in MTOR_CAVEATS]
            assert len(caveats) == len(MTOR_CAVEATS)
            assert [caveat for caveat in caveats if " ".join(caveat.split()) not in flat] == []
        for reason in advisory.scope.reasons if not advisory.options else ():
            assert reason.partition("https")[0] in text


def test_its_source_numbers_are_links_to_publications() -> None:
    advisory = answer(CHILDREN["published_newborn"])
    card = overview(advisory)
    linked = set(addresses(card.detail))
    assert "https://doi.org/10.3390/ijerph18094907" in linked
    assert len(linked) >= 4
    assert "[1,2]" in seen(card.detail)
    assert {address for address in linked if not address.startswith("https://")} == set()


def test_every_source_number_of_a_card_is_a_link() -> None:
    numbers = 0
    for advisory in map(answer, CHILDREN.values()):
        speaking = [overview(advisory)]
        speaking += [limits_card(advisory, SETTING, caveats=advisory.caveats)] if advisory.options else []
        for card in speaking:
            told = [n for cited in re.findall(r"\[(\d+(?:,\d+)*)\]", seen(card.detail)) for n in cited.split(",")]
            assert len(list(addresses(card.detail))) == len(told)
            numbers += len(told)
    assert numbers > 20


def test_a_danger_is_a_critical_card_in_every_scope_with_what_it_rests_on() -> None:
    for child in CHILDREN_SEEN:
        advisory = answer(child)
        made = danger_cards(advisory, SETTING)
        assert len(made) == (advisory.danger.text is not None)
        for card in made:
            assert (card.indicator, card.source.topic.code) == ("critical", "danger")
            assert str(advisory.danger.text).startswith(card.summary.rstrip("."))
            assert "immediate specialist assessment" in card.summary
            assert "…" not in card.summary
            assert str(advisory.danger.text) in seen(card.detail)
            assert all(ground in seen(card.detail) for ground in advisory.danger.because)


def test_a_danger_that_is_not_excluded_is_the_first_line_of_the_overview() -> None:
    open_dangers = 0
    for advisory in map(answer, CHILDREN_SEEN):
        card = overview(advisory)
        is_open = advisory.danger.text is None and bool(advisory.danger.asks)
        open_dangers += is_open
        assert ("A danger is not excluded" in seen(card.detail).splitlines()[0]) is is_open
        assert card.summary.startswith("A danger is not excluded.") is is_open
    assert open_dangers > 10


def test_what_the_overview_has_no_room_for_is_told_where_there_is_room() -> None:
    for name, is_asked in {"fetus": False, "nothing_recorded": True}.items():
        card = overview(answer(CHILDREN[name]))
        assert "It does not replace specialist judgement" in seen(card.detail)
        # No answer brings a child that is not born yet into the evidence.
        assert ("WHAT TO ASK FIRST" in seen(card.detail)) is is_asked


def test_an_order_is_answered_with_its_option_alone_and_with_what_is_to_be_known() -> None:
    for child in CHILDREN.values():
        advisory = answer(child)
        if not advisory.options:
            continue
        card = limits_card(advisory, SETTING, caveats=advisory.caveats)
        assert len(seen(card.detail)) <= MOST
        assert seen(card.detail).startswith("mTOR inhibitor, temporary: ")
        assert card.detail.count("- **") == 1
        assert "danger" not in seen(card.detail).lower()
        caveats = [caveat.short for caveat in advisory.caveats if caveat.id in MTOR_CAVEATS]
        assert len(caveats) == len(MTOR_CAVEATS)
        assert [caveat for caveat in caveats if caveat not in seen(card.detail)] == []
        assert "NOT RECORDED, BEFORE OR ON AN mTOR INHIBITOR [ ] " in seen(card.detail)
        assert "[ ] active infection" in seen(card.detail)
        assert "been born? (mTOR inhibitor)" not in seen(card.detail)


def test_the_summary_of_a_warning_is_its_fact_with_the_name_of_the_drug() -> None:
    advisory = answer(CHILDREN["measured_on_treatment"])
    drugs = {"inducer_with_everolimus": ("carbamazepine",)}
    made = {card.source.topic.code: card for card in warning_cards(advisory.alerts, drugs, advisory, SETTING)}
    assert made["inducer_with_everolimus"].summary == (
        "carbamazepine: Inducer on record: it lowers exposure to everolimus"
    )
    for alert in advisory.alerts:
        assert alert.short in made[alert.id].summary
        assert alert.text in seen(made[alert.id].detail)


@pytest.mark.parametrize("number", [1, 5, 40])
def test_neither_the_fact_nor_a_drugs_name_is_cut_off(number: int) -> None:
    drugs = [f"phenobarbital-{n}" for n in range(number)]
    line = fact("Inducer on record: it lowers exposure to everolimus", drugs, SUMMARY_LENGTH)
    assert len(line) <= SUMMARY_LENGTH
    assert line.endswith(": Inducer on record: it lowers exposure to everolimus")
    named = line.partition(": ")[0]
    assert named.partition(" and ")[0].split(", ") == drugs[: named.partition(" and ")[0].count(",") + 1]
    assert (f"and {number - named.count(',') - 1} more" in named) is (number > named.count(",") + 1)


def test_a_long_name_is_not_what_is_cut() -> None:
    long = "a" * 120
    assert fact("Inducer on record: it lowers exposure.", [long], SUMMARY_LENGTH).startswith(f"{long}: Inducer")


def test_texts_are_cut_after_a_clause_or_an_item() -> None:
    assert clause("One; two and three.", 12) == "One."
    assert clause("One; two.", 12) == "One; two."
    assert listing("not recorded: one, two, three", 25) == "not recorded: one, …"


def test_notes_on_the_record_have_the_service_as_their_source() -> None:
    advisory = answer(CHILDREN["measured_on_treatment"])
    (card,) = record_cards(advisory, LINKED)
    assert card.source.label.startswith("crdecide ")
    assert card.source.url == "https://crdecide.example"
    assert "read by no rule" in seen(card.detail)
    assert record_cards(answer(CHILDREN["published_newborn"]), LINKED) == ()


def test_what_a_name_holds_is_text_on_a_card() -> None:
    evil = "![x](https://evil.example/p.png) [y](https://evil.example) <b>*z*"
    advisory = answer({**CHILDREN["measured_on_treatment"], "medications": [evil, "carbamazepine"]})
    named = {"inducer_with_everolimus": (evil,)}
    for card in (*warning_cards(advisory.alerts, named, advisory, SETTING), *record_cards(advisory, SETTING)):
        html = MarkdownIt("commonmark").render(card.detail)
        assert "<img" not in html
        assert "<b>" not in html
        assert 'href="https://evil' not in html
