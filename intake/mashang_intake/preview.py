"""The service beside the preview of a site: on a free port of this machine, until whoever started it ends."""

from __future__ import annotations

import os
import socket
import sys
import threading
from pathlib import Path

import uvicorn

from mashang_intake.app import make_app
from mashang_intake.running import Place


def main() -> None:
    """Serve; say ``ready`` once the port is written beside the profile."""
    home = Path(os.environ["MASHANG_INTAKE_HOME"])
    intake = Place(home / "data", home).open()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        (home / "port").write_text(str(listener.getsockname()[1]), encoding="ascii")
        settings = uvicorn.Config(make_app(intake), log_config=None, access_log=False, lifespan="off")
        server = uvicorn.Server(settings)
        threading.Thread(target=_end_with_input, args=(server,), daemon=True).start()
        print("ready", flush=True)
        server.run([listener])
    intake.store.close()


def _end_with_input(server: uvicorn.Server) -> None:
    """Wait for the end of standard input, which comes with the end of the one who started this."""
    sys.stdin.read()
    server.should_exit = True


if __name__ == "__main__":
    main()
