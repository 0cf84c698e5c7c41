"""What the page decides of a child is what crdecide decides: without sentences, so that many are soon compared.

Sentences, what is missing and what would change are compared in `test_page_program.py`, on fewer records.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from support.page_program import data_file, run_node
from support.page_records import possible_records

from crdecide import Patient, Ruleset
from crdecide.advisory.one_child import conclude_for
from crdecide.evaluation.observation import observe
from crdecide.evaluation.precedence import decide
from crdecide.language.partition import regions_of
from crdecide.publish.site.page_script import EVALUATOR, script

Json = dict[str, Any]
NUMBER = int(os.environ.get("CRDECIDE_PAGE_RECORDS", "2000"))
DECISIONS = """
const {readFileSync} = require("node:fs");
const rules = prepared(JSON.parse(readFileSync(process.argv[2], "utf-8")));
const lines = readFileSync(0, "utf-8").split("\\n").map(line => {
  const {place} = located(rules, observed(rules, JSON.parse(line)));
  const of = kind => Object.keys(rules.functions[kind]).map(name => [name, valueAt(rules, kind, name, place)]);
  const alerts = of("alert").filter(([, state]) => ["shown", "open"].includes(state));
  return {scope: of("scope")[0][1], options: of("option"), alerts, findings: of("finding")};
});
console.log(JSON.stringify(lines));
"""


def test_it_decides_as_crdecide_does_for_many_random_records(ruleset: Ruleset, tmp_path: Path) -> None:
    records = possible_records(ruleset, NUMBER, seed=23)
    text = "\n".join(map(json.dumps, records))
    lines = json.loads(run_node(script(EVALUATOR) + DECISIONS, tmp_path, text, data_file(ruleset, tmp_path)))
    conclude, regions = conclude_for(ruleset), regions_of(ruleset)
    met = set[str]()
    for record, line in zip(records, lines, strict=True):
        observations = observe(Patient.model_validate(record), ruleset)
        concluded = conclude(observations, regions.fact(observations))
        decision = decide(ruleset, concluded)
        assert line["scope"] == decision.scope, record
        assert dict(line["findings"]) == {name: concluded.values[name] for name in ruleset.finding_by_id}, record
        shown = {each.alert.id: "shown" if each.certain else "open" for each in decision.alerts}
        assert dict(line["alerts"]) == shown, record
        if decision.scope == "in_scope":
            stances = [
                [each.option, {"stance": each.stance, "especially": each.especially}] for each in decision.options
            ]
            assert line["options"] == stances, record
            met.update(each.stance for each in decision.options)
    assert len(met) == 6
