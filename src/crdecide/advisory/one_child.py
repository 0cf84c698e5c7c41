"""One child in, one advisory out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Literal

from crdecide.evaluation.decision_tables import DecisionTables
from crdecide.evaluation.durable import engine_for
from crdecide.evaluation.semantics import evaluate
from crdecide.guideline.patient import Patient
from crdecide.language.loading import default_ruleset
from crdecide.language.ruleset import Ruleset

from .build import AdvisoryBuilder, Conclude
from .model import Advisory
from .refused import read_child

EngineName = Literal["durable_rules", "reference"]


def advise(
    patient: Patient | Mapping[str, Any], *, ruleset: Ruleset | None = None, engine: EngineName = "durable_rules"
) -> Advisory:
    """What the published evidence says about the options for one child. It never says to treat.

    Args:
        patient: a `Patient`, or a mapping of the same JSON shape.
        ruleset: the rules to use; those in the package (or at ``CRDECIDE_RULES``) where none is given.
        engine: ``durable_rules``, or ``reference`` for the specification in `crdecide.evaluation.semantics`.

    Raises:
        InvalidPatient: it is no patient record, also a `Patient` that was copied with changes or never validated; where
            a danger can be read of it, with the sentence on that.
        InvalidRuleset: the default rules cannot be loaded.
        EngineError: the engine failed; there is never a partial answer.
        TypeError: `ruleset` is none, such as the path of one.

    Pure and deterministic: the same patient and rules give the same bytes. Safe from many threads.
    """
    rules = default_ruleset() if ruleset is None else _ruleset(ruleset)
    return builder_for(rules, engine).advisory(read_child(patient, rules))


def _ruleset(given: object) -> Ruleset:
    """The rule set itself: what is empty, or a path, is never taken for the rules of the package."""
    if not isinstance(given, Ruleset):
        expected = "expected a rule set, as crdecide.load_ruleset makes it of a folder"
        raise TypeError(f"ruleset: {expected}; got {type(given).__name__}")
    return given


@lru_cache(maxsize=8)
def builder_for(ruleset: Ruleset, engine: EngineName = "durable_rules") -> AdvisoryBuilder:
    """The builder of a rule set on an engine, kept while the rule set is in use."""
    return AdvisoryBuilder(ruleset, conclude_for(ruleset, engine))


@lru_cache(maxsize=8)
def conclude_for(ruleset: Ruleset, engine: EngineName = "durable_rules") -> Conclude:
    """What a rule set concludes from observations, on an engine; kept while the rule set is in use."""
    return ENGINES[engine](ruleset)


def _durable_rules(ruleset: Ruleset) -> Conclude:
    return DecisionTables(ruleset, engine_for(ruleset).settle).conclude


def _reference(ruleset: Ruleset) -> Conclude:
    # The specification reads the values themselves.
    return lambda observations, _=None: evaluate(ruleset, observations)


ENGINES: Mapping[EngineName, Callable[[Ruleset], Conclude]] = {
    "durable_rules": _durable_rules,
    "reference": _reference,
}
