"""The precedence, all of it: out of scope wins, options need TRUE, alerts need not-FALSE, the urgent comes first."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.altered import card, saying

from crdecide import InvalidRuleset, Patient, Ruleset
from crdecide.errors import ConflictingCards
from crdecide.evaluation.observation import observe
from crdecide.evaluation.precedence import (
    AlertDecision,
    decide,
    effective_truth,
    is_shown,
    option_of,
    outcome_of,
    scope_of,
    shown_alerts,
    urgency,
    weighed_options,
    withholders,
)
from crdecide.evaluation.semantics import evaluate
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth

CHILD = {
    "age_days": 12,
    "tsc": {"status": "definite"},
    "tumours": {"count": 2, "trend": "stable"},
    "symptoms": {"heart_failure": True},
    "surgery": {"risk": "high"},
    "treatment": {"mtor_inhibitor": {"status": "current", "drug": "everolimus"}},
}


def all_are(truth: Truth, ruleset: Ruleset, **but: Truth) -> Mapping[str, Truth]:
    return {**{other.id: truth for other in ruleset.cards}, **but}


@pytest.mark.parametrize(
    ("holding", "status", "cards"),
    [
        ({}, "cannot_assess", ()),
        ({"scope_review_population": TRUE}, "in_scope", ("scope_review_population",)),
        ({"scope_review_population": TRUE, "scope_tsc_excluded": UNKNOWN}, "in_scope", ("scope_review_population",)),
        ({"scope_tsc_excluded": UNKNOWN, "scope_review_population": UNKNOWN}, "cannot_assess", ()),
        ({"scope_review_population": TRUE, "scope_tsc_excluded": TRUE}, "out_of_scope", ("scope_tsc_excluded",)),
        (
            {"scope_prenatal": TRUE, "scope_tsc_excluded": TRUE}, "out_of_scope",
            ("scope_prenatal", "scope_tsc_excluded"),
        ),
    ],
)  # fmt: skip
def test_out_of_scope_wins_and_the_cards_that_say_so_are_named(
    ruleset: Ruleset, holding: dict[str, Truth], status: str, cards: tuple[str, ...]
) -> None:
    found, saying_so = scope_of(ruleset.scopes, all_are(FALSE, ruleset, **holding))
    assert (found, tuple(other.id for other in saying_so)) == (status, cards)


def test_a_card_is_withheld_only_by_one_that_is_known_to_hold(ruleset: Ruleset) -> None:
    withheld = card(ruleset, "mtor_inhibitor_symptomatic")
    for holder, expected in ((TRUE, FALSE), (UNKNOWN, TRUE), (FALSE, TRUE)):
        truths = all_are(FALSE, ruleset, mtor_inhibitor_symptomatic=TRUE, mtor_inhibitor_hypersensitivity=holder)
        assert effective_truth(withheld, truths) is expected
        assert withholders(withheld, truths) == (("mtor_inhibitor_hypersensitivity",) if holder is TRUE else ())


def test_an_option_needs_a_card_that_is_true(ruleset: Ruleset) -> None:
    cards = [other for other in ruleset.options if other.says.option == "surgery"]

    def outcome(**others: Truth) -> object:
        return outcome_of(cards, all_are(FALSE, ruleset, **others))

    assert outcome(surgery_haemodynamic_compromise=TRUE, surgery_inoperable=UNKNOWN) == ("may_be_considered", False)
    assert outcome(surgery_haemodynamic_compromise=UNKNOWN) == ("cannot_assess", False)
    assert outcome() == ("outside_evidence", False)


def test_two_cards_that_disagree_are_never_decided_between(ruleset: Ruleset) -> None:
    truths = all_are(FALSE, ruleset, surgery_haemodynamic_compromise=TRUE, surgery_inoperable=TRUE)
    with pytest.raises(ConflictingCards, match="differ in their stance on surgery") as error:
        outcome_of([card(ruleset, "surgery_haemodynamic_compromise"), card(ruleset, "surgery_inoperable")], truths)
    assert error.value.cards == ("surgery_haemodynamic_compromise", "surgery_inoperable")
    assert isinstance(error.value, InvalidRuleset)


def test_an_option_names_its_cards_its_notes_and_what_is_undecided(ruleset: Ruleset) -> None:
    truths = all_are(
        FALSE, ruleset, mtor_inhibitor_especially=TRUE, mtor_inhibitor_symptomatic=TRUE,
        mtor_inhibitor_hypersensitivity=UNKNOWN, no_standard_regimen=TRUE, size_is_not_the_outcome=UNKNOWN,
    )  # fmt: skip
    found = option_of("mtor_inhibitor", ruleset, truths)
    assert (found.stance, found.especially) == ("may_be_considered", True)
    assert [other.id for other in found.cards] == ["mtor_inhibitor_symptomatic", "mtor_inhibitor_especially"]
    assert [note.id for note in found.notes] == ["no_standard_regimen"]
    assert [other.id for other in found.undecided] == ["mtor_inhibitor_hypersensitivity"]
    plain = option_of("mtor_inhibitor", ruleset, {**truths, "mtor_inhibitor_especially": FALSE})
    assert not plain.especially


def test_a_note_is_added_only_at_the_stances_it_qualifies(ruleset: Ruleset) -> None:
    at_all = option_of("mtor_inhibitor", ruleset, all_are(FALSE, ruleset, no_standard_regimen=TRUE))
    assert (at_all.stance, at_all.notes) == ("outside_evidence", ())


def test_what_is_put_forward_or_taken_already_is_weighed(ruleset: Ruleset) -> None:
    holding = all_are(
        FALSE,
        ruleset,
        surgery_haemodynamic_compromise=TRUE,
        specialist_review_always=TRUE,
        antiarrhythmic_arrhythmia=UNKNOWN,
    )
    options = [option_of(name, ruleset, holding) for name in ruleset.vocabulary.options]
    for taken, weighed in (("no", set()), (None, set()), ("yes", {"mtor_inhibitor"})):
        values = dict.fromkeys(
            [option.in_use for option in ruleset.vocabulary.options.values() if option.in_use], taken
        )
        assert weighed_options(options, ruleset, values) == {"surgery", "specialist_review", *weighed}


@pytest.mark.parametrize(
    ("truth", "scope", "weighed", "shown"),
    [
        (TRUE, "in_scope", (), True),
        (FALSE, "in_scope", ("mtor_inhibitor",), False),
        (UNKNOWN, "in_scope", (), False),
        (UNKNOWN, "in_scope", ("surgery",), False),
        (UNKNOWN, "in_scope", ("surgery", "mtor_inhibitor"), True),
        (TRUE, "out_of_scope", (), False),
        (UNKNOWN, "cannot_assess", ("mtor_inhibitor",), False),
    ],
)
def test_an_alert_is_shown_unless_it_is_known_not_to_hold(
    ruleset: Ruleset, truth: Truth, scope: str, weighed: tuple[str, ...], shown: bool
) -> None:
    alert = card(ruleset, "infection_before_mtor_inhibitor")
    assert is_shown(alert, truth, scope, weighed) is shown  # type: ignore[arg-type]


def test_alerts_say_whether_they_hold_or_could_not_be_excluded(ruleset: Ruleset) -> None:
    truths = all_are(FALSE, ruleset, infection_before_mtor_inhibitor=UNKNOWN, course_is_temporary=TRUE)
    found = shown_alerts(ruleset.alerts, truths, "in_scope", {"mtor_inhibitor"})
    assert [(shown.alert.id, shown.certain) for shown in found] == [
        ("course_is_temporary", True),
        ("infection_before_mtor_inhibitor", False),
    ]
    assert list(shown_alerts(ruleset.alerts, truths, "out_of_scope", {"mtor_inhibitor"})) == []


def test_what_is_there_comes_first_then_what_warns(ruleset: Ruleset) -> None:
    warning, remark = card(ruleset, "life_threatening_presentation"), card(ruleset, "symptoms_not_named")
    assert (warning.says.severity, remark.says.severity) == ("warning", "info")
    ranked = (
        AlertDecision(warning, certain=True),
        AlertDecision(remark, certain=True),
        AlertDecision(warning, certain=False),
        AlertDecision(remark, certain=False),
    )
    mixed = [ranked[3], ranked[1], ranked[2], ranked[0]]
    assert tuple(sorted(mixed, key=urgency)) == ranked


def test_of_warnings_the_lower_rank_comes_first_and_none_last(ruleset: Ruleset) -> None:
    ids = (
        "hypersensitivity_to_rapamycin",
        "infection_grade_3",
        "ace_inhibitor_with_mtor_inhibitor",
        "symptoms_not_named",
    )
    ranked = [AlertDecision(card(ruleset, name), certain=True) for name in ids]
    assert [shown.alert.says.on_the_page for shown in ranked] == [1, 2, None, None]
    mixed = [ranked[3], ranked[1], ranked[2], ranked[0]]
    assert sorted(mixed, key=urgency) == ranked


def test_a_child_in_scope_gets_every_part(ruleset: Ruleset) -> None:
    found = decide(ruleset, evaluate(ruleset, observe(Patient.model_validate(CHILD), ruleset)))
    assert (found.scope, [other.id for other in found.scope_cards]) == ("in_scope", ["scope_review_population"])
    assert {option.option: option.stance for option in found.options} == {
        "surveillance": "outside_evidence",
        "mtor_inhibitor": "may_be_considered",
        "surgery": "may_be_considered",
        "antiarrhythmic": "cannot_assess",
        "tsc_evaluation": "not_applicable",
        "specialist_review": "usual_course",
    }
    assert found.alerts[0].alert.id == "life_threatening_presentation"
    assert "everolimus_trough_on_treatment" in [followed.id for followed in found.monitoring]
    assert "sirolimus_trough_on_treatment" not in [followed.id for followed in found.monitoring]


def test_a_child_out_of_scope_gets_none(ruleset: Ruleset) -> None:
    adult = Patient.model_validate({**CHILD, "age_days": 9000})
    found = decide(ruleset, evaluate(ruleset, observe(adult, ruleset)))
    assert (found.scope, found.options, found.monitoring) == ("out_of_scope", (), ())
    assert [shown.alert.id for shown in found.alerts] == ["life_threatening_presentation"]


def test_another_severity_changes_the_order_only(ruleset: Ruleset) -> None:
    quiet = saying(ruleset, "life_threatening_presentation", severity="info")
    values = observe(Patient.model_validate(CHILD), ruleset)
    before, after = (decide(rules, evaluate(rules, values)).alerts for rules in (ruleset, quiet))
    assert {shown.alert.id for shown in before} == {shown.alert.id for shown in after}
    assert after[0].alert.id != "life_threatening_presentation"
