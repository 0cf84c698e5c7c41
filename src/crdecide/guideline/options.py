"""The closed lists of what may be said: options, stances and scopes. There is no word here for "give this drug"."""

from __future__ import annotations

from typing import Literal

OptionName = Literal[
    "surveillance", "mtor_inhibitor", "surgery", "antiarrhythmic", "tsc_evaluation", "specialist_review"
]
Stance = Literal[
    "usual_course", "may_be_considered", "not_supported", "not_applicable", "outside_evidence", "cannot_assess"
]
ScopeStatus = Literal["in_scope", "out_of_scope", "cannot_assess"]
SCOPES: tuple[ScopeStatus, ...] = ("in_scope", "out_of_scope", "cannot_assess")
OPTIONS: tuple[OptionName, ...] = (
    "surveillance", "mtor_inhibitor", "surgery", "antiarrhythmic", "tsc_evaluation", "specialist_review",
)  # fmt: skip
STANCES: tuple[Stance, ...] = (
    "usual_course", "may_be_considered", "not_supported", "not_applicable", "outside_evidence", "cannot_assess",
)  # fmt: skip
MTOR_CAVEATS = (
    "temporary_only", "evidence_limits", "spontaneous_regression", "off_label", "specialist_supervision",
)  # fmt: skip
"""Without these an mTOR-inhibitor option is never put: a law of the design, on purpose not read from the rules."""
