"""The same laws stated a second time, by hand, for the second opinion: it takes nothing from what it is to check.

A slip in `laws.py` or `options.py` then makes the two opinions differ; a test holds them to each other.
"""

from __future__ import annotations

RISK_OF_SURGERY = "surgery.risk"
WORSE_WHERE_MORE = ("symptoms.", "safety.", "surgery.risk", "adverse_events")
NEVER_PASSED_OVER = ("safety.", "symptoms.", "medications")
OF_A_TREATMENT = ("treatment.", "medications", "adverse_events", "safety.", "surgery.")
ITS_STATUS, GIVEN_OR_ABOUT_TO_BE = "treatment.mtor_inhibitor.status", ("planned", "current")
THE_DRUG, THE_OPERATION = "mtor_inhibitor", "surgery"
SPOKEN_EVERYWHERE = "life_threatening_presentation"
EVERY_OPTION = ("surveillance", "mtor_inhibitor", "surgery", "antiarrhythmic", "tsc_evaluation", "specialist_review")
PUT_FORWARD = ("usual_course", "may_be_considered")
NOT_SETTLED = "cannot_assess"
WEIGHT = {
    "usual_course": 6, "may_be_considered": 4, "not_applicable": 2, "outside_evidence": 2, "cannot_assess": 2,
    "not_supported": 0,
}  # fmt: skip
"""Twice the strength of each stance: to be put forward especially counts one."""
