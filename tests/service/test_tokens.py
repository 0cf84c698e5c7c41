"""Who may call: every line of the security practice with a token that breaks it. Each refusal is a bare 401."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from support.fhir_http import fhir_http
from support.service import ISS, KID, Service, jwks, new_key, request, running

from crdecide.service.auth.keys import FetchedKeys
from crdecide.service.prefetch.network import Network, NotFetched

DISCOVERY = "/cds-services"
CALL = "/cds-services/crdecide-patient-view"


def asked_with(service: Service, token: str | None, path: str = DISCOVERY) -> Any:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return service.http.get(f"{service.url}{path}", headers=headers)


def assert_refused(service: Service, token: str | None, path: str = DISCOVERY) -> None:
    response = asked_with(service, token, path)
    assert (response.status_code, response.content) == (401, b"")


def public_pem(service: Service) -> bytes:
    return service.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def unsigned(service: Service, **claims: Any) -> str:
    def part(data: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()

    payload = jwt.decode(service.token(DISCOVERY, **claims), options={"verify_signature": False})
    return f"{part({'alg': 'none', 'typ': 'JWT', 'kid': KID})}.{part(payload)}."


def test_a_good_token_is_answered(service: Service) -> None:
    assert asked_with(service, service.token(DISCOVERY)).status_code == 200


NOW = int(time.time())
BROKEN: dict[str, dict[str, Any]] = {
    "no_iss": {"iss": None}, "no_aud": {"aud": None}, "no_exp": {"exp": None}, "no_iat": {"iat": None},
    "no_jti": {"jti": None}, "another_iss": {"iss": "https://evil.example"}, "iss_in_a_list": {"iss": [ISS]},
    "aud_of_another": {"aud": "https://other.example/cds-services"}, "expired": {"iat": NOW - 600, "exp": NOW - 60},
    "issued_in_the_future": {"iat": NOW + 3000, "exp": NOW + 3300}, "not_yet": {"nbf": NOW + 3000},
    "too_long_lived": {"exp": NOW + 90_000}, "empty_jti": {"jti": ""}, "endless_jti": {"jti": "x" * 201},
    "jti_no_text": {"jti": 7}, "exp_no_number": {"exp": "soon"},
    "unknown_kid": {"headers": {"kid": "key-2"}}, "no_kid": {"headers": {"kid": ""}},
    "another_typ": {"headers": {"typ": "at+jwt"}}, "critical_header": {"headers": {"crit": ["x"], "x": 1}},
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_a_token_with_one_fault_is_refused(service: Service, fault: str) -> None:
    claims = dict(BROKEN[fault])
    try:
        token = service.token(DISCOVERY, **claims)
    except TypeError:  # the library will not write such a claim; sign the payload as it is
        payload = {"iss": ISS, "aud": f"{service.url}{DISCOVERY}", "iat": NOW, "exp": NOW + 300, "jti": "j", **claims}
        token = jwt.api_jws.encode(
            json.dumps(payload).encode(), service.key, "ES384", headers={"kid": KID, "typ": "JWT"}
        )
    assert_refused(service, token)


def test_no_token_another_scheme_and_junk_are_refused(service: Service) -> None:
    assert_refused(service, None)
    assert service.http.get(f"{service.url}{DISCOVERY}", headers={"Authorization": "Basic eDp5"}).status_code == 401
    for junk in ("x", "a.b.c", "x" * 10_000, service.token(DISCOVERY)[:-3], ".".join([service.token(DISCOVERY)] * 2)):
        assert_refused(service, junk)


def test_algorithms_are_those_configured_and_fit_the_key(service: Service) -> None:
    assert_refused(service, unsigned(service))
    assert_refused(service, service.token(DISCOVERY, key=b"s" * 64, algorithm="HS384"))
    with pytest.MonkeyPatch.context() as patched:  # PyJWT will not sign with a public key as secret; an attacker would
        patched.setattr(jwt.algorithms.HMACAlgorithm, "prepare_key", lambda _, key: key)
        assert_refused(service, service.token(DISCOVERY, key=public_pem(service), algorithm="HS384"))
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert_refused(service, service.token(DISCOVERY, key=key, algorithm="RS384"))
    assert_refused(service, service.token(DISCOVERY, key=new_key()))


def test_keys_that_the_token_brings_along_are_not_looked_at(service: Service) -> None:
    key = new_key()
    brought = jwks(key)["keys"][0]
    with fhir_http() as elsewhere:
        for header in (
            {"jwk": brought},
            {"jku": f"{elsewhere.base}/keys"},
            {"x5u": f"{elsewhere.base}/cert"},
            {"x5c": ["x"]},
        ):
            assert_refused(service, service.token(DISCOVERY, headers=header, key=key))
        assert elsewhere.asked == []


def test_a_token_is_for_one_address_only(service: Service) -> None:
    assert_refused(service, service.token(CALL))
    body = request()
    for path in (DISCOVERY, f"{CALL}/feedback", "/cds-services/crdecide-order-sign"):
        bearer = {"Authorization": f"Bearer {service.token(path)}"}
        assert service.post(CALL, body, **bearer).status_code == 401
    assert service.post(CALL, body).status_code == 200


def test_a_token_is_used_once(service: Service) -> None:
    token = service.token(DISCOVERY)
    assert asked_with(service, token).status_code == 200
    assert_refused(service, token)


def test_a_clock_that_is_a_little_off_is_forgiven(service: Service) -> None:
    assert asked_with(service, service.token(DISCOVERY, iat=int(time.time()) + 5)).status_code == 200
    assert asked_with(service, service.token(DISCOVERY, iat=NOW - 300, exp=int(time.time()) - 5)).status_code == 200


def test_a_token_is_not_used_again_after_a_restart(tmp_path: Path) -> None:
    key = new_key()
    with running(tmp_path, key=key) as first:
        token = first.token(DISCOVERY)
        assert asked_with(first, token).status_code == 200
        port = int(first.url.rpartition(":")[2])
    with running(tmp_path, key=key, port=port) as second:
        assert_refused(second, token)
        assert asked_with(second, second.token(DISCOVERY)).status_code == 200


@pytest.fixture(scope="module")
def particular(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service whose client has a tenant and its own spelling of our address."""
    client = {"tenant": "ward-7", "audiences": ["https://cds.hospital.example/cds-services", "exactly-this"]}
    with running(tmp_path_factory.mktemp("particular"), client=client) as started:
        yield started


def test_the_tenant_is_checked_where_one_is_configured(particular: Service) -> None:
    assert_refused(particular, particular.token(DISCOVERY))
    assert_refused(particular, particular.token(DISCOVERY, tenant="ward-8"))
    assert asked_with(particular, particular.token(DISCOVERY, tenant="ward-7")).status_code == 200


def test_the_clients_own_spellings_of_our_address_count(particular: Service) -> None:
    for audience in ("https://cds.hospital.example/cds-services", ["x", "exactly-this"]):
        token = particular.token(DISCOVERY, tenant="ward-7", aud=audience)
        assert asked_with(particular, token).status_code == 200
    below = particular.token(CALL, tenant="ward-7", aud=f"https://cds.hospital.example{CALL}")
    assert particular.post(CALL, request(), Authorization=f"Bearer {below}").status_code == 200


def test_keys_are_fetched_from_the_address_configured_and_from_no_other(tmp_path: Path) -> None:
    key, other = new_key(), new_key()
    with fhir_http() as elsewhere:
        elsewhere.public, elsewhere.pages["keys"] = {"keys"}, [jwks(key)]
        jku = f"{elsewhere.base}/keys"
        with running(tmp_path, client={"jku": jku, "jwks_file": None}, key=key) as service:
            assert asked_with(service, service.token(DISCOVERY, headers={"jku": jku})).status_code == 200
            assert asked_with(service, service.token(DISCOVERY)).status_code == 200
            for header in ({"jku": f"{elsewhere.base}/evil"}, {"jku": f"{jku}/"}, {"kid": "key-9"}):
                assert_refused(service, service.token(DISCOVERY, headers=header))
            assert_refused(service, service.token(DISCOVERY, key=other))
            assert elsewhere.asked == ["/fhir/keys"], "asked once: kept, and not asked again within the back-off"


def test_new_keys_are_found_once_the_back_off_is_over_and_old_ones_outlive_an_outage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = new_key(), new_key()
    with fhir_http() as elsewhere:
        elsewhere.public, elsewhere.pages["keys"] = {"keys"}, [jwks(old)]
        network = Network()
        keys = FetchedKeys(f"{elsewhere.base}/keys", network)
        assert keys.kept(KID) is None, "not fetched yet"
        assert keys.find(KID) is not None
        with keys._lock:
            assert keys.kept(KID) is not None, "whoever fetches a key of another id is not waited for"
        elsewhere.pages["keys"] = [{"keys": [*jwks(old)["keys"], *jwks(new, "key-2")["keys"]]}]
        assert keys.find("key-2") is None
        monkeypatch.setattr("crdecide.service.auth.keys.BACK_OFF_SECONDS", -1.0)
        assert keys.find("key-2") is not None
        elsewhere.pages["keys"] = [{"keys": [{"kty": "oct", "kid": KID, "k": "c2VjcmV0"}]}]
        assert keys.find("key-3") is None
        assert keys.find(KID) is not None, "a set with a shared secret is not taken"
        monkeypatch.setattr("crdecide.service.auth.keys.FRESH_SECONDS", -1.0)
        assert (keys.kept(KID), keys.find(KID) is not None) == (None, True), "too old not to be asked for again"
        network.close()


def test_an_address_that_is_not_of_the_public_internet_is_connected_to_only_where_configured() -> None:
    with fhir_http() as elsewhere:
        elsewhere.public, elsewhere.pages["x"] = {"x"}, [{"resourceType": "Bundle"}]
        port = elsewhere.base.rpartition(":")[2]
        for host in ("127.0.0.2", "0.0.0.0", "[::ffff:7f00:2]"):
            with pytest.raises(NotFetched, match="not of the public internet"):
                Network().get(f"http://{host}:{port}/x", headers={}, most_bytes=99, deadline=time.monotonic() + 5)
        assert elsewhere.asked == []


def test_why_a_token_was_refused_is_logged_without_any_part_of_it(service: Service) -> None:
    token = service.token(DISCOVERY, iss="https://planted.example", jti="planted-jti")
    assert_refused(service, token)
    assert service.log_line('"reason": "unknown issuer or tenant"')["event"] == "token refused"
    for part in ("planted.example", "planted-jti", *token.split(".")):
        assert part not in service.log
    assert "crdecide_refused_tokens_total" in service.get("/metrics").text
