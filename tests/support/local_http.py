"""A web server of the tests' own on loopback, in a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from typing import Any

LOOKS = 0.01
"""How often it looks, in seconds, whether it is to end; by itself twice a second, for which each test would wait."""


class Prompt:
    """A handler that answers at once: without this the body waits until the head was acknowledged."""

    disable_nagle_algorithm = True


class Server(ThreadingHTTPServer):
    """One to which many connect at once: by itself it keeps five waiting, and who comes then tries a second later."""

    request_queue_size = 128


@contextmanager
def served_by(handler: Callable[..., Any]) -> Iterator[str]:
    """The address of a server with this handler, without a path; gone at the end."""
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(LOOKS,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
