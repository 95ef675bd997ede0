"""The reading site's engine (MkDocs) as a build sees it: a process of its own that takes a job.

A process of its own, because the engine logs, warns and caches as it likes, reads its clock from the
environment, and can then work on one core while scan pages and downloads are made on the other. What runs in
it stands in :mod:`mashang.publish.engine_run`, and is not even loaded here.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Self

from mashang.problems import MashangError
from mashang.processes import Process

PAGES_READY = "pages ready"
"""What the engine says when every page lies in its place; only stylesheets are still to be reduced."""
_PROGRAM = "mashang.publish.engine_run"


class EngineError(MashangError):
    """The engine failed or warned; the text holds what it said."""


@dataclass(frozen=True, slots=True)
class EngineJob:
    """What the engine is to build. Paths are absolute; ``extra`` reaches the theme's templates.

    ``epoch`` is the second since 1970 that the engine takes for "now", so that the same input gives the
    same bytes. Pages of ``published`` whose ingredients are the same are taken over, as the file ``record`` says;
    with an empty one every page is set anew.
    """

    config_file: str
    docs_dir: str
    site_dir: str
    site_name: str
    site_url: str
    epoch: int
    extra: dict[str, Any]
    published: str = ""
    record: str = ""


class Engine:
    """One run of the engine, loading from its construction on, and building from :meth:`start` on."""

    def __init__(self) -> None:
        self._process = Process(_PROGRAM, {"NO_MKDOCS_2_WARNING": "1"})

    def start(self, job: EngineJob) -> None:
        """Let it build. Raises :class:`ProcessError` when it has ended already."""
        self._process.send(dataclasses.asdict(job))

    def wait_for_pages(self) -> None:
        """Wait until every page lies in its place. Raises :class:`EngineError` when the engine fails before."""
        if not self._process.listen(PAGES_READY):
            self.wait()

    def wait(self) -> None:
        """Wait for the end. Raises :class:`EngineError` when the engine failed or warned of anything."""
        self._process.listen(PAGES_READY)
        code, said = self._process.wait()
        if code or said:
            raise EngineError(f"生成阅读页面时出错：\n{said or '没有说明原因'}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stop()
