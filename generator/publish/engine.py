"""Runs the reading site's engine (MkDocs) in a process of its own.

A process of its own, because the engine logs, warns and caches as it likes, reads its clock from the
environment, and can then work on one core while scan pages and symbols are made on the other. This module
is both sides: :class:`Engine` starts ``python -P -m generator.publish.engine`` (with ``-P`` no file of the
current folder can stand in for a library) and hands it an :class:`EngineJob` as JSON on standard input.
"""

from __future__ import annotations

import dataclasses
import gc
import json
import logging
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator.problems import MashangError
from generator.publish.styles import write_reduced


class EngineError(MashangError):
    """The engine failed or warned; the text holds what it said."""


@dataclass(frozen=True, slots=True)
class EngineJob:
    """What the engine is to build. Paths are absolute; ``extra`` reaches the theme's templates.

    ``epoch`` is the second since 1970 that the engine takes for "now", so that the same input gives the
    same bytes.
    """

    config_file: str
    docs_dir: str
    site_dir: str
    site_name: str
    site_url: str
    epoch: int
    extra: dict[str, Any]


class Engine:
    """One run of the engine, under way from its construction."""

    def __init__(self, job: EngineJob) -> None:
        package_home = str(Path(__file__).resolve().parents[2])
        environment = {
            **os.environ,
            "SOURCE_DATE_EPOCH": str(job.epoch),
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONUTF8": "1",
            "PYTHONPATH": os.pathsep.join(filter(None, [package_home, os.environ.get("PYTHONPATH", "")])),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "generator.publish.engine"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            text=True,
            encoding="utf-8",
        )
        if self._process.stdin:
            self._process.stdin.write(json.dumps(dataclasses.asdict(job)))
            self._process.stdin.close()
            self._process.stdin = None

    def wait(self) -> None:
        """Wait for the end. Raises :class:`EngineError` when the engine failed or warned of anything."""
        said, _ = self._process.communicate()
        if self._process.returncode or said.strip():
            raise EngineError(f"生成阅读页面时出错：\n{said.strip() or '没有说明原因'}")

    def stop(self) -> None:
        """End the run if it is still under way."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def keep_present(nav: list[Any], docs_dir: Path) -> list[Any]:
    """The navigation without the entries whose page was not made: an empty section is never shown."""
    return [
        entry
        for entry in nav
        if (docs_dir / (next(iter(entry.values())) if isinstance(entry, dict) else entry)).is_file()
    ]


def run_engine(job: EngineJob) -> None:
    """Build in this process. Raises whatever the engine raises.

    The engine's templates escape nothing by themselves, so every word of the settings reaches them escaped.
    """
    config = load_config(
        config_file=job.config_file,
        docs_dir=job.docs_dir,
        site_dir=job.site_dir,
        site_name=escape(job.site_name),
        site_url=job.site_url,
    )
    shown = {name: escape(value) if isinstance(value, str) else value for name, value in job.extra.items()}
    config["extra"] = {**config["extra"], **shown}
    config["nav"] = keep_present(config["nav"] or [], Path(job.docs_dir))
    build(config)
    remove_unused(Path(job.site_dir))
    for fault in write_reduced(Path(job.site_dir)):
        logging.getLogger(__name__).warning("%s", fault)


def remove_unused(site_dir: Path) -> None:
    """Drop what Material lays down and our theme never loads: its scripts and the maps for its developers."""
    shutil.rmtree(site_dir / "assets" / "javascripts", ignore_errors=True)
    for path in (site_dir / "assets").rglob("*.map"):
        path.unlink()


def main() -> int:
    """Read a job from standard input and run it; warnings and errors go to standard output, each in a line."""
    gc.disable()  # a short run whose pages all stay until its end: there is nothing to collect
    logging.basicConfig(level=logging.WARNING, stream=sys.stdout, format="%(levelname)s %(message)s")
    try:
        run_engine(EngineJob(**json.load(sys.stdin)))
    except MkDocsException as fault:
        logging.getLogger(__name__).error("%s", fault)  # noqa: TRY400 — the engine's own message is the news
        return 1
    except OSError as fault:
        place = f"（{fault.filename}）" if fault.filename else ""
        sys.stdout.write(f"读写文件出错{place}：{fault.strerror or fault}。请检查磁盘空间和权限。\n")
        return 1
    except Exception as fault:  # noqa: BLE001 — a fault in a county's own template may be of any kind
        place = f"{getattr(fault, 'filename', None) or ''}:{getattr(fault, 'lineno', '')} "
        sys.stdout.write(f"{place.lstrip(': ')}{type(fault).__name__}: {fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
