"""Shows how far a command is."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from mashang.pipeline.checking import ProgressCallback


@contextmanager
def show_stages(steps: int, *, timings: bool = False) -> Iterator[ProgressCallback]:
    """A bar over the stages on a terminal, or their times as JSON lines, or silence."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=timings or not console.is_terminal) as bar:
        task = bar.add_task("开始", total=steps)
        began: dict[str, float] = {}

        def close() -> None:
            for stage, start in began.items():
                if timings:
                    line = {"stage": stage, "seconds": round(time.perf_counter() - start, 3)}
                    click.echo(json.dumps(line, ensure_ascii=False), err=True)
            began.clear()

        def on_stage(stage: str) -> None:
            close()
            began[stage] = time.perf_counter()
            bar.update(task, description=stage, advance=1)

        yield on_stage
        close()
