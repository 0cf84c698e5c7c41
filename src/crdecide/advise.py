"""One child in, one advisory out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from .advisory import Advisory
from .assemble import assemble
from .conclusions import Conclusions, Values
from .decide import decide
from .engine import engine_for
from .evaluate import evaluate
from .loading import default_ruleset
from .observe import observe
from .patient import Patient
from .reading import read_patient
from .ruleset import Ruleset

EngineName = Literal["durable_rules", "reference"]
ENGINES: dict[EngineName, Callable[[Ruleset, Values], Conclusions]] = {
    "durable_rules": lambda ruleset, observations: engine_for(ruleset).conclude(observations),
    "reference": evaluate,
}


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
    ruleset = ruleset or default_ruleset()
    observations = observe(patient, ruleset)
    conclusions = ENGINES[engine](ruleset, observations)
    decision = decide(ruleset, conclusions)
    return assemble(patient, ruleset, conclusions, decision)
