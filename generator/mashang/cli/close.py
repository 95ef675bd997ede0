"""The command that closes a month."""

from __future__ import annotations

import sys

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, MonthName, county_option, read_today
from mashang.cli.report import format_problems
from mashang.cli.stages import show_stages
from mashang.county import County
from mashang.periods import YearMonth
from mashang.pipeline.checking import CHECK_STEPS
from mashang.pipeline.closing import close_months
from mashang.problems import has_errors


@click.command(cls=ChineseCommand)
@county_option
@click.argument("month", type=MonthName(), metavar="月份")
def close(county: County, month: YearMonth) -> None:
    """Close a month."""
    with show_stages(CHECK_STEPS) as on_stage:
        result = close_months(county, month, read_today(), on_stage)
    if has_errors(result.problems):
        click.echo(format_problems(result.problems))
        sys.exit(EXIT_DATA)
    if result.before:
        click.echo(f"{month.label}已经在 {result.before} 封存，没有改动。")
        return
    for one in result.months:
        click.echo(f"已封存 {one.month.label}：content/closed/{one.month}.csv")
    click.echo("请备份 content 文件夹。")
