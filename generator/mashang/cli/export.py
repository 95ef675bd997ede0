"""The command that writes what other systems take."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand, ChineseUsageError
from mashang.cli.options import EXIT_DATA, MonthName, county_option
from mashang.cli.report import format_problems
from mashang.county import CMS, CMS_ADDRESSES, County
from mashang.periods import YearMonth

_SHOWN = 5


@click.command(cls=ChineseCommand)
@county_option
@click.option("--mapping", default="", metavar="名称", help="照这份对应表，把我们的表写成别的系统的导入表")
@click.option("--month", type=MonthName(), metavar="月份", help="哪个月的；每月一个文件的表要写")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="写到这个 .xlsx 文件里")
@click.option("--for-cms", is_flag=True, help=f"把网站写成可以粘贴的片段和附件，放在 {CMS} 文件夹里")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False, metavar="[文件夹]")
def export(  # noqa: PLR0913 — one parameter for each word of the command
    county: County, *, mapping: str, month: YearMonth | None, output: Path | None, for_cms: bool, folder: Path | None
) -> None:
    """Write what other systems take."""
    if for_cms == bool(mapping) or (folder and not for_cms):
        raise ChineseUsageError("请写明要哪一样：--mapping 名称，或 --for-cms [文件夹]。")
    if for_cms:
        _export_for_cms(county, folder)
        return
    from mashang.pipeline.adopting import export_ledger

    path, empty = export_ledger(county, mapping, month, output)
    click.echo(f"已写入 {path}。")
    if empty:
        click.echo(f"这几列我们没有内容，空着：{'、'.join(empty)}。")


def _export_for_cms(county: County, folder: Path | None) -> None:
    """Say what was written, and what still wants an address."""
    from mashang.pipeline.cms_export import LIST, export_for_cms

    written = export_for_cms(county, folder)
    if written.folder is None:
        click.echo(format_problems(written.problems))
        sys.exit(EXIT_DATA)
    click.echo(f"已写入 {written.folder}：{written.pages} 个网页片段，{written.attachments} 个附件；先看 {LIST}.html。")
    if written.unfilled:
        named = "、".join(one.title for one in written.unfilled[:_SHOWN])
        click.echo(
            f"还有 {len(written.unfilled)} 项没有写门户里的网址（{named}等），指向它们的链接只写成文字。"
            f"登记好以后写进 {CMS_ADDRESSES}，再运行一次。"
        )
