"""Options that several commands share, and the exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from mashang.county import County, Stage
from mashang.files import write_atomically
from mashang.periods import Quarter, YearMonth
from mashang.report import Report

EXIT_DATA, EXIT_USAGE, EXIT_ENVIRONMENT = 1, 2, 3
"""Problems in the data; wrong usage; fault of the environment. Zero is done."""


Command = TypeVar("Command", bound=Callable[..., Any])


class CountyFolder(click.Path):
    """The folder of a county."""

    def convert(  # type: ignore[override]  # the parent returns the bare path
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> County:
        """Return the county of the folder. Fails as a wrong usage when there is none."""
        return County(Path(os.fsdecode(super().convert(value, param, ctx))))


class MonthName(click.ParamType[YearMonth]):
    """A month such as 2026-10."""

    name = "month"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> YearMonth:
        """Read a month. Fails as a wrong usage."""
        if isinstance(value, YearMonth):
            return value
        try:
            return YearMonth.parse(str(value))
        except ValueError:
            self.fail(str(value), param, ctx)


class QuarterName(click.ParamType[Quarter]):
    """A quarter such as 2026-q4."""

    name = "quarter"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Quarter:
        """Read a quarter. Fails as a wrong usage."""
        if isinstance(value, Quarter):
            return value
        try:
            return Quarter.parse(str(value))
        except ValueError:
            self.fail(str(value), param, ctx)


county_option = click.option(
    "--root",
    "county",
    type=CountyFolder(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    metavar="文件夹",
    help="网站所在的文件夹；不写就是当前文件夹",
)
stage_option = click.option(
    "--stage",
    type=click.Choice([stage.value for stage in Stage]),
    default=Stage.PRODUCTION.value,
    help="production 正式网站；staging 内部预览（含草稿月份）",
)
output_option = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="写到这个文件里，不显示在屏幕上"
)


def format_option(words: str, forms: Sequence[str] = ("text", "json", "csv")) -> Callable[[Command], Command]:
    """The form of a command's report; ``words`` explain it."""
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], help=words)


def show_report(report: Report, form: str, output: Path | None) -> None:
    """Write a report to a file or to standard output: text in the console's encoding, all else in UTF-8."""
    text = report.render(form)
    data = text.encode(errors="replace")
    if output:
        if output.exists() and not output.is_file():
            output.write_bytes(data)  # a device or a pipe: it stays what it is
        else:
            write_atomically(output.resolve(), data)
        click.echo(f"已写入 {output}。")
    elif form == "text":
        click.echo(text, nl=not text.endswith("\n"))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def read_call() -> str:
    """How the program was called, so that what it says can be typed as it stands: run.py passes it on."""
    return os.environ.get("MASHANG_CALL") or "mashang"


def read_today() -> date:
    """The calendar day where the office is."""
    return date.today()  # noqa: DTZ011 — the office's own calendar, not UTC
