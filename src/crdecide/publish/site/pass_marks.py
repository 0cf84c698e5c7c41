"""Whether scenarios pass: each is run once for a rule set, on however many pages it is told."""

from __future__ import annotations

from functools import lru_cache

from crdecide.assurance.scenarios.scenario import Scenario
from crdecide.language.ruleset import Ruleset


@lru_cache(maxsize=4096)
def passes(scenario: Scenario, ruleset: Ruleset) -> bool:
    """Whether everything that it claims is so under these rules."""
    return scenario.passes(ruleset)
