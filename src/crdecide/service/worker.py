"""One worker of several: it stops when the process that started it is gone, however that ended."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading

from fastapi import FastAPI

from .app import create_app
from .collector import keep_what_is_loaded


def worker_app() -> FastAPI:
    """The app of a worker, with the settings of the environment.

    Raises:
        InvalidSettings, InvalidRuleset, StoreError: it cannot start.
    """
    threading.Thread(target=_stop_with_supervisor, name="supervisor watch", daemon=True).start()
    app = create_app()
    keep_what_is_loaded()
    return app


def _stop_with_supervisor() -> None:
    """Wait until the supervisor is gone, then stop as if it had said so: calls in hand are still answered."""
    supervisor = multiprocessing.parent_process()
    if supervisor is not None:
        supervisor.join()
        os.kill(os.getpid(), signal.SIGTERM)
