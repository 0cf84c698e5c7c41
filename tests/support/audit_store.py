"""The audit store in a test: what is put in, what is in it, and what SQLite was told."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa

from crdecide.service.store import CardRecord, DecisionRecord, Store
from crdecide.service.store.tables import decisions, reports, used_tokens

LATER = 9_999_999_999


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


def statements_of(store: Store) -> list[str]:
    """What SQLite is told from now on, by whichever connection."""
    told: list[str] = []
    store.close()
    sa.event.listen(store._engine, "connect", lambda connection, _: connection.set_trace_callback(told.append))
    return told
