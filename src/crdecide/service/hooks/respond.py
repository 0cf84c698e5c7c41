"""From a call and its data to the cards: read, ask whether there is anything to say, advise, write the cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crdecide.advisory.model import Advisory, AlertOut
from crdecide.advisory.one_child import advise
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import evaluate
from crdecide.guideline.named_ids import TUMOUR_PRESENT
from crdecide.language.conditions import fields_read
from crdecide.language.readings import OfDrugs
from crdecide.language.ruleset import Ruleset
from crdecide.records import Reading, RecordNote, fhir, with_record

from . import card_words as words
from . import cds_cards as cards
from .cds_cards import Setting
from .messages import Card, HookRequest
from .orders import Orders, orders_of

ORDER_HOOKS = ("order-select", "order-sign")


@dataclass(frozen=True)
class Assessment:
    """What a call came to: the reading and the advisory where there was something to say."""

    reading: Reading
    advisory: Advisory | None = None
    orders: Orders | None = None


def assess(request: HookRequest, prefetch: Mapping[str, Any], ruleset: Ruleset, on: date) -> Assessment:
    """The record as read, and the advisory where a rhabdomyoma is on record (or may be) and the orders matter.

    Raises:
        WrongPatient: something is about another patient than the one of the context.
        InvalidPatient: the prefetch is none.
        EngineError: the rules could not be run.
    """
    orders = orders_of(request, ruleset, on) if request.hook in ORDER_HOOKS else None
    encounter, patient_id = request.context.encounter_id, request.context.patient_id
    record = {**prefetch, **({"draftOrders": orders.bundle} if orders else {})}
    reading = fhir.read(record, on=on, patient_id=patient_id, encounter=encounter, ruleset=ruleset)
    present = evaluate(ruleset, observe(reading.patient, ruleset)).values[TUMOUR_PRESENT] == "yes"
    if not (present and (orders is None or _matters(orders, request))) and not in_doubt(reading, ruleset, request):
        return Assessment(reading, orders=orders)
    advisory = with_record(advise(reading.patient, ruleset=ruleset), reading)
    return Assessment(reading, advisory, orders)


def _matters(orders: Orders, request: HookRequest) -> bool:
    return orders.matters or bool(_not_checked(orders, request))


def _not_checked(orders: Orders, request: HookRequest) -> tuple[RecordNote, ...]:
    """What is said only when an order is about to be signed: until then its drug may still be chosen."""
    return orders.not_checked if request.hook == "order-sign" else ()


def in_doubt(reading: Reading, ruleset: Ruleset, request: HookRequest) -> tuple[RecordNote, ...]:
    """For views of the patient: the notes on records that may be of a rhabdomyoma, where none is certain."""
    if request.hook in ORDER_HOOKS:
        return ()
    concepts = ruleset.terminology.codes.concepts
    watched = {name for name, concept in concepts.items() if concept.population}
    return tuple(note for note in reading.notes if note.about in watched)


def cards_of(
    assessment: Assessment, request: HookRequest, ruleset: Ruleset, setting: Callable[[], Setting]
) -> tuple[Card, ...]:
    """The cards to send; none where there is nothing to say.

    Raises:
        CaveatsLacking: an option would be spoken of without a caveat that it demands.
    """
    advisory = assessment.advisory
    if advisory is None:
        return ()
    if assessment.orders is not None:
        return _order_cards(advisory, assessment, assessment.orders, request, ruleset, setting())
    if not advisory.options and (notes := in_doubt(assessment.reading, ruleset, request)):
        return (cards.note_card("record_not_usable", words.RECORD_NOT_USABLE, map(str, notes), advisory, setting()),)
    if not advisory.options:
        return (cards.scope_card(advisory, setting()),)
    return _view_cards(advisory, request, setting())


def _view_cards(advisory: Advisory, request: HookRequest, setting: Setting) -> tuple[Card, ...]:
    """The options and, for each warning that certainly applies, a card of its own; the follow-up at discharge."""
    follow_up = request.hook == "encounter-discharge"
    options = cards.options_card(advisory, setting, caveats=advisory.caveats, follow_up=follow_up)
    warnings = [alert for alert in advisory.alerts if alert.severity == "warning"]
    return (options, *cards.warning_cards(warnings, advisory, setting))


def _order_cards(
    advisory: Advisory,
    assessment: Assessment,
    orders: Orders,
    request: HookRequest,
    ruleset: Ruleset,
    setting: Setting,
) -> tuple[Card, ...]:
    """What bears on the drugs ordered, and which of them were not checked."""
    if not advisory.options:
        return (cards.scope_card(advisory, setting),) if orders.mtor_inhibitor else ()
    made = list(_drug_cards(advisory, orders, ruleset, setting)) if orders.matters else []
    if not_checked := _not_checked(orders, request):
        recognised = (note for note in assessment.reading.notes if note.kind == "drug_not_recognised")
        notes = dict.fromkeys(map(str, (*recognised, *not_checked)))
        made.append(cards.note_card("drug_not_recognised", words.DRUG_NOT_RECOGNISED, notes, advisory, setting))
    return tuple(made)


def _drug_cards(advisory: Advisory, orders: Orders, ruleset: Ruleset, setting: Setting) -> tuple[Card, ...]:
    """The warnings about drugs; for an mTOR inhibitor all warnings, and the evidence with its limits."""
    alerts = advisory.alerts
    if orders.mtor_inhibitor:
        limits = cards.limits_card(advisory, setting, caveats=advisory.caveats)
        return (limits, *cards.warning_cards(alerts, advisory, setting))
    return tuple(cards.warning_cards(_about_drugs(alerts, ruleset), advisory, setting))


def _about_drugs(alerts: tuple[AlertOut, ...], ruleset: Ruleset) -> list[AlertOut]:
    """The alerts whose condition reads the list of drugs."""
    inputs = {name for name, entry in ruleset.vocabulary.inputs.items() if isinstance(entry.reads, OfDrugs)}
    reading = {card.id for card in ruleset.alerts if inputs & set(fields_read(card.applies_when))}
    return [alert for alert in alerts if alert.id in reading]
