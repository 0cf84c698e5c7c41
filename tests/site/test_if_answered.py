"""What the page says that an answer to one question would change is what crdecide says of the child so answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from support.page_program import data_file, run_node
from support.page_records import is_possible, possible_records

from crdecide import Advisory, Ruleset, advise
from crdecide.guideline.record_paths import filled
from crdecide.publish.site.page_script import EVALUATOR, script

Json = dict[str, Any]
IF_ANSWERED = """
const {readFileSync} = require("node:fs");
const rules = prepared(JSON.parse(readFileSync(process.argv[2], "utf-8")));
for (const line of readFileSync(0, "utf-8").split("\\n")) {
  const record = JSON.parse(line), asked = answerFor(rules, record).missing.map(each => each.field);
  console.log(JSON.stringify(asked.map(path => [path, ifAnswered(rules, record, rules.fields.get(path))])));
}
"""


def test_each_answer_changes_what_crdecide_changes(ruleset: Ruleset, tmp_path: Path) -> None:
    records = possible_records(ruleset, 40, seed=5)
    program = script((*EVALUATOR, "if_answered")) + IF_ANSWERED
    lines = run_node(program, tmp_path, "\n".join(map(json.dumps, records)), data_file(ruleset, tmp_path)).splitlines()
    compared, changing, dangers = 0, 0, 0
    for record, line in zip(records, lines, strict=True):
        now = advise(record, ruleset=ruleset)
        for path, answers in json.loads(line):
            for value, would in answers:
                then = advise(filled(record, path, value), ruleset=ruleset)
                assert would == expected(now, then), (record, path, value)
                compared, changing = compared + 1, changing + bool(would["options"])
                dangers += would["danger"]
    assert compared > 300
    assert changing > 20
    assert dangers > 10


def expected(now: Advisory, then: Advisory) -> Json:
    before = {option.option: (option.stance, option.especially) for option in now.options}
    after = {option.option: (option.stance, option.especially) for option in then.options}
    others = [[name, *said] for name, said in after.items() if before.get(name) != said]
    return {
        "danger": then.danger.value == "yes" != now.danger.value,
        "scope": None if then.scope.status == now.scope.status else then.scope.status,
        "options": [[name, {"stance": stance, "especially": especially}] for name, stance, especially in others],
    }


def test_an_answer_that_no_child_can_have_is_left_out(ruleset: Ruleset, tmp_path: Path) -> None:
    records = [record for record in possible_records(ruleset, 30, seed=9) if record["life_stage"] != "deceased"]
    program = script((*EVALUATOR, "if_answered")) + IF_ANSWERED
    lines = run_node(program, tmp_path, "\n".join(map(json.dumps, records)), data_file(ruleset, tmp_path)).splitlines()
    left_out = 0
    for record, line in zip(records, lines, strict=True):
        for path, answers in json.loads(line):
            told = {value for value, _ in answers}
            if told <= {True, False}:
                possible = {value for value in (True, False) if is_possible(filled(record, path, value))}
                assert told == possible or not told, (record, path)
                left_out += len({True, False} - possible)
    assert left_out > 0
