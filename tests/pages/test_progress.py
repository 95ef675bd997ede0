"""Pages of monthly progress: what needs attention, what is done, by whom, and what a draft says of itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mashang.figures.site import derive_figures
from mashang.model import Department, Measure, MonthState, ProgressReport, Publication, ReportingMonth
from mashang.pages import parts
from mashang.pages.month_lists import MOST_IN_FULL
from mashang.pages.progress import MOST_BARS, list_pages
from mashang.periods import Deadline, YearMonth
from mashang.proof.consequences import _DERIVED
from tests.pages.reader import SETTINGS, Seen, make_site, see

SEPTEMBER, OCTOBER = YearMonth(2026, 9), YearMonth(2026, 10)


def measure(name: str, lead: str, due: date | None) -> Measure:
    """A measure published on the first of May."""
    deadline = Deadline(due.isoformat() if due else "长期坚持", due)
    return Measure(name, f"措施{name}", "政务环境", "内容", lead, deadline, published_on=date(2026, 5, 1))


PUBLICATION = Publication(
    departments=(Department("D1", "明川县审批局", "县审批局"), Department("D2", "明川县财政局", "县财政局")),
    measures=(
        measure("M1", "D1", date(2026, 10, 31)),
        measure("M2", "D1", date(2027, 5, 1)),
        measure("M3", "D2", None),
        measure("M4", "D2", date(2027, 5, 1)),
    ),
    months=(
        ReportingMonth(SEPTEMBER, date(2026, 10, 8), MonthState.REVIEWED, "九月综述", "县政府办"),
        ReportingMonth(OCTOBER, date(2026, 11, 8), MonthState.DRAFT),
    ),
    reports=tuple(
        ProgressReport(month, name, f"{month}{name}的进展", percent, trouble=trouble)
        for month in (SEPTEMBER, OCTOBER)
        for name, percent, trouble in (("M1", Decimal(30), "缺<人>"), ("M2", Decimal(100), ""), ("M3", None, ""))
    ),
)


def look(*, drafts: bool = True) -> dict[str, Seen]:
    """The section's pages."""
    return see(list_pages, make_site(PUBLICATION, derive_figures(PUBLICATION, (), SETTINGS, drafts=drafts)))


def test_without_a_shown_month_there_is_no_section() -> None:
    """An empty section is never published."""
    assert see(list_pages, make_site(PUBLICATION)) == {}


def test_drafts_have_a_page_on_staging_only_and_say_so() -> None:
    """A month that nobody reviewed is marked wherever it shows."""
    assert list(look(drafts=False)) == ["progress/", "progress/2026-09/"]
    pages = look()
    assert list(pages) == ["progress/", "progress/2026-09/", "progress/2026-10/"]
    assert "还没有审核" in pages["progress/2026-10/"].text
    assert "还没有审核" not in pages["progress/2026-09/"].text
    assert [row[0] for row in pages["progress/"].rows("各月进展")[1:]] == ["2026年10月 草稿", "2026年9月"]


def test_the_index_counts_each_status() -> None:
    """Newest month first; every status that occurs has its column, and they add up."""
    page = look()["progress/"]
    rows = page.rows("各月措施状态（项）")
    assert dict(zip(rows[0], rows[1], strict=True)) == {
        "月份": "2026年10月",
        "已完成": "1",
        "已逾期": "1",
        "长期坚持": "1",
        "进度滞后": "1",
        "合计": "4",
    }
    months = page.rows("各月进展")
    row = dict(zip(months[0], months[1], strict=True))
    assert (row["已完成"], row["按期推进"], row["其他"], row["滞后或逾期"], row["合计"]) == ("1", "0", "1", "2", "4")


def test_what_needs_attention_stands_first() -> None:
    """Overdue before not reported before done, each with its number and its measures."""
    text = look()["progress/2026-10/"].text
    headings = ("已逾期（1 项）", "进度滞后（1 项）", "未报送（1 项）", "已完成（1 项）")
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)
    assert text.index("M1 措施M1", places[0]) < places[1] < text.index("M4 措施M4", places[1]) < places[2]
    assert "进度不明（" not in text


def test_who_reviewed_and_as_of_which_day() -> None:
    """A month says by which day it was computed, when published, and by whom reviewed."""
    text = look()["progress/2026-09/"].text
    assert "按 2026年9月30日 的情况判定" in text
    assert "2026年10月8日 发布" in text
    assert "县政府办审核" in text
    assert "九月综述" in text


def test_counts_by_department_and_field() -> None:
    """The leading departments' counts add up to the field's."""
    page = look()["progress/2026-10/"]
    departments = page.rows("各牵头单位的措施状态（项）")
    assert [(row[0], row[-4]) for row in departments[1:]] == [("县审批局", "2"), ("县财政局", "2")]
    (field,) = page.rows("各领域的措施状态（项）")[1:]
    assert field[0] == "政务环境"
    assert field[-4:] == ["4", "1", "0", "65%"]


def test_reports_are_shown_in_full_and_stay_text() -> None:
    """Each report of the month, none of another, with the trouble that was written."""
    page = look()["progress/2026-10/"]
    assert "2026-10M1的进展" in page.text
    assert "2026-09M1的进展" not in page.text
    assert "缺&lt;人&gt;" in page.html
    assert 'id="report-M4"' not in page.html


@pytest.mark.parametrize(("month", "links"), [("2026-09", {"../2026-10/"}), ("2026-10", {"../2026-09/"})])
def test_months_lead_to_their_neighbours(month: str, links: set[str]) -> None:
    """One may turn the pages month by month, and take the tables away."""
    page = look()[f"progress/{month}/"]
    assert {link for link in page.links if link.startswith("../2026")} == links
    assert f"../../data/progress/{month}.csv" in page.links
    assert f"../../data/status/{month}.csv" in page.links


def look_at_many(number: int) -> Seen:
    """October of a county with that many measures, each with a department and a report of its own.

    The last is behind; of the others all are done, the first of them only since October.
    """
    names = [f"M{place}" for place in range(1, number + 1)]
    publication = Publication(
        departments=tuple(Department(f"D-{name}", f"单位{name}") for name in names),
        measures=tuple(measure(name, f"D-{name}", date(2026, 12, 1)) for name in names),
        months=tuple(ReportingMonth(month, date(2026, 11, 8), MonthState.REVIEWED) for month in (SEPTEMBER, OCTOBER)),
        reports=tuple(
            ProgressReport(month, name, f"{month}{name}的进展", Decimal(percent))
            for month in (SEPTEMBER, OCTOBER)
            for name in names
            for percent in [1 if name == names[-1] or (name, month) == ("M1", SEPTEMBER) else 100]
        ),
    )
    figures = derive_figures(publication, (), SETTINGS, drafts=False)
    return see(list_pages, make_site(publication, figures))["progress/2026-10/"]


def test_up_to_the_limit_every_report_stands_on_the_page() -> None:
    """And every measure that is done."""
    page = look_at_many(MOST_IN_FULL)
    assert all(f"2026-10M{place}的进展" in page.text for place in range(1, MOST_IN_FULL + 1))
    assert len(page.rows("已完成的措施")) == MOST_IN_FULL
    assert "页只列" not in page.text


def test_above_the_limit_a_page_shows_what_is_new_or_needs_attention() -> None:
    """What it leaves out is counted, and the way to it is there."""
    number = MOST_IN_FULL + 1
    page = look_at_many(number)
    assert [place for place in range(1, number + 1) if f"2026-10M{place}的进展" in page.text] == [1, number]
    assert f"本页只列需要关注和本月新完成的 2 项；其余 {number - 2} 项见" in page.text
    assert f"其中本月新完成 1 项，列在下面；此前完成的 {number - 2} 项，见" in page.text
    assert [row[0] for row in page.rows("本月新完成的措施")[1:]] == ["M1 措施M1"]
    assert "../../data/progress/2026-10.csv" in page.links
    assert "../../data/status/2026-10.csv" in page.links


def test_many_departments_are_a_table_without_a_chart() -> None:
    """A chart of each would be many screens high; the figures stand there as before."""
    few, many = look_at_many(MOST_BARS), look_at_many(MOST_BARS + 1)
    assert 'id="departments-t"' in few.html
    assert 'id="departments-t"' not in many.html
    assert len(many.rows("各牵头单位的措施状态（项）")) == MOST_BARS + 2
    assert 'id="fields-t"' in many.html


def test_a_long_page_goes_on_in_parts_with_the_gravest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are whole and lead to the parts; no measure is lost, each report stands beside its row."""
    monkeypatch.setattr(parts, "HEAVIEST", 20_000)
    names = [f"M{place}" for place in range(1, 101)]
    publication = Publication(
        departments=(Department("D1", "单位"),),
        measures=tuple(measure(name, "D1", date(2026, 10, 1)) for name in names[:50])
        + tuple(measure(name, "D1", date(2026, 12, 1)) for name in names[50:]),
        months=(ReportingMonth(OCTOBER, date(2026, 11, 8), MonthState.REVIEWED),),
        reports=tuple(ProgressReport(OCTOBER, name, f"{name}的进展。", Decimal(1)) for name in names),
    )
    pages = see(list_pages, make_site(publication, derive_figures(publication, (), SETTINGS, drafts=False)))
    addresses = [address for address in pages if address.startswith("progress/2026-10/")]
    assert len(addresses) > 5
    seen = [pages[address] for address in addresses]
    listed = [row[0].split()[0] for page in seen for title in ("已逾期", "进度滞后") for row in rows_of(page, title)]
    assert listed == names
    for page in seen:
        here = [row[0].split()[0] for title in ("已逾期", "进度滞后") for row in rows_of(page, title)]
        assert [name for name in names if f"{name}的进展。" in page.text] == here
    behind = next(number for number, page in enumerate(seen, 1) if "进度滞后（50 项）" in page.text)
    assert f"{behind}/#behind" in seen[0].links
    assert "#overdue" in seen[0].links
    assert "已逾期（50 项，续）" in seen[1].text
    assert {"../", "../3/"} <= set(seen[1].links)
    assert "总数、图表和下载" in seen[1].text
    assert "data/progress" not in seen[1].html
    assert [address for address in addresses[1:] if _DERIVED.fullmatch(address)] == addresses[1:]


def rows_of(page: Seen, title: str) -> list[list[str]]:
    """The rows of a status on a page that may not have it."""
    return page.rows(f"{title}的措施")[1:] if f"{title}的措施" in page.html else []
