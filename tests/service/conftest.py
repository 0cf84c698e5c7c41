"""One service for all tests that need nothing special of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.service import Service, running


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("service"), calls_per_minute=100_000) as started:
        yield started
