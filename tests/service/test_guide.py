"""The integration guide: its configuration, its request and response, and its tables are what the service does."""

from __future__ import annotations

import json
import os
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from support.service import KEYS, Service

from crdecide.advisory.render.depth import DEPTHS
from crdecide.advisory.render.page import page_of
from crdecide.records import advise_reading
from crdecide.records.detect import read_record
from crdecide.service.hooks.offered import TEMPLATES
from crdecide.service.http_errors import CODES
from crdecide.service.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "ehr.md").read_text(encoding="utf-8")
CALL = "/cds-services/crdecide-patient-view"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


REQUEST, DANGER, OVERVIEW, FEEDBACK = map(json.loads, blocks("json"))


def rows(heading: str) -> list[list[str]]:
    """The cells of the table whose first line begins so."""
    lines = GUIDE[GUIDE.index(f"| {heading} |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def assert_shown(shown: Any, actual: Any, where: str = "card") -> None:
    """What the guide shows is what came; … stands for anything, and lists and objects may hold more."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            assert_shown(value, actual[name], f"{where}.{name}")
    elif isinstance(shown, list):
        for number, value in enumerate(shown):
            assert_shown(value, actual[number], f"{where}.{number}")
    elif isinstance(shown, str) and shown.endswith("…"):
        assert str(actual).startswith(shown[:-1]), where
    else:
        assert actual == shown, where


def test_the_request_of_the_guide_is_answered_as_the_guide_says(service: Service) -> None:
    response = service.post(CALL, REQUEST)
    assert response.status_code == 200, response.text
    danger, overview, *others = response.json()["cards"]
    for shown, card in ((DANGER, danger), (OVERVIEW, overview)):
        assert set(card) == set(shown)
        assert_shown(shown, card)
    assert [card["source"]["topic"]["code"] for card in others] == ["strong_inhibitor_with_everolimus"]
    assert others[0]["summary"].startswith("clarithromycin: ")


def test_the_table_of_cards_has_every_card_that_is_sent_but_alerts() -> None:
    documented = {names(topic)[0] for topic, *_ in rows("card (`source.topic.code`)")}
    assert documented == {
        "danger", "options", "strong_inhibitor_with_everolimus", "follow_up", "record", "evidence_limits", "remarks",
        "drug_not_recognised", "scope", "record_not_usable",
    }  # fmt: skip


def test_the_feedback_of_the_guide_is_taken(service: Service) -> None:
    assert service.post(f"{CALL}/feedback", FEEDBACK).status_code == 200


def test_the_configuration_of_the_guide_is_one(tmp_path: Path) -> None:
    given = tomllib.loads(blocks("toml")[0])
    settings = Settings(**given)
    assert settings.clients[0].model_fields_set == set(given["clients"][0])
    assert settings.clients[0].may_lack == ("immunizationRecommendations",)


def test_the_searches_of_the_guide_are_taken() -> None:
    settings = Settings(**tomllib.loads(blocks("toml")[1]))
    assert settings.clients[0].searches["observations"].startswith("Observation?patient=")


@pytest.mark.parametrize(
    ("searches", "message"),
    [
        ({"observation": "Observation?patient={{context.patientId}}"}, "did you mean 'observations'"),
        ({"observations": "Observation?category=laboratory"}, "expected a search below the server's base"),
        (
            {"observations": "https://other.example/Observation?patient={{context.patientId}}"},
            "expected a search below",
        ),
    ],
)
def test_a_search_that_is_none_or_not_of_one_patient_is_refused(searches: dict[str, str], message: str) -> None:
    given = tomllib.loads(blocks("toml")[1])
    given["clients"][0]["searches"] = searches
    with pytest.raises(ValidationError, match=re.escape(message)):
        Settings(**given)


def test_the_table_of_settings_has_every_setting_with_its_default() -> None:
    documented = {name: default for left, default, _ in rows("setting") for name, default in zip(
        names(left), names(default) or [default] * 2, strict=False)}  # fmt: skip
    assert set(documented) == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        if documented[name] not in ("none", "from host and port"):
            expected = field.default if isinstance(field.default, str) else json.dumps(field.default)
            assert documented[name] == expected, name


def test_the_table_of_templates_is_that_of_discovery() -> None:
    documented = {names(key)[0]: names(template)[0] for key, template in rows("key")}
    assert documented == dict(TEMPLATES)
    assert set(documented) == set(KEYS)


RECORDS = ("epic_like", "cerner_like", "ips")


def told_of(name: str) -> str:
    """The table of one example: what is read and from where, what is not, and what is asked first."""
    record = json.loads((DOCS / "examples/records" / f"{name}.json").read_text(encoding="utf-8"))
    reading = read_record(record, on=date(2026, 11, 26))
    advisory = advise_reading(reading)
    lines = ["", "| read as | from |", "| --- | --- |"]
    lines += [f"| `{field}` | {'; '.join(map(str, sources))} |" for field, sources in reading.provenance.items()]
    lines += ["", "Not read:", *(f"- {item}" for item in (*reading.unread, *reading.notes)), "", "Asked first:"]
    (asked,) = (block for block in page_of(advisory, DEPTHS[0]).after if block.kind == "questions")
    return "\n".join([*lines, *(f"- {entry}" for entry in asked.entries), ""])


def test_the_three_whole_records_yield_what_the_guide_says() -> None:
    guide = GUIDE
    for name in RECORDS:
        shown, (before, after) = told_of(name), guide.split(f"<!-- record: {name} -->\n")
        end = "\n<!-- /record -->"
        guide = f"{before}<!-- record: {name} -->\n{shown}{end}{after.partition(end)[2] if end in after else after}"
    if os.environ.get("CRDECIDE_ACCEPT"):
        (DOCS / "ehr.md").write_text(guide, encoding="utf-8")
    assert guide == GUIDE


def test_the_table_of_errors_has_every_status() -> None:
    documented = {int(status) for cell, *_ in rows("status") for status in cell.split(", ")}
    assert documented - {401} == set(CODES)


@pytest.mark.parametrize("words", ["crdecide serve --insecure-dev", "/health", "/ready", "/metrics", "/openapi.json"])
def test_what_the_guide_names_is_there(service: Service, words: str) -> None:
    assert words in GUIDE
    if words.startswith("/"):
        assert service.get(words).status_code == 200


def test_the_readme_leads_to_the_guide() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert "](docs/ehr.md)" in readme
