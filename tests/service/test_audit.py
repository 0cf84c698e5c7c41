"""The audit store, on SQLite and on PostgreSQL: what is kept, that it outlives kill -9, and what is never kept."""

from __future__ import annotations

import hashlib
import json
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa
from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, condition, patient
from support.postgres import postgres
from support.service import Service, born, prefetch, request, running

from crdecide import Ruleset
from crdecide.records import fhir
from crdecide.service.store import Store, StoreError
from crdecide.service.store.tables import cards, decisions, feedback, metadata

CALL = "/cds-services/crdecide-patient-view"
SYMPTOMATIC = (condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))
MARKER = "Zaphod-Beeblebrox"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database')}/audit.db"
        return
    with postgres() as url:
        yield url


@pytest.fixture(scope="module")
def audited(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("audited"), database_url=database, calls_per_minute=100_000) as started:
        yield started


def rows(url: str, query: Any) -> list[dict[str, Any]]:
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        result = [dict(row) for row in connection.execute(query).mappings()]
    engine.dispose()
    return result


def decision_of(url: str, asked: dict[str, Any]) -> dict[str, Any]:
    (decision,) = rows(url, sa.select(decisions).where(decisions.c.hook_instance == asked["hookInstance"]))
    return decision


def test_a_decision_is_kept_with_hashes_rules_client_and_cards(
    audited: Service, database: str, ruleset: Ruleset
) -> None:
    asked = request(data=prefetch(*SYMPTOMATIC))
    response = audited.call(asked)
    kept = decision_of(database, asked)
    patient_read = fhir.read(asked["prefetch"], on=datetime.now(UTC).date(), ruleset=ruleset).patient
    assert (kept["outcome"], kept["status"]) == ("answered", 200)
    assert (kept["client"], kept["service"], kept["scope"]) == ("ehr", "crdecide-patient-view", "in_scope")
    assert kept["input_sha256"] == hashlib.sha256(patient_read.model_dump_json().encode()).hexdigest()
    assert kept["output_sha256"] == hashlib.sha256(response.content).hexdigest()
    assert kept["ruleset_sha256"] == ruleset.sha256
    assert (kept["request"], kept["response"]) == (None, None)
    sent = {card["uuid"]: card["source"]["topic"]["code"] for card in response.json()["cards"]}
    sent_cards = rows(database, sa.select(cards).where(cards.c.decision == kept["id"]))
    assert {row["uuid"]: row["topic"] for row in sent_cards} == sent


def test_quiet_and_refused_calls_are_kept_too(audited: Service, database: str) -> None:
    quiet, wrong, lacking = request(data=prefetch()), request(data=prefetch(patient=patient(id="x"))), request(data={})
    for asked in (quiet, wrong, lacking):
        audited.call(asked)
    kept = [
        (decision_of(database, asked)["outcome"], decision_of(database, asked)["status"])
        for asked in (quiet, wrong, lacking)
    ]
    assert kept == [("quiet", 200), ("refused", 422), ("refused", 412)]


def feedback_on(card: str, outcome: str = "overridden", **more: Any) -> dict[str, Any]:
    return {"card": card, "outcome": outcome, "outcomeTimestamp": "2026-11-23T10:00:00Z", **more}


def test_feedback_is_kept_and_joined_to_the_decision_of_its_card(audited: Service, database: str) -> None:
    asked = request(data=prefetch(*SYMPTOMATIC))
    (first,) = (card for card in audited.call(asked).json()["cards"] if "suggestions" in card)
    reason = {"reason": {"code": "cds-not-applicable", "system": "http://x"}, "userComment": f"{MARKER} is well"}
    accepted = feedback_on(first["uuid"], "accepted", acceptedSuggestions=[{"id": first["suggestions"][0]["uuid"]}])
    again = feedback_on(first["uuid"], overrideReason=reason)
    unknown = feedback_on(str(uuid4()))
    response = audited.post(f"{CALL}/feedback", {"feedback": [accepted, again, unknown, feedback_on("no uuid at all")]})
    assert (response.status_code, response.content) == (200, b"")
    assert audited.post(f"{CALL}/feedback", {"feedback": [again]}).status_code == 200
    stored = rows(database, sa.select(feedback).where(feedback.c.card == first["uuid"]))
    decision = decision_of(database, asked)["id"]
    assert [(row["outcome"], row["decision"]) for row in stored].count(("overridden", decision)) == 2
    assert [row["accepted_suggestions"] for row in stored if row["outcome"] == "accepted"] == [
        [first["suggestions"][0]["uuid"]]
    ]
    assert {row["reason_code"] for row in stored if row["outcome"] == "overridden"} == {"cds-not-applicable"}
    assert {row["user_comment"] for row in stored} == {None}
    (orphan,) = rows(database, sa.select(feedback).where(feedback.c.card == unknown["card"]))
    assert orphan["decision"] is None


@pytest.mark.parametrize(
    "fault",
    [
        {"outcome": "ignored"},
        {"outcome": "accepted"},
        {"outcomeTimestamp": "yesterday"},
        {"outcomeTimestamp": "2026-11-23T10:00:00"},
        {"card": ""},
    ],
)
def test_feedback_with_a_fault_is_refused_whole(audited: Service, database: str, fault: dict[str, Any]) -> None:
    card = str(uuid4())
    response = audited.post(f"{CALL}/feedback", {"feedback": [feedback_on(card), {**feedback_on(card), **fault}]})
    assert response.status_code == 400
    assert "feedback.1" in response.json()["issue"][0]["diagnostics"]
    assert rows(database, sa.select(feedback).where(feedback.c.card == card)) == []


def test_what_was_acknowledged_outlives_kill_9_under_load(database: str, tmp_path: Path) -> None:
    """Four clients call as fast as they can; the workers are killed; every answer that was read is on record."""
    with running(tmp_path, database_url=database, calls_per_minute=100_000) as service:
        acknowledged: list[str] = []

        def load(_: int) -> None:
            while True:
                asked = request(data=prefetch(*SYMPTOMATIC))
                headers = {"Authorization": f"Bearer {service.token(CALL)}", "Content-Type": "application/json"}
                try:
                    response = client.post(f"{service.url}{CALL}", content=json.dumps(asked), headers=headers)
                except httpx.TransportError:
                    return
                assert response.status_code == 200
                acknowledged.append(asked["hookInstance"])
                if len(acknowledged) == 40:
                    service.process.send_signal(signal.SIGKILL)

        with httpx.Client(timeout=10) as client, ThreadPoolExecutor(4) as pool:
            list(pool.map(load, range(4)))
        assert service.process.wait(timeout=30) == -signal.SIGKILL
    kept = {row["hook_instance"] for row in rows(database, sa.select(decisions.c.hook_instance))}
    assert len(acknowledged) >= 40
    assert set(acknowledged) <= kept


def test_a_decision_that_cannot_be_kept_is_not_answered(audited: Service, database: str) -> None:
    def rename(old: str, new: str) -> None:
        engine = sa.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connection:
            connection.execute(sa.text(f"ALTER TABLE {old} RENAME TO {new}"))
        engine.dispose()

    rename("card", "card_away")
    response = audited.call(request(data=prefetch(*SYMPTOMATIC)))
    rename("card_away", "card")
    assert response.status_code == 503
    diagnostics = response.json()["issue"][0]["diagnostics"]
    assert diagnostics == "what is not kept is not answered, and the audit store cannot be used"
    assert "cards" not in response.text
    assert audited.call(request(data=prefetch(*SYMPTOMATIC))).status_code == 200


def test_the_migrations_make_the_tables_that_are_written(database: str) -> None:
    store = Store(database)
    store.migrate()
    assert store.is_current()
    store.close()
    engine = sa.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    inspected = sa.inspect(engine)
    for table in metadata.sorted_tables:
        made = {column["name"]: column["nullable"] for column in inspected.get_columns(table.name)}
        assert made == {column.name: column.nullable for column in table.columns}
    engine.dispose()


def test_a_database_that_cannot_be_used_is_said_without_its_password(tmp_path: Path) -> None:
    for url in (
        "postgresql://u:secret@127.0.0.1:1/x",
        f"sqlite:///{tmp_path}/no/such/folder/a.db",
        "nonsense",
        "mysql://u:secret@h/x",
    ):
        with pytest.raises(StoreError) as error:
            Store(url).migrate()
        assert "secret" not in str(error.value)


def authorization(words: str) -> dict[str, Any]:
    return {"access_token": words, "token_type": "Bearer", "expires_in": 1, "scope": words, "subject": words}


def test_no_health_data_stands_in_any_byte_that_the_service_writes(tmp_path: Path) -> None:
    """A planted name in every field that may hold one: not in the log, the database, the metrics or an error."""
    named = patient(birthDate=born(12), name=[{"family": MARKER}], identifier=[{"value": MARKER}])
    noted = {
        **condition("hf", HEART_FAILURE),
        "note": [{"text": MARKER}],
        "code": {**SYMPTOMATIC[1]["code"], "text": MARKER},
    }
    broken = {**condition("x", HEART_FAILURE), "clinicalStatus": MARKER}
    data = prefetch(SYMPTOMATIC[0], noted, broken, patient=named)
    with running(tmp_path) as service:
        asked = request(data=data, fhirServer="https://x.example", fhirAuthorization=authorization(MARKER))
        answers = [service.call(asked)]
        link = answers[0].json()["cards"][0]["links"][0]["url"]
        answers += [service.http.get(link), service.http.get(f"{link}/fhir"), service.http.get(f"{link}{MARKER}")]
        answers += [
            service.call({**asked, "hook": "order-sign", "hookInstance": MARKER}),
            service.call({**asked, "context": {"userId": MARKER, "patientId": MARKER}}),
            service.post(CALL, f'{{"{MARKER}": {MARKER}'.encode()),
            service.call({**asked, "prefetch": {**data, "conditions": MARKER}}),
            service.post(f"{CALL}/feedback", {"feedback": [feedback_on("c", overrideReason={"userComment": MARKER})]}),
            service.get(f"/nowhere/{MARKER}"),
            service.post(f"/cds-services/{MARKER}", {}),
            service.get("/metrics"),
        ]
        token = service.token(CALL, jti=MARKER)
        answers.append(service.post(CALL, asked, Authorization=f"Bearer {token}"))
        secret = link.rpartition("/")[2]
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.name != "jwks.json")
    for planted in (MARKER, secret, *token.split(".")):
        assert planted.encode() not in written
        assert planted not in "".join(answer.text for answer in answers[1:])
    assert [answer.status_code for answer in answers[:4]] == [200, 200, 200, 404]
    assert MARKER not in answers[0].text


def test_health_data_is_kept_only_where_that_is_switched_on_and_never_a_token(tmp_path: Path) -> None:
    with running(tmp_path, keep_phi=True) as service:
        given = authorization("planted-token")
        asked = request(data=prefetch(*SYMPTOMATIC), fhirServer="https://x.example", fhirAuthorization=given)
        response = service.call(asked)
        service.post(f"{CALL}/feedback", {"feedback": [feedback_on("c", overrideReason={"userComment": MARKER})]})
    url = f"sqlite:///{tmp_path}/audit.db"
    kept = decision_of(url, asked)
    assert kept["request"]["prefetch"] == asked["prefetch"]
    assert kept["response"] == response.json()
    assert rows(url, sa.select(feedback.c.user_comment)) == [{"user_comment": MARKER}]
    assert b"planted-token" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
