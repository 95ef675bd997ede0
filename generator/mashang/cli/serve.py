"""The command that shows the built site."""

from __future__ import annotations

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import county_option, stage_option
from mashang.county import County, Stage
from mashang.pipeline.published import open_preview


@click.command(cls=ChineseCommand)
@county_option
@stage_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="端口", help="端口，默认 8000；0 为任选")
def serve(county: County, stage: str, port: int) -> None:
    """Show the built site on this machine."""
    with open_preview(county, Stage(stage), port) as server:
        click.echo(f"打开 http://127.0.0.1:{server.server_port}/ 查看；按 Ctrl+C 结束。")
        server.serve_forever()
