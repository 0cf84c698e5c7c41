"""What is kept: decisions with their cards, feedback, used tokens, and reports that only their links open."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

decisions = Table(
    "decision",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("client", String(64), nullable=False),
    Column("iss", Text, nullable=False),
    Column("service", String(64), nullable=False),
    Column("hook_instance", String(64), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("status", Integer, nullable=False),
    Column("scope", String(32)),
    Column("input_sha256", String(64), nullable=False),
    Column("output_sha256", String(64), nullable=False),
    Column("ruleset_sha256", String(64), nullable=False),
    Column("crdecide", String(32), nullable=False),
    Column("request", JSON),
    Column("response", JSON),
    Index("decision_by_time", "made_at"),
    Index("decision_by_hook_instance", "hook_instance"),
)
"""`request` and `response` hold health data: filled only where `keep_phi` is on."""

cards = Table(
    "card",
    metadata,
    Column("uuid", String(36), primary_key=True),
    Column("decision", ForeignKey("decision.id"), nullable=False, index=True),
    Column("topic", String(128), nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("client", String(64), nullable=False),
    Column("service", String(64), nullable=False),
    Column("card", String(64), nullable=False),
    Column("decision", ForeignKey("decision.id"), index=True),
    Column("outcome", String(16), nullable=False),
    Column("outcome_at", DateTime(timezone=True), nullable=False),
    Column("accepted_suggestions", JSON, nullable=False),
    Column("reason_system", Text),
    Column("reason_code", Text),
    Column("user_comment", Text),
)
"""`decision` is null where no card of that client is known by that uuid; `user_comment` as `keep_phi` says."""

used_tokens = Table(
    "used_token",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("expires", BigInteger, nullable=False, index=True),
)

reports = Table(
    "report",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("expires", BigInteger, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("form", String(16), nullable=False),
)
"""`name` is a hash of the link's secret; what is `sealed`, as `form` says, is encrypted with a key of the link."""
