"""The words of the cards, for printing only: which cards there are and what each holds depends on none of them."""

from __future__ import annotations

OPTIONS = "Cardiac rhabdomyoma: {options}"
NO_OPTION = "Cardiac rhabdomyoma: no option can be assessed yet"
DANGER_OPEN = "A danger is not excluded."
DANGER_GROUNDS = "On record: {grounds}."
LIMITS = "mTOR inhibitor in cardiac rhabdomyoma: {stance}; read its caveats"
CERTAINTY = "certainty {outcome}: {level}"
TURNS_ON = "turns on {fields}"
FOLLOW_UP = "Cardiac rhabdomyoma: follow-up in published guidance"
RECORD = "How the record was read: what was left out, left unknown, or is read by no rule"
RECORD_READ = "How the record was read: the resource behind each field"
RECORD_NOT_USABLE = "Is it a cardiac rhabdomyoma? What is in the record leaves it open, so no option was weighed"
DRUG_NOT_RECOGNISED = "Cardiac rhabdomyoma: a drug being ordered was not recognised, and was not checked"
SERVICE = "crdecide {version}: how this service read the record"
KEEP = "Keep the options weighed, as proposals"
KEPT = "A RequestGroup of proposals; nothing is ordered"
