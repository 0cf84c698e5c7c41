"""Each program that is shown as an example runs, and does what its page says."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import runpy
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from crdecide import Advisory

ROOT = Path(__file__).parents[2]
PROGRAMS = ROOT / "docs/examples/programs"
DANGER = "This presentation may be life-threatening"


def run(name: str) -> str:
    return subprocess.run([sys.executable, PROGRAMS / name], capture_output=True, check=True, text=True).stdout


def test_every_program_is_on_the_page_that_the_readme_leads_to() -> None:
    page = (PROGRAMS / "README.md").read_text(encoding="utf-8")
    shown = {path.name for path in PROGRAMS.iterdir()} - {"README.md", "__pycache__"}
    assert set(re.findall(r"^\| \[(\S+)\]\(\1\)", page, re.MULTILINE)) == shown
    assert "](docs/examples/programs/README.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.needs("service")
def test_the_web_api_takes_a_patient_and_gives_an_advisory_and_says_the_danger_first() -> None:
    app = runpy.run_path(str(PROGRAMS / "web_api.py"))["app"]
    answer = posted(app, json.dumps({"age_days": 12, "tumours": {"count": 4}}))
    assert answer.status_code == 200
    assert Advisory.model_validate_json(answer.content).scope.status == "in_scope"
    child = {"age_months": 3, "tumours": {"count": 4}, "symptoms": {"cyanosis": True}}
    refused = posted(app, json.dumps(child))
    assert refused.status_code == 422
    assert next(iter(refused.json())) == "danger"
    assert refused.json()["danger"].startswith(DANGER)
    assert refused.json()["detail"][0]["loc"] == ["body", "age_months"]
    for body in ("[", "[]", "null", json.dumps({"age_days": float("nan")})):
        assert posted(app, body).status_code == 422
    assert "mtor_inhibitor" in json.dumps(app.openapi())


def posted(app: Any, body: str) -> Any:
    """What the application answers, without a network."""
    import httpx

    async def call() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            return await client.post("/advisory", content=body, headers={"Content-Type": "application/json"})

    return asyncio.run(call())


@pytest.mark.skipif(find_spec("pandas") is None, reason="not installed: pandas")
def test_a_frame_of_children_becomes_a_frame_of_answers() -> None:
    first, second, third = csv.DictReader(io.StringIO(run("registry_frame.py")))
    assert (first["danger"], first["mtor_inhibitor"]) == ("yes", "may_be_considered")
    assert "off-label" in first["caveats"]
    assert (second["scope"], second["danger"]) == ("in_scope", "unknown")
    assert third["scope"] == ""
    assert third["refused"].startswith(DANGER)
    assert third["refused"].endswith("got -3 (in days)")


def test_a_pool_answers_in_order_what_one_process_answers() -> None:
    assert run("process_pool.py") == (
        "201 answers, 67 in danger; the last was refused: age_days: Input should be greater than or equal to 0; "
        "got -1 (in days)\n"
    )


def test_a_stream_is_answered_line_by_line_before_the_next_is_read() -> None:
    command = [sys.executable, PROGRAMS / "stream.py"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for line, words in (
            (b'{"age_days": 30, "tumours": {"count": 2}}', b'"in_scope"'),
            (b'\n{"age_days": -1, "tumours": {"count": 1}, "symptoms": {"cyanosis": true}}', DANGER.encode()),
            (b"{", b'"line": 4, "error": "not JSON'),
            (b"[" * 100_000, b'"line": 5, "error": "not JSON'),
            (b"[]", b"give its children one by one"),
            (b"\xff", b"not JSON"),
        ):
            running.stdin.write(line + b"\n")
            running.stdin.flush()
            assert words in running.stdout.readline()
        running.stdin.close()
        assert running.wait() == 0


def test_own_rules_are_named_in_the_answer() -> None:
    assert ", rules our-hospital 0.2." in " ".join(run("own_rules.py").split())
