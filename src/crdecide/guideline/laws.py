"""What the properties claim of the record and of the stances. Here, so that a change of the rules weakens no proof."""

from __future__ import annotations

from .options import Stance

SURGICAL_RISK = "surgery.risk"
DANGERS = ("symptoms.", "safety.", SURGICAL_RISK, "adverse_events")
"""Fields of the record, or sections, of which more is more dangerous: there, higher, worse."""
TO_BE_ASKED = ("safety.", "symptoms.", "medications")
"""Fields that have to be asked about where they are unknown and an option is on the table."""
ABOUT_TREATMENT = ("treatment.", "medications", "adverse_events", "safety.", "surgery.")
"""Sections of the record that are about options; outside the scope no alert speaks about them."""
STRENGTH: dict[Stance, int] = {
    "usual_course": 3, "may_be_considered": 2, "cannot_assess": 1, "outside_evidence": 1, "not_applicable": 1,
    "not_supported": 0,
}  # fmt: skip
"""How strongly a stance puts an option forward."""
