"""The page's own program, run by node on records: a third reading of the rules, compared and never trusted."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from crdecide import Ruleset
from crdecide.publish.rules_json.rules_as_data import rules_data
from crdecide.publish.site.data_of_page import page_data
from crdecide.publish.site.page_script import EVALUATOR, script

Json = dict[str, Any]
LINES = (Path(__file__).parent / "answer_lines.js").read_text(encoding="utf-8")
RUN = """
const {readFileSync} = require("node:fs");
const data = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const line of answerLines(data, readFileSync(0, "utf-8").split("\\n"))) console.log(line);
"""


def run_node(program: str, folder: Path, text: str, *arguments: str) -> str:
    """What a program prints, given this on its standard input."""
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CRDECIDE_BROWSER") == "required":
            pytest.fail("node is missing")
        pytest.skip("node is missing")
    (folder / "program.js").write_text(program, encoding="utf-8")
    command = [str(node), str(folder / "program.js"), *arguments]
    run = subprocess.run(command, input=text, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout


def data_file(ruleset: Ruleset, folder: Path) -> str:
    """The rules as the page has them, in a file."""
    (folder / "data.json").write_text(json.dumps(page_data(rules_data(ruleset))), encoding="utf-8")
    return str(folder / "data.json")


def answered(records: Iterable[Json], ruleset: Ruleset, folder: Path) -> list[Json]:
    """What the page's program makes of each record."""
    lines = "\n".join(map(json.dumps, records))
    out = run_node(script(EVALUATOR) + LINES + RUN, folder, lines, data_file(ruleset, folder))
    return [json.loads(line) for line in out.splitlines()]
