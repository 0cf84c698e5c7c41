"""What would change: true, smallest, and never impossible."""

from __future__ import annotations

from typing import Any

from support.children import random_children

from crdecide import Advisory, InvalidPatient, Ruleset, advise
from crdecide.evaluation.symbolic.representatives import domain
from crdecide.guideline.record_paths import filled

CHILD = {
    "age_days": 12,
    "tsc": {"status": "possible"},
    "tumours": {"count": 2, "trend": "stable"},
    "symptoms": {"cyanosis": True, "arrhythmia": False},
    "surgery": {"risk": "moderate"},
    "treatment": {"mtor_inhibitor": {"status": "current"}},
}


def offered(child: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {(change.field, change.to): change.effect for change in advise(child).would_change}


def stances(advisory: Advisory) -> dict[str, tuple[str, bool]]:
    return {option.option: (option.stance, option.especially) for option in advisory.options}


def test_each_change_is_told_with_its_effect() -> None:
    found = offered(CHILD)
    assert found["surgery.risk", "high"] == (
        "a temporary course of an mTOR inhibitor: may be considered → may be considered, especially here"
    )
    assert found["symptoms.arrhythmia", "yes"] == "anti-arrhythmic drugs: not applicable → may be considered"
    assert not any(field == "tumours.trend" for field, _ in found), "a course colours the words, and never a stance"


def test_only_the_nearest_value_is_offered() -> None:
    assert ("surgery.risk", "inoperable") not in offered(CHILD), "high already changes the stance"


def test_what_cannot_happen_is_never_offered() -> None:
    found = {field for field, _ in offered({**CHILD, "tsc": {"status": "definite"}})}
    assert "tsc.status" not in found
    assert "age_days" not in found
    for child in random_children(150, seed=2):
        for change in advise(child, engine="reference").would_change:
            assert (change.field, change.from_) != ("tsc.status", "definite")
            assert (change.field, change.from_, change.to) != ("tsc.pathogenic_variant", "yes", "no")
            assert (change.field, change.from_, change.to) != ("treatment.mtor_inhibitor.status", "stopped", "none")
            assert change.field not in ("age_days", "life_stage") or change.from_ != change.to


def test_an_mtor_course_moves_only_as_courses_do() -> None:
    on_the_drug = {**CHILD, "symptoms": {}, "asymptomatic": True}
    moves = {to for field, to in offered(on_the_drug) if field == "treatment.mtor_inhibitor.status"}
    assert moves == {"stopped"}


def test_nothing_is_offered_out_of_scope_or_on_an_empty_record() -> None:
    assert offered({}) == {}
    assert offered({"life_stage": "prenatal", "tumours": {"count": 2}}) == {}


def test_offered_changes_of_plain_fields_are_those_that_the_rules_answer_otherwise(ruleset: Ruleset) -> None:
    """Each yes-or-no or choice field, changed in the record itself and asked again."""
    values = domain(ruleset)
    plain = [path for path in values if path.startswith("symptoms.") or path in ("surgery.risk", "tumours.trend")]
    for child in random_children(120, seed=9):
        before = advise(child, engine="reference")
        found = {(c.field, c.to) for c in before.would_change}
        for field, to in found:
            if field in plain:
                changed = filled(child, field, {"yes": True, "no": False}.get(to, to))
                assert stances(advise(changed, engine="reference")) != stances(before), (child, field, to)
        for path in (path for path in plain if path.startswith("symptoms.") and before.options):
            now = child["symptoms"][path.removeprefix("symptoms.")]
            if now is None or (path, "no" if now else "yes") in found:
                continue
            try:
                after = advise(filled(child, path, not now), engine="reference")
            except InvalidPatient:
                continue
            assert stances(after) == stances(before), (child, path)
