"""Whether the service could start as it is set up: rules, keys, database, extras; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crdecide.errors import CrdecideError
from crdecide.language.loading import default_ruleset

from .auth.keys import keys_of
from .prefetch.network import Network
from .settings import Client, Settings
from .store.preflight import found
from .wiring import ruleset_of

Finding = tuple[bool, str]
"""Whether something is as it should be, and what."""


def findings(settings: Settings) -> Iterator[Finding]:
    """One line for each thing that has to be right, and for each thing worth knowing."""
    yield _tried("rules", lambda: f"{default_ruleset().manifest.name} {default_ruleset().manifest.version}")
    if settings.site_codes is not None:
        yield _tried("site codes", lambda: _site_codes(settings))
    yield _tried("database", lambda: found(settings.database_url))
    for client in settings.clients:
        yield _tried(f"client {client.name}", lambda client=client: _client(client))  # type: ignore[misc]
    if settings.insecure_dev:
        yield True, "mode: INSECURE DEVELOPMENT, callers are not checked, loopback only"
    yield True, f"reports: {f'links for {settings.report_minutes} minutes' if settings.report_links else 'off'}"
    yield True, f"health data in the audit store: {'kept' if settings.keep_phi else 'not kept'}"
    yield True, f"public address: {settings.public_url}"


def _tried(what: str, look: Callable[[], str]) -> Finding:
    try:
        return True, f"{what}: {look()}"
    except (CrdecideError, OSError, ValueError) as error:
        return False, f"{what}: {error}"


def _site_codes(settings: Settings) -> str:
    used = ruleset_of(settings).site_codes
    return f"{used.site}, {used.sha256[:8]}" if used else ""


def _client(client: Client) -> str:
    keys_of(client, Network())
    servers = f"{len(client.fhir_servers)} FHIR server{'s' if len(client.fhir_servers) != 1 else ''} may be asked"
    return f"{'pinned keys' if client.jwks_file else 'keys from its jku'}, {', '.join(client.algorithms)}; {servers}"
