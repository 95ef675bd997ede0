"""The command that checks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.options import EXIT_DATA, output_option, read_today, root_option, write_output
from generator.cli.report import format_csv, format_json, format_problems
from generator.cli.stages import show_stages
from generator.pipeline.county import CHECK_STEPS, check_county
from generator.problems import has_errors


@click.command(cls=ChineseCommand, help="检查所有表格，列出问题；不写任何文件。")
@root_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="text 文字；json、csv 供程序或 Excel 使用",
)
@output_option
@click.option("--timings", is_flag=True, help="在标准错误输出各步用时（JSON，一行一步）")
def check(root: Path, form: str, output: Path | None, *, timings: bool) -> None:
    """Report every problem and write nothing."""
    with show_stages(CHECK_STEPS, timings=timings) as watch:
        problems = check_county(root, read_today(), watch).problems
    if form == "text" and not output:
        click.echo(format_problems(problems))
    else:
        write_output({"text": format_problems, "json": format_json, "csv": format_csv}[form](problems), output)
    if has_errors(problems):
        sys.exit(EXIT_DATA)
