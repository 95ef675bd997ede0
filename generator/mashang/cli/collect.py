"""The command that gathers what departments sent back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, MonthName, county_option, read_today
from mashang.cli.report import format_problems, list_blocks
from mashang.cli.stages import show_stages
from mashang.county import County
from mashang.periods import YearMonth
from mashang.pipeline.checking import CHECK_STEPS


@click.command(cls=ChineseCommand)
@county_option
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="文件夹")
@click.option("--month", type=MonthName(), metavar="月份", help="收哪个月的；不写就是最近一个草稿月份")
@click.option("--replace", multiple=True, metavar="编号", help="这项措施以收来的为准，替换表里已有的内容（可写几次）")
@click.option("--dry-run", is_flag=True, help="只看，不写入")
def collect(county: County, folder: Path, month: YearMonth | None, replace: tuple[str, ...], *, dry_run: bool) -> None:
    """Gather what departments sent back."""
    from mashang.pipeline.collecting import CollectOrder
    from mashang.pipeline.collecting import collect as gather

    order = CollectOrder(folder, month, replace=replace, write=not dry_run)
    with show_stages(CHECK_STEPS + 1) as on_stage:
        found = gather(county, order, read_today(), on_stage)
    if found.month is None:
        click.echo(format_problems(found.county_problems))
        sys.exit(EXIT_DATA)
    if found.problems:
        click.echo("\n\n".join(list_blocks(found.problems)) + "\n")
    verb = "可以收" if dry_run else "收了"
    click.echo(
        f"{found.month.label}：看了 {len(found.files)} 个文件，{verb} {len(found.merged)} 项，写进 {found.file}。"
    )
    if found.same:
        click.echo(f"有 {found.same} 项表里已经是这样，没有动。")
    for file, count in sorted(found.files.items()):
        click.echo(f"{file}：{count} 项清楚")
    for department, titles in (found.missing or {}).items():
        click.echo(f"还没有报：{department} {'、'.join(titles)}")
