"""The command that checks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, county_option, format_option, output_option, read_today, show_report
from mashang.cli.report import report_problems
from mashang.cli.stages import show_stages, timings_option
from mashang.county import County
from mashang.pipeline.checking import CHECK_STEPS, check_county
from mashang.problems import has_errors, sort_problems


@click.command(cls=ChineseCommand)
@county_option
@format_option("text 文字；json、csv 供程序或 Excel 使用")
@output_option
@click.option("--against", type=click.Choice(["site"]), help="site：还列出重新生成会给读者带来的变化")
@timings_option
def check(county: County, form: str, output: Path | None, against: str | None, *, timings: bool) -> None:
    """Report every problem and write nothing."""
    with show_stages(CHECK_STEPS, timings=timings) as on_stage:
        checked = check_county(county, read_today(), on_stage)
        problems = checked.problems
        if against:
            from mashang.pipeline.making import foresee

            problems = sort_problems((*problems, *foresee(county, checked, read_today())))
    show_report(report_problems(problems), form, output)
    if has_errors(problems):
        sys.exit(EXIT_DATA)
