"""The commands over the pair of keys that signs the site."""

from __future__ import annotations

import click

from mashang.cli.chinese import ChineseGroup
from mashang.cli.options import county_option, read_call
from mashang.county import PUBLIC_KEYS, County
from mashang.proof.keys import create_key, list_keys


@click.group(cls=ChineseGroup)
def keys() -> None:
    """The commands over keys."""


@keys.command("create", help="建立一对密钥。以后 build 会给网站的清单签名。")
@county_option
@click.option("--replace", is_flag=True, help="换一对新的；旧的公钥保留，用来核对以前的网站")
def create_command(county: County, *, replace: bool) -> None:
    """Make a pair of keys."""
    pair = create_key(county, replace=replace)
    click.echo(f"公钥：{county / PUBLIC_KEYS}（指纹 {pair.fingerprint}）")
    click.echo(f"私钥：{pair.private}")
    click.echo("私钥只留在这台电脑上，另存一份到保险的地方，不要发给别人，也不要放进网站的文件夹。")
    click.echo("请把公钥指纹另外公布（如政府公报、窗口公示栏），读者可以用它核对网站。")


@keys.command("show", help="查看公钥指纹和私钥放在哪里。")
@county_option
def show_command(county: County) -> None:
    """Show the keys."""
    pairs = list_keys(county)
    for place, pair in enumerate(pairs):
        where = f"私钥在 {pair.private}" if pair.private.is_file() else "私钥不在这台电脑上"
        click.echo(f"{'以前的' if place else '在用的'}公钥，指纹 {pair.fingerprint}，{where}")
    if not pairs:
        click.echo(f"还没有密钥。需要给网站签名时，运行 {read_call()} keys create。")
