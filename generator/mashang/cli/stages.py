"""Shows how far a command is."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from mashang.pipeline.checking import ProgressCallback

timings_option = click.option("--timings", is_flag=True, help="在标准错误输出各步用时（JSON，一行一步）")


@contextmanager
def show_stages(steps: int, *, timings: bool = False) -> Iterator[ProgressCallback]:
    """A bar over the stages on a terminal, or their times as JSON lines, or silence."""
    if timings:
        with _write_times() as on_stage:
            yield on_stage
    elif sys.stderr.isatty():
        from mashang.cli.bar import show_bar

        with show_bar(steps) as on_stage:
            yield on_stage
    else:
        yield lambda _: None


@contextmanager
def _write_times() -> Iterator[ProgressCallback]:
    began: dict[str, float] = {}

    def close() -> None:
        for stage, start in began.items():
            line = {"stage": stage, "seconds": round(time.perf_counter() - start, 3)}
            click.echo(json.dumps(line, ensure_ascii=False), err=True)
        began.clear()

    def on_stage(stage: str) -> None:
        close()
        began[stage] = time.perf_counter()

    yield on_stage
    close()
