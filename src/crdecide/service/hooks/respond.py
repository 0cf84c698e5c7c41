"""From a call and its data to the cards: read, ask whether there is anything to say, advise, write the cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crdecide.advisory.answer_parts import AlertOut
from crdecide.advisory.model import Advisory
from crdecide.advisory.one_child import builder_for, conclude_for
from crdecide.evaluation.observation import drugs_named, observe
from crdecide.evaluation.semantics import Values
from crdecide.explanation.matched_values import matched
from crdecide.guideline.laws import ABOUT_TREATMENT
from crdecide.guideline.named_ids import TUMOUR_PRESENT
from crdecide.guideline.options import MTOR_INHIBITOR
from crdecide.language.ruleset import Ruleset, fields_of
from crdecide.records import Reading, RecordNote, Unread, advise_reading, fhir

from . import card_words as words
from . import cds_cards as cards
from .cds_cards import Setting
from .messages import Card, HookRequest
from .orders import Orders, orders_of

ORDER_HOOKS = ("order-select", "order-sign")
DrugsByAlert = Mapping[str, Sequence[str]]
"""The drugs that an alert is about, by its id."""


@dataclass(frozen=True)
class Assessment:
    """What a call came to: the reading and the values found in it; the advisory where there was something to say."""

    reading: Reading
    values: Values
    advisory: Advisory | None = None
    orders: Orders | None = None
    tumour: bool = False
    """Whether a rhabdomyoma is on record, or may be."""


def assess(request: HookRequest, prefetch: Mapping[str, Any], ruleset: Ruleset, on: date) -> Assessment:
    """The record as read, and the advisory where there is something to say.

    That is where a rhabdomyoma is on record, or may be; beside orders that matter, also where an mTOR inhibitor is.

    Raises:
        WrongPatient: something is about another patient than the one of the context.
        InvalidPatient: the prefetch is none.
        EngineError: the rules could not be run.
    """
    orders = orders_of(request, ruleset, on) if request.hook in ORDER_HOOKS else None
    encounter, patient_id = request.context.encounter_id, request.context.patient_id
    record = {**prefetch, **({"draftOrders": orders.bundle} if orders else {})}
    reading = fhir.read(record, on=on, patient_id=patient_id, encounter=encounter, ruleset=ruleset)
    values = conclude_for(ruleset)(observe(reading.patient, ruleset)).values
    tumour = values[TUMOUR_PRESENT] == "yes" or bool(in_doubt(reading, ruleset))
    concerns = tumour
    if orders is not None:
        concerns = (tumour or _takes_mtor_inhibitor(reading)) and _matters(orders, request)
    if not concerns:
        return Assessment(reading, values, orders=orders)
    return Assessment(reading, values, advise_reading(reading, ruleset=ruleset), orders, tumour)


def _takes_mtor_inhibitor(reading: Reading) -> bool:
    return reading.patient.treatment.mtor_inhibitor.status in ("planned", "current")


def _matters(orders: Orders, request: HookRequest) -> bool:
    return orders.matters or bool(_not_checked(orders, request))


def _not_checked(orders: Orders, request: HookRequest) -> tuple[Unread | RecordNote, ...]:
    """What is said only when an order is about to be signed: until then its drug may still be chosen."""
    return orders.not_checked if request.hook == "order-sign" else ()


def in_doubt(reading: Reading, ruleset: Ruleset) -> tuple[Unread, ...]:
    """What was not read and may be of a rhabdomyoma."""
    concepts = ruleset.terminology.codes.concepts
    watched = {name for name, concept in concepts.items() if concept.population}
    return tuple(item for item in reading.unread if item.about in watched)


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
        return tuple(_order_cards(advisory, assessment, assessment.orders, request, ruleset, setting()))
    if not advisory.options and (doubts := in_doubt(assessment.reading, ruleset)):
        made = setting()
        return (*cards.danger_cards(advisory, made), _question(doubts, made))
    return tuple(_view_cards(advisory, request, _drugs_by_alert(advisory, assessment, ruleset), setting()))


def _question(doubts: Sequence[Unread], setting: Setting) -> Card:
    """What in the record may be of a rhabdomyoma, as a question."""
    return cards.note_card("record_not_usable", words.RECORD_NOT_USABLE, map(str, doubts), setting)


def _drugs_by_alert(advisory: Advisory, assessment: Assessment, ruleset: Ruleset) -> DrugsByAlert:
    """The drugs on record that each alert is about, as the record names them."""
    patient, values = assessment.reading.patient, assessment.values
    conditions = {
        alert.id: ruleset.alert_by_id[alert.id].applies_when
        for alert in advisory.alerts
        if alert.id in ruleset.alert_by_id
    }
    return {name: drugs_named(matched(when, values), patient, ruleset) for name, when in conditions.items()}


def _view_cards(advisory: Advisory, request: HookRequest, drugs: DrugsByAlert, setting: Setting) -> Iterator[Card]:
    """The danger, the page in brief, each warning that certainly applies, the follow-up at discharge, the record."""
    yield from cards.danger_cards(advisory, setting)
    yield cards.overview_card(advisory, setting, caveats=advisory.caveats)
    yield from cards.warning_cards(_warnings(advisory.alerts), drugs, advisory, setting)
    if request.hook == "encounter-discharge" and advisory.monitoring:
        yield cards.follow_up_card(advisory, setting)
    yield from cards.record_cards(advisory, setting)


def _warnings(alerts: Iterable[AlertOut]) -> list[AlertOut]:
    return [alert for alert in alerts if alert.severity == "warning"]


def _order_cards(
    advisory: Advisory,
    assessment: Assessment,
    orders: Orders,
    request: HookRequest,
    ruleset: Ruleset,
    setting: Setting,
) -> Iterator[Card]:
    """What bears on the drugs ordered, and which of them were not checked; nothing of what does not."""
    if orders.mtor_inhibitor:
        yield from cards.danger_cards(advisory, setting)
    if advisory.options and orders.mtor_inhibitor:
        yield from _mtor_cards(advisory, _drugs_by_alert(advisory, assessment, ruleset), ruleset, setting)
    else:
        if orders.mtor_inhibitor and assessment.tumour:
            yield cards.overview_card(advisory, setting, caveats=advisory.caveats)
        yield from _cards_about_drugs(advisory, assessment, orders, ruleset, setting)
    if not advisory.options and (doubts := in_doubt(assessment.reading, ruleset)):
        yield _question(doubts, setting)
    if not_checked := _not_checked(orders, request):
        unread = (item for item in assessment.reading.unread if item.kind == "drug")
        notes = dict.fromkeys(map(str, (*unread, *not_checked)))
        yield cards.note_card("drug_not_recognised", words.DRUG_NOT_RECOGNISED, notes, setting)


def _cards_about_drugs(
    advisory: Advisory, assessment: Assessment, orders: Orders, ruleset: Ruleset, setting: Setting
) -> Iterator[Card]:
    """The warnings about drugs that are ordered, or about any beside an mTOR inhibitor that is: in every scope."""
    alerts, evidence = builder_for(ruleset).about_drugs(assessment.reading.patient)
    held = advisory.model_copy(update={"alerts": alerts, "evidence": (*advisory.evidence, *evidence)})
    named = _drugs_by_alert(held, assessment, ruleset)
    ordered = named if orders.mtor_inhibitor else _of_the_order(named, orders)
    about = [alert for alert in alerts if ordered.get(alert.id)]
    yield from cards.warning_cards(about, ordered, held, setting)


def _of_the_order(named: DrugsByAlert, orders: Orders) -> DrugsByAlert:
    return {alert: [drug for drug in drugs if drug in orders.drugs] for alert, drugs in named.items()}


def _mtor_cards(advisory: Advisory, drugs: DrugsByAlert, ruleset: Ruleset, setting: Setting) -> Iterator[Card]:
    """For an mTOR inhibitor the evidence with its limits, every warning about it, and what else is to be noted."""
    about = [alert for alert in advisory.alerts if _is_about_the_drug(alert, ruleset)]
    yield cards.limits_card(advisory, setting, caveats=advisory.caveats)
    yield from cards.warning_cards(_warnings(about), drugs, advisory, setting)
    if remarks := [alert for alert in about if alert.severity == "info"]:
        yield cards.remarks_card(remarks, advisory, setting)


def _is_about_the_drug(alert: AlertOut, ruleset: Ruleset) -> bool:
    """Whether it bears on the option, or on no option by name and reads what the record holds of treatment."""
    card, inputs = ruleset.alert_by_id.get(alert.id), ruleset.vocabulary.inputs
    if card is None or alert.bears_on:
        return MTOR_INHIBITOR in alert.bears_on
    return any(inputs[name].path.startswith(ABOUT_TREATMENT) for name in fields_of(card) if name in inputs)
