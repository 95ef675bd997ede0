"""The service is killed while it is written to: what it acknowledged is there."""

from __future__ import annotations

import asyncio

from bench.intake import kill_often, make_service


def test_nothing_acknowledged_is_lost_over_kills() -> None:
    """Two of the five hundred that the bench makes."""
    with make_service(postgresql=False) as service:
        acknowledged, lost, sound = asyncio.run(kill_often(service, 2))
    assert acknowledged
    assert (lost, sound) == (0, "ok")
