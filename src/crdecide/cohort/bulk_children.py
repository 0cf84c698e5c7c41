"""The children of a FHIR bulk export as a batch: each is read as any record (`crdecide.records.fhir`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pydantic_core import from_json, to_json

from crdecide.errors import CrdecideError, InvalidPatient, Problem
from crdecide.language.loading import load_ruleset
from crdecide.language.ruleset import Ruleset
from crdecide.records import Reading
from crdecide.records.fhir.bundle import shared_apart
from crdecide.records.fhir.reader import read
from crdecide.records.fhir.resources import Resource
from crdecide.records.rows.columns import arrays, cells
from crdecide.records.rows.row_batch import Batch, Reject, reason_of
from crdecide.records.rxnorm import RXNORM

Json = Mapping[str, Any]


@lru_cache(maxsize=1)
def kept_rules(rules: Path) -> Ruleset:
    """The rules of a folder, which a process loads once."""
    return load_ruleset(rules)


def make_ready(rules: Path, on: date | None) -> None:
    """Load all that it takes to read a child: the rules and, by reading one, the indexes of codes and of drugs."""
    resources: list[Json] = [
        {"resourceType": "Patient", "id": "child"},
        {"resourceType": "Condition", "subject": {"reference": "Patient/child"}},
        {"resourceType": "Observation", "subject": {"reference": "Patient/child"}, "status": "final"},
        {
            "resourceType": "MedicationRequest",
            "subject": {"reference": "Patient/child"},
            "medicationCodeableConcept": {"coding": [{"system": RXNORM, "code": "0"}]},
        },
    ]
    read_children(rules, on, (), 1, [("child", [to_json(resource).decode() for resource in resources])])


def read_children(
    rules: Path, on: date | None, shared: tuple[str, ...], row: int, children: Sequence[tuple[str, list[str]]]
) -> Batch:
    """Some children as a batch.

    Args:
        rules: The folder of the rules.
        on: The day to which they are read.
        shared: The resources that any of them may point to, as text.
        row: The number of the first.
        children: The id of each, and the resources as text.
    """
    ruleset = kept_rules(rules)
    rows, cells_of_rows, ids, rejected = [], [], [], []
    for number, (owner, texts) in enumerate(children, start=row):
        try:
            reading = _read_child(owner, texts, shared, ruleset, on)
        except InvalidPatient as error:
            rejected.append(Reject(number, reason_of(error.problems), owner, error.danger))
        else:
            rows.append(number)
            cells_of_rows.append(cells(reading.patient, reading.provenance))
            ids.append(owner)
    columns = arrays(cells_of_rows)
    return Batch(np.array(rows, dtype=np.int64), columns, pa.array(ids, pa.string()), {}, tuple(rejected))


@lru_cache(maxsize=1)
def _shared(texts: tuple[str, ...]) -> tuple[Mapping[str, Resource], Sequence[Json]]:
    """What the children may point to, read once for all of them, and what belongs into the record of each."""
    return shared_apart(map(resource_of, texts))


def _read_child(
    owner: str, texts: Iterable[str], shared: tuple[str, ...], ruleset: Ruleset, on: date | None
) -> Reading:
    """One child's record; its resources in the order of their text, whatever order they were gathered in.

    Raises:
        InvalidPatient: it cannot be read.
    """
    pointed_to, in_each = _shared(shared)
    entries = [{"resource": resource} for resource in (*map(resource_of, sorted(texts)), *in_each)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    try:
        return read(bundle, on=on, patient_id=owner, ruleset=ruleset, shared=pointed_to)
    except InvalidPatient:
        raise
    except CrdecideError as error:
        raise InvalidPatient([Problem("record", str(error))]) from None


def resource_of(text: str) -> Any:
    """A line as plain data; nesting is bounded by the parser, on every version of Python alike."""
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise InvalidPatient([Problem("record", f"not JSON: {error}")]) from None
