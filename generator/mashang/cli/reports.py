"""The commands over reports: the register (诉求台账), and what the county's own intake receives."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mashang.cli.adopt import tell_adopted
from mashang.cli.chinese import ChineseGroup
from mashang.cli.options import EXIT_DATA, MonthName, county_option, read_call, read_today
from mashang.cli.report import format_problems
from mashang.cli.stages import show_stages
from mashang.county import PUBLIC_KEYS, REPORT_KEYS, REPORTS, County
from mashang.periods import YearMonth
from mashang.pipeline.checking import CHECK_STEPS
from mashang.problems import has_errors

if TYPE_CHECKING:
    from mashang.pipeline.case_papers import Supervised


@click.group(cls=ChineseGroup)
def reports() -> None:
    """The commands over reports."""


@reports.command("number", help="给诉求台账里还没有受理编号的行编号。")
@county_option
def number_command(county: County) -> None:
    """Number the rows that have no number."""
    from mashang.pipeline.case_exchange import number_cases

    done = number_cases(county)
    for file, count in done:
        click.echo(f"{file}：编了 {count} 个受理编号。")
    if not done:
        click.echo("每一行都有受理编号。")


@reports.command("import", help="把 12345、好差评等导出的工单写进诉求台账：按工单号对，已有不同内容的不改，列出来。")
@county_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="工单文件")
@click.option("--from", "mapping", required=True, metavar="名称", help="照哪份对应表；先用 adopt 定下来")
@click.option("--replace", multiple=True, metavar="受理编号", help="这一件以来的表为准（可写几次）")
@click.option("--dry-run", is_flag=True, help="只看，不写入")
def import_command(county: County, file: Path, *, mapping: str, replace: tuple[str, ...], dry_run: bool) -> None:
    """Take another system's rows into the register."""
    from mashang.pipeline.adopting import AdoptOrder, adopt

    order = AdoptOrder(file=file, name=mapping, replace=replace, write=not dry_run)
    with show_stages(CHECK_STEPS + 1) as on_stage:
        done = adopt(county, order, read_today(), on_stage)
    tell_adopted(done, dry_run=dry_run)


@reports.command("export", help="照对应表把一个月的诉求台账写成别的系统的导入表，放在 outgoing 文件夹里。")
@county_option
@click.option("--to", "mapping", required=True, metavar="名称", help="照哪份对应表")
@click.option("--month", type=MonthName(), required=True, metavar="月份", help="哪个月收到的，如 2026-11")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="写到这个 .xlsx 文件里")
def export_command(county: County, mapping: str, month: YearMonth, output: Path | None) -> None:
    """Write the register as another system's import sheet."""
    from mashang.pipeline.adopting import export_ledger

    path, empty = export_ledger(county, mapping, month, output)
    click.echo(f"已写入 {path}。")
    if empty:
        click.echo(f"这几列我们没有内容，空着：{'、'.join(empty)}。")


@reports.command("tally", help="照热线月报的样子，写一个月各单位派遣、按时、超时、未办结、结案率、不满意率（CSV）。")
@county_option
@click.option("--month", type=MonthName(), required=True, metavar="月份", help="哪个月收到的，如 2026-10")
def tally_command(county: County, month: YearMonth) -> None:
    """Write the table by department."""
    from mashang.pipeline.case_papers import tally_cases

    with show_stages(CHECK_STEPS + 1) as on_stage:
        done = tally_cases(county, month, read_today(), on_stage)
    _tell_written(done)


@reports.command("remind", help="给欠着答复的单位各写一份督办单（Word），另有一张到期表（CSV），放在 reminders 里。")
@county_option
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="截至哪一天，如 2026-11-20；不写就是今天"
)
def remind_command(county: County, day: datetime | None) -> None:
    """Press the departments that owe answers."""
    from mashang.pipeline.case_papers import supervise

    today = read_today()
    with show_stages(CHECK_STEPS + 1) as on_stage:
        done = supervise(county, day.date() if day else today, today, on_stage)
    _tell_written(done)
    if done.waiting:
        click.echo(f"还没有答复的诉求 {len(done.waiting)} 件，其中超期 {done.overdue} 件。发送前请逐份核对。")
    else:
        click.echo("没有等着答复的诉求。")


def _tell_written(done: Supervised) -> None:
    """Say what was written; with errors in the tables, end."""
    if done.problems:
        click.echo(format_problems(done.problems) + "\n")
    if has_errors(done.problems):
        sys.exit(EXIT_DATA)
    for path in done.files:
        click.echo(str(path))


@reports.command("keys", help="建立接收意见的密钥：办公室一把，保险柜里备一把。")
@county_option
@click.option("--replace", is_flag=True, help="换新的；旧的私钥要留着，打开以前的意见还用得着")
def keys_command(county: County, *, replace: bool) -> None:
    """Make the keys that reports are sealed for, and the signing key where there is none yet."""
    from mashang.proof.keys import create_key, list_keys
    from mashang.proof.report_keys import create_report_keys

    made = create_report_keys(county, replace=replace)
    if not list_keys(county):
        click.echo(f"签名的密钥也建好了：{create_key(county, replace=False).private}，公钥在 {PUBLIC_KEYS}。")
    click.echo(f"收件公钥：{county / REPORT_KEYS}")
    click.echo(f"办公室的私钥：{made.private}（只留在这台电脑上）")
    click.echo(f"备用的私钥：{made.safe}")
    click.echo("请现在把备用的私钥拷到 U 盘，锁进保险柜，再从这台电脑上删掉。两把都丢了，收到的意见谁也打不开。")
    click.echo(f"然后重新生成网站、打包，交给服务器管理员：{read_call()} build，再 {read_call()} bundle。")


@reports.command("fetch", help="从意见接收程序取回密封的意见，放在 reports 文件夹里；取过的不再取。")
@county_option
@click.option("--from", "source", default="", metavar="网址或文件", help="从哪里取；不写就是 site.yml 里表单的网址")
def fetch_command(county: County, source: str) -> None:
    """Fetch sealed reports."""
    from mashang.pipeline.case_handling import fetch_cases
    from mashang.pipeline.report_exchange import find_intake_url

    url = source or find_intake_url(county)
    found, numbers = fetch_cases(county, url, getuser(), datetime.now(UTC).astimezone())
    click.echo(f"取回 {found.new} 份，放在 {county / REPORTS}；诉求台账里新登记 {len(numbers)} 件。")
    if found.unopened:
        click.echo(f"其中 {found.unopened} 份用这台电脑上的私钥打不开：请从保险柜取备用的私钥，放进私钥的文件夹。")
    if "://" not in url:
        click.echo(f"收到的确认要带回服务器：{read_call()} reports push --to 文件。")


@reports.command("push", help="把办理状态和密封的答复送给意见接收程序。")
@county_option
@click.option("--to", "target", default="", metavar="网址或文件", help="送到哪里；不写就是 site.yml 里表单的网址")
def push_command(county: County, target: str) -> None:
    """Hand over states and replies."""
    from mashang.pipeline.report_exchange import find_intake_url, push_answers, write_stick

    url = target or find_intake_url(county)
    count = write_stick(county, Path(url)) if "://" not in url else push_answers(county, url)
    click.echo(f"{'写好' if '://' not in url else '送出'} {count} 条新答复。")
