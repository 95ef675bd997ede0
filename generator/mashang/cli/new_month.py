"""The command that begins a month."""

from __future__ import annotations

import sys

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, MonthName, county_option, read_call, read_today
from mashang.cli.report import format_problems
from mashang.cli.stages import show_stages
from mashang.county import County
from mashang.periods import YearMonth
from mashang.pipeline.checking import CHECK_STEPS


@click.command(cls=ChineseCommand)
@county_option
@click.argument("month", type=MonthName(), metavar="月份")
@click.option(
    "--by-department", is_flag=True, help="另给每个负责报送的单位写一张表，放在 outgoing 文件夹里，并打成一个压缩包"
)
def new_month(county: County, month: YearMonth, *, by_department: bool) -> None:
    """Begin a month."""
    from mashang.pipeline.month_sheets import start_month

    with show_stages(CHECK_STEPS + 1) as on_stage:
        started = start_month(county, month, read_today(), on_stage, by_department=by_department)
    if started.planned is None:
        click.echo(format_problems(started.problems))
        sys.exit(EXIT_DATA)
    click.echo(f"{month.label}已经登记为草稿，计划 {started.planned} 公布；实际哪天公布，到时改成哪天。")
    for path in started.files:
        click.echo(f"已写入 {path}")
    click.echo(f"填报表里有 {started.measures} 项措施。填好以后运行 {read_call()} check。")
