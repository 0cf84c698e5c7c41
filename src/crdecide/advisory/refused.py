"""A record that is refused: the error carries the danger sentence where what can be read of the record calls for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crdecide.errors import InvalidPatient
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import evaluate
from crdecide.explanation.open_inputs import OpenInputs
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS
from crdecide.guideline.parse import read_patient
from crdecide.guideline.patient import Patient
from crdecide.guideline.record_paths import fields, filled
from crdecide.guideline.record_types import Record
from crdecide.language.partition import regions_of
from crdecide.language.ruleset import Ruleset

from .danger import KeptDangers, fields_behind


def read_child(source: Patient | Mapping[str, Any], ruleset: Ruleset) -> Patient:
    """The source as a `Patient`.

    Raises:
        InvalidPatient: with every problem found, and the danger sentence where a danger can be read for all that.
    """
    try:
        return read_patient(source)
    except InvalidPatient as error:
        danger = danger_in(source, ruleset) if isinstance(source, Patient | Mapping) else None
        raise InvalidPatient(error.problems, danger) from None


def danger_in(source: Patient | Mapping[str, Any], ruleset: Ruleset) -> str | None:
    """The sentence, by what can be read: a named finding before the absence of symptoms, which stands after it.

    Of two fields on the tumours that contradict each other either may be so: both orders are tried.
    """
    (dangers, others), said = danger_paths(ruleset), KeptDangers(ruleset)
    for order in (others, others[::-1]):
        values = evaluate(ruleset, observe(_readable(source, [*dangers, *order]), ruleset)).values
        fact = regions_of(ruleset).fact(values)
        if text := said.of(values, fact, OpenInputs(ruleset, fact)).text:
            return text
    return None


def danger_paths(ruleset: Ruleset) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields on which a danger may rest, and those that tell whom it concerns, in the record's order."""
    dangers = _paths(fields_behind(ruleset, DANGER))
    others = _paths(fields_behind(ruleset, DANGER_CONCERNS))
    return tuple(dangers), tuple(path for path in others if path not in dangers)


def _paths(read: Iterable[str]) -> list[str]:
    """The fields of a record, in its order, that are read or hold what is read."""
    return [path for path in fields() if any(f"{name}.".startswith(f"{path}.") for name in read)]


def _readable(source: Patient | Mapping[str, Any], paths: Iterable[str]) -> Patient:
    """The record with each of these fields, one by one, that can stand beside those before it."""
    record: dict[str, Any] = {}
    patient = Patient()
    for path in paths:
        value = _at(source, path)
        try:
            patient = read_patient(filled(record, path, value))
        except InvalidPatient:
            continue
        record = filled(record, path, value)
    return patient


def _at(source: Any, path: str) -> Any:
    for name in path.split("."):
        # What an altered copy holds: its sections are models, or whatever was put in the place of one.
        held = vars(source) if isinstance(source, Record) else source
        source = held.get(name) if isinstance(held, Mapping) else None
    return source
