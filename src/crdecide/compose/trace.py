"""The trace of an advisory: the rules that fired, in the order of the rule set, and what withheld them."""

from __future__ import annotations

from operator import attrgetter

from ..advisory import TraceOut
from ..cards import Finding
from ..truth import TRUE
from .settled import Fired
from .tables import Child

_in_order = attrgetter("order")


def trace(child: Child) -> tuple[TraceOut, ...]:
    """The trace for one child; a finding is withheld by nothing."""
    fired = [rule for answer in child.answers for rule in answer.fired]
    fired.sort(key=_in_order)
    return tuple([rule.entry(child.values, _withheld_by(rule, child)) for rule in fired])


def _withheld_by(fired: Fired, child: Child) -> tuple[str, ...]:
    if isinstance(fired.rule, Finding) or not fired.rule.withheld_by:
        return ()
    return tuple(name for name in fired.rule.withheld_by if child.truth(name) is TRUE)
