"""The folder of the review site: the same bytes from the same rules, small, and with nothing that leaves it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from support.altered import altered
from support.command import in_process_text
from support.few_cards import few_cards

from crdecide import Patient, Ruleset
from crdecide.assurance.scenarios.rule_outcome import outcome
from crdecide.assurance.scenarios.scenario import read_scenarios
from crdecide.guideline.record_paths import filled
from crdecide.language.conditions import Among
from crdecide.language.loading import default_rules_path
from crdecide.publish.rules_json.proof import prove
from crdecide.publish.rules_json.rules_as_data import rules_data
from crdecide.publish.site.card_history.card_versions import rules_history
from crdecide.publish.site.data_of_page import page_data
from crdecide.publish.site.documentation.project_files import read_documentation
from crdecide.publish.site.site_pages import site_files

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
MOST_BYTES = 150_000
MOST_BYTES_OF_ALL = 5_000_000


@pytest.fixture(scope="module")
def features(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few of the scenarios, which are soon run."""
    folder = tmp_path_factory.mktemp("features")
    shutil.copy(ROOT / "features/cards/surgery.feature", folder)
    return folder


@pytest.fixture(scope="module")
def command(features: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What the command says, and the folder that it wrote."""
    target = tmp_path_factory.mktemp("whole") / "site"
    run = in_process_text("publish", "site", target, "--features", features, "--docs", ROOT / "docs")
    assert run.returncode == 0, run.stderr
    return run.stdout, target


@pytest.fixture(scope="module")
def made(command: tuple[str, Path]) -> Mapping[str, str]:
    """Each file of the whole site by its name."""
    _, folder = command
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_the_command_says_where_to_begin(command: tuple[str, Path]) -> None:
    said, folder = command
    assert str(folder / "index.html") in said


def test_another_process_makes_the_same_bytes(ruleset: Ruleset) -> None:
    """Of a few cards; sets are in another order there."""
    program = """import hashlib, json
from crdecide import load_ruleset
from crdecide.publish.site.site_pages import site_files
from support.few_cards import few_cards
files = site_files(few_cards(load_ruleset("rules")))
print(json.dumps({name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}))"""
    places = os.pathsep.join([str(ROOT / "tests"), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": places, "PYTHONHASHSEED": "7"}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT, env=environment)
    here = site_files(few_cards(ruleset))
    assert json.loads(run.stdout) == {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in here.items()
    }  # fmt: skip


@pytest.mark.nightly
def test_the_command_writes_what_is_made_here_of_every_card(
    made: Mapping[str, str], ruleset: Ruleset, features: Path
) -> None:
    documentation, history = read_documentation(ROOT / "docs"), rules_history(default_rules_path())
    here = site_files(ruleset, read_scenarios(features), documentation=documentation, history=history)
    assert here == made


def test_the_whole_site_is_small(made: Mapping[str, str]) -> None:
    size = sum(len(text.encode()) for text in made.values())
    # With all scenarios it is a little larger: `make site` looks at that.
    assert size < MOST_BYTES_OF_ALL, f"{size:,} bytes"


def test_the_start_page_is_small_and_whole(made: Mapping[str, str]) -> None:
    page = made["index.html"]
    assert len(page.encode()) < MOST_BYTES
    # All that it needs stands in it: from a disk a browser loads no other file for a script.
    assert re.findall(r"<(?:link|script|img|iframe)[^>]*\b(?:src|href)=\"(?!data:,)", page) == []
    assert re.findall(r"@import|url\(|\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|\bimport\b", page) == []
    others = {
        "rules.json",
        "index.html",
        "ruleset.html",
        "cards.html",
        "evidence.html",
        "scenarios.html",
        "signoff.html",
        "edit.html",
        "documentation.html",
        "search.html",
    }
    assert {*re.findall(r'href="([^"]*)"', page)} == {"data:,", "#questions", "#answer", *others}


def test_it_holds_the_rules_that_are_proved(made: Mapping[str, str], ruleset: Ruleset) -> None:
    packed = re.search(r'<script type="text/plain" id="rules">([^<]*)</script>', made["index.html"])
    assert packed is not None
    known = json.loads(zlib.decompress(base64.b64decode(packed[1])))
    assert known == json.loads(json.dumps(page_data(rules_data(ruleset))))
    assert prove(made["rules.json"], ruleset) > 1_000
    table = json.loads(made["rules.json"])["diagrams"]["table"]
    assert (known["leaves"], known["branches"]) == (table["leaves"], table["branches"])


def test_no_other_script_or_style_is_let_in(made: Mapping[str, str]) -> None:
    page = made["index.html"]
    for name in ("script", "style"):
        texts = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        assert len(texts) == 1
        digest = base64.b64encode(hashlib.sha256(texts[0].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in page


def test_without_the_extra_that_it_needs_it_says_so_and_writes_nothing(tmp_path: Path) -> None:
    program = "import sys; sys.modules['jinja2'] = None; from crdecide.cli import main; main()"
    # A copy has no history that would be read first.
    rules = shutil.copytree(ROOT / "rules", tmp_path / "rules")
    command = [sys.executable, "-c", program, "publish", "site", "--rules", rules, tmp_path / "site"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 2
    assert "pip install 'crdecide[report]'" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "site").exists()


def test_it_says_what_it_is(made: Mapping[str, str], ruleset: Ruleset) -> None:
    head = made["index.html"].partition("<main>")[0]
    assert "A try-out of draft rules" in head
    assert ruleset.manifest.short_disclaimer in head
    assert "nothing is sent" in head


def test_every_rule_has_a_page_and_every_link_leads_somewhere(made: Mapping[str, str], ruleset: Ruleset) -> None:
    assert {f"cards/{rule.id}.html" for rule in ruleset.rules} <= made.keys()
    for name, page in made.items():
        for address in re.findall(r'(?:href|src)="([^"]*)"', page) if name.endswith(".html") else ():
            path, _, anchor = html.unescape(address).partition("#")
            if path.startswith(("https://", "data:")):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert target in made, (name, address)
            # What stands behind the # of the start page is a child, behind that of the page to change a card a card.
            if anchor and target == "edit.html" != name:
                assert f'<option value="{anchor}">' in made[target], (name, address)
            elif anchor and (target != "index.html" or name == target):
                assert f' id="{anchor}"' in made[target], (name, address)
    assert all(f'href="cards/{rule.id}.html"' in made["cards.html"] for rule in ruleset.rules)


def edges(page: str) -> dict[str, Json]:
    """The children behind the links of a page, as the start page reads them."""
    children: dict[str, Json] = {}
    for link, words in re.findall(r'<a href="\.\./index\.html#([^"]*)">A child who just (\w+) it</a>', page):
        parts = dict(parse_qsl(html.unescape(link)))
        assert int(parts.pop("answers")) == len(parts)
        children[words] = {path: json.loads(value) for path, value in parts.items()}
    return children


def test_the_children_at_the_edge_of_a_card_meet_it_and_miss_it_by_one_thing(
    made: Mapping[str, str], ruleset: Ruleset
) -> None:
    without, alike = set(), 0
    for rule in ruleset.rules:
        children = edges(made[f"cards/{rule.id}.html"])
        assert outcome(rule.id, patient_of(children["meets"]), ruleset) == "holds", rule.id
        if "misses" not in children:
            without.add(rule.id)
            continue
        assert outcome(rule.id, patient_of(children["misses"]), ruleset) == "near_miss", rule.id
        different = {path for path in {**children["meets"], **children["misses"]} if differs(children, path)}
        if "alike in all but one thing" in made[f"cards/{rule.id}.html"]:
            alike += 1
            assert len({path.partition(".")[0] for path in different}) == 1, (rule.id, different)
    # A finding that never concludes "no" cannot be missed.
    assert alike > 120
    assert without == {rule.id for rule in ruleset.findings if "no" not in rule.values}


def differs(children: dict[str, Json], path: str) -> bool:
    return children["meets"].get(path) != children["misses"].get(path)


def patient_of(fields: Json) -> Patient:
    record: Json = {}
    for path, value in fields.items():
        record = filled(record, path, value)
    return Patient.model_validate(record)


def test_a_reader_of_the_page_meets_the_words_of_the_card(made: Mapping[str, str], ruleset: Ruleset) -> None:
    for rule in ruleset.rules:
        page = html.unescape(made[f"cards/{rule.id}.html"])
        assert rule.title in page
        assert rule.formalisation.note in page
        assert all(sentence in page for sentence in rule.sentences()), rule.id
        assert all(f"<code>{reference}</code>" in page for reference in rule.evidence)
        assert all(ruleset.caveats[name].text in page for name in getattr(rule, "caveats", ())), rule.id


def test_the_page_of_a_card_has_its_table_its_share_its_relations_and_its_scenarios(made: Mapping[str, str]) -> None:
    page = made["cards/surgery_inoperable.html"]
    assert '<th scope="row">does not hold</th><td>low or moderate or high</td>' in page
    assert "holds in 20 %, does not hold in 60 %, is undecided in 20 %" in page
    assert "passes: High risk is not inoperable (the card just misses)" in page
    assert "FAILS" not in page


def test_a_scenario_that_fails_is_marked_and_a_card_without_any_says_so(ruleset: Ruleset, features: Path) -> None:
    other = altered(few_cards(ruleset), "surgery_inoperable", applies_when=Among("surgical_risk", ("low",)))
    pages = site_files(other, read_scenarios(features))
    assert '<span class="failed">FAILS</span>: ' in pages["cards/surgery_inoperable.html"]
    assert '<p class="failed">None.</p>' in pages["cards/review_sooner.html"]
    assert "not all pass" in pages["cards.html"]
