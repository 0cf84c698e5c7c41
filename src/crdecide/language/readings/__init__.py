"""The ways of reading an input from the record, one class a file: its observer, representatives, faults."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Annotated, get_args

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

Way = (
    Annotated[ValueOf, Tag(ValueOf.key)]
    | Annotated[CountOf, Tag(CountOf.key)]
    | Annotated[ListedIn, Tag(ListedIn.key)]
    | Annotated[AnyGiven, Tag(AnyGiven.key)]
    | Annotated[DrugOfClass, Tag(DrugOfClass.key)]
    | Annotated[DrugNamed, Tag(DrugNamed.key)]
    | Annotated[UncheckedDrug, Tag(UncheckedDrug.key)]
    | Annotated[HighestGrade, Tag(HighestGrade.key)]
    | Annotated[Ungraded, Tag(Ungraded.key)]
    | Annotated[MeasuredChange, Tag(MeasuredChange.key)]
)
"""The one list of the ways of reading; a new one has a line here."""
READINGS: Mapping[str, type[InputReading]] = {way.key: way for way, *_ in map(get_args, get_args(Way))}
"""Every way by its key."""


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
    Way,
    Discriminator(_way, custom_error_type="reads", custom_error_message=f"expected one of {', '.join(READINGS)}"),
]

__all__ = [
    "READINGS", "AnyGiven", "CountOf", "DrugNamed", "DrugOfClass", "GradedEvents", "HighestGrade", "InputReading",
    "ListedIn", "MeasuredChange", "Observer", "OfDrugs", "Reads", "RecordPath", "UncheckedDrug", "Ungraded", "ValueOf",
]  # fmt: skip
