"""A county of three measures, two months and one list, for the reading pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mashang.derived import EditionDifference, Figures, Mark, MonthChanges, MonthFigures, Standing, Status, Tally
from mashang.model import (
    Code,
    CodeKind,
    Department,
    ListEdition,
    ListEntry,
    ListKind,
    Measure,
    MonthState,
    NamedList,
    ProgressReport,
    Publication,
    ReportingMonth,
)
from mashang.pages.site import Site
from mashang.periods import Deadline, YearMonth
from mashang.settings import Settings

SEPTEMBER = YearMonth(2026, 9)
OCTOBER = YearMonth(2026, 10)
CODE = "7K3M9QXT2"
SETTINGS = Settings(
    name="明川县营商环境公开",
    county="明川县",
    organiser="明川县营商办",
    site_url="https://www.example.com/yshj/",
    code_base="https://www.example.com/yshj/f/",
    phone="0000-8000100",
    mailbox="yingshang@example.com",
    address="明川县政务中心 5 楼",
    report_phone="0000-8000110",
    handling_days=7,
)
DEPARTMENTS = (Department("D1", "明川县行政审批局", "县审批局", phone="0000-8000101"), Department("D2", "明川县财政局"))
MEASURES = (
    Measure(
        "M1",
        "首枚印章<免费>刻",
        "政务环境",
        "新开办企业免费刻制首套印章。",
        "D1",
        Deadline("2026年9月底前", date(2026, 9, 30)),
        supporting=("D2",),
        baseline=Decimal(3),
        target=Decimal(1),
        unit="天",
        basis="十八条措施",
        document_number="明政发〔2026〕5号",
        made_on=date(2026, 3, 1),
        published_on=date(2026, 3, 5),
        audience=("企业", "个体工商户"),
    ),
    Measure("M2", "一套材料通用办", "政务环境", "一次提交。", "D1", Deadline("长期坚持", None), phone="0000-8000109"),
    Measure("M3", "惠企资金直达", "财税环境", "资金直达。", "D2", Deadline("2026-12-31", date(2026, 12, 31))),
)
REPORTS = (
    ProgressReport(SEPTEMBER, "M1", "刻章 40 枚。", Decimal(50), trouble="经费没有到位。", next_step="追加预算。"),
    ProgressReport(
        OCTOBER, "M1", "刻章 90 枚。", Decimal("82.5"), current=Decimal(2), evidence="https://www.example.com/a"
    ),
)


def tally(*counts: int, label: str = "", marks: tuple[int, int] = (0, 0)) -> Tally:
    """A tally of so many measures at each status, in the order of :class:`Status`."""
    return Tally("", label, counts, 1, Decimal("82.5"), marks)


def month(which: YearMonth, standings: tuple[Standing, ...], overall: Tally, changes: MonthChanges) -> MonthFigures:
    """A reviewed month, published on the fifth of the next."""
    published = date(which.following.year, which.following.month, 5)
    reviewed = ReportingMonth(which, published, MonthState.REVIEWED, reviewer="县政府办")
    facts = Publication(departments=DEPARTMENTS, measures=MEASURES)
    return MonthFigures(reviewed, standings, overall, (), (), changes, facts)


def standing(measure: str, which: YearMonth, status: Status, percent: str = "", expected: str = "") -> Standing:
    """Where a measure stands, with its report where there is one."""
    reports = [report for report in REPORTS if (report.measure, report.month) == (measure, which)]
    return Standing(
        measure,
        which,
        status,
        which.last_day,
        f"{measure}的理由",
        Decimal(percent) if percent else None,
        Decimal(expected) if expected else None,
        reports[0] if reports else None,
    )


def silent(measure: str, which: YearMonth, status: Status) -> Standing:
    """A measure that was not reported, with its mark."""
    return replace(standing(measure, which, status), mark=Mark.NOT_REPORTED)


def make_site(*, months: int = 2) -> Site:
    """The county with its newest ``months`` months shown."""
    lists = (
        NamedList(
            "positive",
            "正面清单",
            ListKind.POSITIVE,
            "D1",
            editions=(
                ListEdition(date(2026, 5, 1), (ListEntry("1", "甲"),)),
                ListEdition(date(2026, 10, 15), (ListEntry("1", "乙"),)),
            ),
        ),
    )
    shown = (
        month(
            SEPTEMBER,
            (standing("M1", SEPTEMBER, Status.ON_TRACK, "50", "98"), silent("M2", SEPTEMBER, Status.LASTING)),
            tally(0, 0, 1, 0, 0, 0, 1, 0, 0, label="全部", marks=(1, 0)),
            MonthChanges(),
        ),
        month(
            OCTOBER,
            (
                standing("M1", OCTOBER, Status.OVERDUE, "82.5", "100"),
                silent("M2", OCTOBER, Status.LASTING),
                silent("M3", OCTOBER, Status.BEHIND),
            ),
            tally(0, 1, 1, 0, 0, 1, 0, 0, 0, label="全部", marks=(2, 0)),
            MonthChanges(
                newly_late=("M1",), newly_published=("M3",), list_editions=(("positive", date(2026, 10, 15)),)
            ),
        ),
    )
    differences = (EditionDifference("positive", date(2026, 5, 1), date(2026, 10, 15), (), 1),)
    return Site(
        SETTINGS,
        Publication(
            departments=DEPARTMENTS,
            measures=MEASURES,
            months=tuple(each.month for each in shown),
            reports=REPORTS,
            lists=lists,
        ),
        Figures(months=shown[2 - months :], differences=differences),
        (Code(CODE, CodeKind.MEASURE, "M1", date(2026, 5, 1)),),
    )
