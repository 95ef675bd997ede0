"""click in Chinese: help pages and usage errors."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import click

from mashang.cli.options import MonthName
from mashang.console_text import measure_width, wrap_text

_WIDEST_TERM = 30
_GAP = 2


class ChineseFormatter(click.HelpFormatter):
    """Help pages whose lines keep within the console: a Chinese character takes two columns there."""

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{'':{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        for line in wrap_text(text, self.width - self.current_indent):
            self.write(f"{'':{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = _GAP) -> None:
        """Write terms and what they mean, in two columns; a wide term has a line of its own."""
        pairs = list(rows)
        first = min(max(measure_width(term) for term, _ in pairs), col_max) + col_spacing
        for term, text in pairs:
            gap = first - measure_width(term)
            head = f"{term}{'':{gap}}" if gap >= col_spacing else f"{term}\n{'':{self.current_indent + first}}"
            between = f"\n{'':{self.current_indent + first}}"
            lines = wrap_text(text, self.width - self.current_indent - first)
            self.write(f"{'':{self.current_indent}}{head}{between.join(lines)}\n")


class ChineseContext(click.Context):
    """What click knows of a call, with help pages in Chinese."""

    formatter_class = ChineseFormatter


class ChineseCommand(click.Command):
    """A command whose help page is Chinese."""

    context_class = ChineseContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what options there are."""
        write_options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help page."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这份说明"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands whose help page is Chinese; its commands are in the order of their making."""

    command_class = ChineseCommand

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they were added."""
        del ctx
        return list(self.commands)

    def list_helps(self, ctx: click.Context) -> list[tuple[str, str]]:
        """The names of the commands and what each is for."""
        del ctx
        return [(name, command.get_short_help_str(80)) for name, command in self.commands.items()]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows the group's name in a call."""
        del ctx
        return ["[选项]", "命令", "[参数]…"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        with formatter.section("命令"):
            formatter.write_dl(self.list_helps(ctx))
        write_options(self, ctx, formatter)


ChineseGroup.group_class = ChineseGroup


class ChineseUsageError(click.UsageError):
    """Words of a call that do not go together; the text is Chinese and fit to be shown."""


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write a command's options under a Chinese heading."""
    options = (parameter for parameter in command.get_params(ctx) if isinstance(parameter, click.Option))
    rows = [record for option in options if (record := option.get_help_record(ctx))]
    if rows:
        with formatter.section("选项"):
            formatter.write_dl(rows)


def explain_usage_error(fault: click.UsageError) -> str:
    """What was wrong with the words of a call, in Chinese."""
    match fault:
        case ChineseUsageError():
            return fault.message
        case click.NoSuchOption():
            return f"没有 {fault.option_name} 这个选项。{_suggest(fault.option_name, fault.possibilities or ())}"
        case click.MissingParameter():
            return f"缺少 {_parameter_name(fault.param)}。"
        case click.BadParameter():
            return f"{_parameter_name(fault.param)} 的值不对。{_expected(fault)}"
    context: Any = fault.ctx
    names = context.command.list_commands(context) if context and isinstance(context.command, click.Group) else []
    word = _quoted(fault.message)
    if names and word:
        return f"没有“{word}”这个命令。{_suggest(word, names)}"
    extra = fault.message.partition("(")[2].partition(")")[0]
    return f"多了“{extra}”。" if extra else "参数不对。"


def _suggest(word: str, names: Iterable[str]) -> str:
    known = list(names)
    near = get_close_matches(word, known, n=1)
    return f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(known)}。" if known else ""


def _parameter_name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return (parameter.human_readable_name.strip("[]") if parameter else "") or "参数"


def _expected(fault: click.BadParameter) -> str:
    kind = fault.param.type if fault.param else None
    if isinstance(kind, click.Choice):
        return f"只能是：{'、'.join(str(choice) for choice in kind.choices)}。"
    if isinstance(kind, click.Path):
        return (
            "这是文件夹，请写文件。" if fault.message.endswith("is a directory.") else f"没有这个{_file_kind(kind)}。"
        )
    if isinstance(kind, click.DateTime):
        return "写成 2026-11-06 这样的年-月-日。"
    if isinstance(kind, MonthName):
        return "写成 2026-10 这样的年-月。"
    if isinstance(kind, click.IntRange):
        return f"应当是 {kind.min} 到 {kind.max} 之间的整数。"
    return ""


def _file_kind(kind: click.Path) -> str:
    return "文件" if kind.file_okay else "文件夹"


def _quoted(message: str) -> str:
    """The word that click's message names in quotation marks."""
    parts = message.replace('"', "'").split("'")
    return parts[1] if len(parts) > 2 else ""  # noqa: PLR2004 — before, between and after a pair of marks
