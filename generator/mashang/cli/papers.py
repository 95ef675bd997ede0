"""The command that writes the papers that offices send on."""

from __future__ import annotations

import sys

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, MonthName, QuarterName, county_option, read_today
from mashang.cli.report import format_problems
from mashang.cli.stages import show_stages
from mashang.county import County
from mashang.periods import Quarter, YearMonth
from mashang.pipeline.checking import PAPER_STEPS
from mashang.problems import RequestError, has_errors


@click.command(cls=ChineseCommand)
@county_option
@click.option("--month", type=MonthName(), metavar="月份", help="如 2026-11；都不写就是最近一个月（含草稿）")
@click.option("--quarter", type=QuarterName(), metavar="季度", help="季度通报，如 2026-q4")
@click.option("--year", type=click.IntRange(2000, 2999), metavar="年份", help="年度通报，如 2026")
@click.option("--number", default="", metavar="文号", help="写在通报上，如 明政办〔2026〕12号；不写就空着")
@click.option("--templates", is_flag=True, help="只把模板写到 site_config/papers，在 Word 里改；已经有的不动")
def papers(  # noqa: PLR0913 — one parameter for each word of the command
    county: County, month: YearMonth | None, quarter: Quarter | None, year: int | None, *, number: str, templates: bool
) -> None:
    """Write papers."""
    from mashang.pipeline.papers import copy_templates, write_papers

    if templates:
        copied = copy_templates(county)
        for path in copied.written:
            click.echo(str(path))
        click.echo(f"写了 {len(copied.written)} 个模板，{len(copied.kept)} 个已经有了，没有动。")
        return
    given = [one for one in (month, quarter, year) if one is not None]
    if len(given) > 1:
        raise RequestError("--month、--quarter、--year 只能写一个。")
    with show_stages(PAPER_STEPS) as on_stage:
        written = write_papers(county, next(iter(given), None), read_today(), on_stage, number)
    if written.problems:
        click.echo(format_problems(written.problems) + "\n")
    if has_errors(written.problems):
        sys.exit(EXIT_DATA)
    for path in written.files:
        click.echo(str(path))
    click.echo(
        f"{written.period}：写了 {len(written.files)} 份材料。发出以前请逐份核对{'' if number else '，填上文号'}。"
    )
