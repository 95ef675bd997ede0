"""The command that drafts the table of measures from an official document."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, county_option, output_option, read_call, read_today
from mashang.cli.report import format_problems
from mashang.cli.stages import show_stages
from mashang.county import County

_SHOWN = 20


@click.command("import", cls=ChineseCommand)
@county_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="文件")
@click.option("--level", default="", metavar="编号", help="哪一级是措施，如 第一条、一、、（一）、1.；不写就由程序判断")
@output_option
def import_(county: County, file: Path, level: str, output: Path | None) -> None:
    """Draft the table of measures from a document."""
    from mashang.pipeline.importing import IMPORT_STEPS, ImportOrder, import_document

    with show_stages(IMPORT_STEPS) as on_stage:
        done = import_document(county, ImportOrder(file=file, output=output, level=level), read_today(), on_stage)
    if done.file is None:
        click.echo(format_problems(done.problems))
        sys.exit(EXIT_DATA)
    click.echo(f"起草了 {done.rows} 行，{done.leads} 行有牵头单位，{done.deadlines} 行有完成时限：{done.file}")
    if done.taken:
        others = "、".join(f"“{kind}”（{count} 处）" for kind, count in done.other_levels)
        more = f"文件里还有{others}；措施是另一级的，加 --level 写明，再来一次。" if others else ""
        click.echo(f"当作措施的编号：{''.join(f'“{kind}”' for kind in done.taken)}。{more}")
    for point in done.points[:_SHOWN]:
        where = " ".join(filter(None, (point.row, point.heading)))
        click.echo(f"待核：{where} {point.sentence}" if where else f"待核：{point.sentence}")
    if len(done.points) > _SHOWN:
        click.echo(f"还有 {len(done.points) - _SHOWN} 条待核，见“待核”表。")
    click.echo(f"没有用到 {done.unused} 段，见“未用的段落”表。每一格的批注写着出自哪一段。")
    if done.present:
        click.echo(
            f"{done.present} 没有动。看完草稿，运行 {read_call()} adopt {done.file} --dataset measures，"
            "照提示把新的行加进去。"
        )
    else:
        click.echo("看完草稿，另存为 content/measures.xlsx（换掉空的那张），再运行 check。")
