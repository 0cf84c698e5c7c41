"""The page's program answers as crdecide does: a third reading of the rules, held to the first on random records."""

from __future__ import annotations

import json
import os
import random
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import Any

from support.page_program import answered, data_file, run_node
from support.page_records import is_possible, possible_records, records_of_any_kind

from crdecide import Advisory, Patient, Ruleset, advise
from crdecide.advisory.refused import danger_in
from crdecide.advisory.render.depth import Depth
from crdecide.advisory.render.page import page_of
from crdecide.assurance.scenarios.scenario import read_scenarios
from crdecide.guideline.named_ids import DANGER_SENTENCE
from crdecide.language.drug_list import normalised
from crdecide.language.readings import READINGS
from crdecide.publish.site.page_script import EVALUATOR, script

Json = dict[str, Any]
NUMBER = int(os.environ.get("CRDECIDE_PAGE_RECORDS", "300"))
AT_ONCE = 300
MANY = ("CJK", "HANGUL", "TANGUT", "NUSHU", "EGYPTIAN", "CUNEIFORM", "ANATOLIAN", "YI ", "BAMUM", "VAI", "KHITAN")
NORMALISE = """
const names = JSON.parse(require("node:fs").readFileSync(0, "utf-8"));
console.log(JSON.stringify(names.map(normalise)));
"""
DANGERS = """
const {readFileSync} = require("node:fs");
const rules = prepared(JSON.parse(readFileSync(process.argv[2], "utf-8")));
const lines = readFileSync(0, "utf-8").split("\\n");
for (const line of lines) console.log(JSON.stringify(dangerBeside(rules, JSON.parse(line))));
"""
SCENARIOS = """
const {readFileSync} = require("node:fs");
const rules = prepared(JSON.parse(readFileSync(process.argv[2], "utf-8")));
for (const line of readFileSync(0, "utf-8").split("\\n")) {
  const record = JSON.parse(line);
  console.log(JSON.stringify(scenarioOf(rules, record, answerFor(rules, record))));
}
"""
SAME: dict[str, tuple[str, ...]] = {
    "scope": ("status", "reasons", "asks"),
    "options": (
        "option", "stance", "especially", "temporary", "timing", "certainty", "certainty_of", "turns_on", "rationale",
        "caveats",
    ),
    "alerts": ("id", "severity", "short", "text", "bears_on"),
    "checks": ("id", "asks", "bears_on", "text"),
    "drugs": ("name", "per_drug"),
    "monitoring": ("id", "text", "interval"),
    "missing": ("field", "worth_asking", "label", "question", "could_change"),
    "caveats": ("id", "short", "text", "own"),
}  # fmt: skip
"""What of each part is compared; sources are compared as the page cites them."""


def by_name(parts: Iterable[Json], names: Iterable[str]) -> list[Json]:
    return [{name: part[name] for name in names} for part in parts]


def expected(advisory: Advisory) -> Json:
    told = json.loads(advisory.model_dump_json(by_alias=True))
    same = {name: by_name(told[name], names) for name, names in SAME.items() if name != "scope"}
    notes = [by_name(option["notes"], ("id", "on_the_page", "text")) for option in told["options"]]
    return {
        **same,
        "scope": {name: told["scope"][name] for name in SAME["scope"]},
        "danger": {name: told["danger"][name] for name in ("value", "text", "asks")},
        "notes": notes,
        "would_change": [{**change, "from": plain(change["from"])} for change in told["would_change"]],
    }


def got(answer: Json) -> Json:
    same = {name: by_name(answer[name], names) for name, names in SAME.items() if name != "scope"}
    notes = [by_name(option["notes"], ("id", "on_the_page", "text")) for option in answer["options"]]
    return {
        **same,
        "scope": answer["scope"],
        "danger": {name: answer["danger"][name] for name in ("value", "text", "asks")},
        "notes": notes,
        "would_change": [{**change, "from": plain(str(change["from"]))} for change in answer["would_change"]],
    }


def plain(value: str) -> str | float:
    """A number as a number: 5 and 5.0 are written in two ways, and are one level."""
    try:
        return float(value)
    except ValueError:
        return value


def one_page(advisory: Advisory) -> Json:
    page = page_of(advisory, Depth())
    blocks = {"before": page.before, "after": page.after}
    told = {side: [block._asdict() | {"entries": [*block.entries]} for block in of] for side, of in blocks.items()}
    return {**told, "rows": [row._asdict() for row in page.rows]}


def test_it_answers_as_crdecide_does_for_random_records(ruleset: Ruleset, tmp_path: Path) -> None:
    for seed in range(ceil(NUMBER / AT_ONCE)):
        records = possible_records(ruleset, AT_ONCE, seed)
        assert differing(records, answered(records, ruleset, tmp_path), ruleset) == []


def differing(records: list[Json], lines: list[Json], ruleset: Ruleset) -> list[tuple[Json, str]]:
    """The records that the page answers otherwise, with what is not the same."""
    found = []
    for record, line in zip(records, lines, strict=True):
        assert "answer" in line, (record, line)
        advisory = advise(record, ruleset=ruleset)
        told, wanted = got(line["answer"]), expected(advisory)
        if told != wanted:
            found.append((record, f"answer: {told}, and not {wanted}"))
        if line["page"] != one_page(advisory):
            found.append((record, f"page: {line['page']}, and not {one_page(advisory)}"))
    return found


def test_the_random_records_are_of_every_kind(ruleset: Ruleset, tmp_path: Path) -> None:
    answers = [line["answer"] for line in answered(possible_records(ruleset, 300, 1), ruleset, tmp_path)]
    assert {answer["danger"]["value"] for answer in answers} == {"yes", "no", "unknown"}
    assert {answer["scope"]["status"] for answer in answers} == {"in_scope", "out_of_scope", "cannot_assess"}
    assert len({option["stance"] for answer in answers for option in answer["options"]}) == 6
    assert sum(bool(answer["would_change"]) for answer in answers) > 50
    assert len({alert["id"] for answer in answers for alert in answer["alerts"]}) > 20
    assert len({check["id"] for answer in answers for check in answer["checks"]}) > 12


def test_it_answers_by_whatever_rules_it_is_given(ruleset: Ruleset, tmp_path: Path) -> None:
    rng = random.Random(1)
    needed = {DANGER_SENTENCE, *(name for card in ruleset.cards for name in card.withheld_by)}
    kept = [card for card in ruleset.cards if card.id in needed or card.kind == "scope" or rng.random() < 0.6]
    other = replace(ruleset, cards=tuple(kept))
    records = possible_records(ruleset, 60, seed=100)
    assert differing(records, answered(records, other, tmp_path), other) == []


def test_what_crdecide_refuses_it_refuses_and_nothing_else(ruleset: Ruleset, tmp_path: Path) -> None:
    form = [field for group in ruleset.form for field in group.fields]
    records = [*records_of_any_kind(form, ruleset, 400, seed=5)]
    refused = 0
    for record, line in zip(records, answered(records, ruleset, tmp_path), strict=True):
        assert ("faults" in line) == (not is_possible(record)), (record, line)
        refused += "faults" in line
        assert all(fault["why"] and fault["fields"] for fault in line.get("faults", ()))
    assert 100 < refused < 350


def test_the_danger_in_a_record_that_is_refused_is_said_as_crdecide_says_it(ruleset: Ruleset, tmp_path: Path) -> None:
    form = [field for group in ruleset.form for field in group.fields]
    records = [each for each in records_of_any_kind(form, ruleset, 250, seed=8) if not is_possible(each)]
    program = script(EVALUATOR) + DANGERS
    lines = run_node(program, tmp_path, "\n".join(map(json.dumps, records)), data_file(ruleset, tmp_path)).splitlines()
    dangers = [danger_in(record, ruleset) for record in records]
    assert [json.loads(line) for line in lines] == dangers
    assert 10 < sum(danger is not None for danger in dangers) < len(dangers) - 10


def test_it_reads_in_every_way_that_rules_may_read(tmp_path: Path) -> None:
    ways = json.loads(run_node(script(EVALUATOR) + "console.log(JSON.stringify(Object.keys(WAYS)));", tmp_path, ""))
    assert {*ways} == READINGS.keys()


def test_names_of_drugs_are_compared_as_crdecide_compares_them(tmp_path: Path) -> None:
    # Every letter, mark and number there is, in a name, but for scripts of many thousand signs, which have no case.
    letters = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] in "LMNPZ"]
    names = [f"a{letter}b c" for letter in letters if not unicodedata.name(letter, "").startswith(MANY)]
    program = script(EVALUATOR) + NORMALISE
    found = json.loads(run_node(program, tmp_path, json.dumps(names)))
    different = [(name, got) for name, got in zip(names, found, strict=True) if normalised(name) != got]
    assert [each for each in different if is_plain(normalised(each[0])) or is_plain(each[1])] == []
    assert len(different) < 200, different[:20]


def is_plain(name: str) -> bool:
    """Whether it could be a drug of the list, all of which are written in plain letters."""
    return name.isascii()


def test_a_scenario_of_the_page_gives_the_record_it_was_made_of(ruleset: Ruleset, tmp_path: Path) -> None:
    records = possible_records(ruleset, 120, seed=9)
    lines = run_node(
        script((*EVALUATOR, "gherkin")) + SCENARIOS,
        tmp_path,
        "\n".join(map(json.dumps, records)),
        data_file(ruleset, tmp_path),
    ).splitlines()
    told = 0
    for record, text in zip(records, map(json.loads, lines), strict=True):
        if not text.startswith("Feature:"):
            assert any("," in name or name != name.strip() for name in record["medications"])
            continue
        (tmp_path / "page.feature").write_text(text, encoding="utf-8")
        [scenario] = read_scenarios(tmp_path)
        assert scenario.patient == Patient.model_validate(as_told(record)), text
        assert scenario.complaints(ruleset) == (), text
        told += 1
    assert told > 90


def as_told(record: Json) -> Json:
    """The record without what no step tells: an empty list of places, and of measurements, says nothing."""
    tumours = {name: value for name, value in record["tumours"].items() if value != []}
    return {**record, "tumours": tumours}
