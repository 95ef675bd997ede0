"""The command that shows the built site."""

from __future__ import annotations

from contextlib import ExitStack
from importlib.util import find_spec

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import county_option, stage_option
from mashang.county import County, Stage
from mashang.pipeline.published import open_preview

NEEDED = ("pyrage", "sqlalchemy")
"""What the intake needs; without it the site is shown alone."""


@click.command(cls=ChineseCommand)
@county_option
@stage_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="端口", help="端口，默认 8000；0 为任选")
def serve(county: County, stage: str, port: int) -> None:
    """Show the built site on this machine."""
    with ExitStack() as open_until_the_end:
        beside = None
        if all(map(find_spec, NEEDED)):
            from mashang.pipeline.intake_preview import open_intake

            beside = open_until_the_end.enter_context(open_intake(county, Stage(stage)))
        server = open_until_the_end.enter_context(
            open_preview(county, Stage(stage), port, beside.port if beside else 0)
        )
        click.echo(f"打开 http://127.0.0.1:{server.server_port}/ 查看；按 Ctrl+C 结束。")
        if beside:
            kept = f"留在 build/intake，用 reports fetch --from http://127.0.0.1:{server.server_port}/intake/ 取"
            click.echo(f"扫码页的表单也能提交：{kept if beside.kept else '只是试一试，结束以后就没有了'}。")
        server.serve_forever()
