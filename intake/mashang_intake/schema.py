"""The tables of the store. Whoever steals them learns numbers, days, sizes and states."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, MetaData, String, Table

METADATA = MetaData()
"""In the order in which rows may be copied."""

REPORTS = Table(
    "reports",
    METADATA,
    Column("number", String(16), primary_key=True),
    Column("lookup", String(64), nullable=False, unique=True),
    Column("recipient", String(80), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("stamp", String(40), nullable=False),
    Column("marks", String(200), nullable=False),
)
"""One row a report. ``lookup`` and ``recipient`` come of the receipt; ``stamp`` is when the office set the state."""

ENVELOPES = Table(
    "envelopes",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("number", String(16), ForeignKey("reports.number"), nullable=False, index=True),
    Column("mark", String(64), nullable=False, unique=True),
    Column("received_on", Date, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=True),
    Column("confirmed_on", Date, nullable=True, index=True),
)
"""What was said, sealed. ``mark`` is the same for the same words under the same receipt. Erased: ``sealed`` is null."""

REPLIES = Table(
    "replies",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("number", String(16), ForeignKey("reports.number"), nullable=False, index=True),
    Column("stamp", String(40), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
"""What the office answered, sealed to the reporter."""
