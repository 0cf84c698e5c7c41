"""The few ids of findings and caveats that code may name; every other id stands in the rules alone."""

from __future__ import annotations

from typing import Final

TUMOUR_PRESENT: Final = "rhabdomyoma_present"
"""The finding without which the service has nothing to say."""
TSC_STATUS: Final = "tsc"
"""The finding that FHIR is told as a RiskAssessment."""
TSC_BY_TUMOURS: Final = "tsc_rests_on_tumours"
SYMPTOMATIC: Final = "symptomatic"
COURSE: Final = "tumour_course"
"""Findings that the headline of a page tells of the child."""
EVIDENCE_LIMITS: Final = "evidence_limits"
"""The caveat for which the card beside an order of an mTOR inhibitor is named."""
DANGER: Final = "possibly_life_threatening"
"""The finding that is a danger where it is yes, and leaves one open where it is unknown."""
DANGER_CONCERNS: Final = "danger_concerns_child"
"""The finding that is yes for a living child whom a danger from heart tumours concerns."""
DANGER_SENTENCE: Final = "life_threatening_presentation"
"""The alert that speaks in every scope: the one fixed sentence about a presentation that may be life-threatening."""
PINNED_OF_0_1_0 = (DANGER_SENTENCE, "hypersensitivity_to_rapamycin", "mtor_inhibitor_hypersensitivity")
"""The cards of rule set 0.1.0, which pinned nothing, whose texts are compared with those that are pinned today."""
MTOR_CAVEATS = (
    "temporary_only", "evidence_limits", "spontaneous_regression", "off_label", "specialist_supervision",
)  # fmt: skip
"""Without these an mTOR-inhibitor option is never put: a law of the design, on purpose not read from the rules."""
