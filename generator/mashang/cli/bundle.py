"""The command that packs the built site for the web server."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, county_option, read_today, stage_option
from mashang.cli.report import format_problems
from mashang.county import County, Stage
from mashang.pipeline.bundling import bundle_site

MEGABYTE = 1_000_000


@click.command(cls=ChineseCommand)
@county_option
@stage_option
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="压缩包的文件名；不写就放在 bundle 文件夹里，以版本命名",
)
def bundle(county: County, stage: str, output: Path | None) -> None:
    """Pack the built site."""
    bundled = bundle_site(county, Stage(stage), output, read_today())
    if bundled.faults:
        click.echo("网站有不合格的地方，没有打包：")
        for verdict in bundled.faults:
            first = verdict.findings[0]
            click.echo(f"  {verdict.rule.title}（{len(verdict.findings)} 处），如 {first.page}：{first.what}")
        click.echo("改法：运行 inspect 看全部问题和改法，改好以后重新运行 build。")
        sys.exit(EXIT_DATA)
    if bundled.bundle is None:
        click.echo(format_problems(bundled.problems) + "\n")
        sys.exit(EXIT_DATA)
    made = bundled.bundle
    size = made.archive.stat().st_size / MEGABYTE
    click.echo(f"已打包：{made.archive}（网站 {made.files} 个文件，压缩后 {size:.1f} MB）")
    click.echo(f"校验值：{made.checksum}")
    kind = "内部预览" if stage == Stage.STAGING else "正式网站"
    click.echo(f"这是{kind}，只能发布到 {bundled.site_url}。")
    if bundled.no_intake:
        click.echo(f"注意：包里没有意见接收程序要的说明，扫码页的表单还不能用。{bundled.no_intake}")
    click.echo("请把两个文件一起交给服务器管理员；怎样发布写在压缩包的 server/README.txt 里。")
