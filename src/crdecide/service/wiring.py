"""What a worker holds while it runs: settings, rules, store, keys, connections."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from crdecide.language.loading import default_ruleset
from crdecide.language.loading.site_file import with_site_codes
from crdecide.language.ruleset import Ruleset

from .auth.keys import keys_of
from .auth.tokens import Known, TokenCheck
from .call_rate import CallRate
from .first_answer import warm_up
from .hooks.messages import sent
from .hooks.offered import TEMPLATES, discovery
from .prefetch.network import Network
from .settings import Client, InvalidSettings, Settings
from .store import Store

NOBODY = Client.model_construct(
    name="insecure-dev", iss="insecure-dev", fhir_servers=(), may_lack=(), searches={}, client_id=None
)
"""Whoever calls in development mode."""
FETCH_THREADS = 16


@dataclass(frozen=True)
class Deployment:
    """`tokens` is None in development mode, where nobody is checked; `discovery` is the answer as it is sent."""

    settings: Settings
    ruleset: Ruleset
    store: Store
    network: Network
    executor: ThreadPoolExecutor
    rate: CallRate
    tokens: TokenCheck | None
    templates: Mapping[str, str]
    discovery: bytes

    @classmethod
    def of(cls, settings: Settings) -> Deployment:
        """Everything, made and warmed up.

        Raises:
            InvalidRuleset: the rules cannot be loaded.
            InvalidSettings: a client's keys cannot be read.
            StoreError: the database address cannot be used.
        """
        ruleset, store = ruleset_of(settings), Store(settings.database_url)
        network = Network(_private_hosts(settings))
        tokens = _token_check(settings, network)
        warm_up(ruleset)
        return cls(
            settings=settings,
            ruleset=ruleset,
            store=store,
            network=network,
            executor=ThreadPoolExecutor(FETCH_THREADS, thread_name_prefix="fetch"),
            rate=CallRate(settings.calls_per_minute),
            tokens=tokens,
            templates=TEMPLATES,
            discovery=sent(discovery(ruleset, insecure=settings.insecure_dev)),
        )

    def close(self) -> None:
        """Let go of everything."""
        self.executor.shutdown(wait=True)
        self.network.close()
        self.store.close()


def ruleset_of(settings: Settings) -> Ruleset:
    """The rules in use, with the site's own codes where it has some.

    Raises:
        InvalidRuleset: the rules or the site's codes cannot be used.
    """
    ruleset = default_ruleset()
    return ruleset if settings.site_codes is None else with_site_codes(ruleset, settings.site_codes)


def _private_hosts(settings: Settings) -> list[str]:
    """The hosts of FHIR servers and keys that lie in a private network, as the client's configuration says."""
    clients = [client for client in settings.clients if client.private_network]
    addresses = [
        address for client in clients for address in (*client.fhir_servers, *([client.jku] if client.jku else []))
    ]
    ehrs = settings.clinician_page.ehrs if settings.clinician_page else ()
    addresses += [ehr.iss for ehr in ehrs if ehr.private_network]
    return [host for address in addresses if (host := urlsplit(address).hostname)]


def _token_check(settings: Settings, network: Network) -> TokenCheck | None:
    if settings.insecure_dev:
        return None
    known = []
    for client in settings.clients:
        try:
            known.append(Known(client, keys_of(client, network)))
        except (OSError, ValueError) as error:
            raise InvalidSettings(f"client '{client.name}': its keys cannot be read: {error}") from None
    return TokenCheck(known, settings.leeway, settings.longest_token)
