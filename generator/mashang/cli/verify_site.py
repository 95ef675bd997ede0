"""The command that compares a site with its manifest."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, county_option, format_option, output_option, show_report, stage_option
from mashang.county import County, Stage
from mashang.proof.comparison import Comparison, Difference
from mashang.proof.verification import verify_site as verify
from mashang.report import Report

_LISTED = 50
"""How many files of one kind the text names; the other forms name all."""


@click.command("verify-site", cls=ChineseCommand)
@county_option
@stage_option
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[网站文件夹]"
)
@click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="用另外保存的清单核对，不用网站里的那一份",
)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="用这个公钥核对签名；不写就用 site_config/signing.pub",
)
@format_option("text 文字；json 供程序读；csv 可用 Excel 打开")
@output_option
def verify_site(county: County, stage: str, form: str, output: Path | None, **given: Path | None) -> None:
    """Compare a site with its manifest; ``given`` are the folder, the manifest and the key."""
    compared = verify(county, Stage(stage), **given)
    show_report(report_comparison(compared), form, output)
    if compared.found:
        sys.exit(EXIT_DATA)


def report_comparison(compared: Comparison) -> Report:
    """The report of a comparison: in CSV a row for each difference."""
    found = [{"difference": one.difference.name.lower(), "path": one.path, "text": one.text} for one in compared.found]
    document = {"files": compared.files, "signer": compared.signer, "trusted": compared.trusted}
    document |= {"replaced": compared.replaced, "site": dict(compared.site), "found": found}
    rows = [(one.difference.value, one.path, one.text) for one in compared.found]
    return Report(_format_text(compared), ("差别", "文件", "说明"), lambda: rows, lambda: document)


def _format_text(compared: Comparison) -> str:
    lines = []
    for difference in Difference:
        alike = [one for one in compared.found if one.difference is difference]
        if alike:
            lines.append(f"{difference.value}（{len(alike)} 处）")
            lines += [f"  {one.path}{f'：{one.text}' if one.text else ''}" for one in alike[:_LISTED]]
            lines += [f"  还有 {len(alike) - _LISTED} 个，用 --format csv 看全部。"] if len(alike) > _LISTED else []
    lines += [""] if lines else []
    lines += _name_site(compared.site)
    lines.append(_judge_signature(compared))
    if compared.found:
        lines.append(f"核对了 {compared.files} 个文件，{len(compared.found)} 处与清单不一致。")
        lines.append("改法：先弄清是谁改的；再用 build 重新生成网站，整个替换。不是自己人改的，请保留现场并报告。")
    else:
        lines.append(f"核对了 {compared.files} 个文件，与清单完全一致。")
    return "\n".join([*lines, ""])


def _name_site(site: Mapping[str, str]) -> list[str]:
    """Which site the manifest is of, so that an older one or a preview does not pass for today's."""
    if not site.get("url"):
        return []
    kind = "审核用预览" if site.get("stage") == Stage.STAGING else "正式网站"
    newest = f"，最新内容发布于 {site['changed_on']}" if site.get("changed_on") else ""
    return [f"清单属于：{kind} {site['url']}{newest}。"]


def _judge_signature(compared: Comparison) -> str:
    if any(one.difference in (Difference.SIGNATURE, Difference.MANIFEST) for one in compared.found):
        return "清单或签名有问题，网站是不是原来的，无法确认。"
    if not compared.signer:
        return "清单没有签名：只能看出网站和清单是否一致，看不出清单是不是原来的那一份。"
    verdict = f"清单的签名正确，公钥指纹 {compared.signer}。"
    if compared.replaced:
        return f"{verdict}这是已经换掉的公钥：换钥以前生成的网站才会用它；当初是因为私钥泄露才换的，就不要相信。"
    return verdict if compared.trusted else f"{verdict}公钥取自网站本身，请与县里另外公布的指纹核对。"
