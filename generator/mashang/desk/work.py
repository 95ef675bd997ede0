"""Long work, one piece after another, in a thread of its own: what is under way, how far it is, what came of it."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mashang.disk_faults import explain_fault
from mashang.pipeline.checking import ProgressCallback
from mashang.problems import MashangError

Task = Callable[[ProgressCallback], Any]
"""The work itself; it is given a callback for the names of its stages."""


@dataclass(slots=True)
class Work:
    """One piece of work. ``result`` is what it returned; ``fault`` says in Chinese why it ended without."""

    kind: str
    title: str
    task: Task
    stage: str = "等待前面的工作结束"
    result: Any = None
    fault: str = ""
    done: threading.Event = field(default_factory=threading.Event)
    begun: float = 0.0
    ended: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it has been, or was, at work."""
        return (self.ended or time.monotonic()) - self.begun if self.begun else 0.0


class WorkQueue:
    """Runs work in order. Of one kind only one piece waits or runs: pressed twice, a button does its work once."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[Work] = queue.Queue()
        self._last: dict[str, Work] = {}
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True, name="desk-work")
        self._thread.start()

    def start(self, kind: str, title: str, task: Task) -> Work:
        """Begin a piece of work, or return the one of its kind that is not done yet."""
        with self._lock:
            last = self._last.get(kind)
            if last and not last.done.is_set():
                return last
            work = self._last[kind] = Work(kind, title, task)
        self._waiting.put(work)
        return work

    def find(self, kind: str) -> Work | None:
        """The last piece of work of a kind."""
        with self._lock:
            return self._last.get(kind)

    def list_open(self) -> tuple[Work, ...]:
        """What waits or runs."""
        with self._lock:
            return tuple(work for work in self._last.values() if not work.done.is_set())

    def _run(self) -> None:
        while True:
            self._do(self._waiting.get())

    @staticmethod
    def _do(work: Work) -> None:
        def on_stage(stage: str) -> None:
            work.stage = stage

        work.begun, work.stage = time.monotonic(), "开始"
        try:
            work.result = work.task(on_stage)
        except MashangError as fault:
            work.fault = str(fault)
        except OSError as fault:
            work.fault = explain_fault(fault)
        except Exception as fault:  # noqa: BLE001 — the thread must live on; the page says what happened
            work.fault = f"程序出错（{type(fault).__name__}: {fault}）。网站没有变，请把这句话发给技术人员。"
        work.ended = time.monotonic()
        work.done.set()
