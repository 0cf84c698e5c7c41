"""The rules as data: what is published is proved to be the rules, and another program can answer by it."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.children import random_children
from support.command import in_process_text

from crdecide import Patient, Ruleset, advise, load_ruleset
from crdecide.evaluation.observation import observe
from crdecide.language.readings import READINGS
from crdecide.publish.rules_json.proof import NotTheseRules, as_text, prove
from crdecide.publish.rules_json.reading_definitions import DEFINITIONS
from crdecide.publish.rules_json.rules_as_data import rules_data

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/rules-as-data.md").read_text(encoding="utf-8")
DANGER = "life_threatening_presentation"
NOT_SETTLED = {"unknown": None}


@pytest.fixture(scope="module")
def text(ruleset: Ruleset) -> str:
    return as_text(rules_data(ruleset))


def altered(text: str, change: Any) -> str:
    data = json.loads(text)
    change(data)
    return json.dumps(data)


def test_read_back_every_function_is_the_node_that_the_rules_make(text: str, ruleset: Ruleset) -> None:
    assert prove(text, ruleset) > 1_000


def test_the_same_rules_give_the_same_bytes_whatever_was_worked_out_before(text: str, ruleset: Ruleset) -> None:
    advise({"age_days": 4, "tumours": {"count": 2}}, ruleset=ruleset)
    assert as_text(rules_data(load_ruleset(ROOT / "rules"))) == text == as_text(rules_data(ruleset))


def test_every_changed_edge_is_caught(text: str, ruleset: Ruleset) -> None:
    rng, caught = random.Random(1), 0
    rows = json.loads(text)["diagrams"]["table"]["branches"]
    leaves = len(json.loads(text)["diagrams"]["table"]["leaves"])
    for number in rng.sample(range(len(rows)), 10):
        data = json.loads(text)
        row = data["diagrams"]["table"]["branches"][number]
        edge = rng.randrange(1, len(row))
        row[edge] = rng.choice([node for node in range(number + leaves) if node != row[edge]])
        with pytest.raises(NotTheseRules):
            prove(json.dumps(data), ruleset)
        caught += 1
    assert caught == 10


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data["diagrams"]["functions"][0].update(node=0), "the scope scope is another function"),
        (lambda data: data["diagrams"]["functions"][0].update(node=99_999), "the scope scope is another function"),
        (lambda data: data["diagrams"]["functions"].pop(1), "the option surveillance is not there"),
        (lambda data: data["diagrams"]["parts"][3]["states"].reverse(), "diagrams.parts is not what the rules say"),
        (lambda data: data["diagrams"]["table"]["branches"][5].append(0), "no part is like that"),
        (lambda data: data["diagrams"]["table"]["leaves"].append("yes"), "diagrams.table: "),
        (lambda data: data["vocabulary"]["inputs"]["age_days"]["cuts"].pop(), "vocabulary is not what the rules say"),
        (lambda data: data["cards"]["surgery_inoperable"]["says"].update(because="No."), "cards is not what"),
        (lambda data: data["drugs"]["drugs"].pop("verapamil"), "drugs is not what the rules say"),
        (lambda data: data.update(schema_version="2"), "schema_version: Input should be '1'"),
        (lambda data: data.pop("caveats"), "caveats: Field required"),
    ],
)
def test_whatever_else_is_changed_is_named(text: str, ruleset: Ruleset, change: Any, words: str) -> None:
    with pytest.raises(NotTheseRules, match=re.escape(words)):
        prove(altered(text, change), ruleset)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_so_for_other_rules(ruleset: Ruleset, seed: int) -> None:
    rng = random.Random(seed)
    needed = {DANGER, *(name for card in ruleset.cards for name in card.withheld_by)}
    kept = [card for card in ruleset.cards if card.id in needed or card.kind == "scope" or rng.random() < 0.6]
    rules = replace(ruleset, cards=tuple(kept))
    text = as_text(rules_data(rules))
    assert prove(text, rules) > 100
    with pytest.raises(NotTheseRules):
        prove(text, ruleset)


def page_code() -> Any:
    """The functions of the page, as an implementer would take them."""
    names: Json = {}
    exec(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0], names)
    return names["answers"]


def test_the_page_tells_an_implementer_all_that_is_needed(text: str, ruleset: Ruleset) -> None:
    answers, rules = page_code(), json.loads(text)
    for child in random_children(100, seed=3):
        told = answers(rules, observe(Patient.model_validate(child), ruleset))
        advisory = advise(child, ruleset=ruleset)
        assert told["scope", "scope"] == advisory.scope.status
        for name in rules["vocabulary"]["options"]:
            said = [
                {"stance": each.stance, "especially": each.especially}
                for each in advisory.options
                if each.option == name
            ]
            assert told["option", name] == (said[0] if said else None)
        shown = {alert.id: "shown" for alert in advisory.alerts} | {check.id: "open" for check in advisory.checks}
        shown.pop("recorded_but_not_read", None)
        assert shown == {
            name: said for (kind, name), said in told.items() if kind == "alert" and said and name != DANGER
        }
        assert told["danger", "possibly_life_threatening"] == NOT_SETTLED.get(
            advisory.danger.value, advisory.danger.value
        )
        for finding in advisory.findings:
            assert told["finding", finding.id] == NOT_SETTLED.get(finding.value, finding.value)


def test_every_way_of_reading_is_defined() -> None:
    assert DEFINITIONS.keys() == READINGS.keys()


def test_every_function_of_the_page_is_there_and_the_other_way_round(text: str) -> None:
    on_the_page = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert on_the_page == {function["kind"] for function in json.loads(text)["diagrams"]["functions"]}


def test_the_command_writes_it_and_says_that_it_is_proved(text: str, tmp_path: Path) -> None:
    target = tmp_path / "below" / "rules.json"
    run = in_process_text("publish", "json", target)
    assert target.read_text(encoding="utf-8") == text
    assert re.search(r"proved: [\d,]+ nodes, each the same read back", run.stdout)
    assert [path.name for path in target.parent.iterdir()] == ["rules.json"]


def test_what_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = in_process_text("publish", "json", tmp_path / "file/rules.json")
    assert run.returncode == 2
    assert "cannot be written" in run.stderr
    assert "Traceback" not in run.stderr
