"""What a call keeps is kept at once or not at all: its token, what came of it, what is behind the links of cards."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import jwt
import pytest
import sqlalchemy as sa
from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, condition
from support.postgres import postgres
from support.service import Service, prefetch, request, running

from crdecide.service.auth.one_use import OneUse
from crdecide.service.hooks.call import Call, answered
from crdecide.service.settings import Settings
from crdecide.service.store import (
    AlreadyUsed,
    CardRecord,
    DecisionRecord,
    SealedReport,
    Store,
    StoreError,
    UsedToken,
)
from crdecide.service.store.tables import decisions, reports, used_tokens
from crdecide.service.wiring import NOBODY, Deployment

SYMPTOMATIC = (condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))
CALL, FEEDBACK = "/cds-services/crdecide-patient-view", "/cds-services/crdecide-patient-view/feedback"
LATER = 9_999_999_999


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/audit.db"
        return
    with postgres() as url:
        yield url


def a_decision() -> DecisionRecord:
    return DecisionRecord(
        id=str(uuid4()), made_at=datetime.now(UTC), client="ehr", iss="x", service="s", hook_instance=str(uuid4()),
        outcome="answered", status=200, scope=None, input_sha256="", output_sha256="", ruleset_sha256="", crdecide="",
        cards=(CardRecord(str(uuid4()), "options"),),
    )  # fmt: skip


def rows(store: Store) -> dict[str, int]:
    with store._engine.connect() as connection:
        return {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in (used_tokens, decisions, reports)
        }


def test_all_of_it_is_kept_or_nothing(address: str) -> None:
    store = Store(address)
    store.migrate()
    first, again = UsedToken("ehr", "1", LATER), UsedToken("ehr", "2", LATER)
    report = SealedReport("report", b"x", "inputs", LATER)
    store.keep(first, a_decision(), report)
    assert rows(store) == {"used_token": 1, "decision": 1, "report": 1}
    with pytest.raises(AlreadyUsed):
        store.keep(first, a_decision(), SealedReport("another", b"x", "inputs", LATER))
    with pytest.raises(StoreError):
        store.keep(again, a_decision(), report)
    assert rows(store) == {"used_token": 1, "decision": 1, "report": 1}
    assert (store.knows_as_used(first), store.knows_as_used(again)) == (True, False)
    store.close()


@pytest.mark.parametrize("patience", [0.2, 0])
def test_of_threads_that_keep_at_once_all_are_kept_whether_they_wait_for_their_turn_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    monkeypatch.setattr("crdecide.service.store.write_turns.PATIENCE_SECONDS", patience)
    store = Store(f"sqlite:///{tmp_path}/audit.db")
    store.migrate()

    def keep(number: int) -> bool:
        try:
            store.keep(UsedToken("ehr", str(number // 2), LATER), a_decision())
        except AlreadyUsed:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(keep, range(40))) == 20
    assert rows(store) == {"used_token": 20, "decision": 20, "report": 0}
    store.close()


def test_a_call_with_links_and_a_form_is_kept_in_one_transaction(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/audit.db"
    deployment = Deployment.of(Settings(public_url="http://localhost:1", database_url=url, insecure_dev=True))
    deployment.store.migrate()
    committed: list[object] = []
    sa.event.listen(deployment.store._engine, "commit", committed.append)
    body = json.dumps(request(data=prefetch(*SYMPTOMATIC))).encode()
    token = OneUse(UsedToken("ehr", "1", LATER))
    response = answered(Call("crdecide-patient-view", body, NOBODY, token, time.monotonic() + 60), deployment)
    assert any(card.get("links") for card in json.loads(response)["cards"])
    assert len(committed) == 1
    assert rows(deployment.store) == {"used_token": 1, "decision": 1, "report": 1}
    deployment.close()


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that reads little, so that much is refused."""
    with running(tmp_path_factory.mktemp("strict"), largest_body=20_000, calls_per_minute=100_000) as started:
        yield started


REFUSED: dict[str, tuple[str, bytes, int]] = {
    "not JSON": (CALL, b"{", 400),
    "no request": (CALL, b"{}", 400),
    "about another": (CALL, json.dumps(request(context={"patientId": "other"})).encode(), 422),
    "too large": (CALL, b'"' + b"x" * 30_000 + b'"', 413),
    "no feedback": (FEEDBACK, b"{}", 400),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refusal_uses_the_token_up(strict: Service, kind: str) -> None:
    path, body, status = REFUSED[kind]
    bearer = {"Authorization": f"Bearer {strict.token(path)}", "Content-Type": "application/json"}
    # In pieces, so that its length is not known before it is read.
    assert strict.http.post(f"{strict.url}{path}", content=iter([body]), headers=bearer).status_code == status
    assert strict.post(path, request(), **bearer).status_code == 401


def test_a_call_too_many_uses_the_token_up(tmp_path: Path) -> None:
    with running(tmp_path, calls_per_minute=1) as service:
        assert service.call(request()).status_code == 200
        bearer = {"Authorization": f"Bearer {service.token(CALL)}"}
        assert service.post(CALL, request(), **bearer).status_code == 429
        assert service.post(CALL, request(), **bearer).status_code == 401


def test_a_token_used_at_another_worker_is_refused_and_nothing_of_its_call_is_kept(tmp_path: Path) -> None:
    """A worker remembers its own tokens; those of others the database tells when the call is kept."""
    store = Store(f"sqlite:///{tmp_path}/audit.db")
    with running(tmp_path, calls_per_minute=100_000) as service:
        for path, body in ((CALL, request()), (CALL, {}), (FEEDBACK, {}), ("/cds-services", None)):
            token, before = service.token(path), rows(store)
            issuer, name = (jwt.decode(token, options={"verify_signature": False})[claim] for claim in ("iss", "jti"))
            store.keep(UsedToken(issuer, name, LATER))
            bearer = {"Authorization": f"Bearer {token}"}
            response = service.get(path, **bearer) if body is None else service.post(path, body, **bearer)
            assert response.status_code == 401
            assert rows(store) == {**before, "used_token": before["used_token"] + 1}
    store.close()
