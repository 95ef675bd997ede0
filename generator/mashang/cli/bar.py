"""The progress bar on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from mashang.pipeline.checking import ProgressCallback


@contextmanager
def show_bar(steps: int) -> Iterator[ProgressCallback]:
    """A bar on standard error that names the stage and its time; it vanishes at the end."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("开始", total=steps)
        yield lambda stage: bar.update(task, description=stage, advance=1)
