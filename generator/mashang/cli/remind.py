"""The command that writes a reminder for each department after a month's dispatch."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, MonthName, county_option, read_today
from mashang.cli.report import format_problems
from mashang.cli.stages import show_stages
from mashang.county import County
from mashang.periods import YearMonth
from mashang.pipeline.checking import REMIND_STEPS
from mashang.problems import has_errors


@click.command(cls=ChineseCommand)
@county_option
@click.option(
    "--month", type=MonthName(), metavar="月份", help="哪个月的调度，如 2026-10；不写就是最近一个月（含草稿）"
)
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="催办单的日期，如 2026-11-06；不写就是今天"
)
def remind(county: County, month: YearMonth | None, day: datetime | None) -> None:
    """Write reminders."""
    from mashang.pipeline.reminders import write_reminders

    today = read_today()
    with show_stages(REMIND_STEPS) as on_stage:
        reminded = write_reminders(county, month, today, day.date() if day else today, on_stage)
    if reminded.problems:
        click.echo(format_problems(reminded.problems) + "\n")
    if has_errors(reminded.problems):
        sys.exit(EXIT_DATA)
    for path in reminded.files:
        click.echo(str(path))
    click.echo(
        f"{reminded.month}：{reminded.notes} 个单位，{reminded.measures} 项措施需要催办。发送前请逐份核对。"
        if reminded.notes
        else f"{reminded.month}没有需要催办的措施。"
    )
