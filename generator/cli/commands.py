"""The commands and the way out: 0 done, 1 problems in the data, 2 wrong usage, 3 fault of the environment."""

from __future__ import annotations

import gc
import io
import sys
import traceback
from pathlib import Path

import click

from generator import __version__, pipeline
from generator.cli.chinese import ChineseGroup, explain_usage_error
from generator.cli.codes import codes
from generator.cli.inspect import inspect
from generator.cli.options import (
    EXIT_DATA,
    EXIT_ENVIRONMENT,
    EXIT_USAGE,
    output_option,
    read_today,
    root_option,
    stage_option,
    write_output,
)
from generator.cli.remind import remind
from generator.cli.report import format_csv, format_json, format_problems
from generator.cli.stages import show_stages
from generator.problems import MashangError, has_errors
from generator.settings import Stage

COLLECT_AFTER = 50_000
"""How many new objects until cycles among them are searched: cells are many, all stay, and none is in a cycle."""


@click.group(cls=ChineseGroup, help="码上：把单位手里的表格变成公开网站，并发出永不失效的二维码。")
@click.version_option(__version__, "--version", message="mashang（码上）%(version)s", help="显示版本")
@click.option("--debug", is_flag=True, help="程序出错时显示技术细节")
def mashang(*, debug: bool) -> None:
    """The program."""
    del debug


@mashang.command(help="检查数据，发码，生成并发布网站。")
@root_option
@stage_option
@click.option("--timings", is_flag=True, help="在标准错误输出各步用时（JSON，一行一步）")
def build(root: Path, stage: str, *, timings: bool) -> None:
    """Check, issue, render, publish."""
    with show_stages(pipeline.BUILD_STEPS, timings=timings) as watch:
        built = pipeline.build_site(root, Stage(stage), read_today(), watch)
    if built.problems:
        click.echo(format_problems(built.problems) + "\n")
    if built.published is None:
        sys.exit(EXIT_DATA)
    new = f"新发 {built.issued} 个码，" if built.issued else ""
    click.echo(f"网站已生成：{built.published}（{new}共 {built.codes} 个码）。")
    click.echo(f"查看：运行 serve{' --stage staging' if stage == Stage.STAGING else ''}，再用浏览器打开显示的地址。")


@mashang.command(help="检查所有表格，列出问题；不写任何文件。")
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
    with show_stages(pipeline.CHECK_STEPS, timings=timings) as watch:
        problems = pipeline.check_county(root, read_today(), watch).problems
    if form == "text" and not output:
        click.echo(format_problems(problems))
    else:
        write_output({"text": format_problems, "json": format_json, "csv": format_csv}[form](problems), output)
    if has_errors(problems):
        sys.exit(EXIT_DATA)


mashang.add_command(codes)
mashang.add_command(inspect)
mashang.add_command(remind)


@mashang.command(help="在本机查看生成的网站（别的电脑看不到）。")
@root_option
@stage_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="端口", help="端口，默认 8000；0 为任选")
def serve(root: Path, stage: str, port: int) -> None:
    """Show the built site on this machine."""
    with pipeline.open_preview(root, Stage(stage), port) as server:
        click.echo(f"打开 http://127.0.0.1:{server.server_port}/ 查看；按 Ctrl+C 结束。")
        server.serve_forever()


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code. Everything that may happen ends in one plain line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    gc.set_threshold(COLLECT_AFTER)
    words = sys.argv[1:] if argv is None else argv
    try:
        mashang.main([word for word in words if word != "--debug"], prog_name="mashang", standalone_mode=False)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else EXIT_ENVIRONMENT
    except (KeyboardInterrupt, Exception) as fault:  # noqa: BLE001 — the last door
        if "--debug" in words:
            traceback.print_exc()
        text, code = _explain(fault)
        click.echo(text, err=True)
        return code
    return 0


def _explain(fault: BaseException) -> tuple[str, int]:
    """What to tell of an exception that nobody caught, and the exit code."""
    match fault:
        case click.exceptions.NoArgsIsHelpError():
            return fault.format_message(), EXIT_USAGE
        case click.UsageError():
            return f"{explain_usage_error(fault)}运行 mashang --help 查看用法。", EXIT_USAGE
        case KeyboardInterrupt() | click.Abort():
            return "已停止。", EXIT_ENVIRONMENT
        case MashangError():
            return str(fault), EXIT_ENVIRONMENT
        case OSError():
            place = f"（{fault.filename}）" if fault.filename else ""
            return f"读写文件出错{place}：{fault.strerror or fault}。请检查磁盘空间和权限。", EXIT_ENVIRONMENT
    text = f"程序出错（{type(fault).__name__}: {fault}）。网站没有变。"
    return f"{text}\n请加上 --debug 再运行一次，把显示的内容发给技术人员。", EXIT_ENVIRONMENT
