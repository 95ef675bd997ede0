"""A county over 24 months: no published sentence about a past month changes without its row.

Each month the tables are checked and its page is made, as a build does it, without the reading site's engine.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from mashang.county import County, Stage
from mashang.figures.site import derive_figures
from mashang.model import Publication
from mashang.pages import progress
from mashang.pages.markdown import render_pages
from mashang.pages.site import Site
from mashang.periods import YearMonth
from mashang.pipeline.checking import Checked, check_county
from mashang.pipeline.closing import close_months
from mashang.pipeline.recording import record_months
from mashang.proof.snapshot_files import settle_records, write_records
from mashang.settings import Settings

SETTINGS = {
    "name": "青溪县营商环境公开",
    "county": "青溪县",
    "organiser": "青溪县营商办",
    "site_url": "https://www.qingxi.gov.cn/yshj/",
    "code_base": "https://www.qingxi.gov.cn/yshj/f/",
    "phone": "0571-86000100",
    "mailbox": "yingshang@qingxi.gov.cn",
    "address": "青溪县政务中心",
}
TABLES = {
    "departments": "编号|名称|简称\nD1|青溪县数据局|数据局\nD2|青溪县商务局|商务局\nD3|青溪县工信局|工信局",
    "measures": """
        编号 | 标题     | 领域     | 内容         | 牵头单位 | 完成时限       | 发布日期   | 有效性
        M1   | 全程网办 | 市场准入 | 开办全程网办 | 数据局   | 2026年12月底前 | 2026-01-05 | 有效
        M2   | 免费刻章 | 市场准入 | 免费刻制印章 | 数据局   | 2027年12月底前 | 2026-01-05 | 有效
        M3   | 消费补贴 | 惠企政策 | 发放消费补贴 | 商务局   | 2027年12月底前 | 2026-01-05 | 有效
        M4   | 一窗通办 | 政务环境 | 一窗受理办理 | 工信局   | 长期坚持       | 2026-01-05 | 有效
        """,
    "windows": "编号|名称|大厅|单位\nW1|开办窗口|政务大厅|数据局\nW2|注销窗口|政务大厅|数据局",
    "adjustments": "措施编号|栏目|调整前|调整后|生效月份|批准单位|批准日期|原因",
    "corrections": "编号|月份|措施编号|栏目|更正前|更正后|更正原因|更正日期|更正单位",
}


class Story:
    """A county's folder, what its pages of months said when they were published, and which months were corrected."""

    def __init__(self, root: Path) -> None:
        self.county = County(root)
        self.settings = dict(SETTINGS)
        self.tables = {name: "\n".join(map(str.strip, text.strip().splitlines())) for name, text in TABLES.items()}
        self.months: list[YearMonth] = []
        self.said: dict[YearMonth, str] = {}

    def change(self, table: str, before: str, after: str) -> None:
        """Write something else into a table, where it stands once or more often."""
        assert before in self.tables[table]
        self.tables[table] = self.tables[table].replace(before, after)

    def add(self, table: str, row: str) -> None:
        """Write one more row."""
        self.tables[table] += f"\n{row}"

    def check(self, today: date) -> Checked:
        """Write the tables and check them."""
        content = self.county / "content"
        (self.county / "site_config").mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{name}: {value}\n" for name, value in self.settings.items())
        (self.county / "site_config" / "site.yml").write_text(lines, encoding="utf-8")
        months = "".join(f"\n{month}|{month.following}-05|已审核" for month in self.months)
        for name, text in {**self.tables, "months": f"月份|发布日期|状态{months}"}.items():
            rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]
            if len(rows) > 1:
                out = io.StringIO()
                csv.writer(out).writerows(rows)
                (content / name).parent.mkdir(parents=True, exist_ok=True)
                (content / f"{name}.csv").write_text(out.getvalue(), encoding="utf-8")
        return check_county(self.county, today, lambda _: None)

    def publish(self, month: YearMonth, reports: str) -> None:
        """Report a month, publish it, and hold every page of a month before to what it said."""
        self.months.append(month)
        self.tables[f"progress/{month}"] = f"编号|完成率|本月进展\n{reports}"
        checked = self.check(date(month.following.year, month.following.month, 8))
        told = {"month-overdue", "office-moved"}
        assert [found for found in checked.problems if found.code not in told] == []
        settings, publication = checked.settings, checked.publication
        assert settings
        assert publication
        records = record_months(self.county, checked, settings, publication, ())
        assert [one.month for one in records] == [month]
        write_records(self.county, records, ())
        settle_records(self.county)
        shown = replace(publication, records=(*publication.records, *(one.published for one in records)))
        for name, text in self.render(settings, shown).items():
            corrected = any(correction.month == name for correction in publication.corrections)
            assert self.said.setdefault(name, text) == text or corrected, name
            self.said[name] = text

    def render(self, settings: Settings, publication: Publication) -> dict[YearMonth, str]:
        """The page of each month, without its ways to other months and the note that it was closed."""
        figures = derive_figures(publication, (), settings, drafts=False)
        site = Site(settings, publication, figures, (), Stage.PRODUCTION)
        pages = render_pages(site, progress.list_pages(site))
        return {
            month.month: re.sub(
                r'<nav class="ms-pager".*?</nav>|本月已于.*?里。',
                "",
                pages[f"progress/{month.month}/index.md"],
                flags=re.DOTALL,
            )
            for month in publication.months
        }


def list_months(first: YearMonth, count: int) -> list[YearMonth]:
    """So many months."""
    months = [first]
    while len(months) < count:
        months.append(months[-1].following)
    return months


def test_no_published_sentence_changes_without_its_row(tmp_path: Path) -> None:
    """Extension, new names, repeal, merger, swapped windows, a new host, a correction, closing, slips."""
    story = Story(tmp_path)
    for number, month in enumerate(list_months(YearMonth(2026, 1), 24)):
        tell(story, month)
        done = min(100, 4 * number + 4)
        rows = [f"M1|{done}%|做了甲", f"M3|{done // 2}%|做了丙"]
        rows += [] if month >= YearMonth(2026, 8) else [f"M2|{done // 2}%|做了乙"]
        story.publish(month, "\n".join([*rows, "M4|50%|做了丁"]))
    assert len(story.said) == 24
    assert "青溪县数据局" in story.said[YearMonth(2026, 5)]
    assert "青溪县大数据局" in story.said[YearMonth(2026, 6)]
    assert "免费刻章" in story.said[YearMonth(2026, 7)]
    assert "免费刻章" not in story.said[YearMonth(2026, 8)].split('id="adjustments"')[0]
    assert [str(month) for month, text in story.said.items() if "公布以后的更正（1 处）" in text] == ["2027-04"]
    assert len(list((tmp_path / "content" / "closed").iterdir())) == 18


def tell(story: Story, month: YearMonth) -> None:  # noqa: C901 — a list of events
    """What happens before a month is published."""
    decided = f"{month}-06|另有安排"
    match str(month):
        case "2026-04":
            story.change("measures", "2026年12月底前", "2027年6月底前")
            story.add("adjustments", f"M1|完成时限|2026年12月底前|2027年6月底前|{month}|县政府|{decided}")
        case "2026-06":
            story.change("departments", "青溪县数据局|", "青溪县大数据局|")
        case "2026-08":
            row = next(line for line in story.tables["measures"].splitlines() if line.startswith("M2"))
            story.change("measures", row, row.replace("有效", "废止"))
            story.add("adjustments", f"M2|有效性|有效|废止|{month}|县政府|{decided}")
        case "2026-10":
            story.change("measures", "商务局", "工信局")
            story.change("departments", "D3|青溪县工信局", "D3|青溪县工信和商务局")
            story.add("adjustments", f"M3|牵头单位|商务局|工信局|{month}|县政府|{decided}")
        case "2026-12":
            story.change("measures", "一窗通办", "一窗一次办")
            story.add("adjustments", f"M4|标题|一窗通办|一窗一次办|{month}|县政府|{decided}")
        case "2027-02":
            story.tables["windows"] = (
                "编号|名称|大厅|单位\nW1|注销窗口|新政务大厅|数据局\nW2|开办窗口|新政务大厅|商务局"
            )
        case "2027-03":
            story.settings["site_url"] = "https://yshj.qingxi.gov.cn/"
            item = "code-base-elsewhere-bc49517d"
            story.tables["confirmations"] = f"事项|原因|确认人|日期\n{item}|旧域名长期跳转|张三|2027-03-01"
        case "2027-05":
            correct(story)
        case "2027-08":
            result = close_months(story.county, YearMonth(2027, 6), date(2027, 8, 20), lambda _: None)
            assert len(result.months) == 18
        case "2027-10":
            slip(story)


def correct(story: Story) -> None:
    """The last month had too high a percentage of M3; the months before and after are not touched."""
    story.change("progress/2027-04", "M3|32%", "M3|31%")
    checked = story.check(date(2027, 5, 20))
    assert {found.code for found in checked.problems if found.severity == "error"} == {"published-changed"}
    story.add("corrections", "G1|2027-04|M3|完成率|32|31|多计了一项|2027-05-20|营商办")
    assert story.check(date(2027, 5, 20)).publication


def slip(story: Story) -> None:
    """A deadline that is changed without a document, a fact of an open month, and one of a closed month."""
    for table, before, after, code in (
        ("measures", "2027年6月底前", "2027年9月底前", "adjustment-new-differs"),
        ("progress/2027-08", "M4|50%", "M4|60%", "published-changed"),
        ("progress/2026-03", "M4|50%", "M4|60%", "closed-changed"),
    ):
        story.change(table, before, after)
        assert code in {found.code for found in story.check(date(2027, 10, 20)).problems}
        story.change(table, after, before)
