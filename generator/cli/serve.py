"""The command that shows the built site."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.options import root_option, stage_option
from generator.pipeline.published import open_preview
from generator.settings import Stage


@click.command(cls=ChineseCommand, help="在本机查看生成的网站（别的电脑看不到）。")
@root_option
@stage_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="端口", help="端口，默认 8000；0 为任选")
def serve(root: Path, stage: str, port: int) -> None:
    """Show the built site on this machine."""
    with open_preview(root, Stage(stage), port) as server:
        click.echo(f"打开 http://127.0.0.1:{server.server_port}/ 查看；按 Ctrl+C 结束。")
        server.serve_forever()
