"""Runs the desk on this machine until its last window is closed."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from datetime import date

import uvicorn

from mashang.county import County
from mashang.desk.app import make_app
from mashang.desk.guard import LOOPBACK, Guard, make_key
from mashang.desk.state import Desk, is_left

PATIENCE = 90.0
"""Seconds without an open window after which the desk ends; a browser takes some to open, a sleeping one to wake."""
_LOOK_EVERY = 1.0


def run_desk(county: County, today: Callable[[], date], port: int, show: Callable[[str], None]) -> None:
    """Serve the desk; ``show`` is given the address with its key, once the desk answers there.

    In a folder that is no county's yet it makes one first. Raises ``OSError`` when the port is taken.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.bind((LOOPBACK, port))
        listener.listen()
        own_port, key = listener.getsockname()[1], make_key()
        servers: list[uvicorn.Server] = []
        desk = Desk(county, today, lambda: setattr(servers[0], "should_exit", True))
        app = Guard(make_app(desk), key, own_port)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=1
        )
        servers.append(uvicorn.Server(config))
        try:
            asyncio.run(_serve(servers[0], listener, desk, lambda: show(f"http://{LOOPBACK}:{own_port}/enter/{key}")))
        finally:
            desk.sites.close()


async def _serve(server: uvicorn.Server, listener: socket.socket, desk: Desk, ready: Callable[[], None]) -> None:
    serving = asyncio.create_task(server.serve([listener]))
    await asyncio.sleep(0)  # the listener takes connections already; whoever comes early waits for the first answer
    ready()
    while not serving.done():
        await asyncio.wait((serving,), timeout=_LOOK_EVERY)
        if is_left(desk, PATIENCE):
            server.should_exit = True
    await serving
