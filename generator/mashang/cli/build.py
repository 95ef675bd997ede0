"""The command that builds and publishes."""

from __future__ import annotations

import sys

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, county_option, read_call, read_today, stage_option
from mashang.cli.report import format_problems
from mashang.cli.stages import show_stages, timings_option
from mashang.county import County, Stage
from mashang.pipeline.build import build_site
from mashang.pipeline.checking import BUILD_STEPS


@click.command(cls=ChineseCommand)
@county_option
@stage_option
@timings_option
def build(county: County, stage: str, *, timings: bool) -> None:
    """Check, issue, render, publish."""
    with show_stages(BUILD_STEPS, timings=timings) as on_stage:
        built = build_site(county, Stage(stage), read_today(), on_stage)
    if built.problems:
        click.echo(format_problems(built.problems) + "\n")
    if built.published is None:
        sys.exit(EXIT_DATA)
    if built.made:
        new = f"新发 {built.issued} 个码，" if built.issued else ""
        click.echo(f"网站已生成：{built.published}（{new}共 {built.codes} 个码）。")
        if built.recorded:
            said = "以后改动要写调整或更正，请备份"
            click.echo(f"{built.recorded} 个月第一次公布，内容已记入 content/published：{said}。")
    else:
        click.echo(f"内容没有变化，网站不用重新生成：{built.published}（共 {built.codes} 个码）。")
    again = f"{read_call()} serve{' --stage staging' if stage == Stage.STAGING else ''}"
    click.echo(f"查看：运行 {again}，再用浏览器打开显示的地址。")
