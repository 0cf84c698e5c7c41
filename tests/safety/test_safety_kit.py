"""The safety kit says what is so: one statement of use, controls that exist and run, queries that find something."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from support.command import in_process_text

from crdecide import CrdecideError, Ruleset
from crdecide.assurance.hazards import HazardLog, hazards_page, read_hazards
from crdecide.assurance.properties.catalogue import PROPERTIES
from crdecide.service.hooks.offered import discovery
from crdecide.service.store.tables import metadata

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
DEMANDED = {
    "wrong_advice", "missing_caveat", "option_read_as_instruction", "stale_evidence", "unknown_read_as_normal",
    "wrong_unit", "another_childs_record", "text_cut_by_host", "code_not_mapped", "engine_failure_swallowed",
    "advisory_shown_after_the_record_changed",
}  # fmt: skip


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def log() -> HazardLog:
    return read_hazards(DOCS / "hazards.yaml")


def test_the_rules_the_readme_and_the_service_say_what_it_is_for_in_the_same_words(ruleset: Ruleset) -> None:
    manifest = ruleset.manifest
    for said in (manifest.intended_use, manifest.intended_users, *manifest.out_of_use, *manifest.known_limits):
        assert said in page("docs/intended-use.md")
    assert manifest.intended_use in page("README.md")
    for service in discovery(ruleset, insecure=False).services:
        assert str(service.usage_requirements).startswith(manifest.intended_use)


def test_every_hazard_that_was_thought_of_is_there(log: HazardLog) -> None:
    """Nothing is deleted, only closed."""
    assert set(log.hazards) >= DEMANDED


def test_every_control_that_is_named_exists_and_runs(log: HazardLog, request: pytest.FixtureRequest) -> None:
    shown = {name for hazard in log.hazards.values() for control in hazard.controls for name in control.shown_by}
    properties = {name.removeprefix("property:") for name in shown if name.startswith("property:")}
    assert properties <= {found.name for found in PROPERTIES}
    tests = sorted(name for name in shown if not name.startswith("property:"))
    assert len(tests) > 40
    runs_now = {re.sub(r"\[.*", "", item.nodeid, flags=re.DOTALL) for item in request.session.items}
    # What this run has not collected, such as what is run at night, is looked for by a run of its own.
    if others := [name for name in tests if name not in runs_now]:
        collected = subprocess.run(
            [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider", "-m", "", *others],
            cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTEST_ADDOPTS": ""},
        )  # fmt: skip
        assert collected.returncode == 0, collected.stdout[-2000:]


def test_every_property_controls_some_hazard(log: HazardLog) -> None:
    shown = {name for hazard in log.hazards.values() for control in hazard.controls for name in control.shown_by}
    assert {f"property:{found.name}" for found in PROPERTIES} - shown == {"property:order_free"}


def test_the_page_of_the_hazards_is_made_from_the_log(log: HazardLog) -> None:
    made = hazards_page(log)
    if os.environ.get("CRDECIDE_ACCEPT"):
        (DOCS / "hazards.md").write_text(made, encoding="utf-8")
    assert page("docs/hazards.md") == made, "run make golden, and read the diff"


def test_the_gravest_hazards_come_first(log: HazardLog) -> None:
    ratings = re.findall(r"^\| \[.*\| (critical|serious|minor) \|", hazards_page(log), re.MULTILINE)
    assert ratings == sorted(ratings, key=("critical", "serious", "minor").index)
    assert len(ratings) == len(log.hazards)


def test_a_fault_in_the_log_is_said_with_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "hazards.yaml"
    broken.write_text("hazards:\n  fire:\n    hazard: It burns.\n    severity: grave\n", encoding="utf-8")
    with pytest.raises(
        CrdecideError, match=r"hazards\.yaml: hazards\.fire\.severity: Input should be 'minor'"
    ) as error:
        read_hazards(broken)
    assert "hazards.fire.controls: this field is required here" in str(error.value)


def test_the_command_prints_the_page() -> None:
    assert in_process_text("rules", "hazards", DOCS / "hazards.yaml").stdout == page("docs/hazards.md")


def test_the_queries_of_the_safety_page_run() -> None:
    queries = re.findall(r"```sql\n(.*?)```", page("SAFETY.md"), re.DOTALL)
    assert len(queries) == 2
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as database:
        database.execute(
            text(
                "INSERT INTO decision (id, made_at, client, iss, service, hook_instance, outcome, status, input_sha256,"
                " output_sha256, ruleset_sha256, crdecide) VALUES ('d', '2026-11-24', 'ehr', 'i', 's', 'hook-1',"
                " 'answered', 200, 'in', 'out', 'faulty', '0.1.0')"
            )
        )
        database.execute(text("INSERT INTO card (uuid, decision, topic) VALUES ('c', 'd', 'options')"))
        database.execute(
            text(
                "INSERT INTO feedback (id, received_at, client, service, card, decision, outcome, outcome_at,"
                " accepted_suggestions) VALUES ('f', '2026-11-24', 'ehr', 's', 'c', 'd', 'overridden', '2026-11-24',"
                " '[]')"
            )
        )
        decisions, feedback = (list(database.execute(text(q), {"ruleset_sha256": "faulty"})) for q in queries)
        assert [(row.hook_instance, row.topic) for row in decisions] == [("hook-1", "options")]
        assert [(row.topic, row.outcome) for row in feedback] == [("options", "overridden")]
        assert [list(database.execute(text(query), {"ruleset_sha256": "right"})) for query in queries] == [[], []]


def test_every_dependency_is_told_with_the_version_that_was_tried() -> None:
    project = tomllib.loads(page("pyproject.toml"))["project"]
    extras = {name: parts for name, parts in project["optional-dependencies"].items() if name not in ("dev", "test")}
    names = {re.split(r"[<>=\[]", part)[0].lower() for part in chain(project["dependencies"], *extras.values())} - {
        "crdecide"
    }
    pins = (page("constraints/core.txt") + page("constraints/extras.txt")).lower().replace("_", "-")
    pinned = dict(reversed(re.findall(r"^([\w.-]+)==([^\s;]+)", pins, re.MULTILINE)))
    told = dict(re.findall(r"^\| `([\w.-]+)` \|(.*)$", page("docs/dependencies.md"), re.MULTILINE))
    assert set(told) == names
    for name, cells in told.items():
        assert pinned[name.replace("_", "-")] in [cell.strip() for cell in cells.split("|")], name


def test_the_pages_lead_to_each_other() -> None:
    assert "](docs/intended-use.md)" in page("README.md")
    assert "](SAFETY.md)" in page("README.md")
    for name in ("README.md", "SAFETY.md", "docs/intended-use.md", "docs/cohort.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", page(name)):
            assert (ROOT / name).parent.joinpath(link).exists(), (name, link)


def test_the_changelog_tells_knowledge_from_software() -> None:
    assert re.findall(r"^### (\w+)", page("CHANGELOG.md"), re.MULTILINE)[:2] == ["Knowledge", "Software"]
