"""The home page: the figures that matter, what changed, and only ways that lead somewhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mashang.derived import Figures, Status
from mashang.model import Publication
from mashang.pages.home import list_changes, list_entries, list_key_figures, list_pages, list_shares
from mashang.pages.markdown import render_pages
from mashang.pages.site import Site
from tests.pages.reading_county import OCTOBER, make_site, month, tally

ALL = {"measures/", "lists/", "progress/", "report/", "about/"}


def render(site: Site, present: set[str]) -> str:
    """The home page's text."""
    return render_pages(site, list_pages(site, present))["index.md"]


def test_key_figures_lead_to_what_they_count() -> None:
    """Each figure links the list filtered by just those statuses; late is overdue and behind together."""
    site = make_site()
    latest = month(OCTOBER, (), tally(5, 1, 3, 0, 4, 6, 7, 0, 0, marks=(2, 1)), site.figures.months[-1].changes)
    figures = {figure.label: (figure.value, figure.target) for figure in list_key_figures(latest)}
    assert figures == {
        "公开措施": (26, "measures/"),
        "已完成": (5, "measures/#status=已完成"),
        "按期推进": (7, "measures/#status=按期推进"),
        "滞后和逾期": (7, "measures/#status=已逾期,进度滞后"),
        "其他": (7, "measures/#status=长期坚持,进度不明"),
        "本月未报送": (2, "measures/#status=未报送"),
        "本月未启动": (1, "measures/#status=未启动"),
    }
    assert sum(value for label, (value, _) in figures.items() if label[:2] not in ("公开", "本月")) == 26


def test_shares_follow_the_readers_order() -> None:
    """Only statuses that occur, with one decimal."""
    latest = make_site().figures.latest
    assert latest
    assert [(share.status, share.count, share.share) for share in list_shares(latest)] == [
        (Status.LASTING, 1, Decimal("33.3")),
        (Status.BEHIND, 1, Decimal("33.3")),
        (Status.OVERDUE, 1, Decimal("33.3")),
    ]


def test_changes_are_named_and_linked() -> None:
    """Measures with their lead department, editions with what they changed; kinds without any stay empty."""
    found = {
        title: [(item.name, item.target, item.note) for item in items] for title, items in list_changes(make_site())
    }
    assert found == {
        "新完成": [],
        "新出现滞后或逾期": [("首枚印章<免费>刻", "measures/M1/", "县审批局")],
        "恢复报送": [],
        "新公开的措施": [("惠企资金直达", "measures/M3/", "明川县财政局")],
        "新发布的清单": [("正面清单", "lists/positive/2026-10-15/", "与上一版相同")],
        "措施调整": [],
        "更正": [],
    }


def test_home_says_of_when_and_who_reviewed() -> None:
    """The day of the data, the day of publication, the reviewer, and where to report are on the page."""
    text = render(make_site(), ALL)
    assert '数据截至2026年10月31日，<time datetime="2026-11-05">2026年11月5日</time>发布，县政府办审核。' in text
    assert "7 个工作日内办理" in text
    assert 'href="tel:12345"' in text
    assert 'href="tel:0000-8000110"' in text
    assert 'href="measures/#status=%E5%B7%B2%E9%80%BE%E6%9C%9F,%E8%BF%9B%E5%BA%A6%E6%BB%9E%E5%90%8E"' in text


def test_absent_sections_are_not_linked() -> None:
    """A card stands only for a section that has a page."""
    site = make_site()
    text = render(site, {"measures/"})
    assert 'class="ms-card__link" href="measures/"' in text
    assert not [entry.title for entry in list_entries(site) if f'class="ms-card__link" href="{entry.target}"' in text][
        1:
    ]
    assert 'href="report/"' not in text
    assert "#status-rules" not in text


def test_first_month_has_no_trend() -> None:
    """One month alone gives the picture of that month and no columns over time."""
    assert "各月措施状态" not in render(make_site(months=1), ALL)
    assert "各月措施状态" in render(make_site(), ALL)


def test_without_months_there_is_still_a_home() -> None:
    """Before the first month no figure is shown and none invented."""
    site = replace(make_site(), publication=Publication(), figures=Figures())
    text = render(site, {"report/", "about/"})
    assert "ms-figure" not in text
    assert "我要反映" in text
