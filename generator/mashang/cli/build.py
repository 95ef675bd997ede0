"""The command that builds and publishes."""

from __future__ import annotations

import sys
from getpass import getuser
from typing import Any

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
@click.option("--confirm", "keys", multiple=True, metavar="事项", help="确认提示里的一件事（可写几次；* 代表任何文字）")
@click.option("--reason", default="", metavar="原因", help="为什么确实是这样；撤下的网页会写出来")
@click.option("--by", "person", default="", metavar="姓名", help="确认人；不写就是本机的用户名")
@click.option("--successor", default="", metavar="编号", help="撤下的网页由哪一个编号接替")
@timings_option
def build(county: County, stage: str, *, timings: bool, **answer: Any) -> None:
    """Check, issue, render, publish."""
    if answer["keys"]:
        _confirm(county, **answer)
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


def _confirm(county: County, keys: tuple[str, ...], reason: str, person: str, successor: str) -> None:
    """Write what is confirmed on the command line into the table of confirmations."""
    from mashang.pipeline.confirming import Answer, confirm

    if not reason.strip():
        raise click.UsageError("--confirm 要写明原因：--reason 原因。")
    answer = Answer(keys, " ".join(reason.split()), person or getuser(), successor)
    for item in confirm(county, answer, read_today(), lambda _: None):
        click.echo(f"已确认：{item}")
