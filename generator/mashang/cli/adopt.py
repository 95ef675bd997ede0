"""The command that takes over tables of other systems."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, MonthName, county_option, read_call, read_today
from mashang.cli.report import format_problems, list_blocks
from mashang.cli.stages import show_stages
from mashang.county import County
from mashang.files import name_file
from mashang.periods import YearMonth
from mashang.pipeline.adopting import DATASET_NAMES, Adopted, AdoptOrder, Proposed, save_mapping
from mashang.pipeline.adopting import adopt as take_over
from mashang.pipeline.adopting import propose as propose_columns
from mashang.pipeline.checking import CHECK_STEPS
from mashang.problems import has_errors


@click.command(cls=ChineseCommand)
@county_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="台账文件")
@click.option(
    "--dataset",
    type=click.Choice(DATASET_NAMES),
    metavar="表",
    help=f"变成哪张表：{'、'.join(DATASET_NAMES)}；不写就看列名",
)
@click.option("--name", default="", metavar="名称", help="对应表的名称；不写就用台账的文件名")
@click.option("--mapping", default="", metavar="名称", help="照这份对应表写进我们的表")
@click.option("--month", type=MonthName(), metavar="月份", help="写进哪个月；不写就是最近一个草稿月份")
@click.option("--replace", multiple=True, metavar="编号", help="这一行以台账为准，替换表里已有的内容（可写几次）")
@click.option("--dry-run", is_flag=True, help="只看，不写入")
def adopt(  # noqa: PLR0913 — one parameter for each word of the command
    county: County,
    file: Path,
    *,
    dataset: str | None,
    name: str,
    mapping: str,
    month: YearMonth | None,
    replace: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Propose a mapping, or apply one."""
    if mapping:
        order = AdoptOrder(file=file, name=mapping, month=month, replace=replace, write=not dry_run)
        with show_stages(CHECK_STEPS + 1) as on_stage:
            done = take_over(county, order, read_today(), on_stage)
        tell_adopted(done, dry_run=dry_run)
        return
    order = AdoptOrder(file=file, name=name or name_file(file.stem))
    with show_stages(CHECK_STEPS) as on_stage:
        proposed = propose_columns(county, order, dataset, read_today(), on_stage)
    if proposed.mapping is None:
        click.echo(format_problems(proposed.problems))
        sys.exit(EXIT_DATA)
    if sys.stdin.isatty():
        proposed = _ask(proposed)
    _tell_proposed(order, proposed, save_mapping(county, order.name, file.name, proposed))


def _ask(proposed: Proposed) -> Proposed:
    """Ask each question until it has an answer that can be taken; other questions may follow."""
    while proposed.questions:
        question = proposed.questions[0]
        click.echo(question.hint)
        answer = click.prompt("  填写", default=question.proposed or None).strip()
        if question.strict and answer not in question.options:
            click.echo(f"  不行：没有“{answer}”。")
            continue
        proposed = proposed.answer(question, answer)
    return proposed


def _tell_proposed(order: AdoptOrder, proposed: Proposed, path: Path) -> None:
    """Say what goes where, and what is open."""
    mapping = proposed.mapping
    if mapping is None:
        return
    click.echo(f"“{order.file.name}”对应我们的“{mapping.dataset.title}”：")
    for theirs, ours in mapping.columns:
        if ours:
            click.echo(f"  {theirs} → {mapping.dataset.column(ours).heading}")
    if mapping.unused:
        click.echo(f"没有用到的列：{'、'.join(mapping.unused)}。")
    click.echo(f"已写入 {path}，可以打开修改。")
    again = f"{read_call()} adopt {order.file}"
    if proposed.questions:
        click.echo(f"有 {len(proposed.questions)} 处看不准，文件里写着“？”，请改成要写的内容：")
        for question in proposed.questions:
            click.echo(f"  {question.hint}")
        sys.exit(EXIT_DATA)
    click.echo(f"看一看没有错，就运行 {again} --mapping {order.name}，写进我们的表。")


def tell_adopted(done: Adopted, *, dry_run: bool) -> None:
    """Say what was written, and what was not and why."""
    if done.problems:
        click.echo("\n\n".join(list_blocks(done.problems)) + "\n")
    if not done.file:
        click.echo("没有写入任何内容。")
        sys.exit(EXIT_DATA)
    verb = "可以写入" if dry_run else "写入"
    click.echo(f"{verb} {len(done.merged)} 行：{done.file}。")
    if done.same:
        click.echo(f"有 {done.same} 行表里已经是这样，没有动。")
    if done.faulty:
        click.echo(f"有 {done.faulty} 行有错误，没有写入。")
    if done.left_out:
        click.echo(f"有 {done.left_out} 行照对应表不收。")
    if done.passed:
        click.echo(f"没有当作数据的行：{'、'.join(done.passed)}。")
    if done.unused:
        click.echo(f"没有用到的列：{'、'.join(done.unused)}。")
    if has_errors(done.problems):
        sys.exit(EXIT_DATA)
