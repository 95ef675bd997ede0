"""Halls and windows on one page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from mashang.derived import Figures, PublishedCount, RatingSummary
from mashang.model import Code, CodeKind, Department, Matter, Publication, Window
from mashang.pages.windows import list_pages
from tests.pages.reader import make_site, see

PUBLICATION = Publication(
    departments=(Department("D1", "明川县审批局"),),
    matters=(Matter("A1", "开办企业", "D1"),),
    windows=(
        Window("W1", "登记窗口", "政务大厅", "D1", "1 楼 3 号", ("A1", "盖章<公章>")),
        Window("W2", "税务窗口", "办税大厅", "D1", matters=("开办企业",)),
        Window("W3", "综合窗口", "政务大厅", "D1"),
        Window("W4", "撤销的窗口", "旧大厅", "D1", active=False),
    ),
)
CODE = Code("7K3M9QXT2", CodeKind.WINDOW, "W1", date(2026, 5, 1))
RATINGS = RatingSummary("W1", published=True, n=8, levels=(8, 0, 0, 0, 0), satisfied=Decimal("100.0"), mean=Decimal(5))


def test_without_open_windows_there_is_no_section() -> None:
    """A hall whose windows are all closed makes no page."""
    closed = Publication(departments=PUBLICATION.departments, windows=PUBLICATION.windows[3:])
    assert see(list_pages, make_site(closed)) == {}


def test_windows_stand_hall_by_hall() -> None:
    """Halls in the order of the table, each with its open windows; a closed one is not named."""
    page = see(list_pages, make_site(PUBLICATION))["windows/"]
    assert [row[0] for row in page.rows("政务大厅的窗口")[1:]] == ["登记窗口", "综合窗口"]
    assert [row[0] for row in page.rows("办税大厅的窗口")[1:]] == ["税务窗口"]
    assert "撤销的窗口" not in page.text
    assert "旧大厅" not in page.text + page.front["description"]


def test_matters_lead_to_their_pages_by_id_or_name() -> None:
    """A matter that has a page is linked under its name; another stays plain text."""
    page = see(list_pages, make_site(PUBLICATION))["windows/"]
    assert page.links.count("../matters/A1/") == 2
    assert "开办企业、盖章<公章>" in page.rows("政务大厅的窗口")[1]
    assert "盖章&lt;公章&gt;" in page.html


def test_a_window_leads_to_its_own_code() -> None:
    """Only a window that has a code can be rated from here, and the ratings come with their number."""
    figures = Figures(ratings_by_window=(RATINGS, RatingSummary("W3", published=False)))
    page = see(list_pages, make_site(PUBLICATION, figures, (CODE,)))["windows/"]
    first, second = page.rows("政务大厅的窗口")[1:]
    assert "100.0%（8 份）" in first
    assert not any("%" in cell for cell in second)
    assert [link for link in page.links if "/f/" in link] == ["../f/7K3M9QXT2/"]


def test_what_is_kept_back_of_ratings_says_so() -> None:
    """Few bad ratings leave a lower bound, in the table, in the chart and in words; a mean may be suppressed."""
    few = RatingSummary("W1", published=True, n=160, satisfied_lower_bound=Decimal("97.5"))
    unsaid = RatingSummary("W3", published=True, n=12)
    figures = Figures(
        ratings_overall=replace(few, complaints=PublishedCount(None), overdue=PublishedCount(0)),
        ratings_by_window=(few, unsaid),
        ratings_by_month=(replace(few, key="2026-08"), replace(unsaid, key="2026-09")),
    )
    page = see(list_pages, make_site(PUBLICATION, figures))["windows/"]
    first, second = page.rows("政务大厅的窗口")[1:]
    assert "不低于 97.5%（160 份）" in first
    assert "12 份，好评率不公布" in second
    assert page.rows("各月评价")[1:] == [
        ["2026年9月", "12", "不公布", "不公布"],
        ["2026年8月", "160", "不低于 97.5%", "不公布"],
    ]
    assert "2026年8月：不低于 97.5%（160 份）" in page.text
    assert [bar[1] for bar in re.findall(r'class="(c-bar)" x="0" y="\d+" width="([\d.]+)%"', page.html)] == [
        "0",
        "97.5",
    ]
    words = re.sub(r"\s", "", page.text)
    assert "共160份评价，好评率不低于97.5%（差评1至4份）。投诉1至4件，办结件数不公布，没有超期。" in words
    assert "有的等级只有1至4份" in words


def test_ratings_over_time_come_with_their_number() -> None:
    """Newest month first; a hidden month says so and has no figure, neither in the table nor in the chart."""
    summaries = (
        RatingSummary(
            "2026-08", published=True, n=40, levels=(40, 0, 0, 0, 0), satisfied=Decimal("97.5"), mean=Decimal("4.6")
        ),
        RatingSummary("2026-09", published=False),
    )
    whole = RatingSummary("", published=False)
    page = see(list_pages, make_site(PUBLICATION, Figures(ratings_overall=whole, ratings_by_month=summaries)))[
        "windows/"
    ]
    assert page.rows("各月评价")[1:] == [["2026年9月", "不公布"], ["2026年8月", "40", "97.5%", "4.6"]]
    assert "2026年9月：不公布；2026年8月：97.5%（40 份）" in page.text
    hidden = Figures(ratings_overall=whole, ratings_by_month=summaries[1:])
    assert "各月评价" not in see(list_pages, make_site(PUBLICATION, hidden))["windows/"].text
