"""Shows the built sites on addresses of their own on this machine, for as long as the desk runs."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer

from mashang.county import County, Stage
from mashang.pipeline.published import open_preview


@dataclass
class SiteWindows:
    """The servers of the sites that were opened from the desk."""

    servers: dict[Stage, ThreadingHTTPServer] = field(default_factory=dict)

    def open(self, county: County, stage: Stage) -> str:
        """The address under which a stage's site is shown. Raises :class:`MashangError` when there is none."""
        if stage not in self.servers:
            server = self.servers[stage] = open_preview(county, stage, 0)
            threading.Thread(target=server.serve_forever, daemon=True, name=f"desk-{stage}").start()
        return f"http://127.0.0.1:{self.servers[stage].server_port}/"

    def close(self) -> None:
        """Stop showing them."""
        for server in self.servers.values():
            server.shutdown()
            server.server_close()
        self.servers.clear()
