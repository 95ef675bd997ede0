"""The report says for every rule how it stands, in words for people and in forms for machines."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import date
from pathlib import Path

from mashang.county import Stage
from mashang.inspection.report import HEADINGS, report_inspection, summarise_inspection
from mashang.inspection.rules import OF_UPDATES, RULES
from tests.inspection.sound_site import TODAY, change, inspect_files, sound_files

MONTH = "progress/2026-10/index.html"


def faulty_files() -> dict[str, str]:
    """A site with a fault on every page, one fault on one page, and a warning."""
    files = {name: text.replace("SiteDomain", "Domain") for name, text in sound_files().items()}
    files = change(files, MONTH, "<td>", '<td><img src="../../assets/site.js"><svg></svg>')
    return change(files, MONTH, "<title>十月进展", "<title>一件事")


def count_columns(line: str) -> int:
    """How many columns a GBK console gives a line."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)


def test_a_sound_site_reads_as_a_list_of_rules(tmp_path: Path) -> None:
    """One line for each rule with its source, and a closing sentence."""
    lines = report_inspection(inspect_files(tmp_path, sound_files())).render("text").splitlines()
    assert lines[0] == "网站检查：正式网站，2026-11-08，8 个页面、12 个文件"
    assert lines[2] == "√ 首页按时更新               国办秘函〔2019〕19号 检查指标"
    assert [line[:2] for line in lines[2:-2]] == ["√ "] * len(RULES)
    assert lines[-1] == f"共 {len(RULES)} 项：合格 {len(RULES)}，不合格 0，提醒 0。全部合格，可以发布。"


def test_each_fault_names_page_and_remedy(tmp_path: Path) -> None:
    """A rule that is broken shows how it is judged, where it fails, grouped by what is wrong, and what to do."""
    text = report_inspection(inspect_files(tmp_path, faulty_files())).render("text")
    wanted = """\
× 图片有文字说明             GB/T 37668-2019 无障碍　不合格 2 处
    [images-described] 每张图片、每幅图表有替代文字，或标明是装饰；文件名不算说
    明。
    - progress/2026-10/index.html：图片“../../assets/site.js”没有文字说明
    - progress/2026-10/index.html：内嵌图形（svg）没有文字说明
    改法：给图片写一句说明：看不见图的人需要知道什么。
"""
    assert wanted in text
    assert "    - 404.html、f/0H9HHYK85/index.html、index.html 等 8 个文件：缺少 SiteDomain\n" in text
    assert "！ 页面标题各不相同           GB/T 37668-2019 无障碍　提醒 1 处\n" in text
    assert text.endswith("项：合格 25，不合格 2，提醒 1。请先改好不合格的，再运行 build 和 inspect。\n")


def test_remedies_of_their_own_stand_with_their_fault(tmp_path: Path) -> None:
    """Where faults of one rule have different remedies, each stands under its own."""
    files = change(sound_files(), MONTH, "主办单位", "单位")
    text = report_inspection(inspect_files(tmp_path, change(files, MONTH, "ICP备", "ICP"))).render("text")
    assert "页脚缺少主办单位\n      改法：在 site_config/site.yml 里填好 organiser，再运行 build。\n" in text
    assert "页脚缺少ICP备案号\n      改法：在 site_config/site.yml 里填好 icp，再运行 build。\n" in text


def test_what_is_too_much_is_counted(tmp_path: Path) -> None:
    """After three different faults of a rule the rest is a number."""
    pictures = "".join(f'<img src="../../assets/site.css?{number}">' for number in range(5))
    files = change(sound_files(), MONTH, "<td>", f"<td>{pictures}")
    text = report_inspection(inspect_files(tmp_path, files)).render("text")
    assert "不合格 5 处" in text
    assert "    - 还有 2 处，用 --format csv 查看全部。\n" in text
    assert "site.css?2" in text
    assert "site.css?3" not in text


def test_text_fits_a_console(tmp_path: Path) -> None:
    """Every line fits into 80 columns and into GBK, none begins with a closing mark."""
    today = date(2027, 6, 1)
    text = report_inspection(inspect_files(tmp_path, faulty_files(), today, Stage.STAGING)).render("text")
    text.encode("gbk")
    for line in text.splitlines():
        assert count_columns(line) <= 80, line
        assert line.strip()[:1] not in set("，。；：、）”"), line
    assert text.startswith("网站检查：预览站，2027-06-01")


def test_machines_read_every_rule_and_finding(tmp_path: Path) -> None:
    """JSON and CSV hold the same findings, each with rule, source and remedy; kept rules are in both."""
    inspection = inspect_files(tmp_path, faulty_files())
    whole = json.loads(report_inspection(inspection).render("json"))
    assert (whole["stage"], whole["today"], whole["passed"]) == ("production", TODAY.isoformat(), False)
    assert [rule["id"] for rule in whole["rules"]] == list(RULES)
    data = report_inspection(inspection).render("csv")
    assert data.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(data[1:])))
    assert tuple(rows[0]) == HEADINGS
    words = {"warning": "提醒", "error": "不合格"}
    findings = [
        (rule["id"], rule["source"], words[found["outcome"]], found["page"], found["problem"], found["mend"])
        for rule in whole["rules"]
        for found in rule["findings"]
    ]
    wanted = ("代码", "依据", "结果", "页面", "问题", "改法")
    assert [tuple(row[key] for key in wanted) for row in rows if row["页面"]] == findings
    assert {row["代码"] for row in rows} == set(RULES)
    assert {row["结果"] for row in rows} == {"合格", "提醒", "不合格"}


def test_no_text_of_a_page_is_run_as_a_formula(tmp_path: Path) -> None:
    """Names of files and links come from whoever made the page; a spreadsheet shows them."""
    files = {**sound_files(), "=1+1.html": sound_files()["index.html"]}
    rows = csv.DictReader(io.StringIO(report_inspection(inspect_files(tmp_path, files)).render("csv")[1:]))
    named = {row["页面"] for row in rows if "1+1" in row["页面"]}
    assert named == {"'=1+1.html"}


def test_warnings_alone_let_a_site_be_published(tmp_path: Path) -> None:
    """A site with warnings only passes, and the summary asks for them."""
    inspection = inspect_files(tmp_path, sound_files(), date(2026, 11, 18))
    assert not inspection.has_faults
    assert summarise_inspection(inspection).endswith("提醒 1。可以发布；提醒的请尽快处理。")


def test_what_does_not_apply_is_reported_with_its_reason(tmp_path: Path) -> None:
    """A site of demonstration data is not asked to be new: reported in text, JSON and CSV, and no fault."""
    inspection = inspect_files(tmp_path, sound_files(), date(2027, 6, 1), demonstration=True)
    assert not inspection.has_faults
    text = report_inspection(inspection).render("text")
    assert "－ 进展每月公布               码上自定　不适用\n    [progress-monthly] 演示数据，不要求更新。\n" in text
    assert text.endswith(f"共 {len(RULES)} 项：合格 {len(RULES) - 3}，不合格 0，提醒 0，不适用 3。可以发布。\n")
    assert max(map(count_columns, text.splitlines())) <= 80
    waived = {
        rule["id"]: rule["reason"]
        for rule in json.loads(report_inspection(inspection).render("json"))["rules"]
        if rule["outcome"] == "not-applicable"
    }
    assert waived == dict.fromkeys(OF_UPDATES, "演示数据，不要求更新")
    rows = csv.DictReader(io.StringIO(report_inspection(inspection).render("csv")[1:]))
    assert {row["代码"]: row["问题"] for row in rows if row["结果"] == "不适用"} == waived
