"""The command that makes a kit for a computer without network."""

from __future__ import annotations

from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand
from mashang.pipeline.kit import HOME, PYTHONS, SYSTEMS, Target, write_kit

MEGABYTE = 1_000_000


@click.command(cls=ChineseCommand)
@click.option("--platform", type=click.Choice(tuple(SYSTEMS)), required=True, help="那台电脑的系统")
@click.option("--python", type=click.Choice(PYTHONS), default="3.12", help="那台电脑的 Python；不写就是 3.12")
@click.option(
    "--installer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="一起放进去的 Python：Windows 用 .exe 安装程序，或者解开就是 python 文件夹的 .tar.gz",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="离线包的文件名；不写就放在当前文件夹里，以版本和系统命名",
)
def kit(platform: str, python: str, installer: Path | None, output: Path | None) -> None:
    """Make a kit."""
    target = Target(platform, python)
    click.echo("正在下载组件，约 100 MB……", err=True)
    made = write_kit(HOME, target, installer, output)
    size = made.archive.stat().st_size / MEGABYTE
    click.echo(f"已写好离线包：{made.archive}（{target.label}，{made.wheels} 个组件，{size:.0f} MB）")
    click.echo("拷到那台电脑上解压，照里面的“先读我.txt”做。")
