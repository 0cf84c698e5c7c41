"""From a call and its data to the cards: read, ask whether there is anything to say, advise, write the cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crdecide.advisory.model import Advisory
from crdecide.advisory.one_child import advise
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import evaluate
from crdecide.guideline.named_ids import TUMOUR_PRESENT
from crdecide.language.conditions import fields_read
from crdecide.language.ruleset import Ruleset
from crdecide.language.readings import DrugOfClass
from crdecide.records import Note, Reading, fhir, with_record

from . import cds_cards as cards
from .cds_cards import Setting
from .messages import Card, HookRequest
from .orders import Orders, orders_of

ORDER_HOOKS = ("order-select", "order-sign")
NOT_USABLE = "A record that may be of a cardiac rhabdomyoma could not be used; its status or code leaves it open"
NOT_RECOGNISED = "Cardiac rhabdomyoma: a drug being ordered was not recognised by its code, and was not checked"


@dataclass(frozen=True)
class Found:
    """What a call came to: the reading and the advisory where there was something to say."""

    reading: Reading
    advisory: Advisory | None = None
    orders: Orders | None = None


def find(request: HookRequest, prefetch: Mapping[str, Any], ruleset: Ruleset, on: date) -> Found:
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
        return Found(reading, orders=orders)
    advisory = with_record(advise(reading.patient, ruleset=ruleset), reading)
    return Found(reading, advisory, orders)


def _matters(orders: Orders, request: HookRequest) -> bool:
    return orders.matters or (request.hook == "order-sign" and orders.not_recognised > 0)


def in_doubt(reading: Reading, ruleset: Ruleset, request: HookRequest) -> tuple[Note, ...]:
    """For views of the patient: the notes on records that may be of a rhabdomyoma, where none is certain."""
    if request.hook in ORDER_HOOKS:
        return ()
    concepts = ruleset.terminology.codes.concepts
    watched = {name for name, concept in concepts.items() if concept.population}
    return tuple(note for note in reading.notes if note.about in watched)


def cards_of(found: Found, request: HookRequest, ruleset: Ruleset, setting: Callable[[], Setting]) -> tuple[Card, ...]:
    """The cards to send; none where there is nothing to say."""
    advisory = found.advisory
    if advisory is None:
        return ()
    if found.orders is not None:
        return _order_cards(advisory, found.orders, request, ruleset, setting())
    if not advisory.options and (notes := in_doubt(found.reading, ruleset, request)):
        return (cards.note_card("record_not_usable", NOT_USABLE, tuple(map(str, notes)), advisory, setting()),)
    if not advisory.options:
        return (cards.scope_card(advisory, setting()),)
    return cards.option_cards(advisory, setting(), follow_up=request.hook == "encounter-discharge")


def _order_cards(
    advisory: Advisory, orders: Orders, request: HookRequest, ruleset: Ruleset, setting: Setting
) -> tuple[Card, ...]:
    """The warnings about drugs; for an mTOR inhibitor all warnings, and the evidence with its limits."""
    if not advisory.options:
        return (cards.scope_card(advisory, setting),) if orders.mtor_inhibitor else ()
    fired = [alert for alert in advisory.alerts if alert.id in cards.certain_alerts(advisory)]
    about_drugs = _about_drugs(ruleset)
    alerts = [alert for alert in fired if orders.mtor_inhibitor or alert.id in about_drugs]
    made = cards.drug_cards(advisory, alerts, setting, limits=orders.mtor_inhibitor) if orders.matters else ()
    if request.hook == "order-sign" and orders.not_recognised:
        notes = tuple(str(note) for note in (advisory.record.notes if advisory.record else ()) if "recognised" in note)
        made = (*made, cards.note_card("drug_not_recognised", NOT_RECOGNISED, notes, advisory, setting))
    return made


def _about_drugs(ruleset: Ruleset) -> frozenset[str]:
    """The alerts whose condition reads the list of drugs."""
    inputs = {name for name, entry in ruleset.vocabulary.inputs.items() if isinstance(entry.reads, DrugOfClass)}
    return frozenset(card.id for card in ruleset.alerts if inputs & set(fields_read(card.applies_when)))
