"""The words of the cards, for printing only: which cards there are and what each holds depends on none of them."""

from __future__ import annotations

OPTIONS = "Cardiac rhabdomyoma: {options}"
NO_OPTION = "Cardiac rhabdomyoma: no option can be assessed yet"
LIMITS = "mTOR inhibitor in cardiac rhabdomyoma: {stance}; read its caveats"
RECORD_NOT_USABLE = "A record that may be of a cardiac rhabdomyoma could not be used; its status or code leaves it open"
DRUG_NOT_RECOGNISED = "Cardiac rhabdomyoma: a drug being ordered was not recognised by its code, and was not checked"
MORE_QUESTIONS = "… and {number} more"
KEEP = "Keep the options weighed, as proposals"
KEPT = "A RequestGroup of proposals; nothing is ordered"
