"""The closed lists of what may be said: options, stances and scopes. There is no word here for "give this drug"."""

from __future__ import annotations

from typing import Final, Literal

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

Timing = Literal["immediate", "sooner", "routine"]
"""How soon a specialist review is due, as published practice has it; never an hour or a date."""
TIMINGS: tuple[Timing, ...] = ("immediate", "sooner", "routine")

MTOR_INHIBITOR: Final = "mtor_inhibitor"
SURGERY: Final = "surgery"
TSC_EVALUATION: Final = "tsc_evaluation"
SURVEILLANCE: Final = "surveillance"
SPECIALIST_REVIEW: Final = "specialist_review"
IMMEDIATE: Final = "immediate"
ROUTINE: Final = "routine"
USUAL_COURSE: Final = "usual_course"
MAY_BE_CONSIDERED: Final = "may_be_considered"
NOT_SUPPORTED: Final = "not_supported"
OUTSIDE_EVIDENCE: Final = "outside_evidence"
"""The stance of an option of which no card speaks and none is left undecided."""
CANNOT_ASSESS: Final = "cannot_assess"
"""The stance, and the scope, that is not settled by what is known."""
ON_THE_TABLE: tuple[Stance, ...] = (USUAL_COURSE, MAY_BE_CONSIDERED)
"""The stances that put an option forward; under the others it was weighed and set aside."""


def is_on_the_table(stance: str) -> bool:
    """Whether an option at this stance is put forward, so that alerts bear on it and it becomes a proposal."""
    return stance in ON_THE_TABLE


def speaks_of_an_effect(option: str, stance: str) -> bool:
    """Whether an option at this stance speaks of an effect on the child, which alone can be certain or not."""
    return option not in (TSC_EVALUATION, SPECIALIST_REVIEW) and stance not in ("not_applicable", CANNOT_ASSESS)
