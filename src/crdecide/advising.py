"""One child in, one advisory out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any, Literal

from .advisory import Advisory
from .clusters import clusters_of
from .compose import Composer
from .compose.tables import Settle
from .conclusions import Conclusions
from .engine import engine_for
from .evaluate import settle
from .loading import default_ruleset
from .patient import Patient
from .reading import read_patient
from .regions import Fact, regions_of
from .ruleset import Ruleset

EngineName = Literal["durable_rules", "reference"]


def advise(
    patient: Patient | Mapping[str, Any], *, ruleset: Ruleset | None = None, engine: EngineName = "durable_rules"
) -> Advisory:
    """What the published evidence says about the options for one child. It never says to treat.

    Args:
        patient: a `Patient`, or a mapping of the same JSON shape.
        ruleset: the rules to use; those in the package (or at ``CRDECIDE_RULES``) where none is given.
        engine: ``durable_rules``, or ``reference`` for the specification in `evaluate.py`.

    Raises:
        InvalidPatient: the mapping is no patient record.
        InvalidRuleset: the default rules cannot be loaded.
        EngineError: the engine failed; there is never a partial answer.

    Pure and deterministic: the same patient and rules give the same bytes. Safe from many threads.
    """
    patient = read_patient(patient)
    return composer_for(ruleset or default_ruleset(), engine).advisory(patient)


@lru_cache(maxsize=8)
def composer_for(ruleset: Ruleset, engine: EngineName = "durable_rules") -> Composer:
    """The tables of a rule set, filled by an engine and kept while the rule set is in use."""
    return Composer(ruleset, ENGINES[engine](ruleset))


def _durable_rules(ruleset: Ruleset) -> Settle:
    return engine_for(ruleset).settle


def _reference(ruleset: Ruleset) -> Settle:
    return partial(_settle, ruleset)


def _settle(ruleset: Ruleset, number: int, fact: Fact) -> Conclusions:
    """One cluster by the specification, on values that represent the regions."""
    cluster, regions = clusters_of(ruleset)[number], regions_of(ruleset)
    values = {name: regions.representative(name, region) for name, region in fact.items()}
    return settle(cluster.findings, cluster.cards, values)


ENGINES: Mapping[EngineName, Callable[[Ruleset], Settle]] = {
    "durable_rules": _durable_rules,
    "reference": _reference,
}
