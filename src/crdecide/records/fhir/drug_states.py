"""How the use of a drug stands, by the status and dates of an order, a statement, a dispense or an administration.

https://hl7.org/fhir/R4/medicationrequest.html, https://hl7.org/fhir/R4/medicationstatement.html,
https://hl7.org/fhir/R4/medicationdispense.html, https://hl7.org/fhir/R4/medicationadministration.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Literal

from .dates import first_day, last_day
from .resources import (
    Adherence,
    DrugUse,
    MedicationAdministration,
    MedicationDispense,
    MedicationRequest,
    MedicationStatement,
)

State = Literal["current", "planned", "stopped"]
PRECEDENCE: tuple[State, ...] = ("current", "planned", "stopped")
"""Of several entries on one course, which one says how it stands."""
REQUESTED: Mapping[str, State] = {"active": "current", "draft": "planned", "stopped": "stopped"}
STATED: Mapping[str, State] = {
    "active": "current", "intended": "planned", "completed": "stopped", "stopped": "stopped",
}  # fmt: skip
ADHERED: Mapping[str, State] = {"taking": "current", "stopped": "stopped"}
OPTION = "option"
"""One of several orders of which one is to be chosen (https://hl7.org/fhir/R4/valueset-medicationrequest-intent.html)."""
PLANS = ("proposal", "plan")
WITHDRAWN = ("entered-in-error", "cancelled", "not-taken", "not-done", "declined")
DAY = ("d", "day")
LONGEST_SUPPLY = 366
"""Days. Of a longer supply nothing is said: no source gives a bound, and this one only keeps slips of the pen out."""


def is_withdrawn(use: DrugUse) -> bool:
    """Whether an entry says nothing of any use."""
    if type(use) is MedicationStatement and use.adherence is not None:
        return any(coding.code == "not-taking" for coding in use.adherence.code.coding)
    return use.status in WITHDRAWN or (type(use) is MedicationRequest and use.do_not_perform)


def state_of(use: DrugUse, on: date | None) -> State | None:
    """How the use stands on the day of reading; None where it cannot be told."""
    standing = STANDING.get(type(use))
    return None if standing is None else standing(use, on)


def _stated(use: MedicationStatement, on: date | None) -> State | None:
    state = _adhered(use.adherence) if use.adherence else STATED.get(use.status)
    return _in_time(state, use.effective_period.start, use.effective_period.end, on)


def _adhered(adherence: Adherence) -> State | None:
    """How R5 says that a drug is taken (https://hl7.org/fhir/R5/valueset-medication-statement-adherence.html)."""
    code = next((coding.code for coding in adherence.code.coding), "")
    return next((state for sign, state in ADHERED.items() if code.startswith(sign)), None)


def _requested(use: MedicationRequest, on: date | None) -> State | None:
    if use.intent == OPTION:
        return None
    state = REQUESTED.get(use.status)
    if state == "current" and use.intent in PLANS:
        return "planned"
    return _in_time(state, use.authored_on, use.dispense_request.validity_period.end, on)


def _in_time(state: State | None, start: str, end: str, on: date | None) -> State | None:
    """What is current is planned before its time, and cannot be told after it."""
    if state != "current" or on is None:
        return state
    first = first_day(start)
    if first is not None and first > on:
        return "planned"
    return None if _is_past(end, on) else state


def _is_past(end: str, on: date | None) -> bool:
    last = last_day(end)
    return last is not None and on is not None and last < on


def _dispensed(use: MedicationDispense, on: date | None) -> State | None:
    """A drug handed out is taken for as many days as it was handed out for; of a longer time nothing is said."""
    if use.status in ("preparation", "in-progress"):
        return "planned"
    supply, handed = use.days_supply, last_day(use.when_handed_over)
    if use.status != "completed" or on is None or handed is None or supply is None or supply.value is None:
        return None
    lasts = supply.code in DAY and 0 <= supply.value <= LONGEST_SUPPLY
    return "current" if lasts and handed <= on <= handed + timedelta(days=supply.value) else None


def _given(use: MedicationAdministration, on: date | None) -> State | None:
    """A drug that is being given, or was given on the day of reading, is taken; of one given before nothing is said."""
    if use.status == "in-progress":
        return None if _is_past(use.period.end, on) else "current"
    day = first_day(use.period.end or use.period.start)
    return "current" if use.status == "completed" and on is not None and day == on else None


STANDING: Mapping[type[DrugUse], Callable[[Any, date | None], State | None]] = {
    MedicationRequest: _requested,
    MedicationStatement: _stated,
    MedicationDispense: _dispensed,
    MedicationAdministration: _given,
}
"""How each kind of entry says how the use of its drug stands."""
