"""The commands over the ledger of codes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mashang.cli.chinese import ChineseGroup, ChineseUsageError
from mashang.cli.options import (
    EXIT_DATA,
    county_option,
    format_option,
    output_option,
    read_today,
    show_report,
    stage_option,
)
from mashang.cli.report import format_problems
from mashang.cli.stages import show_stages
from mashang.county import County, Stage
from mashang.kinds import KINDS, name_kinds
from mashang.model import CodeKind
from mashang.pipeline.checking import PRINT_STEPS
from mashang.pipeline.ledger import list_codes, replace, report_codes, withdraw
from mashang.pipeline.print_order import MOST_SKIPPED, PrintOrder, SheetKind
from mashang.problems import Problem, has_errors
from mashang.settings import Paper

_PRINT_HELP = (
    "排出台卡、标签、企业卡、明白卡（PDF）和张贴核查表，放在 placards 文件夹里；另有一个印刷包（zip）交给印刷厂。"
    "写了码就只印这几个，不写就全部印。"
)


@click.group(cls=ChineseGroup)
def codes() -> None:
    """The commands over codes."""


@codes.command("list", help="列出登记簿里的码。")
@county_option
@click.option("--kind", type=click.Choice([kind.value for kind in CodeKind]), help=f"只列一种：{name_kinds(KINDS)}")
@format_option("文字，或可用 Excel 打开的 CSV", ("text", "csv"))
@output_option
def list_command(county: County, kind: str | None, form: str, output: Path | None) -> None:
    """List the ledger."""
    ledger, problems = list_codes(county)
    _stop_on_errors(problems)
    chosen = [code for code in (ledger.codes if ledger else ()) if kind in (None, code.kind.value)]
    show_report(report_codes(chosen), form, output)


@codes.command("withdraw", help="停用一个码：它的页面保留，说明已停用、该到哪里办。")
@county_option
@click.argument("code", metavar="码")
@click.option("--reason", default="", metavar="原因", help="停用的原因，记在登记簿里，例如“窗口撤销”")
def withdraw_command(county: County, code: str, reason: str) -> None:
    """Withdraw a code."""
    _, problems = withdraw(county, code, reason)
    _stop_on_errors(problems)
    click.echo(f"已停用 {code}。重新运行 build 后，扫码的人会看到说明。")


@codes.command("replace", help="给同一个窗口（企业、事项、措施）换一个新码，旧码指向新码。")
@county_option
@click.argument("code", metavar="码")
@click.option("--reason", default="", metavar="原因", help="换码的原因，记在登记簿里，例如“台卡被涂改”")
def replace_command(county: County, code: str, reason: str) -> None:
    """Replace a code by a new one for the same target."""
    ledger, problems = replace(county, code, reason, read_today())
    _stop_on_errors(problems)
    new = ledger.codes[-1].code if ledger else ""
    click.echo(f"新码是 {new}。重新运行 build 后，旧码 {code} 会指向它。")


@codes.command("verify", help="把已发布的每个二维码图案读出来，与登记簿核对。")
@county_option
@stage_option
def verify_command(county: County, stage: str) -> None:
    """Decode and compare every published symbol."""
    from mashang.pipeline.symbols import verify_codes

    count, problems = verify_codes(county, Stage(stage))
    _stop_on_errors(problems)
    click.echo(f"核对了 {count} 个码，全部正确。")


@codes.command("print", help=_PRINT_HELP)
@county_option
@click.argument("chosen", nargs=-1, metavar="[码]…")
@click.option(
    "--sheet",
    type=click.Choice([sheet.value for sheet in SheetKind]),
    default=SheetKind.PLACARD.value,
    help=f"placard 台卡（默认）；label 标签，一张 A4 {MOST_SKIPPED + 1} 枚；card 企业卡，名片大小；"
    "grid 网格服务明白卡，一家企业一张；list 只要张贴核查表",
)
@click.option("--kind", type=click.Choice([kind.value for kind in CodeKind]), help=f"只印一种：{name_kinds(KINDS)}")
@click.option(
    "--paper",
    type=click.Choice([paper.value for paper in Paper]),
    help="纸张：台卡不写就是 a4，明白卡不写就是 a5；其他只有 a4",
)
@click.option("--bleed", is_flag=True, help="四边加 3 毫米出血和裁切线，交印刷厂用")
@click.option(
    "--skip",
    type=click.IntRange(0, MOST_SKIPPED),
    default=0,
    metavar="格数",
    help="标签纸第一张已经用掉几格（从左到右、从上到下数），不写就是 0",
)
def print_command(  # noqa: PLR0913 — one parameter for each word of the command
    county: County, *, chosen: tuple[str, ...], sheet: str, kind: str | None, paper: str | None, bleed: bool, skip: int
) -> None:
    """Set placards, labels, cards as PDF files, with the inspection list and a zip for the print shop."""
    wanted = SheetKind(sheet)
    order = PrintOrder(
        wanted,
        Paper(paper) if paper else wanted.papers[0],
        CodeKind(kind) if kind else None,
        chosen,
        bleed=bleed,
        skip=skip,
    )
    _check_order(order)
    from mashang.pipeline.printing import print_sheets

    with show_stages(PRINT_STEPS) as on_stage:
        printed = print_sheets(county, order, read_today(), on_stage)
    _stop_on_errors(printed.problems)
    for path in printed.files:
        click.echo(str(path))
    done = f"共 {printed.count} 个码，{len(printed.files)} 个文件。"
    click.echo(done if wanted is SheetKind.LIST else f"{done}先印一张，用手机扫过再全部印。")


def _check_order(order: PrintOrder) -> None:
    """Refuse words that do not go together, as wrong usage."""
    label = order.sheet.label
    if order.paper not in order.sheet.papers:
        raise ChineseUsageError(f"{label}只有 {order.sheet.papers[0].value} 的，不能用 --paper {order.paper.value}。")
    if order.bleed and not order.sheet.bleeds:
        raise ChineseUsageError(f"{label}不裁边，不用加 --bleed。")
    if order.skip and order.sheet is not SheetKind.LABEL:
        raise ChineseUsageError(f"--skip 只用于标签（--sheet label），{label}没有。")
    if not set(order.kinds) <= set(order.sheet.kinds):
        raise ChineseUsageError(f"{label}只有{name_kinds(order.sheet.kinds)}的，不能用 --kind {order.kind}。")


def _stop_on_errors(problems: tuple[Problem, ...]) -> None:
    if has_errors(problems):
        click.echo(format_problems(problems))
        sys.exit(EXIT_DATA)
