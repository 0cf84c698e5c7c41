"""Two cards that could give one child two stances on an option, seen from their own conditions."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from support.altered import card

from crdecide import Ruleset
from crdecide.language.cards import OptionCard
from crdecide.language.conditions import All, Among, AnyOf, Below, Condition
from crdecide.language.loading.check_overlaps import conflicts_at_sight
from crdecide.language.partition import Regions
from crdecide.language.ruleset import condition_fields

SYNCOPE, NO_SYMPTOM = Among("syncope", ("yes",)), Among("asymptomatic", ("yes",))
HIGH, LOW = Among("surgical_risk", ("high", "inoperable")), Among("surgical_risk", ("low",))
YOUNG, FEW = Below("age_days", 28), Below("tumour_count", 3)


def conflicts(
    rules: Ruleset, one: OptionCard, other: OptionCard, contradictions: Sequence[Condition] = ()
) -> list[tuple[str, str]]:
    fields = condition_fields(rules.vocabulary, rules.findings)
    regions = Regions.of(fields, [one.applies_when, other.applies_when, *contradictions])
    return [(a.id, b.id) for a, b in conflicts_at_sight([one, other], contradictions, regions)]


def meeting(rules: Ruleset, first: Condition, second: Condition) -> tuple[OptionCard, OptionCard]:
    """A card for surgery and one against it."""
    one, other = card(rules, "surgery_haemodynamic_compromise"), card(rules, "surgery_no_danger")
    return (
        one.model_copy(update={"applies_when": first, "withheld_by": ()}),
        other.model_copy(update={"applies_when": second, "withheld_by": ()}),
    )


BOTH = [("surgery_haemodynamic_compromise", "surgery_no_danger")]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (HIGH, LOW, []),
        (HIGH, SYNCOPE, BOTH),
        (HIGH, Among("surgical_risk", ("low", "high")), BOTH),
        (AnyOf((HIGH, SYNCOPE)), LOW, BOTH),
        (LOW, AnyOf((All((HIGH, YOUNG)), LOW)), BOTH),
        (YOUNG, FEW, BOTH),
        (All((HIGH, YOUNG)), All((LOW, YOUNG)), []),
    ],
)
def test_cards_conflict_where_one_child_can_meet_both(
    ruleset: Ruleset, first: Condition, second: Condition, found: list[tuple[str, str]]
) -> None:
    assert conflicts(ruleset, *meeting(ruleset, first, second)) == found


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (SYNCOPE, NO_SYMPTOM, []),
        (All((SYNCOPE, YOUNG)), All((NO_SYMPTOM, HIGH)), []),
        (SYNCOPE, AnyOf((NO_SYMPTOM, HIGH)), BOTH),
        (NO_SYMPTOM, Among("syncope", ("no",)), BOTH),
        (NO_SYMPTOM, HIGH, BOTH),
    ],
)
def test_a_child_who_is_impossible_meets_no_card(
    ruleset: Ruleset, first: Condition, second: Condition, found: list[tuple[str, str]]
) -> None:
    impossible = [All((FEW, LOW)), All((NO_SYMPTOM, SYNCOPE))]
    assert conflicts(ruleset, *meeting(ruleset, first, second), impossible) == found


def test_cards_that_are_related_or_say_the_same_do_not_conflict(ruleset: Ruleset) -> None:
    one, other = meeting(ruleset, HIGH, SYNCOPE)
    assert conflicts(ruleset, one, other.model_copy(update={"withheld_by": (one.id,)})) == []
    assert conflicts(ruleset, one.model_copy(update={"withheld_by": (other.id,)}), other) == []
    assert conflicts(ruleset, one, other.model_copy(update={"says": one.says})) == []
    about_another = card(ruleset, "surveillance_asymptomatic").model_copy(update={"applies_when": HIGH})
    assert one.says.stance != about_another.says.stance
    assert conflicts(ruleset, one, about_another) == []


def test_a_condition_with_too_many_alternatives_is_told_elsewhere(ruleset: Ruleset) -> None:
    names = [name for name, entry in ruleset.vocabulary.inputs.items() if entry.type == "yes_no"][:20]
    pairs = [AnyOf((Among(a, ("yes",)), Among(b, ("yes",)))) for a, b in zip(names[::2], names[1::2], strict=True)]
    endless = All(tuple(pairs))
    assert conflicts(ruleset, *meeting(ruleset, endless, HIGH)) == []
    assert conflicts(ruleset, *meeting(ruleset, HIGH, SYNCOPE), [endless]) == BOTH
