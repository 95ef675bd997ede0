"""The command that opens the desk."""

from __future__ import annotations

import webbrowser

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import county_option, read_today
from mashang.county import County


@click.command(cls=ChineseCommand)
@county_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="端口", help="端口；不写就任选一个")
@click.option("--no-browser", is_flag=True, help="不自动打开浏览器，只显示地址")
def desk(county: County, port: int, *, no_browser: bool) -> None:
    """Serve the desk on this machine."""
    from mashang.desk.server import run_desk

    def show(address: str) -> None:
        click.echo(f"工作台已经打开：{address}\n关掉浏览器里的工作台，这里过一会儿自己结束；也可以按 Ctrl+C。")
        if not no_browser:
            webbrowser.open(address)

    run_desk(county, read_today, port, show)
