"""The first form of the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "reports",
        sa.Column("number", sa.String(16), primary_key=True),
        sa.Column("lookup", sa.String(64), nullable=False, unique=True),
        sa.Column("recipient", sa.String(80), nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("stamp", sa.String(40), nullable=False),
        sa.Column("marks", sa.String(200), nullable=False),
    )
    op.create_table(
        "envelopes",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("number", sa.String(16), sa.ForeignKey("reports.number"), nullable=False, index=True),
        sa.Column("mark", sa.String(64), nullable=False, unique=True),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=True),
        sa.Column("confirmed_on", sa.Date, nullable=True, index=True),
    )
    op.create_table(
        "replies",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("number", sa.String(16), sa.ForeignKey("reports.number"), nullable=False, index=True),
        sa.Column("stamp", sa.String(40), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
