"""The command that builds and publishes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.options import EXIT_DATA, read_call, read_today, root_option, stage_option
from generator.cli.report import format_problems
from generator.cli.stages import show_stages
from generator.pipeline.build import build_site
from generator.pipeline.county import BUILD_STEPS
from generator.settings import Stage


@click.command(cls=ChineseCommand, help="检查数据，发码，生成并发布网站。")
@root_option
@stage_option
@click.option("--timings", is_flag=True, help="在标准错误输出各步用时（JSON，一行一步）")
def build(root: Path, stage: str, *, timings: bool) -> None:
    """Check, issue, render, publish."""
    with show_stages(BUILD_STEPS, timings=timings) as watch:
        built = build_site(root, Stage(stage), read_today(), watch)
    if built.problems:
        click.echo(format_problems(built.problems) + "\n")
    if built.published is None:
        sys.exit(EXIT_DATA)
    if built.made:
        new = f"新发 {built.issued} 个码，" if built.issued else ""
        click.echo(f"网站已生成：{built.published}（{new}共 {built.codes} 个码）。")
    else:
        click.echo(f"内容没有变化，网站不用重新生成：{built.published}（共 {built.codes} 个码）。")
    again = f"{read_call()} serve{' --stage staging' if stage == Stage.STAGING else ''}"
    click.echo(f"查看：运行 {again}，再用浏览器打开显示的地址。")
