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
@click.option(
    "--departments",
    "listed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="单位名单：文字文件一行一个，或者表格；各张表的下拉选项里就有这些单位",
)
@click.option("--renew-choices", is_flag=True, help="只更新已有表里的单位下拉选项，别的都不动")
def init(folder: Path, given: tuple[str, ...], listed: Path | None, *, renew_choices: bool) -> None:
    """Make a new county's folder."""
    from mashang.pipeline.department_names import read_department_file, read_departments
    from mashang.pipeline.starting import start_county

    county = County(folder)
    if renew_choices:
        _renew(county)
        return
    answers = dict(_split(one) for one in given)
    departments = read_department_file(listed, listed.name) if listed else ()
    if sys.stdin.isatty() and not (county / SETTINGS_FILE).exists():
        answers = _ask(answers)
        departments = departments or read_departments(_ask_departments())
    started = start_county(county, answers, departments)
    for path in started.written:
        click.echo(f"已写入 {path}")
    for name in started.kept:
        click.echo(f"原来就有，没有动：{name}")
    click.echo(
        f"先{'看' if departments else '填'} {folder / 'content' / 'departments.xlsx'}（单位），"
        f"再填 measures.xlsx（措施），然后到这个文件夹里运行 {read_call()} check。"
    )


def _renew(county: County) -> None:
    from mashang.pipeline.department_names import renew_choices

    renewed = renew_choices(county)
    for path in renewed.files:
        click.echo(f"已更新 {path}")
    for reason in renewed.left:
        click.echo(reason)
    if not renewed.files:
        click.echo("没有要更新的下拉选项。")
    click.echo(f"下拉选项里有 {renewed.departments} 个单位。")


def _ask_departments() -> str:
    """Ask for the departments, one a line, until a line is empty."""
    click.echo("有哪些单位：一行一个，写全称，空一格写简称。例：某某县市场监督管理局 市场监管局。全部写完，直接回车。")
    lines = []
    while line := click.prompt("  单位", default="", show_default=False).strip():
        lines.append(line)
    return "\n".join(lines)


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
