"""The sealed store: SQLite in one file, or PostgreSQL; what it has acknowledged lasts over a kill and a power cut.

One thread of the process reads and writes, by one connection. What waits to be written is written together, in one
transaction, so that a commit is waited for once and not for each report.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from mashang.report_exchange import Answers, Envelope, ReportState
from mashang_intake.schema import ENVELOPES, REPLIES, REPORTS

_TOGETHER = 100
"""At most so many reports in one transaction."""
_PATIENCE = 60
"""Seconds for which a backup may hold writers up."""
_BATCH_BYTES = 8 * 2**20
INSERTS: dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A sealed statement on its way into the store.

    ``lookup`` and ``recipient`` come of the receipt; ``mark`` is the same for the same words under the same receipt.
    With ``starts`` it makes the report where there is none; ``withdraws`` erases what the office has not fetched.
    """

    id: str
    number: str
    lookup: str
    recipient: str
    mark: str
    received_on: date
    sealed: bytes
    marks: str = ""
    starts: bool = True
    withdraws: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A report as its reporter may see it: ``replies`` are stamps with what was sealed to the reporter."""

    number: str
    recipient: str
    received_on: date
    state: ReportState
    stamp: str
    replies: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the store may tell anybody who runs it."""

    reports: int
    marked: int
    waiting: int
    bytes: int


def open_engine(database: str) -> Engine:
    """The database of an address, brought to the form of this version."""
    patience = {"timeout": _PATIENCE} if database.startswith("sqlite") else {}
    engine = create_engine(
        database, pool_size=1, max_overflow=0, pool_pre_ping=True, hide_parameters=True, connect_args=patience
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settle_sqlite)
    with engine.begin() as connection:
        upgrade(connection)
    return engine


def _settle_sqlite(connection: Any, _: object) -> None:
    """Commit to the disk itself; a rollback journal, since the write-ahead log of SQLite before 3.51.3 can corrupt.

    What is erased is overwritten.
    """
    for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def upgrade(connection: Connection) -> None:
    """Bring the tables to the form of this version."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


class Store:
    """The store of a running service."""

    def __init__(self, database: str) -> None:
        """Open it, or make it."""
        self.engine = open_engine(database)
        self._insert = INSERTS[self.engine.dialect.name]
        self._thread = ThreadPoolExecutor(1, "store")
        self._waiting: list[tuple[Arrival, asyncio.Future[str]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def put(self, arrival: Arrival) -> str:
        """Keep a statement; returns its report's number once it is on the disk.

        The number is another than the arrival's where the receipt has a report already and the same words came before;
        it is empty, and nothing was kept, where other words belong to another report than they were sealed for.
        """
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, future))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_waiting())
        return await future

    async def _write_waiting(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
            try:
                numbers = await self.run(_put_all, [arrival for arrival, _ in batch], self._insert)
            except Exception as fault:  # noqa: BLE001 — whoever waits is told, whatever it was
                for _, future in batch:
                    if not future.done():
                        future.set_exception(fault)
            else:
                for (_, future), number in zip(batch, numbers, strict=True):
                    if not future.done():
                        future.set_result(number)

    async def find(self, lookup: str) -> Kept | None:
        """The report under a look-up name."""
        return await self.run(find_kept, lookup)

    async def run(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Do something in one transaction, with the connection as its first argument."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.do, work, *arguments)

    def do(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """The same without an event loop."""
        with self.engine.begin() as connection:
            return work(connection, *arguments)

    def close(self) -> None:
        """Finish what was begun."""
        self._thread.shutdown()
        self.engine.dispose()


def _put_all(connection: Connection, arrivals: Sequence[Arrival], insert: Callable[..., Any]) -> list[str]:
    return [_put(connection, arrival, insert) for arrival in arrivals]


def _put(connection: Connection, arrival: Arrival, insert: Callable[..., Any]) -> str:
    number = arrival.number
    if not (arrival.starts and _begin(connection, arrival, insert)):
        known = connection.scalar(select(ENVELOPES.c.id).where(ENVELOPES.c.mark == arrival.mark))
        number = connection.scalar(select(REPORTS.c.number).where(REPORTS.c.lookup == arrival.lookup)) or ""
        if known or number != arrival.number:
            return number if known else ""
    if arrival.withdraws:
        unfetched = (ENVELOPES.c.number == number) & (ENVELOPES.c.confirmed_on.is_(None))
        connection.execute(update(ENVELOPES).where(unfetched).values(sealed=None, confirmed_on=arrival.received_on))
        connection.execute(update(REPORTS).where(REPORTS.c.number == number).values(state=ReportState.WITHDRAWN.value))
    envelope: Insert = insert(ENVELOPES).on_conflict_do_nothing(index_elements=["mark"])
    facts = {"id": arrival.id, "number": number, "mark": arrival.mark}
    content = {"received_on": arrival.received_on, "size": len(arrival.sealed), "sealed": arrival.sealed}
    connection.execute(envelope, {**facts, **content})
    return number


def _begin(connection: Connection, arrival: Arrival, insert: Callable[..., Any]) -> bool:
    """Make the report of an arrival; false when there is one under its receipt."""
    row: Insert = insert(REPORTS).on_conflict_do_nothing(index_elements=["lookup"])
    facts = {"number": arrival.number, "lookup": arrival.lookup, "recipient": arrival.recipient}
    state = {"received_on": arrival.received_on, "state": ReportState.RECEIVED.value, "stamp": ""}
    return connection.execute(row, {**facts, **state, "marks": arrival.marks}).rowcount == 1


def find_kept(connection: Connection, lookup: str) -> Kept | None:
    """The report under a look-up name, with what was answered."""
    found = connection.execute(select(REPORTS).where(REPORTS.c.lookup == lookup)).one_or_none()
    number = found.number if found else ""
    replies = connection.execute(
        select(REPLIES.c.stamp, REPLIES.c.sealed).where(REPLIES.c.number == number).order_by(REPLIES.c.stamp)
    ).all()
    if found is None:
        return None
    state = ReportState(found.state)
    given = tuple((reply.stamp, reply.sealed) for reply in replies)
    return Kept(found.number, found.recipient, found.received_on, state, found.stamp, given)


def list_envelopes(connection: Connection, most_bytes: int = _BATCH_BYTES) -> list[Envelope]:
    """What the office has not confirmed yet, the oldest first: as much as ``most_bytes``, but one at least."""
    return list(_take_envelopes(connection, most_bytes))


def _take_envelopes(connection: Connection, most_bytes: int) -> Iterator[Envelope]:
    waiting = select(ENVELOPES.c.id, ENVELOPES.c.size).where(ENVELOPES.c.confirmed_on.is_(None))
    taken = 0
    for name, size in connection.execute(waiting.order_by(ENVELOPES.c.received_on, ENVELOPES.c.id)).all():
        taken += size
        if taken > most_bytes and taken > size:
            return
        row = connection.execute(select(ENVELOPES).where(ENVELOPES.c.id == name)).one()
        yield Envelope(row.id, row.number, row.received_on, row.sealed)


def take_answers(connection: Connection, answers: Answers, today: date) -> int:
    """Take what the office handed over; returns how many replies are new. What came before is not taken again.

    A state that the office set earlier than the one which stands changes nothing. Of reports that are not here nothing
    is taken.
    """
    new = 0
    for name in answers.confirmed:
        unconfirmed = (ENVELOPES.c.id == name) & (ENVELOPES.c.confirmed_on.is_(None))
        connection.execute(update(ENVELOPES).where(unconfirmed).values(confirmed_on=today))
    for answer in answers.answers:
        own = REPORTS.c.number == answer.number
        if connection.scalar(select(REPORTS.c.number).where(own)) is None:
            continue
        connection.execute(
            update(REPORTS)
            .where(own & (REPORTS.c.stamp < answer.stamp))
            .values(state=answer.state.value, stamp=answer.stamp)
        )
        if answer.sealed:
            row: Insert = INSERTS[connection.dialect.name](REPLIES).on_conflict_do_nothing(index_elements=["id"])
            facts = {"id": answer.id, "number": answer.number, "stamp": answer.stamp, "sealed": answer.sealed}
            new += connection.execute(row, facts).rowcount
    return new


def erase(connection: Connection, today: date, days: int) -> int:
    """Erase what the office has had for so many days; returns how many statements."""
    old = ENVELOPES.c.confirmed_on <= today - timedelta(days=days)
    done = connection.execute(update(ENVELOPES).where(old & ENVELOPES.c.sealed.is_not(None)).values(sealed=None))
    return done.rowcount


def count(connection: Connection) -> Counts:
    """How much there is."""
    total = connection.scalar(select(func.count()).select_from(REPORTS)) or 0
    marked = connection.scalar(select(func.count()).select_from(REPORTS).where(REPORTS.c.marks != "")) or 0
    waiting = connection.scalar(select(func.count()).where(ENVELOPES.c.confirmed_on.is_(None))) or 0
    size = connection.scalar(select(func.sum(ENVELOPES.c.size)).where(ENVELOPES.c.sealed.is_not(None))) or 0
    return Counts(total, marked, waiting, size)
