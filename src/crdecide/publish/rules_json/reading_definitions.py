"""What each way of reading an input from a record means: a closed list, for programs that read records themselves."""

from __future__ import annotations

from collections.abc import Mapping

DEFINITIONS: Mapping[str, str] = {
    "value": (
        "The value at the path `value`; true is yes, false is no; unknown where it, or a section above it, is "
        "absent or null. The path `age` is age_days, or else the days from birth_date to assessed_on where "
        "both are given."
    ),
    "count": (
        "The number of different entries of the list at `count`, without those in `without`; entries that "
        "stand together in one group of `as_one` count as one. Unknown where there is no list; an empty list "
        "is 0."
    ),
    "listed_in": (
        "Yes where the list at `listed_in` holds one of `items`, else no; unknown where there is no list. "
        "Where the path ends below a list, as adverse_events.event does, the values of that field of all "
        "entries are looked through."
    ),
    "given": (
        "Yes where any of the paths in `given` holds something but null and an empty list; else unknown, never no."
    ),
    "drugs_in": (
        "Of the names in the list at `drugs_in`: yes where the drug list has one of them in `class`, beside "
        "any of `beside` (where `beside` is empty, among the classes of the drug itself). Else unknown where "
        "`complete_in` is false; unknown where `beside` is empty and the drug list does not know one of the "
        "names; else no. Unknown where there is no list. Names are compared as `drug_names` says."
    ),
    "drug_named_in": (
        "Of the names in the list at `drug_named_in`: yes where the drug list has one of them in `class`, "
        "beside any of `beside` or by itself; else unknown, never no."
    ),
    "unchecked_in": (
        "Of the names in the list at `unchecked_in`: yes where one of them is neither one of `taken_beside` "
        "nor a drug with an entry beside any of `beside`. Else unknown where `complete_in` is false, else no. "
        "Unknown where there is no list."
    ),
    "highest_grade_in": (
        "The highest grade among the entries of the list at `highest_grade_in` whose event is `event`; 0 where"
        " no such entry is listed; unknown where there is no list, or such entries are listed and none has a "
        "grade."
    ),
    "ungraded_in": (
        "Yes where an entry of the list at `ungraded_in` whose event is `event` has no grade, else no; unknown"
        " where there is no list."
    ),
    "measured_change_in": (
        "The entries of the list at `measured_change_in` are put together by their `location` (none is a place"
        " of its own), and by day: of two sizes of one place on one day the larger counts. A place that was "
        "measured on two days or more has a step from each day to the next: growing, regressing or stable, by "
        "the figures alone. With `ever`: yes where any step of any place is that, else no. Without: growing "
        "where the last step of any place is growing, else regressing where one is regressing, else stable. "
        "Unknown where there is no list, or no such place."
    ),
}
DRUG_NAMES = (
    "Two names are one drug's where they are the same after full case folding, compatibility decomposition "
    "(NFKD), leaving out every combining character, and putting one blank for each run of blanks, none at "
    "either end. A drug has its generic name and the spellings in `also`."
)
UNKNOWN_FIRST = (
    "A region is a whole number. 0 is unknown. Of an input or finding with `values`, n is the n-th value; yes "
    "is 1 and no is 2. Of a quantity, 1 + the number of `cuts` that are less than or equal to it."
)
