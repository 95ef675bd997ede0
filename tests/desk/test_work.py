"""Long work: one piece after another, said as it goes, never lost."""

from __future__ import annotations

import errno
import threading

import pytest

from mashang.desk.work import WorkQueue
from mashang.pipeline.checking import ProgressCallback
from mashang.problems import RequestError

SOON = 10.0


def test_a_button_pressed_twice_does_its_work_once() -> None:
    """While it waits or runs; afterwards it begins anew. Other work waits its turn."""
    queue, go, order = WorkQueue(), threading.Event(), []

    def first(on_stage: ProgressCallback) -> str:
        on_stage("算")
        assert go.wait(SOON)
        order.append("first")
        return "好"

    work = queue.start("build", "生成", first)
    assert queue.start("build", "生成", first) is work
    other = queue.start("check", "检查", lambda _: order.append("second"))
    assert {one.kind for one in queue.list_open()} == {"build", "check"}
    go.set()
    assert other.done.wait(SOON)
    assert order == ["first", "second"]
    assert (work.result, work.fault, work.stage) == ("好", "", "算")
    assert queue.list_open() == ()
    assert queue.find("build") is work
    assert queue.start("build", "生成", first) is not work


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (RequestError("没有这个月。"), "没有这个月。"),
        (OSError(errno.ENOSPC, "full"), "磁盘"),
        (ValueError("x"), "程序出错（ValueError: x）"),
    ],
)
def test_a_fault_is_said_and_the_next_work_goes_on(fault: Exception, said: str) -> None:
    """Whatever went wrong."""

    def fail(_: ProgressCallback) -> None:
        raise fault

    queue = WorkQueue()
    work = queue.start("a", "甲", fail)
    assert queue.start("b", "乙", lambda _: 1).done.wait(SOON)
    assert work.done.is_set()
    assert said in work.fault
    assert work.seconds >= 0
