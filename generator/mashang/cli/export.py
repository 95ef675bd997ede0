"""The command that writes what other systems take."""

from __future__ import annotations

from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import MonthName, county_option
from mashang.county import County
from mashang.periods import YearMonth


@click.command(cls=ChineseCommand)
@county_option
@click.option("--mapping", default="", metavar="名称", help="照这份对应表，把我们的表写成别的系统的导入表")
@click.option("--month", type=MonthName(), metavar="月份", help="哪个月的；每月一个文件的表要写")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="写到这个 .xlsx 文件里")
def export(county: County, *, mapping: str, month: YearMonth | None, output: Path | None) -> None:
    """Write what other systems take."""
    from mashang.pipeline.adopting import export_ledger

    if not mapping:
        raise click.UsageError("请写明 --mapping 名称。")
    path, empty = export_ledger(county, mapping, month, output)
    click.echo(f"已写入 {path}。")
    if empty:
        click.echo(f"这几列我们没有内容，空着：{'、'.join(empty)}。")
