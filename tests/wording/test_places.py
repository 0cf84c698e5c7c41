"""A rule set with a directive sentence in any place that reaches a reader does not load."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.broken_rules import RULES, edit, faults

from crdecide import Ruleset
from crdecide.language.wording.text_check import TextForm, refusals

DIRECTIVES = (
    "Begin everolimus without delay",
    "Everolimus is the treatment of choice",
    "Everolimus is given to every child",
    "Surgery is advised",
    "Everolimus is the standard of care",
    "Four tablets a day",
)
PLACES = {
    "reason of an option": ("options/tsc_evaluation_settled.yaml", "  because: The diagnosis of TSC is definite."),
    "note": ("notes/tumours_regressing.yaml", "  because: The tumours are regressing"),
    "alert": ("alerts/everolimus_hepatitis_b.yaml", "  text: The everolimus label warns"),
    "reason of a scope": ("scope/scope_deceased.yaml", "  reason: \"The child has died"),
    "what is monitored": ("monitoring/stomatitis_on_treatment.yaml", "  text: The mouth, for stomatitis"),
    "interval": ("monitoring/infections_on_treatment.yaml", "  interval: on treatment; the review gives no interval"),
    "title": ("options/surgery_inoperable.yaml", "title: Inoperable tumours"),
    "label of a finding": ("findings/flow_compromised.yaml", "label: flow compromised"),
    "caveat": ("caveats.yaml", "  text: The review speaks of a temporary course only"),
    "statement": ("evidence/bosi1996.yaml", "    says: Two of 33 children were operated on."),
    "locator": ("evidence/tsa_heart.yaml", "    locator: heart"),
    "label of an input": ("vocabulary.yaml", "    label: life stage"),
    "what unknown means": ("vocabulary.yaml", "    unknown: The drug is not guessed."),
    "question": ("vocabulary.yaml", "    question: Is the child cyanosed?"),
    "label of an option": ("vocabulary.yaml", "    label: surgery"),
    "undecided": ("vocabulary.yaml", "    undecided: What the evidence says about surgery"),
    "silent": ("vocabulary.yaml", "    silent: None of the evidence held here speaks about surgery"),
    "stance": ("vocabulary.yaml", "  usual_course: usual course"),
    "use it is not for": ("ruleset.yaml", "  - By patients or families on their own."),
    "meaning of a code": ("terminology/codes.yaml", "    label: heart failure"),
}  # fmt: skip


@pytest.fixture(scope="module")
def rules_to_break(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(RULES, tmp_path_factory.mktemp("wording") / "rules"))


@pytest.mark.parametrize("place", PLACES)
def test_a_directive_sentence_is_refused_in_every_kind_of_place(rules_to_break: Path, place: str) -> None:
    name, line = PLACES[place]
    file = rules_to_break / name
    before = file.read_text(encoding="utf-8")
    key = f"{line.partition(':')[0]}:" if ":" in line else "  -"
    edit(rules_to_break, name, line, f'{key} "Begin everolimus without delay." #')
    said = faults(rules_to_break)
    file.write_text(before, encoding="utf-8")
    number = 1 + next(i for i, each in enumerate(before.splitlines()) if each.startswith(line))
    assert any(fault.startswith(f"rules/{name}:{number}: ") and "Begin everolimus" in fault for fault in said), said


def test_a_directive_sentence_is_refused_within_a_longer_text(rules_to_break: Path) -> None:
    file = rules_to_break / "ruleset.yaml"
    before = file.read_text(encoding="utf-8")
    edit(rules_to_break, "ruleset.yaml", "This is a summary", "Begin everolimus without delay. This is a summary")
    [fault] = faults(rules_to_break)
    file.write_text(before, encoding="utf-8")
    assert "ruleset.yaml:" in fault
    assert "“Begin everolimus without delay.” may not stand" in fault


@pytest.mark.parametrize("form", ["statement", "phrase", "question", "remark"])
@pytest.mark.parametrize("text", DIRECTIVES)
def test_what_passed_the_list_of_words_is_refused_in_every_form(text: str, form: TextForm, ruleset: Ruleset) -> None:
    assert refusals(text, ruleset.wording, form)
    assert refusals(f"{text}.", ruleset.wording, form)


def test_a_refusal_says_which_sentence_why_and_what_may_stand(rules_to_break: Path) -> None:
    name = "notes/tumours_regressing.yaml"
    before = (rules_to_break / name).read_text(encoding="utf-8")
    edit(rules_to_break, name, "which is their natural course.", "which is their natural course. Surgery is advised.")
    [fault] = faults(rules_to_break)
    (rules_to_break / name).write_text(before, encoding="utf-8")
    assert "tumours_regressing: “Surgery is advised.” may not stand, as “advised” points to what to do" in fault
    assert "expected a source that says so in its own clause" in fault
    assert "; a form that may stand: “" in fault
