"""Moves a store: a backup while it runs, a restore, and the way from SQLite to PostgreSQL."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.engine import make_url

from mashang.problems import MashangError
from mashang_intake.schema import METADATA
from mashang_intake.store import INSERTS, open_engine

_TOGETHER = 500


class MoveError(MashangError):
    """The store cannot be moved so."""


def back_up(database: str, target: Path) -> str:
    """Copy a store of SQLite as it is at one moment, also while it is written; says so in a sentence.

    Raises :class:`MoveError` for another database, or when the copy is not sound.
    """
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        with closing(sqlite3.connect(_find_file(database))) as source, closing(sqlite3.connect(temporary)) as copy:
            source.backup(copy)
        _check_sound(temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return f"已备份到 {target}。里面都是密封的；token.key 和 office.pub 也请一起备份。"


def restore(database: str, source: Path) -> str:
    """Put a backup in the place of a store that is gone. Raises :class:`MoveError` when one is there."""
    target = _find_file(database)
    if target.exists():
        raise MoveError(f"{target} 还在，没有恢复。请先停下程序，把它移到别处，再试一次。")
    _check_sound(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    back_up(f"sqlite+pysqlite:///{source}", target)
    return f"已从 {source} 恢复。备份以后才到的意见，没有取走的就没有了。"


def migrate(database: str, target: str) -> str:
    """Copy every row to another database, and compare; what is there already is not copied again.

    Raises :class:`MoveError` when the two differ afterwards, as when reports came in meanwhile.
    """
    here, there = open_engine(database), open_engine(target)
    try:
        with here.begin() as source:
            for table in METADATA.sorted_tables:
                for rows in _list_rows(source, table):
                    with there.begin() as sink:
                        sink.execute(INSERTS[there.dialect.name](table).on_conflict_do_nothing(), rows)
            with there.begin() as sink:
                for table in METADATA.sorted_tables:
                    if _digest(source, table) != _digest(sink, table):
                        raise MoveError(f"搬过去的 {table.name} 和原来的不一样。请停下意见接收程序，再运行一次。")
            total = sum(source.scalar(select(func.count()).select_from(table)) or 0 for table in METADATA.sorted_tables)
    finally:
        here.dispose()
        there.dispose()
    return f"搬好了 {total} 行，逐行核对过。请在启动的命令里写 --database，再启动。"


def _find_file(database: str) -> Path:
    url = make_url(database)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise MoveError("PostgreSQL 请用 pg_dump 和 pg_restore 备份、恢复。")
    return Path(url.database)


def _check_sound(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("SELECT count(*) FROM reports")
    except sqlite3.Error as fault:
        raise MoveError(f"{file} 不是完好的备份：{fault}。") from fault
    if found != "ok":
        raise MoveError(f"{file} 不是完好的备份：{found}。")


def _list_rows(connection: Connection, table: Table) -> Any:
    """The rows of a table in batches, in the order of their keys."""
    (key,) = table.primary_key.columns
    last: Any = ""
    while rows := connection.execute(select(table).where(key > last).order_by(key).limit(_TOGETHER)).mappings().all():
        yield [dict(row) for row in rows]
        last = rows[-1][key.name]


def _digest(connection: Connection, table: Table) -> str:
    """One digest of all rows, whatever their order and the database's collation."""
    rows = sorted(
        hashlib.sha256(repr([(name, value) for name, value in row.items()]).encode()).digest()
        for batch in _list_rows(connection, table)
        for row in batch
    )
    return hashlib.sha256(b"".join(rows)).hexdigest()
