"""How the service is set up: from a TOML file (``CRDECIDE_CONFIG``) and variables that begin with ``CRDECIDE_``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from crdecide.errors import CrdecideError, nearest

from .hooks.offered import PATIENT, TEMPLATES

Algorithm = Literal["ES256", "ES384", "RS256", "RS384", "PS256", "PS384"]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class InvalidSettings(CrdecideError):
    """The configuration cannot be used; the message says which setting, and what was expected."""


class Client(BaseModel):
    """A CDS client that may call: how its JWT is checked, and which FHIR servers may be asked for it.

    Exactly one of `jwks_file` (pinned keys) and `jku` (address of its keys) is given. `audiences` are
    spellings of our address that the client puts in ``aud`` beside the right one. `client_id` is what its
    FHIR server calls us. `may_lack` names prefetch keys that it cannot serve: they are left unknown. `searches`
    has by prefetch key what its FHIR server is asked in place of the template.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    iss: Annotated[str, Field(min_length=1)]
    jwks_file: Path | None = None
    jku: str | None = None
    algorithms: Annotated[tuple[Algorithm, ...], Field(min_length=1)] = ("ES384", "RS384")
    audiences: tuple[str, ...] = ()
    tenant: str | None = None
    client_id: str | None = None
    fhir_servers: tuple[str, ...] = ()
    private_network: bool = False
    may_lack: tuple[str, ...] = ()
    searches: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_one_source_of_keys(self) -> Self:
        if (self.jwks_file is None) == (self.jku is None):
            raise ValueError(f"client '{self.name}': expected exactly one of jwks_file and jku")
        return self

    @field_validator("searches")
    @classmethod
    def _are_of_one_patient(cls, searches: dict[str, str]) -> dict[str, str]:
        for key, search in searches.items():
            if key not in TEMPLATES:
                raise ValueError(f"no prefetch key '{key}'{nearest(key, TEMPLATES)}")
            if PATIENT not in search or "://" in search or search.startswith("/"):
                raise ValueError(
                    f"{key}: expected a search below the server's base with {PATIENT} in it, got '{search}'"
                )
        return searches

    @field_validator("jku")
    @classmethod
    def _keys_come_over_https(cls, jku: str | None) -> str | None:
        return jku if jku is None else https_or_loopback(jku)

    @field_validator("fhir_servers")
    @classmethod
    def _servers_are_plain(cls, servers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(https_or_loopback(server).rstrip("/") for server in servers)


def https_or_loopback(address: str) -> str:
    """The address, where it is https with no user, query or fragment; http is for loopback only."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError(f"expected an https address, got '{address}'")
    if "@" in parts.netloc or parts.query or parts.fragment or not parts.hostname:
        raise ValueError(f"expected an address with no user, query or fragment, got '{address}'")
    return address


class Ehr(BaseModel):
    """An EHR from which the clinician's page may be opened: the base of its FHIR server, and what we are called there.

    Without a `client_secret` we are a public client. `private_network`: its addresses are not of the public internet.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=80)]
    iss: str
    client_id: Annotated[str, Field(min_length=1)]
    client_secret: SecretStr | None = None
    private_network: bool = False

    @field_validator("iss")
    @classmethod
    def _is_plain(cls, iss: str) -> str:
        return https_or_loopback(iss).rstrip("/")


class ClinicianPage(BaseModel):
    """The clinician's page: the EHRs that may open it, how long what is entered is kept, and who may frame it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ehrs: tuple[Ehr, ...] = ()
    minutes: Annotated[int, Field(ge=1, le=1440)] = 60
    frame_ancestors: tuple[str, ...] = ()

    @field_validator("frame_ancestors")
    @classmethod
    def _frames_are_plain(cls, addresses: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(https_or_loopback(address).rstrip("/") for address in addresses)


class Settings(BaseSettings):
    """All settings, with their defaults. Sizes in bytes, times in seconds unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="CRDECIDE_", frozen=True, extra="forbid", env_nested_delimiter="__")

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65_535)] = 8080
    public_url: str = Field(default="", validate_default=True)
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    insecure_dev: bool = False
    clients: tuple[Client, ...] = ()
    cors_origins: tuple[str, ...] = ()
    site_codes: Path | None = None

    database_url: str = "sqlite:///crdecide.db"
    keep_phi: bool = False
    report_links: bool = True
    report_minutes: Annotated[int, Field(ge=1, le=1440)] = 60
    suggestions: bool = True
    clinician_page: ClinicianPage | None = None

    leeway: Annotated[int, Field(ge=0, le=300)] = 10
    longest_token: Annotated[int, Field(ge=60, le=3600)] = 3600
    largest_body: Annotated[int, Field(ge=1024)] = 10_485_760
    most_entries: Annotated[int, Field(ge=1)] = 10_000
    most_pages: Annotated[int, Field(ge=1)] = 10
    idle_seconds: Annotated[int, Field(ge=1)] = 5
    request_seconds: Annotated[float, Field(gt=0)] = 10.0
    fetch_seconds: Annotated[float, Field(gt=0)] = 4.0
    most_at_once: Annotated[int, Field(ge=1)] = 16
    most_waiting: Annotated[int, Field(ge=0)] = 64
    calls_per_minute: Annotated[int, Field(ge=1)] = 600
    shutdown_seconds: Annotated[int, Field(ge=1)] = 30

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over variables, and those over the file."""
        file = os.environ.get("CRDECIDE_CONFIG")
        toml = (TomlConfigSettingsSource(settings_cls, Path(file)),) if file else ()
        return (init_settings, env_settings, *toml)

    @field_validator("public_url")
    @classmethod
    def _is_plain(cls, url: str, others: ValidationInfo) -> str:
        host, port = others.data.get("host"), others.data.get("port")
        if not url and host not in LOOPBACK:
            raise ValueError(f"required where host is not loopback ('{host}'): the https address that clients use")
        return https_or_loopback(url or f"http://{host}:{port}").rstrip("/")

    @field_validator("insecure_dev")
    @classmethod
    def _insecure_is_for_loopback(cls, insecure: bool, others: ValidationInfo) -> bool:
        host = others.data.get("host")
        if insecure and host not in LOOPBACK:
            raise ValueError(f"for loopback only (host 127.0.0.1), got host '{host}'")
        return insecure

    @property
    def is_local(self) -> bool:
        """Whether only this machine is served."""
        return urlsplit(self.public_url).hostname in LOOPBACK

    @model_validator(mode="after")
    def _page_is_safe(self) -> Self:
        if self.clinician_page is not None and not self.clinician_page.ehrs and not self.is_local:
            raise ValueError("clinician_page: beyond loopback its readers log in at an EHR; configure ehrs")
        return self

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if not self.insecure_dev and not self.clients:
            raise ValueError("no client may call: configure [[clients]], or use --insecure-dev on loopback")
        if len({(client.iss, client.tenant) for client in self.clients}) < len(self.clients):
            raise ValueError("two clients have the same iss and tenant")
        if len({client.name for client in self.clients}) < len(self.clients):
            raise ValueError("two clients have the same name")
        return self


def read_settings(**given: object) -> Settings:
    """The settings from arguments, variables and file.

    Raises:
        InvalidSettings: with every setting that cannot be used.
    """
    file = os.environ.get("CRDECIDE_CONFIG")
    if file and not Path(file).is_file():
        raise InvalidSettings(f"CRDECIDE_CONFIG: expected a TOML file; there is none at {file}")
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False, include_context=False)
        lines = (f"{'.'.join(map(str, fault['loc'])) or 'settings'}: {fault['msg']}" for fault in faults)
        raise InvalidSettings("\n".join(lines)) from None
    except ValueError as error:
        raise InvalidSettings(f"CRDECIDE_CONFIG: not TOML: {error}") from None
