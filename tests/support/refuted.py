"""For each named property, rule sets that were broken on purpose, and what is said when it is refuted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from crdecide import Ruleset
from crdecide.language.cards import Line
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


def asked_no_longer(ruleset: Ruleset) -> Ruleset:
    """A drug that is taken is no reason to ask what makes it dangerous."""
    options = dict(ruleset.vocabulary.options)
    options["mtor_inhibitor"] = options["mtor_inhibitor"].model_copy(update={"in_use": None})
    return replace(ruleset, vocabulary=ruleset.vocabulary.model_copy(update={"options": options}))


def grades_one_by_one(ruleset: Ruleset) -> Ruleset:
    """A worse infection is told as a mere remark, so that it hides the warning about a milder one."""
    for name in ("infection_grade_3", "infection_grade_4", "infection_without_a_grade", "adverse_event_infection"):
        ruleset = saying(ruleset, name, severity="info")
    return ruleset


def routine_too_soon(ruleset: Ruleset) -> Ruleset:
    """Routine is said unless a danger is known to be there."""
    found = altered(ruleset, "review_routine", concludes=(Line("yes", Among("arrhythmia_not_controlled", ("no",))),))
    return altered(found, "review_routine_timing", withheld_by=("review_immediate",))


def quantities_of(because: str, *cited: str) -> Break:
    """A card whose every number is a cited statement's, which has it of something else."""
    name = "mtor_inhibitor_symptomatic"

    def broken(ruleset: Ruleset) -> Ruleset:
        evidence = dict.fromkeys([*card(ruleset, name).evidence, *cited])
        return altered(saying(ruleset, name, because=because), name, evidence=tuple(evidence))

    return broken


SYMPTOMATIC_OF_ALL = "sugalska2021#symptomatic_children"
NO_SYMPTOMS, GROWING = Among("symptomatic", ("no",)), Among("tumour_course", ("growing",))
FLOW, DANGER = Among("flow_compromised", ("yes",)), Among("possibly_life_threatening", ("yes",))
BROKEN: Mapping[str, list[tuple[Break, str]]] = {
    "never_directs": [
        (lambda r: saying(r, "mtor_inhibitor_symptomatic", because="Start everolimus first."), "“start” is an order"),
        (lambda r: stating(r, "sugalska2021", "conclusion", says="It is advised."), "“advised” points to"),
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
    "first_visit_decides": [
        (
            lambda r: when(r, "surgery_haemodynamic_compromise", both(FLOW, LOW_RISK)),
            "all that a first visit gives is known, and surgery cannot be assessed",
        ),
        (
            lambda r: when(r, "surveillance_asymptomatic", both(NO_SYMPTOMS, GROWING)),
            "and surveillance cannot be assessed",
        ),
    ],
    "no_reassurance_beside_danger": [
        (lambda r: saying(r, "surveillance_danger", stance="usual_course"), "waiting is the usual course"),
        (lambda r: when(r, "review_immediate", both(DANGER, FLOW)), "the timing is not immediate alone"),
        (lambda r: altered(r, "life_threatening_presentation", speaks_in=("in_scope",)), "and it is not said"),
        (lambda r: altered(r, "life_threatening_presentation", withheld_by=("scope_prenatal",)), "and it is not said"),
    ],
    "review_is_always_said": [
        (lambda r: when(r, "specialist_review_always", AtLeast("tumour_count", 2)), "is not the usual course"),
        (lambda r: altered(r, "review_sooner", withheld_by=("review_immediate",)), "no timing, or more than one"),
        (routine_too_soon, "a danger is not excluded"),
        (
            lambda r: when(r, "course_against_shrinkage", Among("tumour_course", ("regressing",))),
            "and the warning course_against_shrinkage is shown",
        ),
    ],
    "adding_never_hides": [(grades_one_by_one, "the warning infection_grade_2 goes when more is recorded")],
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
        (quantities_of("30 of 41 improved.", SYMPTOMATIC_OF_ALL), "“30 of 41”, which no statement"),
        (quantities_of("Of its 41 children, 30 improved.", SYMPTOMATIC_OF_ALL), "“30 of 41”, which no statement"),
        (quantities_of("Smaller by 57 ng/mL.", "hurtado_sierra2025#children"), "“57 ng/mL”, which no statement"),
        (quantities_of("The course was 67 weeks.", "hurtado_sierra2025#children"), "“67 week”, which no statement"),
        (quantities_of("From 5 to 4.5 ng/mL.", "sugalska2021#table1_dose"), "“5 to 4.5 ng/mL”, which no statement"),
        (quantities_of("It was 4.5 mg/m² per day.", "sugalska2021#table1_dose"), "“4.5 mg/m²/day”, which no statement"),
        (quantities_of("With 2.2 mm or more.", "chao_antenatal#size_20_mm"), "“2.2 mm”, which no statement"),
        (quantities_of("Over 18 months.", "exist1_under_3#grade_3"), "“18 month”, which no statement"),
        (quantities_of("Of grade 12.", "exist1_under_3#grade_3"), "“grade 12”, which no statement"),
        (lambda r: stating(r, "sugalska2021", "size_reduction", says="Smaller in 96.1 %."), "which 39 of 41 is not"),
    ],
    "out_of_scope_is_silent": [
        (
            lambda r: altered(r, "course_is_temporary", speaks_in=("in_scope", "out_of_scope")),
            "course_is_temporary speaks about a treatment",
        )
    ],
    "alerts_fail_safe": [
        (asked_no_longer, "is not known not to hold, and is not shown"),
        (lambda r: altered(r, "infection_before_mtor_inhibitor", bears_on=()), "infection_before_mtor_inhibitor reads")
    ],
    "order_free": [(outvoted, "depends on the order of the rules")],
    "quiet_on_nothing": [
        (lambda r: concluding(r, "born", ("yes", both()), ("no", PRENATAL)), "a finding has a value")
    ],
}  # fmt: skip
