"""Input that hates us: valid records, rule files and FHIR bundles with hostile things put into them.

Each target takes a `Pick` that chooses a number below another; Hypothesis and atheris both provide one. A target
returns where the input was answered or refused as declared; anything else that it raises is a defect.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from crdecide import CrdecideError, EngineError, InvalidRuleset, Ruleset, advise, load_ruleset
from crdecide.cli import main
from crdecide.errors import Problem
from crdecide.guideline.parse import parse_json
from crdecide.language.loading.assemble import load_files
from crdecide.language.loading.rule_files import read_folder
from crdecide.language.loading.yaml_file import YamlFile
from crdecide.language.loading.yaml_text import NotYaml, data_of
from crdecide.records.detect import read_record

from .children import random_children
from .fhir_records import HEART_FAILURE, LOINC, RHABDOMYOMA, bundle, condition, observation, patient, request

Pick = Callable[[int], int]
RULES = Path(__file__).parents[2] / "rules"
ON = date(2026, 11, 24)
SCALARS: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, -(2**70), 10**400, 0.1, -0.0, 1e-320, 1e308, "", " ", "yes", "no",
    "null", "NaN", "2026-11-23", "0000-00-00", "9999-12-31", "2026-02-30", "\x00", "\ud800", "\u202e", "é" * 70_000,
    "everolimus", "unknown", "<script>", "'; drop", "../../etc/passwd", "Patient/other", "HP:0009729", [], {}, [None],
    {"": ""}, [[]], [{}], ["everolimus", "everolimus"], {"value": -1, "unit": "mg"}, {"resourceType": "Bundle"},
)  # fmt: skip
LINES = (
    "applies_when:", "  all: []", "  any: [{}]", "  not: {}", "- x", "id: x", "id: born", "? [a]", "a: &a [*a]",
    "%YAML 9.9", "!!python/object:os.system x: y", "\t", "---", "<<: *a", "x: {at_least: .nan}", "x: {below: .inf}",
    "'", "kind: [scope]", "age_days: {at_least: age_days}", "withheld_by: [x, x]", "evidence: {}", "says: 3", "\u2028",
    "\x85", "version: 1e999",
)  # fmt: skip


@lru_cache
def rules() -> Ruleset:
    """The rules, loaded once."""
    return load_ruleset(RULES)


def own_record(pick: Pick) -> None:
    """A record of ours."""
    _answered(_damaged(_choice(pick, _children()), pick))


def fhir_record(pick: Pick) -> None:
    """A FHIR bundle or prefetch."""
    _answered(_damaged(_choice(pick, _bundles()), pick))


def phenopacket(pick: Pick) -> None:
    """A phenopacket."""
    _answered(_damaged(_choice(pick, _packets()), pick))


def rule_file(pick: Pick) -> None:
    """A rule set with one file damaged, line by line."""
    path = _choice(pick, sorted(RULES.rglob("*.yaml")))
    name, lines = f"rules/{path.relative_to(RULES).as_posix()}", path.read_text(encoding="utf-8").splitlines()
    for _ in range(1 + pick(3)):
        place = pick(len(lines) + 1)
        lines[place : place + pick(3)] = [_spoilt(lines[place % len(lines)] if lines else "", pick)]
    files = read_folder(RULES)
    try:
        load_files(_with(files, name, "\n".join(lines)))
    except InvalidRuleset as error:
        assert error.problems
        assert all(problem.where and problem.message for problem in error.problems)


def command(pick: Pick) -> None:
    """Bytes on standard input of ``crdecide advise``."""
    text = bytearray(json.dumps(_damaged(_choice(pick, _children() + _bundles()), pick)).encode("utf-8", "replace"))
    for _ in range(pick(4)):
        place = pick(len(text) + 1)
        text[place : place + pick(3)] = bytes([pick(256)] * pick(4))
    shape = _choice(pick, ("text", "json", "markdown", "fhir"))
    ran = CliRunner().invoke(main, ["advise", "-", "--format", shape, "--on", "2026-11-24"], input=bytes(text))
    assert ran.exit_code in (0, 2), (ran.exit_code, ran.exception, bytes(text)[:500])
    assert ran.exit_code == 0 or ran.stderr.startswith("crdecide: "), ran.stderr


TARGETS: Mapping[str, Callable[[Pick], None]] = {
    "own_record": own_record,
    "fhir_record": fhir_record,
    "phenopacket": phenopacket,
    "rule_file": rule_file,
    "command": command,
}


def _answered(data: Any) -> None:
    """As data, and as the text that it would come in."""
    for source in (lambda: data, lambda: parse_json(json.dumps(data).encode("utf-8", "surrogatepass"))):
        try:
            reading = read_record(source(), on=ON, ruleset=rules())
            advise(reading.patient, ruleset=rules()).model_dump_json()
        except EngineError:
            raise
        except CrdecideError as error:
            assert str(error)


def _damaged(data: Any, pick: Pick) -> Any:
    """The data with up to four parts replaced, lost, doubled or nested."""
    data = copy.deepcopy(data)
    for _ in range(pick(5)):
        holder, key = _place(data, pick)
        if holder is None:
            continue
        match pick(4):
            case 0:
                holder[key] = copy.deepcopy(_choice(pick, SCALARS))
            case 1:
                del holder[key]
            case 2:
                holder[key] = [holder[key], copy.deepcopy(holder[key])]
            case _ if isinstance(holder, dict):
                name = _choice(pick, ("", "x", "status", "value", "\x00", "resourceType", "id"))
                holder[name] = copy.deepcopy(holder[key])
    return data


def _place(data: Any, pick: Pick) -> tuple[Any, Any]:
    """Some part of the data: what holds it, and its key there."""
    holder, key = None, None
    while isinstance(data, dict | list) and data and (holder is None or pick(4)):
        holder, key = data, _choice(pick, list(data) if isinstance(data, dict) else range(len(data)))
        data = data[key]
    return holder, key


def _spoilt(line: str, pick: Pick) -> str:
    head, colon, _ = line.partition(":")
    match pick(4):
        case 0:
            return _choice(pick, LINES)
        case 1:
            return f"{head}{colon} {_choice(pick, SCALARS)!s:.100}"
        case 2:
            return " " * pick(6) + line.strip()
        case _:
            place = pick(len(line) + 1)
            return line[:place] + chr(pick(0x300)) + line[place + 1 :]


def _with(files: Any, name: str, text: str) -> Any:
    """The files with one of them holding another text."""
    try:
        data: Any = data_of(text)
    except NotYaml as error:
        return _and_problem(files, name, Problem(f"{name}:{error.line}", error.why))
    if not isinstance(data, dict):
        return _and_problem(files, name, Problem(f"{name}:1", "expected a mapping"))
    changed = YamlFile(name, data, text)
    one = {key: changed if file.name == name else file for key, file in files.singles.items()}
    cards, evidence = ([changed if file.name == name else file for file in f] for f in (files.cards, files.evidence))
    return type(files)(one, cards, evidence, files.problems)


def _and_problem(files: Any, name: str, problem: Problem) -> Any:
    one = {key: file for key, file in files.singles.items() if file.name != name}
    cards, evidence = ([file for file in f if file.name != name] for f in (files.cards, files.evidence))
    return type(files)(one, cards, evidence, [*files.problems, problem])


def _choice(pick: Pick, options: Any) -> Any:
    return options[pick(len(options))]


@lru_cache
def _children() -> tuple[dict[str, Any], ...]:
    dated = {"birth_date": "2026-11-11", "assessed_on": "2026-11-23", "age_days": 12}
    measured = {
        "count": 2,
        "measurements": [{"on_age_days": 4, "largest_mm": 15.0}, {"on_age_days": 9, "largest_mm": 8}],
    }
    return (*random_children(30, seed=90), {**dated, "tumours": measured})


@lru_cache
def _bundles() -> tuple[dict[str, Any], ...]:
    everolimus = ("http://www.whocc.no/atc", "L04AH02")
    trough = {"value": 7.5, "unit": "ng/mL", "system": "http://unitsofmeasure.org", "code": "ng/mL"}
    resources = [
        patient(), condition("a", RHABDOMYOMA), condition("b", HEART_FAILURE, "resolved"), request("m", everolimus),
        observation("o", (LOINC, "50544-6"), "2026-11-20", valueQuantity=trough),
    ]  # fmt: skip
    return (bundle(*resources), {"patient": patient(), "conditions": bundle(*resources[1:3]), "observations": None})


@lru_cache
def _packets() -> tuple[dict[str, Any], ...]:
    features = [{"type": {"id": code}, "excluded": off} for code, off in (("HP:0009729", False), ("HP:0001635", True))]
    subject = {"id": "s", "timeAtLastEncounter": {"age": {"iso8601duration": "P2M3D"}}}
    return ({"id": "x", "subject": subject, "phenotypicFeatures": features, "metaData": {"created": "2026-01-01"}},)
