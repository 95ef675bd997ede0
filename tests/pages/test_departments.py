"""The directory of departments and a page per department."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mashang.derived import Figures, RatingSummary
from mashang.figures.site import derive_figures
from mashang.model import (
    Department,
    ListEdition,
    ListEntry,
    ListKind,
    Matter,
    Measure,
    MonthState,
    NamedList,
    ProgressReport,
    Publication,
    ReportingMonth,
    Window,
)
from mashang.pages.departments import list_pages
from mashang.periods import Deadline, YearMonth
from tests.pages.reader import SETTINGS, Seen, make_site, see

OCTOBER = YearMonth(2026, 10)
PUBLICATION = Publication(
    departments=(
        Department("D1", "明川县审批局", "县审批局", "明和路 18 号", "办理企业登记", "0000-8000101、0000-8000102"),
        Department("D2", "明川县财政局"),
    ),
    measures=(
        Measure("M1", "一次办好", "政务环境", "内容", "D1", Deadline("长期坚持", None), supporting=("D2",)),
        Measure("M2", "明年再办", "政务环境", "内容", "D1", Deadline("长期坚持", None), published_on=date(2026, 11, 2)),
    ),
    months=(ReportingMonth(OCTOBER, date(2026, 11, 5), MonthState.REVIEWED),),
    reports=(ProgressReport(OCTOBER, "M1", "已办", Decimal(40)),),
    windows=(
        Window("W1", "登记窗口", "政务大厅", "D1", "1 楼", ("企业登记",)),
        Window("W2", "撤销的窗口", "政务大厅", "D1", active=False),
    ),
    matters=(Matter("A1", "开办企业", "D1", time_limit="1 个工作日"),),
    lists=(
        NamedList(
            "positive",
            "正面清单",
            ListKind.POSITIVE,
            "D1",
            editions=(ListEdition(date(2026, 3, 1), (ListEntry("1", "甲"),)),),
        ),
    ),
)


def look(figures: Figures | None = None) -> dict[str, Seen]:
    """The section's pages."""
    derived = figures or derive_figures(PUBLICATION, (), SETTINGS, drafts=False)
    return see(list_pages, make_site(PUBLICATION, derived))


def test_without_departments_there_is_no_section() -> None:
    """An empty section is never published."""
    assert see(list_pages, make_site(Publication())) == {}


def test_the_directory_says_where_and_how_to_reach() -> None:
    """A row per department; each number can be tapped; all led measures count, also the newest."""
    page = look()["departments/"]
    first, second = page.rows("各单位")[1:]
    assert first == ["明川县审批局", "0000-8000101、0000-8000102", "明和路 18 号", "2 项"]
    assert second[0] == "明川县财政局"
    assert second[-1] == ""
    assert {"tel:0000-8000101", "tel:0000-8000102", "D1/", "../data/departments.csv"} <= set(page.links)


def test_a_department_shows_what_it_leads_and_supports() -> None:
    """With the standing of the newest month, where there is one."""
    pages = look()
    rows = pages["departments/D1/"].rows("牵头的措施")[1:]
    assert rows == [["M1 一次办好", "长期坚持", "40%", "长期坚持"], ["M2 明年再办", "长期坚持", "—", "—"]]
    assert "状态截至 2026年10月31日" in pages["departments/D1/"].text
    assert [row[0] for row in pages["departments/D2/"].rows("配合的措施")[1:]] == ["M1 一次办好"]
    assert "牵头的措施" not in pages["departments/D2/"].text


def test_closed_windows_are_not_named() -> None:
    """Nobody is sent to a window that is closed."""
    page = look()["departments/D1/"]
    assert [row[0] for row in page.rows("窗口")[1:]] == ["登记窗口"]
    assert "撤销的窗口" not in page.text
    assert "../../windows/#window-W1" in page.links


def test_matters_and_lists_are_linked() -> None:
    """What the department handles and what it publishes."""
    page = look()["departments/D1/"]
    assert {"../../matters/A1/", "../../lists/positive/"} <= set(page.links)
    assert "开办企业 （1 个工作日）" in page.text


def test_few_ratings_are_kept_back() -> None:
    """Ratings come with their number; under the minimum no figure shows."""
    shown = RatingSummary(
        "D1", published=True, n=10, levels=(6, 2, 1, 1, 0), satisfied=Decimal(90), mean=Decimal("4.3")
    )
    pages = look(Figures(ratings_by_department=(shown, RatingSummary("D2", published=False))))
    assert "共 10 份评价" in pages["departments/D1/"].text
    assert "90%" in pages["departments/D1/"].text
    assert "不公布" in pages["departments/D2/"].text
    assert "份评价，" not in pages["departments/D2/"].text
