"""The cards of a rule set, one file a kind: its form, its own faults, its words for reviewers, its mutants.

A new kind is one more file and one more line in `CARD_KINDS`. What an answer shows of it is decided in
`crdecide.evaluation.precedence` and put into words in `crdecide.advisory.build`.
"""

from __future__ import annotations

from collections.abc import Mapping

from .alert import Alert
from .card import Card, Conditional, Fault, Formalisation, Named
from .finding import Finding, Line
from .monitoring import Monitoring
from .note import Note
from .option import OptionCard
from .scope import Scope

Rule = Finding | Conditional
"""What has a place in a rule set: it concludes a value, or holds or not."""
CARD_KINDS: Mapping[str, type[Finding] | type[Conditional]] = {
    "finding": Finding, "scope": Scope, "option": OptionCard, "note": Note, "alert": Alert, "monitoring": Monitoring,
}  # fmt: skip
"""Each kind by the name that cards give it, in the order in which cards are kept."""

__all__ = [
    "CARD_KINDS", "Alert", "Card", "Conditional", "Fault", "Finding", "Formalisation", "Line", "Monitoring", "Named",
    "Note", "OptionCard", "Rule", "Scope",
]  # fmt: skip
