"""For each named property, rule sets that were broken on purpose, and what is said when it is refuted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crdecide import Ruleset
from crdecide.language.conditions import All, Among, AtLeast, Condition

from .altered import altered, card, concluding, saying, stating, when

Break = Callable[[Ruleset], Ruleset]

SYMPTOMATIC, TSC = Among("symptomatic", ("yes",)), Among("tsc", ("definite",))
LOW_RISK, HIGH_RISK = Among("surgical_risk", ("low",)), Among("surgical_risk", ("high",))
EXCLUDED, STATED_EXCLUDED = Among("tsc", ("excluded",)), Among("tsc_stated", ("excluded",))
PRENATAL = Among("life_stage", ("prenatal",))


def both(*parts: Condition) -> Condition:
    return All(parts)


def outvoted(ruleset: Ruleset) -> Ruleset:
    """The drug is spoken for in spite of what withholds it."""
    return altered(ruleset, "mtor_inhibitor_especially", withheld_by=())


def named_no_longer(ruleset: Ruleset) -> Ruleset:
    """Symptoms that are all absent no longer say that there are none."""
    found = card(ruleset, "symptomatic")
    return concluding(ruleset, "symptomatic", ("yes", found.concludes[0].when), ("no", Among("asymptomatic", ("yes",))))


BROKEN: Mapping[str, list[tuple[Break, str]]] = {
    "never_directs": [
        (lambda r: saying(r, "mtor_inhibitor_symptomatic", because="Start everolimus now."), "'Start' in"),
        (lambda r: stating(r, "sugalska2021", "conclusion", says="We recommend everolimus."), "'recommend' in"),
    ],
    "mtor_always_caveated": [
        (lambda r: altered(r, "mtor_inhibitor_symptomatic", caveats=("off_label",)), "lacks the caveat temporary_only"),
        (lambda r: saying(r, "mtor_inhibitor_symptomatic", temporary=False), "without 'temporary'"),
        (
            lambda r: altered(
                r,
                "mtor_inhibitor_symptomatic",
                certainty=card(r, "mtor_inhibitor_symptomatic").certainty.model_copy(update={"level": "low"}),
            ),
            "above very_low",
        ),
    ],
    "unknown_is_not_absent": [
        (lambda r: altered(r, "tsc", so_far=False), "overturned when more becomes known"),
        (lambda r: altered(r, "rhabdomyoma_present", so_far=False), "overturned when more becomes known"),
    ],
    "total": [(named_no_longer, "all is known, and ")],
    "withholding_wins": [(outvoted, "mtor_inhibitor_hypersensitivity holds and withholds")],
    "no_contradiction": [
        (outvoted, "differ in their stance on mtor_inhibitor"),
        (lambda r: altered(r, "surgery_haemodynamic_compromise", withheld_by=()), "differ in their stance on surgery"),
    ],
    "monotone_in_surgical_risk": [
        (
            lambda r: when(r, "mtor_inhibitor_especially", both(SYMPTOMATIC, LOW_RISK, TSC)),
            "the mTOR inhibitor is put forward less strongly",
        ),
        (lambda r: when(r, "surgery_refractory_arrhythmia", HIGH_RISK), "surgery is put forward more strongly"),
    ],
    "more_danger_never_fewer_alerts": [
        (
            lambda r: when(r, "infection_before_mtor_inhibitor", Among("active_infection", ("no",))),
            "fewer warnings are shown where active_infection is worse",
        )
    ],
    "every_rule_matters": [
        (lambda r: when(r, "scope_prenatal", both(PRENATAL, AtLeast("age_days", 0))), "is true of no child"),
        (lambda r: when(r, "scope_tsc_excluded", both(EXCLUDED, STATED_EXCLUDED)), "alters nothing"),
        (lambda r: when(r, "scope_over_18_years", both(AtLeast("age_days", 6575), AtLeast("age_days", 9))), "alters"),
        (lambda r: altered(r, "sirolimus_levels_in_newborns", withheld_by=("everolimus_hepatitis_b",)), "never hold"),
        (
            lambda r: when(r, "mtor_inhibitor_especially", card(r, "mtor_inhibitor_tsc_not_established").applies_when),
            "hold of the same children",
        ),
    ],
    "everything_cited": [
        (lambda r: altered(r, "surgery_inoperable", evidence=()), "surgery_inoperable cites nothing"),
        (lambda r: altered(r, "surgery_inoperable", evidence=("sugalska2021#nowhere",)), "which is not there"),
        (lambda r: saying(r, "mtor_inhibitor_symptomatic", because="31 of 33 improved."), "says 31, which none"),
        (lambda r: stating(r, "sugalska2021", "size_reduction", says="Smaller in 96.1 %."), "which 39 of 41 is not"),
    ],
    "out_of_scope_is_silent": [
        (
            lambda r: altered(r, "course_is_temporary", speaks_in=("in_scope", "out_of_scope")),
            "course_is_temporary speaks about a treatment",
        )
    ],
    "alerts_fail_safe": [
        (lambda r: altered(r, "infection_before_mtor_inhibitor", bears_on=()), "infection_before_mtor_inhibitor reads")
    ],
    "order_free": [(outvoted, "depends on the order of the rules")],
    "quiet_on_nothing": [
        (lambda r: concluding(r, "born", ("yes", both()), ("no", PRENATAL)), "a finding has a value")
    ],
}  # fmt: skip
