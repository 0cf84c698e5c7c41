"""What a call keeps is kept at once or not at all: its token, what came of it, what is behind the links of cards."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import jwt
import pytest
from support.audit_store import LATER, a_decision, rows, statements_of
from support.fhir_records import HEART_FAILURE, RHABDOMYOMA, condition
from support.postgres import postgres
from support.service import Service, prefetch, request, running

from crdecide.service.auth.one_use import OneUse
from crdecide.service.hooks.call import Call, answered
from crdecide.service.settings import Settings
from crdecide.service.store import (
    AlreadyUsed,
    SealedReport,
    Store,
    StoreError,
    UsedToken,
)
from crdecide.service.wiring import NOBODY, Deployment

SYMPTOMATIC = (condition("cr", RHABDOMYOMA), condition("hf", HEART_FAILURE))
CALL, FEEDBACK = "/cds-services/crdecide-patient-view", "/cds-services/crdecide-patient-view/feedback"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/audit.db"
        return
    with postgres() as url:
        yield url


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


def test_a_call_with_links_and_a_form_is_kept_in_one_transaction(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/audit.db"
    deployment = Deployment.of(Settings(public_url="http://localhost:1", database_url=url, insecure_dev=True))
    deployment.store.migrate()
    told = statements_of(deployment.store)
    body = json.dumps(request(data=prefetch(*SYMPTOMATIC))).encode()
    token = OneUse(UsedToken("ehr", "1", LATER))
    response = answered(Call("crdecide-patient-view", body, NOBODY, token, time.monotonic() + 60), deployment)
    assert any(card.get("links") for card in json.loads(response)["cards"])
    assert told.count("COMMIT") == 1
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
