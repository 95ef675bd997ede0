"""Backup, restore, and the way to another database."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from mashang_intake.moving import MoveError, back_up, migrate, restore
from mashang_intake.running import Place
from mashang_intake.store import count
from tests.intake.conftest import World


def test_backups_under_load_all_restore(world: World, tmp_path: Path) -> None:
    """Each holds at least what was acknowledged before it began, and is sound."""
    done = threading.Event()
    acknowledged: list[str] = []

    def report() -> None:
        while not done.is_set():
            acknowledged.append(world.report(text="甲事")[1])

    reporter = threading.Thread(target=report)
    reporter.start()
    try:
        for place in range(10):
            before = len(acknowledged)
            back_up(world.place.address, tmp_path / "backup")
            again = Place(tmp_path / f"data{place}", world.place.profile)
            restore(again.address, tmp_path / "backup")
            intake = again.open()
            assert intake.store.do(count).reports >= before
            intake.store.close()
    finally:
        done.set()
        reporter.join()
    assert acknowledged


def test_nothing_is_restored_over_a_store_or_from_what_is_none(world: World, tmp_path: Path) -> None:
    """A store that is there stays; a torn file is refused."""
    world.report(text="甲事")
    back_up(world.place.address, tmp_path / "backup")
    with pytest.raises(MoveError, match="还在，没有恢复"):
        restore(world.place.address, tmp_path / "backup")
    (tmp_path / "torn").write_bytes((tmp_path / "backup").read_bytes()[:6000])
    with pytest.raises(MoveError, match="不是完好的备份"):
        restore(f"sqlite+pysqlite:///{tmp_path / 'new'}", tmp_path / "torn")


def test_a_move_goes_on_where_it_broke_off_and_is_compared(world: World, tmp_path: Path) -> None:
    """Half moved, moved again: all is there once, and its receipts work; what differs is named."""
    first, _ = world.report(text="甲事")
    target = Place(tmp_path / "moved", world.place.profile)
    target.data.mkdir()
    assert "搬好了 2 行" in migrate(world.place.address, target.address)
    second, _ = world.report(text="乙事")
    assert "搬好了 4 行" in migrate(world.place.address, target.address)
    moved = target.open()
    moved.store.do(lambda connection: connection.exec_driver_sql("UPDATE reports SET marks = 'x'"))
    with pytest.raises(MoveError, match="搬过去的 reports 和原来的不一样"):
        migrate(world.place.address, target.address)
    moved.store.close()
    assert "已收到" in world.look_up(first).text
    assert "已收到" in world.look_up(second).text
