"""The page of a card is made of what it tells and of nothing else, so that whoever shares that shares the page."""

from __future__ import annotations

from typing import Any

import pytest
from support.children import random_children
from support.fhir_records import CHILD, HEART_FAILURE, RHABDOMYOMA, bundle, condition, patient

from crdecide import Advisory, advise
from crdecide.records import advise_reading, fhir
from crdecide.service.hooks.card_content import CardContent
from crdecide.service.hooks.card_pages import card_page, fitted


@pytest.fixture(scope="module")
def seen() -> list[Advisory]:
    return [advise(child) for child in random_children(60, seed=22)]


def whole(advisory: Advisory) -> CardContent:
    """All of an advisory, but for what has a card of its own."""
    remarks = tuple(alert for alert in advisory.alerts if alert.severity == "info" and alert.rules)
    danger = advisory.danger
    if danger.text is not None:
        danger = danger.model_copy(update={"text": None, "asks": ()})
    return CardContent(advisory.model_copy(update={"alerts": remarks, "monitoring": (), "danger": danger}))


def of_record(*conditions: dict[str, Any]) -> Advisory:
    return advise_reading(fhir.read(bundle(patient(), *conditions), patient_id=CHILD))


def test_nothing_that_the_page_tells_is_left_out_of_its_content(seen: list[Advisory]) -> None:
    unread = of_record(condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE, verified="unconfirmed"))
    assert "but not read: heart failure" in fitted(CardContent.of(unread))
    for advisory in (*seen, unread):
        assert fitted(CardContent.of(advisory)) == fitted(whole(advisory))


def test_a_page_that_was_kept_is_that_of_the_child(seen: list[Advisory]) -> None:
    for advisory in (*seen, *reversed(seen)):
        assert card_page(advisory) == fitted(CardContent.of(advisory))


def test_children_who_differ_in_what_the_page_does_not_tell_share_its_content() -> None:
    child = {"tsc": {"status": "definite"}, "age_days": 31}
    first, second = (CardContent.of(advise({**child, "tumours": {"count": count}})) for count in (2, 3))
    assert advise({**child, "tumours": {"count": 2}}) != advise({**child, "tumours": {"count": 3}})
    assert first == second
    assert hash(first) == hash(second)
    well = CardContent.of(advise({**child, "tumours": {"count": 2}, "asymptomatic": True}))
    assert fitted(well) != fitted(first)
    assert well != first
