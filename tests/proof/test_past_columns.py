"""The past, column by column: no cell of any table changes what was said of it, unless something is asked or refused.

A county with three published months, of which one cell after another is changed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from mashang.checks.content import Examined, check_content
from mashang.county import Stage
from mashang.figures.site import derive_figures
from mashang.model import Code, CodeKind, Publication
from mashang.pages.feeds import list_entries
from mashang.pages.open_tables import list_tables
from mashang.pages.site import Site
from mashang.periods import YearMonth
from mashang.problems import Problem, Severity
from mashang.proof.changes import check_changes
from mashang.proof.consequences import compare_facts
from mashang.proof.derived_snapshot import derive_snapshots
from mashang.proof.kept_months import check_moved, keep_months, list_names, list_owners
from mashang.proof.public_record import Facts
from mashang.proof.site_facts import describe_site
from mashang.snapshot import MonthSnapshot
from mashang.tables import BY_NAME, Column, ColumnType
from tests.case_numbers import case_number
from tests.checks.conftest import CODE, SETTINGS, TODAY, make_content

Tables = dict[str, str]
RANKED = replace(
    SETTINGS,
    ranking=True,
    warnings=True,
    ranking_minimum_measures=1,
    ranking_minimum_ratings=5,
    ranking_ratings=Decimal(10),
)
MONTHS = tuple(YearMonth(2026, month) for month in (7, 8, 9))
CODES = {
    code: Code(code, kind, target, date(2026, 1, 5))
    for code, kind, target in (
        (CODE, CodeKind.WINDOW, "W01"),
        ("BXP03ERB6", CodeKind.MATTER, "S01"),
        ("A83KKY69B", CodeKind.MEASURE, "M01"),
    )
}
_REPORT = (
    "编号|标题|牵头单位|完成率|当前值|状态|本月进展|存在问题|下一步|佐证链接|内部备注\n"
    "M01|全程网办|数据局|{}|{}|推进中|做了甲{}|人手不足|继续办理|https://www.example.com/m01|先压一压\n"
    "M02|一窗通办|财政局|45|||做了乙{}||||"
)
_RATINGS = "码|非常满意|满意|基本满意|不满意|非常不满意|投诉|办结|超期|来源|办件量\n" + "\n".join(
    f"{code}|6{{0}}|20|10|7|6|20|12|6|好差评|300" for code in CODES
)
_CASES = (
    "受理编号|受理日|渠道|类别|评价|码|对象|来源编号|承办单位|交办日|延期至|延期原因|反馈日|结果|反映人评价|回访日|单位申诉|"
    "申诉认定日|重开日|再次反馈日|销号日|问题归类|公开问题|公开答复"
)


def draw_register(month: YearMonth) -> str:
    """Six cases of a month, all of one sort, handled to the end within it."""
    row = (
        "{}|{month}-0{day}|扫码|投诉|不满意|"
        + CODE
        + "|三号窗|GD-1|数据局|{month}-10|{month}-17|等材料|{month}-2{day}|"
        "部分解决|没有解决|{month}-28|不成立|{month}-28|{month}-28|{month}-29|{month}-29|排队|为什么排队久|增开了窗口"
    )
    rows = (row.format(case_number(10 * month.month + day), month=month, day=day) for day in range(1, 7))
    return "\n".join((_CASES, *rows))


PUBLISHED: Tables = {
    "departments": (
        "编号|名称|简称|地址|职能|电话|工作时间\n"
        "D01|明川县数据局|数据局|一号路|管数据|0000-8000101|工作日\n"
        "D02|明川县财政局|财政局|二号路|管财政|0000-8000102|工作日\n"
        "D03|明川县商务局|商务局|三号路|管商务|0000-8000103|工作日"
    ),
    "measures": (
        "编号|标题|领域|内容|牵头单位|完成时限|配合单位|量化目标|目标值|单位|基准值|依据文件|文号|成文日期|发布日期|惠及对象|"
        "办理方式|咨询电话|索引号|发布机构|有效性|上级任务\n"
        "M01|全程网办|市场准入|开办企业全程网办|数据局、商务局|2026年底前|财政局|办成二百件|200|件|0|通知|明政〔2026〕1号|"
        "2026-01-02|2026-01-05|企业|网上办理|0000-8000101|QY-1|明川县政府|有效|M00\n"
        "M02|一窗通办|政务环境|一个窗口都能办|财政局|2027年3月底前|数据局|||||通知|明政〔2026〕1号|2026-01-02|2026-01-05|"
        "企业|大厅办理|0000-8000102|QY-2|明川县政府|有效|\n"
        "M00|办事方便|市场准入|让办事方便|数据局|||||||通知|明政〔2026〕1号|2026-01-02|2026-01-05||||||有效|"
    ),
    "months": "月份|发布日期|状态|综述|审核单位\n"
    + "\n".join(f"{month}|{month.following}-10|已审核|总体平稳|营商办" for month in MONTHS),
    **{
        f"progress/{month}": _REPORT.format(percent, percent * 2, month.month, month.month)
        for month, percent in zip(MONTHS, (40, 50, 68), strict=True)
    },
    **{f"ratings/{month}": _RATINGS.format(month.month) for month in MONTHS},
    **{f"reports/{month}": draw_register(month) for month in MONTHS},
    "lists/plus/list": "名称|类型|发布机构|说明|依据\n正面清单|正面清单|数据局|可以做的事|通知",
    "lists/plus/editions": "版次|索引号|文号|成文日期|有效性\n2026-03-01|QY-3|明政〔2026〕2号|2026-02-20|有效\n"
    "2026-06-01|QY-4|明政〔2026〕3号|2026-05-20|有效",
    "lists/plus/2026-03-01": "条目编号|内容|类别|依据|适用对象\nA|参加座谈会|交往|通知|企业\nB|上门走访|交往|通知|企业",
    "lists/plus/2026-06-01": "条目编号|内容|类别|依据|适用对象|上一版编号\nC|参加座谈会议|交往|通知|企业|A",
    "workdays": "日期|安排\n2026-07-04|上班\n2026-08-01|上班",
    "windows": "编号|名称|大厅|单位|位置|办理事项|状态|电话\nW01|一窗|大厅|数据局|一楼|开办|启用|0000-8000201",
    "matters": "编号|名称|单位|材料|时限|流程|网办链接\nS01|开办|财政局|申请书|3 天|受理|https://www.example.com/s01",
    "grids": "编号|名称|层级|网格员|职务|电话|上级网格\nG1|城区|一级|张某|网格长|0000-8000301|",
}
NOW: Tables = {
    **PUBLISHED,
    "measures": PUBLISHED["measures"].replace("2027年3月底前", "2027年6月底前"),
    "adjustments": (
        "措施编号|栏目|调整前|调整后|生效月份|批准文号|批准单位|批准日期|原因\n"
        "M02|完成时限|2027年3月底前|2027年6月底前|2026-10|明政〔2026〕9号|县政府|2026-10-08|资金未到"
    ),
    "progress/2026-09": PUBLISHED["progress/2026-09"].replace(
        "https://www.example.com/m01", "https://www.example.com/m"
    ),
    "corrections": (
        "编号|月份|措施编号|栏目|更正前|更正后|更正原因|更正日期|更正单位\n"
        "G1|2026-09|M01|佐证链接|https://www.example.com/m01|https://www.example.com/m|网址写错|2026-10-12|数据局"
    ),
}
"""What came since: a deadline was put off, a link was corrected."""


class County:
    """Its tables now, what it recorded of its months, and what is public of them."""

    def __init__(self, tables: Tables, records: tuple[MonthSnapshot, ...]) -> None:
        self.examined = examine(tables)
        self.kept = keep_months(records, (), {})
        self.publication = self.examined.publication
        if self.publication:
            context = self.examined.context
            self.publication = replace(
                self.publication, names=list_names(self.kept, context), owners=list_owners(self.kept, context)
            )
            figures = derive_figures(self.publication, CODES.values(), RANKED, drafts=False)
            self.site = Site(RANKED, self.publication, figures, tuple(CODES.values()), Stage.PRODUCTION)

    def list_problems(self, before: Facts) -> Iterator[Problem]:
        """Whatever is refused or asked about."""
        yield from self.examined.problems
        if self.publication:
            present = derive_snapshots(self.publication, RANKED, MONTHS)
            yield from check_changes(self.kept, present, self.examined.context)
            yield from check_moved(self.kept, self.examined.context)
            yield from compare_facts(before, describe_site(self.site, ()), {})

    def list_past(self) -> dict[str, object]:
        """What readers are told of the past, by where it stands."""
        figures = self.site.figures
        past: dict[str, object] = {
            table.stem: table.rows for table in list_tables(self.site) if not _PRESENT.fullmatch(table.stem)
        }
        past |= {f"feed {entry.day} {entry.topic}": entry for entry in list_entries(self.site)}
        past |= {f"figures {one.month.month}": replace(one, facts=Publication()) for one in figures.months}
        ratings = (*figures.ratings_by_department, *figures.ratings_by_window, *figures.ratings_by_matter)
        past |= {f"ratings {one.key}": one for one in ratings}
        past |= {f"cases {one.month}": one for one in figures.cases.months}
        day = MONTHS[-1].last_day
        past["list of cases"] = [(one.number, one.received_on, one.find_state(day)) for one in figures.cases.listed]
        return past


_PRESENT = re.compile(r"(measures|departments|windows|matters|grids|lists)|lists/plus/list|ratings-by-(?!month).*")
"""Tables of what is so now."""


def examine(tables: Tables) -> Examined:
    """Check a county's tables."""
    return check_content(make_content(dict(tables)), RANKED, CODES, TODAY)


_OTHER = {
    ColumnType.DEADLINE: "2028年底前",
    ColumnType.PHONE: "0000-8000999",
    ColumnType.URL: "https://www.example.com/other",
    ColumnType.CASE_NUMBER: case_number(999),
}


def alter(column: Column, text: str) -> str:
    """Another text that may stand in the column."""
    if column.refers_to == "departments" or column.choices or column.type is ColumnType.CODE:
        offered = ("数据局", "财政局", "商务局") if column.refers_to else column.choices or CODES
        return next(one for one in offered if one not in text)
    match column.type:
        case ColumnType.NUMBER | ColumnType.COUNT | ColumnType.PERCENT:
            return str(int(text or 0) + 1)
        case ColumnType.DATE:
            return (date.fromisoformat(text or "2026-01-02") + timedelta(days=1)).isoformat()
        case ColumnType.MONTH:
            return str(YearMonth.parse(text).following)
        case ColumnType.ID:
            return f"{text}9"
    return _OTHER.get(column.type, f"{text}改")


def list_cells() -> list[tuple[str, int, str]]:
    """A cell of every column of every table: place, row and heading."""
    cells: dict[tuple[str, str], list[tuple[str, int, str]]] = {}
    for place, text in NOW.items():
        headings, *rows = text.splitlines()
        for heading in headings.split("|"):
            found = cells.setdefault((name_dataset(place), heading), [])
            found += [(place, row, heading) for row in range(1, len(rows) + 1)]
    chooser = random.Random(9)
    return [chooser.choice(found) for found in cells.values()]


def name_dataset(place: str) -> str:
    """Whose table stands at a place."""
    first, *rest = place.split("/")
    return first if first != "lists" else rest[1] if rest[1] in BY_NAME else "list-edition"


def change(place: str, row: int, heading: str) -> Iterator[Tables]:
    """The tables with another text in one cell, and with none."""
    lines = [line.split("|") for line in NOW[place].splitlines()]
    number = lines[0].index(heading)
    column = next(one for one in BY_NAME[name_dataset(place)].columns if one.heading == heading)
    for text in (alter(column, lines[row][number]), ""):
        lines[row][number] = text
        yield {**NOW, place: "\n".join("|".join(line) for line in lines)}


_MAY_CHANGE = frozenset(
    (
        *(("months", "综述"), ("progress", "本月进展"), ("progress", "存在问题"), ("progress", "下一步")),
        *(("list", "名称"), ("editions", "有效性")),
    )
)
"""Wording until a month is closed; a list's name as far as it is polished; whether an edition is in force today."""


@pytest.fixture(scope="module")
def records() -> tuple[MonthSnapshot, ...]:
    """What the months said when they were published."""
    publication = examine(PUBLISHED).publication
    assert publication
    made: list[MonthSnapshot] = []
    for month, rows in derive_snapshots(publication, RANKED, MONTHS).items():
        made.append(MonthSnapshot(month, date(2026, 10, 10), "ab", made[-1].digest if made else "", rows))
    return tuple(made)


@pytest.fixture(scope="module")
def county(records: tuple[MonthSnapshot, ...]) -> County:
    """As it is now."""
    return County(NOW, records)


@pytest.fixture(scope="module")
def given(county: County) -> Facts:
    """What readers were last given."""
    return describe_site(county.site, ())


def test_the_county_is_right(county: County, given: Facts) -> None:
    """Nothing is refused or asked about, and there is a past of every sort."""
    assert [found for found in county.list_problems(given) if found.severity is Severity.ERROR or found.item] == []
    past = county.list_past()
    assert {"rankings/2026-q3", "warnings/2026-09", "status/2026-07", "corrections", "ratings W01"} <= past.keys()


_NOT_READ = {("progress", heading) for heading in ("完成时限", "量化目标", "上次完成率")}
"""What a month's sheet shows to those who fill it."""


def test_every_column_is_looked_at() -> None:
    """But those of enterprises and problems, which nobody is told of, of confirmations, and what is not read."""
    held = {(name_dataset(place), heading) for place, _, heading in list_cells()}
    known = {(one.name, column.heading) for one in BY_NAME.values() for column in one.columns}
    left = known - held - _NOT_READ
    assert {pair for pair in left if pair[0] not in ("enterprises", "confirmations", "problems")} == set()


@pytest.mark.parametrize("cell", list_cells(), ids=lambda cell: f"{cell[0]} {cell[2]}")
def test_no_cell_changes_the_past_in_silence(
    records: tuple[MonthSnapshot, ...], county: County, given: Facts, cell: tuple[str, int, str]
) -> None:
    """It says the same as before, or a problem says that it does not."""
    before = county.list_past()
    for changed in (County(tables, records) for tables in change(*cell)):
        told = [found for found in changed.list_problems(given) if found.severity is Severity.ERROR or found.item]
        if not told and (name_dataset(cell[0]), cell[2]) not in _MAY_CHANGE:
            after = changed.list_past()
            assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} == set()
