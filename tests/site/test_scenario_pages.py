"""The scenarios as pages: whole children with the page that each is answered with, and a list of all."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import pytest
from support.altered import altered

from crdecide import Patient, Ruleset, advise
from crdecide.advisory.render.depth import Depth
from crdecide.advisory.render.page_html import page_fragment
from crdecide.assurance.scenarios.scenario import Scenario, read_scenarios
from crdecide.assurance.scenarios.vignettes import vignette_names
from crdecide.guideline.record_paths import filled
from crdecide.language.conditions import Among
from crdecide.publish.site.scenario_pages.all_scenario_pages import scenario_files

ROOT = Path(__file__).parents[2]
KNOWN = {"provenance": "crdecide.", "short_disclaimer": "No recommendation."}
CHILDREN = (
    "danger_before_birth", "everything_unknown", "published_outflow_gradient_day_1",
    "published_term_newborn_on_sirolimus",
)  # fmt: skip
ODD = "children/odd # name 100%.html"
HOSTILE = """Feature: <script>alert(1)</script> & "quotes"
  A story with <img src=x onerror=alert(1)> in it.

  Scenario: One named <!-- </li
    Given the drugs taken are "&lt;<img src=x onerror=alert(1) //
    When the evidence is consulted
    Then no option is put forward
"""


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Scenario]:
    """A few children, the scenarios of some cards, and some of none."""
    folder = tmp_path_factory.mktemp("features")
    for name in ("cards", "children"):
        (folder / name).mkdir()
    for name in CHILDREN:
        shutil.copy(ROOT / f"features/children/{name}.feature", folder / "children")
    for name in ("surgery", "after_withdrawal"):
        shutil.copy(ROOT / f"features/cards/{name}.feature", folder / "cards")
    (folder / "children/odd # name 100%.feature").write_text(HOSTILE, encoding="utf-8")
    return read_scenarios(folder)


@pytest.fixture(scope="module")
def pages(ruleset: Ruleset, scenarios: Sequence[Scenario]) -> Mapping[str, str]:
    return scenario_files(ruleset, scenarios, KNOWN)


def test_each_whole_child_has_a_page_with_the_page_that_it_is_answered_with(
    pages: Mapping[str, str], scenarios: Sequence[Scenario]
) -> None:
    files = vignette_names(scenarios)
    assert {*files.values()} == {*CHILDREN, "odd # name 100%"}
    for scenario, name in files.items():
        page = pages[f"children/{name}.html"]
        assert page_fragment(advise(scenario.patient), Depth()) in page
        words = html.unescape(page)
        assert all(text in words for text in (scenario.feature, scenario.story, scenario.name, *scenario.given))
        assert all(claim.step in words for claim in scenario.claims)
        assert child_of(page) == scenario.patient


def child_of(page: str) -> Patient:
    """The child behind the link to try it, as the start page reads it."""
    link = re.search(r'<a href="\.\./index\.html#([^"]*)">Try this child', page)
    record: dict[str, object] = {}
    for path, value in parse_qsl(html.unescape(link[1])) if link else ():
        if path != "answers":
            record = filled(record, path, json.loads(value))
    return Patient.model_validate(record)


def test_published_children_come_first_and_lead_to_their_source(pages: Mapping[str, str]) -> None:
    listed = re.findall(
        r'<li data-entry data-origin="([\w-]*)"[^>]*><a href="children/([^"]*)\.html"', pages["scenarios.html"]
    )
    assert [origin for origin, _ in listed] == ["published"] * 2 + ["made-up"] * 3
    page = pages["children/published_outflow_gradient_day_1.html"]
    assert '<a href="../sources/sugalska2021.html#table1_row1">' in page
    assert "made up" in pages["children/everything_unknown.html"]


def test_one_child_leads_to_the_next_whatever_its_file_is_called(pages: Mapping[str, str]) -> None:
    begin = re.search(r'<a href="(children/[^"]*)"', pages["scenarios.html"])
    assert begin is not None
    name, read = unquote(begin[1]), list[str]()
    while name not in read:
        read.append(name)
        if following := re.search(r'The next child: <a href="([^"]*)"', pages[name]):
            name = f"children/{unquote(following[1])}"
    assert {*read} == {name for name in pages if name.startswith("children/")}


def test_every_scenario_is_in_the_list_once_with_its_mark(
    pages: Mapping[str, str], scenarios: Sequence[Scenario]
) -> None:
    page = html.unescape(pages["scenarios.html"])
    names = {(scenario.rule, scenario.feature, scenario.name) for scenario in scenarios}
    assert page.count("data-entry ") == len(names)
    assert all(name in page for _, _, name in names if name not in {one.name for one in vignette_names(scenarios)})
    assert "6 rows, passes" in page
    assert "FAILS" not in page


def test_the_filters_know_the_card_the_option_and_the_source(pages: Mapping[str, str]) -> None:
    page = pages["scenarios.html"]
    [group] = re.findall(r'<section data-group data-card="surgery_inoperable"[^>]*>.*?</section>', page, re.DOTALL)
    assert 'data-sources="sugalska2021"' in group
    assert all("surgery" in options for options in re.findall(r'data-options="([^"]*)"', group))
    # Without the script the whole list stands there, and no filter that would do nothing.
    assert '<form id="filters" class="filters" hidden' in page
    assert page.count("<script>") == 1


def test_what_is_not_so_is_marked_at_the_claim_and_in_the_list(ruleset: Ruleset, scenarios: Sequence[Scenario]) -> None:
    other = altered(ruleset, "scope_prenatal", applies_when=Among("life_stage", ("postnatal",)))
    few = [one for one in scenarios if "danger_before_birth" in one.place]
    pages = scenario_files(other, few, KNOWN)
    assert (
        'the child is out of scope: <span class="failed">it is not so</span>'
        in pages["children/danger_before_birth.html"]
    )
    assert '<span class="failed">FAILS</span>' in pages["scenarios.html"]


def test_what_a_feature_says_is_text_and_no_page_of_its_own(pages: Mapping[str, str]) -> None:
    for name in (ODD, "scenarios.html"):
        assert not re.search(r"<script>alert|<img|<!--", pages[name]), name
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[ODD]


def test_without_scenarios_the_list_says_so(ruleset: Ruleset) -> None:
    pages = scenario_files(ruleset, None, KNOWN)
    assert pages.keys() == {"scenarios.html"}
    assert "built without scenarios" in pages["scenarios.html"]
    assert "<script>" not in pages["scenarios.html"]
