"""What the page says of a changed card is what `rules diff` says: another program over the same conditions."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support.page_program import run_node

from crdecide import Ruleset
from crdecide.assurance.changed_answers import AnswerChange, answer_changes
from crdecide.assurance.mutation.operators import Mutant, mutants
from crdecide.assurance.ruleset_diff import settled_otherwise
from crdecide.assurance.scenarios.scenario import read_scenarios
from crdecide.assurance.scenarios.vignettes import vignette_names
from crdecide.errors import ConflictingCards
from crdecide.evaluation.observation import observe
from crdecide.evaluation.precedence import Decision, decide
from crdecide.evaluation.semantics import Values, evaluate
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS
from crdecide.guideline.options import OPTIONS
from crdecide.guideline.parse import read_patient
from crdecide.guideline.record_paths import filled, known_fields
from crdecide.language.cards import Rule
from crdecide.language.conditions import All, AtLeast, Field, parse
from crdecide.language.loading.card_texts import texts_of_cards
from crdecide.language.loading.yaml_text import data_of
from crdecide.language.ruleset import condition_fields
from crdecide.publish.rules_json.rules_as_data import rules_data
from crdecide.publish.site.edit_page.edit_data import card_data, data_for_editing
from crdecide.publish.site.page_script import EDITING, EVALUATOR, script
from crdecide.publish.site.site_pages import edit_page

Json = dict[str, Any]
SEED = 0
WRITTEN = ("title", "applies_when", "concludes", "says", "withheld_by")
"""What the page can change of a card."""
CARDS = int(os.environ.get("CRDECIDE_EDITED_CARDS", "3"))
ALIKE = """
console.log(unlikePublished(JSON.parse(require("node:fs").readFileSync(process.argv[2], "utf-8"))));
"""
ANEW = """
const {readFileSync} = require("node:fs");
console.log(writtenAnew(JSON.parse(readFileSync(process.argv[2], "utf-8")), JSON.parse(readFileSync(0, "utf-8"))));
"""
WORDINGS = (
    # As reported of other editors that write YAML: front-matter 89, bun 30433, js-yaml 758, symfony 39769, yaml-rs 130.
    "Planning followup:", "bar: baz", "foo : bar", "0e6836", "1e3", "... x", "--- x", "- a", "? a", "# a", "a # b",
    "a#b", "@JoshWComeau", "`a`", "%a", "!a", "&a b", "*a", "{a}", "[a]", "a, b", "> a", "| a", "'a'", 'a "b"',
    "\\n", "a\\", "~", "null", "True", "yes", "No", ".inf", "0x1f", "1_000", "12:30:45", "2001-01-01", "bar\u3000",
    "a\u00a0b", "a\u0085b", "a\u2028b", "a\u2029b", "\u00a8 \u00a9", "\ufeffa", "a\u200bb", "\U0001f9d2", "é", "<<",
    "=", "y",
)  # fmt: skip
MOST_BYTES = 250_000
CHILDREN = Path(__file__).parents[2] / "features/children"
CONDITIONS = ("applies_when", "concludes")
RUN = """
const {readFileSync} = require("node:fs");
const data = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const line of changedCards(data, readFileSync(0, "utf-8").split("\\n"))) console.log(line);
"""
LINES = (Path(__file__).parents[1] / "support" / "changed_cards.js").read_text(encoding="utf-8")


class Changed(NamedTuple):
    """A mutant, the rule as it is in it, and what the page's program says of it."""

    mutant: Mutant
    rule: Rule
    told: Json


def rule_of(ruleset: Ruleset, name: str) -> Rule:
    return next(rule for rule in ruleset.rules if rule.id == name)


def told_of(changed: list[Mutant], ruleset: Ruleset, folder: Path) -> list[Changed]:
    rules = [rule_of(mutant.ruleset, mutant.rule) for mutant in changed]
    lines = "\n".join(json.dumps({"id": rule.id, "card": card_data(rule)}) for rule in rules)
    data = data_for_editing(rules_data(ruleset), ruleset, read_scenarios(CHILDREN))
    (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
    program = script((*EVALUATOR, *EDITING)) + LINES + RUN
    out = run_node(program, folder, lines, str(folder / "data.json")).splitlines()
    return [Changed(*each) for each in zip(changed, rules, map(json.loads, out), strict=True)]


@pytest.fixture(scope="module")
def of_three_cards(ruleset: Ruleset, tmp_path_factory: pytest.TempPathFactory) -> list[Changed]:
    """Every mutant of three cards that a seed chooses, and of one with a threshold that cuts anew."""
    by_rule: dict[str, list[Mutant]] = {rule.id: [] for rule in ruleset.rules}
    for mutant in mutants(ruleset):
        if mutant.rule in by_rule:
            by_rule[mutant.rule].append(mutant)
    chosen = random.Random(SEED).sample(sorted(by_rule), min(CARDS, len(by_rule)))
    every = [mutant for name in chosen for mutant in by_rule[name]]
    return told_of(every, ruleset, tmp_path_factory.mktemp("edit"))


def test_the_page_is_whole_in_itself_and_sends_nothing(ruleset: Ruleset) -> None:
    page = edit_page(rules_data(ruleset), ruleset)
    assert len(page.encode()) < MOST_BYTES
    assert re.findall(r"<(?:link|script|img|iframe)[^>]*\b(?:src|href)=\"(?!data:,)", page) == []
    assert re.findall(r"@import|url\(|\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|\bimport\b", page) == []
    assert page == edit_page(rules_data(ruleset), ruleset)


def test_made_anew_of_the_rules_as_they_are_every_answer_is_the_one_that_is_proved(
    ruleset: Ruleset, tmp_path: Path
) -> None:
    (tmp_path / "data.json").write_text(json.dumps(data_for_editing(rules_data(ruleset), ruleset)), encoding="utf-8")
    told = json.loads(
        run_node(script((*EVALUATOR, *EDITING)) + LINES + ALIKE, tmp_path, "", str(tmp_path / "data.json"))
    )
    assert told["unlike"] == []
    # The danger sentence is an alert that is told by its finding.
    assert told["compared"] == 2 + len(OPTIONS) + len(ruleset.alerts) - 1 + len(ruleset.findings)


def in_short(change: AnswerChange) -> tuple[object, ...]:
    return change.kind, change.name, change.before, change.after, str(change.combinations), str(change.of)


def in_short_of(change: Json) -> tuple[object, ...]:
    return tuple(change[name] for name in ("kind", "name", "before", "after", "combinations", "of"))


def test_the_answers_that_change_and_how_often_are_those_of_rules_diff(
    ruleset: Ruleset, of_three_cards: list[Changed]
) -> None:
    number = 0
    for mutant, rule, told in of_three_cards:
        expected = answer_changes(ruleset, mutant.ruleset)
        got = [*map(in_short_of, told["changes"])]
        assert {*got} == {*map(in_short, expected)}, (rule.id, mutant.change)
        # Of some combinations no record can be: what is known of one drug bears on another.
        nobody = {in_short(change) for change in expected if change.child is None}
        childless = {short for short, change in zip(got, told["changes"], strict=True) if not change["child"]}
        assert childless <= nobody, (rule.id, mutant.change)
        settled = settled_otherwise(rule_of(ruleset, rule.id), rule, ruleset, mutant.ruleset)
        assert told["settled"] == (list(settled) if settled else None), mutant.change
        number += len(got)
    assert len(of_three_cards) > 10
    assert number > 20


def test_the_children_to_sign_who_are_answered_otherwise_are_those_of_crdecide(
    ruleset: Ruleset, of_three_cards: list[Changed]
) -> None:
    children = {
        name: child.patient.model_dump(mode="json") for child, name in vignette_names(read_scenarios(CHILDREN)).items()
    }
    met = 0
    for mutant, _, told in of_three_cards:
        found = {name: {tuple(answer) for answer in answers} for name, answers in told["children"]}
        shown = [change for change in told["changes"] if change["child"] and is_answered(change, mutant.ruleset)]
        for change in shown[:2]:
            answer = tuple(change[name] for name in ("kind", "name", "before", "after"))
            for name, child in children.items():
                is_so = is_answered_so(child, change, ruleset, mutant.ruleset)
                assert (answer in found.get(name, ())) is is_so, (mutant.change, name, change)
                met += is_so
    assert met > 3


def test_each_example_is_answered_so_and_has_nothing_that_could_be_left_out(
    ruleset: Ruleset, of_three_cards: list[Changed]
) -> None:
    for mutant, _, told in of_three_cards:
        shown = [change for change in told["changes"] if change["child"]]
        # Of many alerts that one change concerns the first few; cards that contradict each other give no answer.
        for change in [change for change in shown if is_answered(change, mutant.ruleset)][:6]:
            assert is_answered_so(change["child"], change, ruleset, mutant.ruleset), (mutant.change, change)
            # That a list of drugs is not complete belongs to the list.
            for path in [path for path, _ in known_fields(change["child"]) if path != "medications_complete"]:
                less = filled(change["child"], path, None)
                assert not is_answered_so(less, change, ruleset, mutant.ruleset), (mutant.change, change, path)


def is_answered(change: Json, ruleset: Ruleset) -> bool:
    return change["kind"] == "option" or not said(change["child"], "card", "", ruleset).startswith("contradiction")


def is_answered_so(child: Json, change: Json, before: Ruleset, after: Ruleset) -> bool:
    answers = [said(child, change["kind"], change["name"], rules) for rules in (before, after)]
    return all(
        got == (wanted or "").removesuffix(" in other words").removesuffix(",")
        for got, wanted in zip(answers, (change["before"], change["after"]), strict=True)
    )


def said(child: Json, kind: str, name: str, ruleset: Ruleset) -> str:
    """One answer to one child, by the specification."""
    conclusions = evaluate(ruleset, observe(read_patient(child), ruleset))
    if kind in ("finding", "danger"):
        return of_finding(conclusions.values, kind, name)
    try:
        return next(of_decision(decide(ruleset, conclusions), kind, name), "")
    except ConflictingCards as error:
        return f"contradiction of {', '.join(sorted(error.cards))}"


def of_finding(values: Values, kind: str, name: str) -> str:
    if kind == "finding":
        return str(values[name] or "")
    return str(values[DANGER] or "") if values[DANGER_CONCERNS] == "yes" else ""


def of_decision(decision: Decision, kind: str, name: str) -> Iterator[str]:
    if kind == "scope":
        yield decision.scope
    for option in decision.options:
        if kind == "option" and option.option == name:
            yield f"{option.stance}, especially" if option.especially else option.stance
        if kind == "card" and name in [card.id for card in (*option.cards, *option.notes)]:
            yield "said"
    for shown in decision.alerts:
        if kind == "alert" and shown.alert.id == name:
            yield "shown" if shown.certain else "asked for"
    if kind == "card" and name in [card.id for card in (*decision.scope_cards, *decision.monitoring)]:
        yield "said"


def test_the_file_says_what_was_entered_and_is_otherwise_as_it_was(
    ruleset: Ruleset, of_three_cards: list[Changed]
) -> None:
    fields = condition_fields(ruleset.vocabulary, ruleset.findings)
    number = 0
    for mutant, rule, told in of_three_cards:
        said, before = data_of(told["yaml"]), rule_of(ruleset, rule.id)
        changed = [name for name in WRITTEN if getattr(rule, name, None) != getattr(before, name, None)]
        assert said["version"] == rule.version + bool(changed), mutant.change
        conditions = [said.get("applies_when"), *(one for line in said.get("concludes", ()) for one in line.values())]
        read = [parse(each, fields, lambda path, why: pytest.fail(f"{path}: {why}")) for each in conditions if each]
        assert read == list(rule.conditions[: len(read)]), mutant.change
        if "says" in changed:
            assert said["says"] == rule.says.model_dump(exclude_defaults=True)  # type: ignore[union-attr]
        if "withheld_by" in changed:
            assert tuple(said.get("withheld_by", ())) == rule.withheld_by  # type: ignore[union-attr]
        was = data_of(told_text(ruleset, rule))
        assert without(said, (*changed, "version")) == without(was, (*changed, "version"))
        number += bool(changed)
    assert number > 5


def told_text(ruleset: Ruleset, rule: Rule) -> str:
    return texts_of_cards(ruleset)[rule.id].text


def test_every_card_written_anew_says_the_same_and_so_does_every_wording(ruleset: Ruleset, tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text(json.dumps(data_for_editing(rules_data(ruleset), ruleset)), encoding="utf-8")
    program = script((*EVALUATOR, *EDITING)) + LINES + ANEW
    told = json.loads(run_node(program, tmp_path, json.dumps(WORDINGS), str(tmp_path / "data.json")))
    fields = condition_fields(ruleset.vocabulary, ruleset.findings)
    for rule in ruleset.rules:
        said, was = data_of(told["written"][rule.id]), data_of(told_text(ruleset, rule))
        assert conditions_in(said, fields) == conditions_in(was, fields), rule.id
        assert without(said, (*CONDITIONS, "version")) == without(was, (*CONDITIONS, "version"))
    assert [data_of(text)["says"]["because"] for text in told["texts"]] == [*WORDINGS]


def without(said: Json, names: tuple[str, ...]) -> Json:
    return {name: value for name, value in said.items() if name not in names}


def conditions_in(said: Json, fields: Mapping[str, Field]) -> list[object]:
    lines = [(name, one) for line in said.get("concludes", ()) for name, one in line.items()]
    lines += [("", said["applies_when"])] if "applies_when" in said else []
    return [(name, parse(one, fields, lambda path, why: pytest.fail(f"{path}: {why}"))) for name, one in lines]


def test_a_threshold_between_the_others_is_counted_too(ruleset: Ruleset, tmp_path: Path) -> None:
    """A new cut makes new states of a part, here of one that another input varies with."""
    rule, change = rule_of(ruleset, "weekly_dose_entered_as_daily"), AtLeast("dose_value", 2.25)
    moved = Mutant(rule.id, str(change), with_bound(ruleset, rule, change))
    [(_, _, told)] = told_of([moved], ruleset, tmp_path)
    expected = {*map(in_short, answer_changes(ruleset, moved.ruleset))}
    assert {in_short_of(each) for each in told["changes"]} == expected
    assert expected


def with_bound(ruleset: Ruleset, rule: Rule, atom: AtLeast) -> Ruleset:
    condition = rule.conditions[0]
    parts = condition.parts if isinstance(condition, All) else (condition,)
    changed = tuple(atom if getattr(part, "field", None) == atom.field else part for part in parts)
    altered = rule.model_copy(update={"applies_when": All(changed) if isinstance(condition, All) else changed[0]})
    return replace(ruleset, cards=tuple(altered if card is rule else card for card in ruleset.cards))
