"""Pressing buttons of the desk without a browser."""

from __future__ import annotations

import time
from datetime import date

from starlette.testclient import TestClient

from mashang.desk.state import Desk

TODAY = date(2026, 11, 21)
PATIENCE = 60.0


def wait(desk: Desk) -> None:
    """Until nothing is under way."""
    end = time.monotonic() + PATIENCE
    while desk.queue.list_open():
        assert time.monotonic() < end
        time.sleep(0.02)


def press(client: TestClient, desk: Desk, action: str, **given: str) -> None:
    """Press a button, and wait until its work is done and the desk has looked at what came of it."""
    client.post(f"/do/{action}", data=given)
    wait(desk)
    client.get("/")
    wait(desk)
