"""The drug list: classes beside one drug and another, what was looked up, and what nobody checked."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from crdecide import Patient, Ruleset, advise
from crdecide.language.drug_list import DrugList

LIST = DrugList.model_validate(
    {
        "taken_beside": {"one": (), "other": ("another",)},
        "drugs": {
            "both": {
                "also": ("Bóth  ways",),
                "beside": {
                    "one": {"classes": ("strong",), "evidence": ("a#b",)},
                    "other": {"classes": ("weak",), "evidence": ("a#b",)},
                },
            },
            "looked up": {"beside": {"one": {"classes": ("none_named",), "evidence": ("a#b",)}}},
            "itself": {"classes": ("rhythm",), "evidence": ("a#b",)},
        },
    }
)


@pytest.mark.parametrize(
    ("names", "beside", "classes", "unchecked"),
    [
        (("both",), ("one",), {"strong"}, ()),
        (("both",), ("other",), {"weak"}, ()),
        (("both ways",), ("one", "other"), {"strong", "weak"}, ()),
        (("looked up",), ("one",), {"none_named"}, ()),
        (("looked up",), ("other",), set(), ("looked up",)),
        (("looked up",), ("one", "other"), {"none_named"}, ()),
        (("itself",), ("one", "other"), set(), ("itself",)),
        (("itself",), (), {"rhythm"}, ("itself",)),
        (("Another", "one"), ("one", "other"), set(), ()),
        (("stranger", "both"), ("one",), {"strong"}, ("stranger",)),
    ],
)
def test_a_drug_is_looked_up_beside_another(
    names: tuple[str, ...], beside: tuple[str, ...], classes: set[str], unchecked: tuple[str, ...]
) -> None:
    found = LIST.look_up(names, beside)
    assert (found.classes, found.unchecked) == (classes, unchecked)


def test_a_name_is_unknown_only_where_it_is_nowhere_on_the_list() -> None:
    assert LIST.unknown(("both", "itself", "one", "ANOTHER", "stranger")) == ("stranger",)


def test_classes_are_those_beside_a_drug_or_of_the_drug_itself() -> None:
    assert LIST.classes() == {"rhythm"}
    assert LIST.classes(["other"]) == {"weak"}


@pytest.mark.parametrize("drug", [{}, {"classes": ("a",)}, {"evidence": ("a#b",), "beside": {}}])
def test_a_drug_is_checked_for_something_and_cites_it(drug: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="expected"):
        DrugList.model_validate({"taken_beside": {}, "drugs": {"a": drug}})


def test_a_drug_that_nobody_checked_is_named_whatever_else_is_taken(ruleset: Ruleset) -> None:
    """The inputs on classes pass it over; the one alert on what was not checked may not."""
    for known in ruleset.drugs.drugs:
        for drug in ("everolimus", "sirolimus", None):
            patient = Patient.model_validate(
                {
                    "age_days": 100,
                    "tumours": {"count": 2},
                    "treatment": {"mtor_inhibitor": {"status": "current", "drug": drug}},
                    "medications": [known, "paracetamol"],
                }
            )
            texts = {alert.id: alert.text for alert in advise(patient, ruleset=ruleset).alerts}
            assert "paracetamol" in texts["drugs_not_checked"], (known, drug)


def test_no_drug_is_said_to_have_no_interaction(ruleset: Ruleset) -> None:
    """`none_named` needs a whole interaction section that was read; none has been, as evidence/READ.md says."""
    assert "none_named" not in ruleset.drugs.classes(ruleset.drugs.taken_beside)
