"""Reports say what is kept of them: those of before are whole advisories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Name the form of the reports that are there."""
    op.add_column("report", sa.Column("form", sa.String(16), nullable=False, server_default="advisory"))


def downgrade() -> None:
    """Drop the reports that the version before cannot open, and the names of the forms."""
    op.execute("DELETE FROM report WHERE form <> 'advisory'")
    op.drop_column("report", "form")
