"""The command line, run as its user runs it: output, errors, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.command import in_a_process
from support.command import in_process as crdecide
from support.fhir_records import RHABDOMYOMA, bundle, condition, patient

from crdecide import Advisory, advise, load_ruleset
from crdecide.cli import COMMANDS, main
from crdecide.language.loading import default_ruleset

ROOT = Path(__file__).parents[2]
CHILD = str(ROOT / "docs/examples/sugalska2021_table1_row1.json")


def test_json_is_exactly_the_model(published_child: bytes) -> None:
    run = crdecide("advise", CHILD, "--format", "json")
    advisory = advise(json.loads(published_child))
    assert run.returncode == 0
    assert run.stdout.decode() == advisory.model_dump_json(indent=2) + "\n"
    assert Advisory.model_validate_json(run.stdout) == advisory


def test_text_is_one_page_within_100_columns() -> None:
    run = crdecide("advise", CHILD)
    lines = run.stdout.decode().splitlines()
    assert lines[0].startswith("CARDIAC RHABDOMYOMA - 1 day - 4 tumours")
    assert lines[2].startswith("!! This presentation may be life-threatening")
    assert len(lines) <= 45
    assert len(run.stdout.decode().split()) <= 400
    assert max(map(len, lines)) <= 100
    assert b"\x1b[" not in run.stdout
    assert run.returncode == 0


def test_in_full_text_has_its_sections_in_order_within_100_columns() -> None:
    run = crdecide("advise", CHILD, "--full")
    lines = run.stdout.decode().splitlines()
    heads = [line for line in lines if line.isupper() and not line.startswith(" ")]
    assert heads == [
        "DANGER", "SCOPE", "SUMMARY", "OPTIONS", "ALERTS", "TO BE KNOWN: COULD NOT BE EXCLUDED",
        "MONITORING IN PUBLISHED GUIDANCE", "NOT KNOWN, AND COULD CHANGE THIS", "WOULD CHANGE, WERE IT DIFFERENT",
        "CAVEATS", "EVIDENCE", "FINDINGS",
    ]  # fmt: skip
    assert max(map(len, lines)) <= 100


def test_why_and_sources_tell_of_one_option_and_of_what_is_cited() -> None:
    why = crdecide("advise", CHILD, "--why", "surgery").stdout.decode()
    assert why.startswith("surgery: may be considered. Severe haemodynamic compromise")
    assert "Certainty that flow is relieved: very low" in why
    sources = crdecide("advise", CHILD, "--sources").stdout.decode()
    assert "Sugalska 2021: Sugalska M, Tomik A" in sources
    assert "https://doi.org/10.3390/ijerph18094907" in sources


def test_standard_input_is_read_and_both_engines_print_the_same(published_child: bytes) -> None:
    durable = in_a_process("advise", "-", stdin=published_child)
    reference = in_a_process("advise", "-", "--engine", "reference", stdin=published_child)
    assert durable.stdout == reference.stdout
    assert crdecide("advise", "-", stdin=published_child).stdout == crdecide("advise", CHILD).stdout
    assert (durable.returncode, durable.stderr) == (0, b"")


def test_markdown_is_the_librarys_markdown(published_child: bytes) -> None:
    assert (
        crdecide("advise", CHILD, "--format", "markdown").stdout.decode()
        == advise(json.loads(published_child)).to_markdown()
    )


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (b"[]", "patient: expected a patient record (a JSON object), got a list"),
        (b"{", "patient: not JSON"),
        (b'{"tumors": {}}', "tumors: unknown field; did you mean 'tumours'?"),
        (b'{"age_days": -1}', "age_days: Input should be greater than or equal to 0; got -1 (in days)"),
        (b'{"tumours": {"largest_mm": NaN}}', "NaN is not a number in JSON"),
        (b"[" * 10_000, "nested too deeply"),
        (b"\x00" * 100_000_000, "larger than 10,485,760 bytes"),
    ],
)
def test_bad_input_is_exit_2_with_a_message_on_stderr_and_nothing_else(record: bytes, message: str) -> None:
    run = crdecide("advise", "-", stdin=record)
    assert run.returncode == 2
    assert run.stdout == b""
    assert message in run.stderr.decode()


def test_a_file_that_is_not_there_is_exit_2() -> None:
    run = in_a_process("advise", "nowhere.json")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"nowhere.json" in run.stderr
    assert b"Traceback" not in run.stderr


def test_rules_check_says_what_was_checked() -> None:
    run = crdecide("rules", "check", str(ROOT / "rules"))
    assert run.returncode == 0
    assert run.stdout.startswith(b"cardiac-rhabdomyoma-tsc 0.2.0: no problems (19 findings, ")
    assert crdecide("rules", "check").stdout == run.stdout


def test_rules_check_lists_every_problem_with_file_and_line(tmp_path: Path) -> None:
    rules = Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))
    for name, old, new in (
        ("options/surgery_haemodynamic_compromise.yaml", "flow_compromised: yes", "flow_compromisd: yes"),
        ("alerts/course_is_temporary.yaml", "current", "curent"),
    ):
        text = (rules / name).read_text(encoding="utf-8")
        (rules / name).write_text(text.replace(old, new), encoding="utf-8")
    run = crdecide("rules", "check", str(rules))
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.decode().splitlines() == [
        "crdecide: rules: not a valid rule set:",
        "  rules/alerts/course_is_temporary.yaml:7: course_is_temporary: mtor_status takes none, planned, current or "
        "stopped, each at most once; got curent; did you mean 'current'?",
        "  rules/options/surgery_haemodynamic_compromise.yaml:7: surgery_haemodynamic_compromise: unknown input or "
        "finding 'flow_compromisd'; did you mean 'flow_compromised'?",
    ]
    assert crdecide("advise", CHILD, "--rules", str(rules)).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [((), "advise"), (("advise",), "FILE"), (("rules",), "check")],
)
def test_help_reads_well(arguments: tuple[str, ...], words: str) -> None:
    run = crdecide(*arguments, "--help")
    assert run.returncode == 0
    assert words in run.stdout.decode()
    assert max(map(len, run.stdout.decode().splitlines())) <= 100


def test_an_unknown_option_of_the_command_line_is_exit_2() -> None:
    run = crdecide("advise", CHILD, "--fromat", "json")
    assert run.returncode == 2
    assert b"--format" in run.stderr


def test_the_version_is_printed() -> None:
    package, rules = crdecide("--version").stdout.decode().splitlines()
    in_use = default_ruleset()
    assert package == "crdecide 0.2.0"
    assert rules == f"rules cardiac-rhabdomyoma-tsc {in_use.manifest.version} (sha256 {in_use.sha256})"


def test_the_version_is_that_of_the_rules_in_use_and_told_even_where_they_do_not_load(tmp_path: Path) -> None:
    environment = {**os.environ, "CRDECIDE_RULES": str(tmp_path / "none")}
    run = subprocess.run([sys.executable, "-m", "crdecide", "--version"], capture_output=True, env=environment)
    assert (run.returncode, run.stdout) == (2, b"crdecide 0.2.0\n")
    assert b"expected a folder of rules" in run.stderr


def test_html_without_its_libraries_says_what_to_install() -> None:
    program = """
import sys
sys.modules["jinja2"] = None
from crdecide.cli import main
main(["advise", sys.argv[1], "--format", "html"])
"""
    run = subprocess.run([sys.executable, "-c", program, CHILD], capture_output=True, text=True)
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.startswith(
        f"crdecide: {CHILD}: HTML needs jinja2, which is not installed: pip install 'jinja2>=3.1'"
    )
    assert run.stderr.endswith(" (in the checkout: pip install '.[report]')\n")


FOETUS = """Feature: A
  Scenario: B
    Given a foetus
    When the evidence is consulted
    Then the child is in scope
"""


def test_a_step_that_is_not_of_the_set_is_said_by_verify(tmp_path: Path) -> None:
    (tmp_path / "a.feature").write_text(FOETUS, encoding="utf-8")
    run = crdecide("verify", str(tmp_path))
    assert run.returncode == 2
    where = f"{tmp_path / 'a.feature'}:3"
    assert run.stderr.decode().splitlines() == [
        f"crdecide: {tmp_path}: not valid features:",
        f"  {where}: no such step as 'a foetus'; did you mean 'a fetus'?",
    ]
    assert crdecide("rules", "check", "--features", str(tmp_path)).stderr == run.stderr


def test_a_fhir_bundle_and_a_phenopacket_are_told_apart_by_their_content(tmp_path: Path) -> None:
    born = bundle(patient(birthDate="2026-11-11"), condition("cr", RHABDOMYOMA))
    run = crdecide("advise", "-", "--full", "--on", "2026-11-23", stdin=json.dumps(born).encode())
    assert b"READ FROM THE RECORD\n  birth_date\n    Patient/child-1\n" in run.stdout
    assert b"SCOPE\n  in scope\n" in run.stdout
    prefetch = {"patient": born, "drugs": None}
    assert (
        crdecide("advise", "-", "--full", "--on", "2026-11-23", stdin=json.dumps(prefetch).encode()).stdout
        == run.stdout
    )
    phenopacket = {"phenotypicFeatures": [{"type": {"id": "HP:0009729"}, "excluded": True}], "metaData": {}}
    run = crdecide("advise", "-", "--full", stdin=json.dumps(phenopacket).encode())
    assert b"out of scope" in run.stdout
    assert b"tumours.count\n    phenotypicFeatures/1\n" in run.stdout


def test_a_bundle_of_two_patients_is_exit_2() -> None:
    run = crdecide("advise", "-", stdin=json.dumps(bundle(patient(), patient(id="child-2"))).encode())
    assert run.returncode == 2
    assert run.stderr.splitlines() == [
        b"crdecide: <stdin>: not a valid record of one child:",
        b"  the record holds more than one Patient",
    ]


@pytest.mark.needs("fhir")
def test_the_advisory_is_printed_as_fhir_about_the_patient_of_the_record() -> None:
    run = crdecide("advise", "-", "--format", "fhir", stdin=json.dumps(bundle(patient())).encode())
    types = [entry["resource"]["resourceType"] for entry in json.loads(run.stdout)["entry"]]
    assert types[:2] == ["GuidanceResponse", "RequestGroup"]
    assert types[-2:] == ["Provenance", "AuditEvent"]
    assert json.loads(run.stdout)["entry"][0]["resource"]["subject"] == {"reference": "Patient/child-1"}


def test_every_command_is_there_by_its_name() -> None:
    for name in COMMANDS:
        ran = CliRunner().invoke(main, [name, "--help"], prog_name="crdecide")
        assert ran.exit_code == 0, ran.output
        assert ran.output.startswith(f"Usage: crdecide {name} ")


@pytest.mark.parametrize(
    ("arguments", "not_loaded"),
    [
        (["--help"], ["pydantic", "crdecide.cli.advise"]),
        (
            ["advise", CHILD, "--format", "json"],
            ["rich", "jinja2", "ruamel.yaml", "crdecide.records.fhir", "crdecide.language.wording.clause"],
        ),
        (["advise", CHILD], ["rich", "jinja2", "crdecide.records.fhir", "crdecide.advisory.set_aside"]),
    ],
)
def test_a_call_loads_nothing_that_it_does_not_use(arguments: list[str], not_loaded: list[str]) -> None:
    load_ruleset(ROOT / "rules")  # so that it is kept
    program = (
        "import sys; from crdecide.cli import main; main(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True)
    loaded = run.stdout.splitlines()[-1].split()
    assert "click" in loaded
    assert not set(loaded).intersection(not_loaded)
