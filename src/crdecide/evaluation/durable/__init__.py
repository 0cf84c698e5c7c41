"""durable-rules, confined to the way of use in which it is exact.

One flat fact of small integers per evaluation; every rule a plain "and" of comparisons with constants;
one anchor that always fires first and shows that the engine ran; at most 60 terms in one compiled set;
findings before the cards that read them. Nothing outside this package touches the C module, and nothing
in it is a patient's own text or identifier.
"""

from __future__ import annotations

from functools import lru_cache

from crdecide.language.partition import Fact
from crdecide.language.ruleset import Ruleset

from ..semantics import Conclusions, Values
from .pool import Pool
from .program import Program


class DurableEngine:
    """A rule set compiled for durable-rules; safe to share between threads and across a fork."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._program = Program.of(ruleset)
        self._pool = Pool(self._program)

    def conclude(self, observations: Values) -> Conclusions:
        """Run the rules over one child.

        Raises:
            EngineError: the engine failed twice in a row.
        """
        return self._pool.run(lambda handles: self._program.run(handles, observations))

    def settle(self, cluster: int, fact: Fact) -> Conclusions:
        """Run one cluster's rules, by its number, over the regions of its fields.

        Raises:
            EngineError: the engine failed twice in a row.
        """
        return self._pool.run(lambda handles: self._program.settle(cluster, handles, fact))


@lru_cache(maxsize=4)
def engine_for(ruleset: Ruleset) -> DurableEngine:
    """The engine for a rule set, compiled once and kept while the rule set is in use."""
    return DurableEngine(ruleset)
