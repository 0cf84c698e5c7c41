"""Every example of the documentation is run: commands here, the others by the tests that are named here."""

from __future__ import annotations

import gzip
import json
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from ruamel.yaml import YAML

from crdecide import Ruleset, read_record
from crdecide.cli import main
from crdecide.language.loading.site_file import with_site_codes

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
RUN_BY = {
    "README.md": "pyproject.toml",
    "SAFETY.md": "tests/safety/test_safety_kit.py",
    "docs/cohort.md": "tests/cohort/test_cohort_guide.py",
    "docs/contract-2.md": "pyproject.toml",
    "docs/ehr.md": "tests/service/test_guide.py",
    "docs/feed.md": "tests/feed/test_feed_guide.py",
    "docs/library.md": "pyproject.toml",
    "docs/own-rules.md": "tests/loading/test_own_rules_guide.py",
    "docs/page.md": "tests/examples/test_documented_examples.py",
    "docs/rows.md": "tests/rows/test_rows_guide.py",
    "docs/signoff.md": "tests/examples/test_signoff_guide.py",
    "docs/rules-as-data.md": "tests/rules_json/test_rules_data.py",
    "docs/stances.md": "pyproject.toml",
    "docs/versioning.md": "pyproject.toml",
    "rules/README.md": "tests/examples/test_documented_examples.py",
}
"""For each page with examples the file that runs them; those in pyproject.toml are run as doctests."""
ONLY_READ = ("serve", "verify", "cohort children.parquet", "feed", "publish site", "publish json", "rules diff")
"""Commands that go on, or take long, and are run elsewhere: here their names, options and files alone are checked."""
OF_OTHERS = (
    "make", "pip", "curl", "eval", "sh", "spark-submit", "_CRDECIDE_COMPLETE=fish_source", "PYTHONMALLOC=malloc",
    "CPPFLAGS=-O2 -DPyEval_CallObject=PyObject_CallObject", "crdecide-venv/bin/crdecide",
)  # fmt: skip
"""What else stands in a block of commands."""


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """The kind of each block of a page, and what stands in it; a figure without a kind is no example."""
    for token in MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8")):
        if token.type == "fence" and token.info:
            yield token.info, token.content


def pages() -> list[Path]:
    beside = [*ROOT.glob("*.md"), ROOT / "benchmarks/README.md", ROOT / "rules/README.md", ROOT / "tests/README.md"]
    return sorted([*beside, *DOCS.rglob("*.md")])


def block(page: str, kind: str, number: int = 0) -> str:
    return [text for name, text in blocks(ROOT / page) if name == kind][number]


def test_every_page_with_examples_has_a_test_that_runs_them() -> None:
    with_examples = {
        page.relative_to(ROOT).as_posix() for page in pages() if {kind for kind, _ in blocks(page)} - {"console"}
    }
    assert with_examples == RUN_BY.keys()
    for page, test in RUN_BY.items():
        assert Path(page).name in (ROOT / test).read_text(encoding="utf-8"), page
        if test == "pyproject.toml":
            assert {kind for kind, _ in blocks(ROOT / page)} <= {"python", "console"}
            assert f'"{page}"' in (ROOT / test).read_text(encoding="utf-8")
            assert all(">>>" in text for kind, text in blocks(ROOT / page) if kind == "python")


def console_lines() -> list[str]:
    """The lines of all blocks of commands, but of those that show what is printed, which are run elsewhere."""
    shown = [text for page in pages() for kind, text in blocks(page) if kind == "console" and "$ crdecide" not in text]
    return [line for text in shown for line in text.splitlines() if line]


def commands() -> list[str]:
    """Every command of ours on any page, as it stands there."""
    return sorted({line.split("#")[0].strip() for line in console_lines() if line.startswith("crdecide ")})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the commands name."""
    made = tmp_path_factory.mktemp("documented")
    for name in ("rules", "features", "docs"):
        (made / name).symlink_to(ROOT / name)
    for name in ("old-rules", "new-rules"):
        (made / name).symlink_to(ROOT / "rules")
    (made / "export").symlink_to(DOCS / "examples/feeds/us_core")
    shutil.copy(DOCS / "examples/sugalska2021_table1_row1.json", made / "child.json")
    shutil.copy(DOCS / "examples/records/ips.json", made / "bundle.json")
    shutil.copy(DOCS / "examples/advisory_of_contract_1.json", made / "advisory.json")
    for name in ("children.csv", "in.csv"):
        (made / name).write_text("id,age_days,tumours.count\na,12,4\n", encoding="utf-8")
    (made / "children.parquet").touch()
    requests = next((DOCS / "examples/feeds/european").iterdir()).read_bytes()
    (made / "requests.ndjson").write_bytes(requests)
    (made / "requests.ndjson.gz").write_bytes(gzip.compress(requests))
    return made


def test_what_else_is_typed_is_of_few_programs_and_a_target_of_make_is_one() -> None:
    words = [shlex.split(line, comments=True) for line in console_lines()]
    assert {first for first, *_ in words} <= {"crdecide", *OF_OTHERS}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {target for first, target, *_ in words if first == "make"}
    assert targets >= {"demo", "test", "site"}
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.needs("fhir")
@pytest.mark.needs("cohort")
@pytest.mark.needs("service")
@pytest.mark.parametrize("command", commands())
def test_every_command_on_a_page_is_one(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    words = shlex.split(command)[1:]
    if " ".join(words).startswith(ONLY_READ):
        monkeypatch.setattr(called(words), "callback", lambda **_: None)
    run = CliRunner().invoke(main, words)
    assert run.exit_code == 0, run.output[-2000:]


def called(words: list[str]) -> click.Command:
    """The command that these words call."""
    command: Any = main
    for word in words:
        if not isinstance(command, click.Group):
            break
        command = command.get_command(click.Context(command), word)
    return command  # type: ignore[no-any-return]


def test_the_site_codes_of_the_guide_are_read(ruleset: Ruleset, tmp_path: Path) -> None:
    (tmp_path / "codes.yaml").write_text(block("docs/ehr.md", "yaml"), encoding="utf-8")
    assert with_site_codes(ruleset, tmp_path / "codes.yaml") is not ruleset


@pytest.mark.needs("fhir")
def test_the_answers_on_the_page_of_the_clinician_are_read() -> None:
    told = json.loads(block("docs/page.md", "json"))
    record = {"resourceType": "Bundle", "entry": [{"resource": told}]}
    assert read_record(record).patient.symptoms.heart_failure is True


@pytest.mark.needs("service")
def test_the_configuration_of_the_clinicians_page_is_one() -> None:
    from crdecide.service.settings import Settings

    given = {**tomllib.loads(block("docs/ehr.md", "toml")), **tomllib.loads(block("docs/page.md", "toml"))}
    assert Settings(**given).clinician_page.ehrs[0].name == "The ward's EHR"


@pytest.mark.parametrize("number", [0, 1])
def test_the_rule_files_that_are_shown_are_those_of_the_rules(number: int) -> None:
    shown = YAML(typ="safe").load(block("rules/README.md", "yaml", number))
    [path] = (ROOT / "rules").rglob(f"{shown['id']}.yaml")
    assert_part(shown, YAML(typ="safe").load(path))


def assert_part(shown: Any, actual: Any) -> None:
    """What is shown stands in the file; … is anything."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            assert_part(value, actual[name])
    elif "…" in str(shown):
        before, after = str(shown).split("…")
        assert actual.startswith(before), shown
        assert actual.endswith(after), shown
    else:
        assert shown == actual
