"""The command that checks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, county_option, format_option, output_option, read_today, show_report
from mashang.cli.report import list_blocks, report_problems
from mashang.cli.stages import show_stages, timings_option
from mashang.county import County
from mashang.files import write_atomically
from mashang.pipeline.checking import CHECK_STEPS, check_county
from mashang.problems import RequestError, has_errors, sort_problems

if TYPE_CHECKING:
    from mashang.pipeline.annotating import Annotated


@click.command(cls=ChineseCommand)
@county_option
@format_option("text 文字；json、csv 供程序或 Excel 使用")
@output_option
@click.option("--against", type=click.Choice(["site"]), help="site：还列出重新生成会给读者带来的变化")
@click.option(
    "--annotate",
    "annotated",
    is_flag=True,
    help="在有问题的表旁边写一份“（批注）.xlsx”副本，格子上色，批注里写明问题和改法",
)
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="另写成一个网页文件，可以发出去",
)
@click.option("--department", metavar="单位", help="网页里只写这个单位的行（与 --html 一起用）")
@timings_option
def check(  # noqa: PLR0913, PLR0917 — one parameter for each word of the command
    county: County,
    form: str,
    output: Path | None,
    against: str | None,
    page: Path | None,
    department: str | None,
    *,
    annotated: bool,
    timings: bool,
) -> None:
    """Report every problem; save for what was asked for, write nothing."""
    if department and not page:
        raise RequestError("--department 要和 --html 一起用。")
    with show_stages(CHECK_STEPS + annotated, timings=timings) as on_stage:
        checked = check_county(county, read_today(), on_stage)
        problems = checked.problems
        if against:
            from mashang.pipeline.making import foresee

            problems = sort_problems((*problems, *foresee(county, checked, read_today())))
        if annotated:
            from mashang.pipeline.annotating import annotate

            on_stage("写批注")
            written = annotate(county, problems)
    if page:
        from mashang.desk.problem_page import render_problem_page

        write_atomically(page.resolve(), render_problem_page(county, problems, department or ""))
    show_report(report_problems(problems), form, output)
    if page:
        click.echo(f"已写入 {page}。", err=form != "text")
    if annotated:
        for line in _tell_annotated(written):
            click.echo(line, err=form != "text")
    if has_errors(problems):
        sys.exit(EXIT_DATA)


def _tell_annotated(found: Annotated) -> Iterator[str]:
    """What was written, removed, and left alone."""
    for said, files in (
        ("批注副本（原来的文件没有动）", found.copies),
        ("没有问题了，删掉了批注副本", found.removed),
        ("读不出来，没有批注", found.without),
    ):
        if files:
            yield f"{said}：{'、'.join(files)}"
    yield from list_blocks(found.changed)
