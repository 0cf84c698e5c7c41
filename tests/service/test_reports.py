"""The full advisory behind a card's links: unguessable, expiring, able to be switched off, sealed where it is kept."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, condition
from support.peers import objections
from support.service import Service, prefetch, request, running

from crdecide import Patient, advise
from crdecide.advisory.record_out import RecordOut
from crdecide.records.fhir import Occasion
from crdecide.service.hooks import reports
from crdecide.service.store import Store

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "records"

SYMPTOMATIC = (condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))


def links(service: Service) -> list[str]:
    (card, *_) = service.call(request(data=prefetch(*SYMPTOMATIC))).json()["cards"]
    return [link["url"] for link in card.get("links", [])]


def test_a_link_opens_the_whole_advisory_without_script_or_network(service: Service) -> None:
    page = service.http.get(links(service)[0])
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert page.headers["cache-control"] == "no-store"
    for words in ("mTOR inhibitor", "Read from the record", "Condition/hf", "Sugalska"):
        assert words in page.text
    assert "<script" not in page.text


def test_the_other_link_opens_valid_fhir_about_the_call(service: Service) -> None:
    response = service.http.get(links(service)[1])
    assert response.headers["content-type"] == "application/fhir+json"
    bundle = response.json()
    guidance = bundle["entry"][0]["resource"]
    assert guidance["subject"] == {"reference": "Patient/child-1"}
    assert guidance["moduleUri"] == f"{service.url}/cds-services/crdecide-patient-view"
    assert objections(bundle, *(entry["resource"] for entry in bundle["entry"])) == []


def test_links_are_long_never_the_same_and_name_nobody(service: Service) -> None:
    secrets = [url.rpartition("/")[2] for url in (links(service)[0] for _ in range(3))]
    assert len(set(secrets)) == 3
    assert all(len(secret) == 43 for secret in secrets)
    for other in (secrets[0][:-1], secrets[0] + "x", "x" * 43, "%00", "..%2f"):
        assert service.http.get(f"{service.url}/reports/{other}").status_code == 404


def test_a_report_is_sealed_where_it_is_kept_and_gone_when_its_time_is_over(service: Service) -> None:
    link = links(service)[0]
    assert "Condition/hf" in service.http.get(link).text
    with closing(sqlite3.connect(service.folder / "audit.db")) as database, database:
        (sealed,) = database.execute("SELECT sealed FROM report").fetchone()
        database.execute("UPDATE report SET expires = 1")
    assert sealed.startswith(b"gAAAA")
    assert service.http.get(link).status_code == 404
    assert b"Condition/hf" not in b"".join(path.read_bytes() for path in service.folder.glob("audit.db*"))


def size_of(store: Path) -> int:
    with closing(sqlite3.connect(store)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store.stat().st_size


@pytest.mark.parametrize("name", ["epic_like", "cerner_like", "ips"])
def test_a_call_with_a_whole_record_costs_the_store_at_most_ten_kilobytes(service: Service, name: str) -> None:
    """Report, decision, cards, token and their indexes, as the file grows by twenty calls."""
    record = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    (child,) = (item["resource"] for item in record["entry"] if item["resource"]["resourceType"] == "Patient")
    asked = {"data": prefetch(patient=child, conditions=record), "context": {"patientId": child["id"]}}
    before = size_of(service.folder / "audit.db")
    for _ in range(20):
        response = service.call(request(**asked))
        assert response.status_code == 200
        assert any(card.get("links") for card in response.json()["cards"])
    assert (size_of(service.folder / "audit.db") - before) / 20 <= 10_000


def test_a_report_of_other_rules_is_gone_rather_than_changed(service: Service) -> None:
    """It is made again when it is opened: under rules that say something else, it would not be what was given."""
    patient, store = Patient(), Store(f"sqlite:///{service.folder}/audit.db")
    occasion = Occasion(request=uuid4(), made=datetime.now(UTC), module="http://x", endpoint="http://x", patient="x")
    advisory = advise(patient).model_copy(update={"record": RecordOut(fields=(), notes=())})
    same, first = reports.sealed(reports.Report(advisory, patient, occasion), 5)
    changed = advisory.model_copy(update={"summary": "as other rules said it"})
    other, second = reports.sealed(reports.Report(changed, patient, occasion), 5)
    store.keep(first, second)
    store.close()
    assert service.http.get(f"{service.url}/reports/{same}").status_code == 200
    for tail in ("", "/fhir"):
        gone = service.http.get(f"{service.url}/reports/{other}{tail}")
        assert gone.status_code == 410
        assert "the rules or the program have changed since the call" in gone.json()["issue"][0]["diagnostics"]


def test_reports_and_suggestions_can_be_switched_off(tmp_path: Path) -> None:
    with running(tmp_path, report_links=False, suggestions=False) as service:
        cards = service.call(request(data=prefetch(*SYMPTOMATIC))).json()["cards"]
        assert not {"links", "suggestions", "selectionBehavior"} & {name for card in cards for name in card}
        assert "Condition/hf" in cards[-1]["detail"], "without a link the cards say where each field was read"
        with closing(sqlite3.connect(tmp_path / "audit.db")) as database:
            assert database.execute("SELECT count(*) FROM report").fetchone() == (0,)
