"""The command that makes a new county's folder."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import read_call
from mashang.county import SETTINGS_FILE, County
from mashang.settings import SETTINGS


@click.command(cls=ChineseCommand)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="名称=内容",
    help="一项设置，如 county=某某县（可写几次）；不写就一项一项地问",
)
def init(folder: Path, given: tuple[str, ...]) -> None:
    """Make a new county's folder."""
    from mashang.pipeline.starting import start_county

    county = County(folder)
    answers = dict(_split(one) for one in given)
    if sys.stdin.isatty() and not (county / SETTINGS_FILE).exists():
        answers = _ask(answers)
    started = start_county(county, answers)
    for path in started.written:
        click.echo(f"已写入 {path}")
    for name in started.kept:
        click.echo(f"原来就有，没有动：{name}")
    click.echo(
        f"先填 {folder / 'content' / 'departments.xlsx'}（单位），再填 measures.xlsx（措施），"
        f"然后到这个文件夹里运行 {read_call()} check。"
    )


def _split(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign:
        raise click.UsageError(f"--set 要写成 名称=内容，这里写的是“{text}”。")
    return key.strip(), value.strip()


def _ask(given: Mapping[str, str]) -> dict[str, str]:
    """Ask for each setting that was not given, with what it is for and an example, until it can be taken."""
    from mashang.pipeline.starting import ASKED
    from mashang.settings_file import check_answer

    answers = dict(given)
    for key in ASKED:
        setting = SETTINGS[key]
        reasons = check_answer(key, answers.get(key, "")) if key in answers else [""]
        while reasons:
            if reasons != [""]:
                click.echo(f"  不行：{'；'.join(reasons)}。")
            click.echo(f"{setting.title}：{setting.note}。例：{setting.example}")
            answers[key] = (
                click.prompt("  填写（可以不填的直接回车）", default="", show_default=False).strip().strip('"')
            )
            reasons = check_answer(key, answers[key])
    return answers
