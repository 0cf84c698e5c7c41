"""What the properties claim of the record and of the stances. Here, so that a change of the rules weakens no proof."""

from __future__ import annotations

from collections.abc import Mapping

from .options import Stance

SURGICAL_RISK = "surgery.risk"
DANGERS = ("symptoms.", "safety.", SURGICAL_RISK, "adverse_events")
"""Fields of the record, or sections, of which more is more dangerous: there, higher, worse."""
DENIED_BY: Mapping[str, str] = {"treatment.antiarrhythmic.response": "controlled"}
"""Fields of which one value says, as a no would, that a danger is not there."""
TO_BE_ASKED = ("safety.", "symptoms.", "medications")
"""Fields that have to be asked about where they are unknown and an option is on the table."""
ABOUT_TREATMENT = ("treatment.", "medications", "adverse_events", "safety.", "surgery.")
"""Sections of the record that are about options; outside the scope no alert speaks about them."""
OF_A_FIRST_VISIT = ("age_days", "tumours.count", "tumours.largest_mm", "symptoms.")
"""Fields, or sections, that a first visit gives."""
NOT_AT_A_FIRST_VISIT = ("tumours.trend", "surgery.risk", "treatment.antiarrhythmic.response")
"""Fields that nobody can know at a first visit: a course, a heart team's judgement, how a drug worked."""
LIFE_STAGE, HAS_DIED = "life_stage", "deceased"
STATED_TSC, TSC_AFFIRMED = "tsc.status", ("definite", "possible")
"""A child with TSC may have a tumour that nobody has recorded: a danger concerns this child too."""
DRUG_STATUS, DRUG_IN_USE = "treatment.mtor_inhibitor.status", ("planned", "current")
"""Where an mTOR inhibitor is planned or taken, what makes it dangerous is asked at whatever stance it stands."""
ADDED_ONE_BY_ONE = ("adverse_events", "medications", "tsc.major_features", "tsc.minor_features", "tumours.measurements")
PRESENT_WHERE_TRUE = ("symptoms.",)
"""What is added to a record, entry by entry or symptom by symptom, without taking back what it said."""
STRENGTH: dict[Stance, int] = {
    "usual_course": 3, "may_be_considered": 2, "cannot_assess": 1, "outside_evidence": 1, "not_applicable": 1,
    "not_supported": 0,
}  # fmt: skip
"""How strongly a stance puts an option forward."""
