"""The ways of reading an input from the record, one class a file: its observer, representatives, faults."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Annotated

from pydantic import Discriminator, Tag

from ..evidence import Form
from .any_given import AnyGiven
from .count_of import CountOf
from .drug_named import DrugNamed
from .drug_of_class import DrugOfClass
from .graded_events import GradedEvents
from .highest_grade import HighestGrade
from .listed_in import ListedIn
from .measured_change import MeasuredChange
from .of_drugs import OfDrugs
from .reading import InputReading, Observer, RecordPath
from .unchecked_drug import UncheckedDrug
from .ungraded import Ungraded
from .value_of import ValueOf

WAYS: tuple[type[InputReading], ...] = (
    ValueOf, CountOf, ListedIn, AnyGiven, DrugOfClass, DrugNamed, UncheckedDrug, HighestGrade, Ungraded, MeasuredChange,
)  # fmt: skip
READINGS: Mapping[str, type[InputReading]] = {way.key: way for way in WAYS}
"""Every way by its key. A new one stands in `WAYS` and in `Reads`."""


def _way(raw: object) -> str | None:
    """Which way of reading is written: the one whose own key is there."""
    names: Container[object] = ()
    if isinstance(raw, dict):
        names = raw
    elif isinstance(raw, Form):
        names = type(raw).model_fields
    # In the order of the catalogue, in which `value` comes first.
    for key in READINGS:
        if key in names:
            return key
    return None


Reads = Annotated[
    Annotated[ValueOf, Tag("value")]
    | Annotated[CountOf, Tag("count")]
    | Annotated[ListedIn, Tag("listed_in")]
    | Annotated[AnyGiven, Tag("given")]
    | Annotated[DrugOfClass, Tag("drugs_in")]
    | Annotated[DrugNamed, Tag("drug_named_in")]
    | Annotated[UncheckedDrug, Tag("unchecked_in")]
    | Annotated[HighestGrade, Tag("highest_grade_in")]
    | Annotated[Ungraded, Tag("ungraded_in")]
    | Annotated[MeasuredChange, Tag("measured_change_in")],
    Discriminator(_way, custom_error_type="reads", custom_error_message=f"expected one of {', '.join(READINGS)}"),
]

__all__ = [
    "READINGS", "AnyGiven", "CountOf", "DrugNamed", "DrugOfClass", "GradedEvents", "HighestGrade", "InputReading",
    "ListedIn", "MeasuredChange", "Observer", "OfDrugs", "Reads", "RecordPath", "UncheckedDrug", "Ungraded", "ValueOf",
]  # fmt: skip
