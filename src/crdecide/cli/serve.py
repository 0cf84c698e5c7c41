"""``crdecide serve``."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crdecide.errors import CrdecideError, MissingLibrary

from .console_encoding import echo_for_people
from .ending import exit_codes

if TYPE_CHECKING:
    from crdecide.service.settings import Settings


@click.command("serve")
@click.option("--config", metavar="FILE", type=click.Path(path_type=Path), help="A TOML file of settings.")
@click.option("--host", metavar="HOST", help="The address to listen on.  [default: 127.0.0.1]")
@click.option("--port", metavar="PORT", type=int, help="The port to listen on.  [default: 8080]")
@click.option("--workers", metavar="N", type=int, help="How many processes answer.  [default: 1]")
@click.option("--insecure-dev", is_flag=True, default=None, help="Check nobody; on loopback only.")
@click.option("--page", is_flag=True, help="Serve the clinician's page at /app, where no setting describes it.")
@click.option("--check", is_flag=True, help="Only say whether it could start, and how it is set up.")
def serve_command(config: Path | None, *, page: bool, check: bool, **given: Any) -> None:
    """Answer CDS Hooks over HTTP, until told to stop.

    Settings come from options, CRDECIDE_... variables and the TOML file; docs/ehr.md describes them.
    With --check, exit 2 where it could not start.

    \b
    Examples:
      crdecide serve --insecure-dev --page
      crdecide serve --config crdecide.toml --check
    """
    if config is not None:
        os.environ["CRDECIDE_CONFIG"] = str(config.resolve())
    # By the environment, since worker processes read the settings again for themselves.
    for name, value in given.items():
        if value is not None:
            os.environ[f"CRDECIDE_{name.upper()}"] = str(value)
    if page:
        os.environ.setdefault("CRDECIDE_CLINICIAN_PAGE", "{}")
    with exit_codes("serve"):
        settings = _settings()
        if check:
            sys.exit(_checked(settings))
        _serve(settings)


def _settings() -> Settings:
    try:
        import uvicorn  # noqa: F401

        from crdecide.service.settings import read_settings
    except ModuleNotFoundError as error:
        raise MissingLibrary("the service", "service", error) from None
    return read_settings()


def _checked(settings: Settings) -> int:
    from crdecide.service.check import findings

    results = list(findings(settings))
    for fine, words in results:
        echo_for_people(f"{'ok  ' if fine else 'FAIL'}  {words}")
    return 0 if all(fine for fine, _ in results) else 2


def _serve(settings: Settings) -> None:
    import uvicorn
    from uvicorn.supervisors.multiprocess import Multiprocess

    from crdecide.service.app import create_app
    from crdecide.service.collector import keep_what_is_loaded
    from crdecide.service.store import Store
    from crdecide.service.web.connections import TimedProtocol, notice_vanished

    listening = _listening(settings.host, settings.port)
    notice_vanished(listening)
    # Once, before any worker starts, so that no two change the tables at the same time.
    store = Store(settings.database_url)
    store.migrate()
    store.close()
    options: dict[str, Any] = {
        "access_log": False,
        "log_config": None,
        "server_header": False,
        "proxy_headers": False,
        "http": TimedProtocol,
        "ws": "none",
        "timeout_keep_alive": settings.idle_seconds,
        "timeout_graceful_shutdown": settings.shutdown_seconds,
    }
    if settings.workers == 1:
        app = create_app(settings)
        keep_what_is_loaded()
        uvicorn.Server(uvicorn.Config(app, **options)).run(sockets=[listening])
        return
    with tempfile.TemporaryDirectory(prefix="crdecide-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        config = uvicorn.Config("crdecide.service.worker:worker_app", factory=True, workers=settings.workers, **options)
        Multiprocess(config, sockets=[listening]).run()


def _listening(host: str, port: int) -> socket.socket:
    """The socket of all workers. It names its protocol: only then are small answers sent without delay by asyncio."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise CrdecideError(f"cannot listen on {host}:{port}: {error.strerror}") from None
    listening.set_inheritable(True)
    return listening
