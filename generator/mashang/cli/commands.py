"""The program and the way out: 0 done, 1 problems in the data, 2 wrong usage, 3 fault of the environment."""

from __future__ import annotations

import gc
import io
import sys
import traceback
from importlib import import_module
from keyword import iskeyword

import click

from mashang import __version__
from mashang.cli.chinese import ChineseGroup, explain_usage_error
from mashang.cli.options import EXIT_ENVIRONMENT, EXIT_USAGE, read_call
from mashang.disk_faults import explain_fault
from mashang.problems import MashangError, RequestError

COLLECT_AFTER = 500_000
"""How many new objects until cycles among them are searched: cells are many, all stay, and none is in a cycle."""
READER = "zxingcpp"
"""The reader of symbols: were its types not let go in order, it would fill the screen with complaints at the end."""
COMMANDS = {
    "adopt": "接收别的系统的台账：先定下哪一列对应我们的哪一列，以后每个月照着写进我们的表。",
    "build": "检查数据，发码，生成并发布网站。",
    "bundle": "把生成好的网站打成一个压缩包，带校验值、服务器示例配置和发布程序，交给服务器管理员。",
    "check": "检查所有表格，列出问题；不改任何表格。",
    "collect": "收各单位报回来的填报表：清楚的写进这个月的进展表，有疑问的列出来。",
    "desk": "打开工作台：在浏览器里按步骤做完一个月的事，不用输入命令。",
    "close": "封存一个月：把它现在的内容写进 content/closed，以后再改动，必须写明更正。前面没有封存的月份一并封存。",
    "codes": "查看、停用、更换、核对二维码。",
    "export": "写成别的系统要的样子：照对应表写导入表，或把网站写成可以粘贴到门户的片段。",
    "import": "从文件（.docx、.txt）起草措施清单：每一格写明出自哪一段，看不准的、没有用的都列出来；不改现有的表。",
    "init": "建立一个新的县：一项一项地问设置，写好空的表格，里面没有示例县的任何东西。",
    "inspect": "按政府网站的规定检查生成好的网站，逐项列出是否合格、依据和改法。",
    "kit": "做一个离线包：拷到不能上网的电脑上，解压以后双击就能打开工作台。",
    "keys": "给网站签名用的密钥：建立、更换、查看。",
    "papers": "写通报、问题汇总和调度会材料（Word），放在 papers 文件夹里；模板可以在 Word 里改。",
    "remind": "给每个单位写一份催办单（PDF 和 Word），另有一张汇总表（CSV），放在 reminders 文件夹里。",
    "new-month": "开始一个新的月份：在月度表里登记一行草稿，写好填报表，每项措施一行。",
    "reports": "诉求台账：编受理编号，和 12345、好差评等系统互相导入导出；自己收的意见：建密钥，取回，送出答复。",
    "serve": "在本机查看生成的网站（别的电脑看不到）。",
    "verify-site": "把网站文件夹和生成时写下的清单（manifest.json）核对，找出内容变了、缺少、多出来的文件。",
}
"""What each command is for.

It stands in the module of :func:`name_module`, which is loaded when the command is asked for: a check needs
less than a build does, and a list of the commands needs none of them.
"""


def name_module(command: str) -> str:
    """The name of a command's module and of the command in it: a dash is ``_``, and a word of Python gets one."""
    return command.replace("-", "_") + ("_" if iskeyword(command) else "")


class Program(ChineseGroup):
    """The commands, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        del ctx
        return list(COMMANDS)

    def list_helps(self, ctx: click.Context) -> list[tuple[str, str]]:
        """The names of all commands and what each is for."""
        del ctx
        return list(COMMANDS.items())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; ``None`` when there is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        name = name_module(cmd_name)
        command: click.Command = getattr(import_module(f"mashang.cli.{name}"), name)
        command.help = COMMANDS[cmd_name]
        return command


@click.group(cls=Program, help="码上：把单位手里的表格变成公开网站，并发出永不失效的二维码。")
@click.version_option(__version__, "--version", message="mashang（码上）%(version)s", help="显示版本")
@click.option("--debug", is_flag=True, help="程序出错时显示技术细节")
def mashang(*, debug: bool) -> None:
    """The program."""
    del debug


def run() -> int:
    """Be the program: run the command of this process, then end at once.

    Going through all objects for cycles once more, as Python does at its end, would take half a second.
    """
    gc.set_threshold(COLLECT_AFTER)
    code = main()
    if READER not in sys.modules:
        gc.freeze()
    return code


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code. Everything that may happen ends in one plain line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    words = sys.argv[1:] if argv is None else argv
    call = read_call()
    try:
        mashang.main([word for word in words if word != "--debug"], prog_name=call, standalone_mode=False)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else EXIT_ENVIRONMENT
    except (KeyboardInterrupt, Exception) as fault:  # noqa: BLE001 — the last door
        if "--debug" in words:
            traceback.print_exc()
        text, code = _explain(fault, call)
        click.echo(text, err=True)
        return code
    return 0


def _explain(fault: BaseException, call: str) -> tuple[str, int]:
    """The message for an exception that nobody caught, and the exit code."""
    match fault:
        case click.exceptions.NoArgsIsHelpError():
            return fault.format_message(), EXIT_USAGE
        case click.UsageError():
            return f"{explain_usage_error(fault)}运行 {call} --help 查看用法。", EXIT_USAGE
        case KeyboardInterrupt() | click.Abort():
            return "已停止。", EXIT_ENVIRONMENT
        case MashangError():
            return str(fault), EXIT_USAGE if isinstance(fault, RequestError) else EXIT_ENVIRONMENT
        case OSError():
            return explain_fault(fault), EXIT_ENVIRONMENT
        case ModuleNotFoundError():
            text = f"缺少组件 {fault.name}。请运行 pip install 'mashang[build,print]' 装齐，再试一次。"
        case _:
            text = f"程序出错（{type(fault).__name__}: {fault}）。网站没有变。"
            text += "\n请加上 --debug 再运行一次，把显示的内容发给技术人员。"
    return text, EXIT_ENVIRONMENT
