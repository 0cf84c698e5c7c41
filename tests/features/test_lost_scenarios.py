"""A scenario that Gherkin would drop without a word is an error with file and line, before any is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from crdecide.assurance.scenarios.feature_documents import InvalidFeatures, read_documents
from crdecide.assurance.scenarios.scenario import read_scenarios

STEPS = """
    Given a newborn of 3 days
    When the evidence is consulted
    Then the scope cannot be assessed
"""
OUTLINE = f"""Feature: A
  Scenario Outline: B
    Given <child>{STEPS.replace("Given a newborn of 3 days", "And TSC is definite")}
"""
LOST = {
    "only a header": (OUTLINE + "    Examples:\n      | child |\n", [(8, "no row below the header")]),
    "no table": (OUTLINE + "    Examples:\n", [(8, "no row below the header")]),
    "no Examples": (OUTLINE, [(2, "an outline without Examples")]),
    "no Examples and no placeholder": (
        OUTLINE.replace("<child>", "a newborn of 3 days"),
        [(2, "an outline without Examples")],
    ),
    "a second table without a header of its own": (
        OUTLINE + "    Examples:\n      | child |\n      | a fetus |\n    Examples:\n      | a newborn of 3 days |\n",
        [(11, "no row below the header")],
    ),
    "Example for Examples": (
        OUTLINE + "    Example:\n      | child |\n      | a fetus |\n",
        [(2, "without Examples"), (8, "no steps"), (9, "taken as description: '| child |'")],
    ),
    "no steps": (f"Feature: A\n  Scenario: B\n  Scenario: C{STEPS}", [(2, "this scenario has no steps")]),
    "no Then": (
        f"Feature: A\n  Scenario: B{STEPS.partition('    Then')[0]}",
        [(2, "no Then, so that it claims nothing")],
    ),
    "no When": (f"Feature: A\n  Scenario: B{STEPS.replace('When the evidence is consulted', '')}", [(2, "no When")]),
    "a Given too late": (f"Feature: A\n  Scenario: B{STEPS}    Given a fetus\n", [(6, "comes too late")]),
    "a star": (f"Feature: A\n  Scenario: B\n    * a fetus{STEPS}", [(3, "'*' does not say what kind of step")]),
    "a table under a step": (
        f"Feature: A\n  Scenario: B\n    Given a fetus\n      | x |{STEPS}",
        [(3, "would not be read")],
    ),
    "a misspelt tag": (
        f"Feature: A\n  @near_mis\n  Scenario: B{STEPS}",
        [(2, "no such tag as '@near_mis'; did you mean '@near_miss'?")],
    ),
    "a misspelt kind of tag": (
        f"Feature: A\n  @rul:surgery_no_danger @holds\n  Scenario: B{STEPS}",
        [(2, "did you mean '@rule:'?"), (3, "no @rule: says of which")],
    ),
    "a rule without an outcome": (f"Feature: A\n  @rule:a\n  Scenario: B{STEPS}", [(3, "tagged with one of @holds")]),
    "a second Feature": (f"Feature: A\n  Scenario: B{STEPS}Feature: C\n", [(6, "a second Feature in one file")]),
    "tags of nothing": (f"Feature: A\n  Scenario: B{STEPS}  @holds\n", [(7, "the file ends too early")]),
    "a misspelt Scenario": (
        f"Feature: A\n\n  # a remark\n  Scenaro: B{STEPS}  Scenario: C{STEPS}",
        [(4, "did you mean 'Scenario:'?"), (5, "taken as description: 'Given a newborn of 3 days'")],
    ),
    "a misspelt Given": (
        f"Feature: A\n  Scenario: B\n    Gven a newborn of 3 days{STEPS}",
        [(3, "taken as description: 'Gven a newborn of 3 days'")],
    ),
    "a misspelt Given after another": (
        f"Feature: A\n  Scenario: B\n    Given a fetus\n    Gven a fetus{STEPS}",
        [(4, "expected a step (Given, When, Then, And or But)")],
    ),
    "a column that no step has": (
        OUTLINE + "    Examples:\n      | Child |\n      | a fetus |\n",
        [(8, "<child> has no column"), (8, "'Child' is used in no step; did you mean 'child'?")],
    ),
    "one name twice": (f"Feature: A\n  Scenario: B{STEPS}  Scenario: B{STEPS}", [(6, "a second scenario of the name")]),
    "no name": (f"Feature: A\n  Scenario:{STEPS}", [(2, "a scenario without a name")]),
    "a Rule with nothing in it": (f"Feature: A\n  Scenario: B{STEPS}  Rule: C\n", [(6, "this Rule has no scenario")]),
    "nothing": ("# Feature: A\n", [(1, "expected a Feature; the file has none")]),
    "no Gherkin": ("A\n", [(1, "expected 'Feature:'; got 'A'")]),
    "a language that is none": ("# language: xx\nFeature: A\n", [(1, "Language not supported: xx")]),
    "an outline of another language": (
        "# language: de\nFunktionalit\u00e4t: A\n  Szenariogrundriss: B\n    Angenommen <x>\n"
        "    Wenn the evidence is consulted\n    Dann the scope cannot be assessed\n    Beispiele:\n      | x |\n",
        [(7, "no row below the header")],
    ),
}


@pytest.mark.parametrize(("text", "faults"), LOST.values(), ids=LOST)
def test_what_would_be_lost_is_told_with_its_line(text: str, faults: list[tuple[int, str]], tmp_path: Path) -> None:
    (tmp_path / "a.feature").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFeatures) as refused:
        read_scenarios(tmp_path)
    told = [str(problem) for problem in refused.value.problems]
    for line, words in faults:
        place = f"{(tmp_path / 'a.feature').as_posix()}:{line}: "
        assert any(one.startswith(place) and words in one for one in told), told


def test_every_file_is_told_of_and_a_folder_without_features(tmp_path: Path) -> None:
    with pytest.raises(InvalidFeatures, match=r"no file here is named \*\.feature"):
        read_documents(tmp_path)
    for name in ("a", "b"):
        (tmp_path / f"{name}.feature").write_text("", encoding="utf-8")
    (tmp_path / "c.feature").write_bytes(b"Feature: \xe4")
    with pytest.raises(InvalidFeatures) as refused:
        read_documents(tmp_path)
    assert [Path(problem.where.partition(":")[0]).name for problem in refused.value.problems] == [
        "a.feature", "b.feature", "c.feature",
    ]  # fmt: skip


def test_prose_in_a_description_is_left_alone(tmp_path: Path) -> None:
    text = f"\ufeffFeature: A\n  History: two tumours.\n  Given this, nothing is said.\n\n  Scenario: B{STEPS}"
    (tmp_path / "a.feature").write_text(text, encoding="utf-8")
    assert [scenario.name for scenario in read_scenarios(tmp_path)] == ["B"]


def test_steps_that_are_not_of_the_set_and_children_who_cannot_be_are_told_together(tmp_path: Path) -> None:
    given = "    Given a newborn of 3 days\n"
    text = f"Feature: A\n  Scenario: B{STEPS.replace(given, '    Given a foetus' + chr(10))}"
    text += f"  Scenario: C\n    Given a fetus{STEPS}"
    (tmp_path / "a.feature").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFeatures) as refused:
        read_scenarios(tmp_path)
    unknown, impossible = map(str, refused.value.problems)
    assert unknown.endswith("a.feature:3: no such step as 'a foetus'; did you mean 'a fetus'?")
    assert "a.feature:6: no such child can be: " in impossible
