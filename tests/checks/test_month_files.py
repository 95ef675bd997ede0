"""A month's files beside those of other months."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.model import Publication
from mashang.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
MEASURES = "编号|标题|领域|内容|牵头单位|完成时限|发布日期|有效性"
HEADING = "编号|完成率|状态|本月进展"


def county(september: str, october: str, *, title: str = "", summary: str = "", validity: str = "") -> dict[str, str]:
    """A county with M01 and M02, of which both months' rows are given with ``;`` between them."""
    lines = [f"{name}|{name}标题|乙|内容|D01|2026年底|2026-01-05|{validity}" for name in ("M01", "M02")]
    return {
        "measures": "\n".join((MEASURES, *lines)),
        "months": f"月份|发布日期|状态|综述\n2026-09|2026-10-10|草稿\n2026-10|2026-11-10|草稿|{summary}",
        "progress/2026-09": "\n".join((HEADING, *september.split(";"))),
        "progress/2026-10": "\n".join((*filter(None, [title]), HEADING, *october.split(";"))),
    }


SEPTEMBER = "M01|60||招标;M02|30||修路"


@pytest.mark.parametrize(
    ("september", "october", "codes"),
    [
        (SEPTEMBER, SEPTEMBER, ["month-repeated"]),
        (SEPTEMBER, "M02|30||修路;M01|60||招标", ["month-repeated"]),
        (SEPTEMBER, "M01|60||招标;M02|31||修路", []),
        (SEPTEMBER, "M01|60||招标;M02|30||路基完成", []),
        ("M01|60||招标 2 次;M02|30||修路", "M01|61||招标 2 次;M02|31||修路", []),
        ("M01|60||招标 2 次;M02|30||修路 3 里", "M01|61||招标 2 次;M02|31||修路 3 里", ["month-text-repeated"]),
        ("M01|60||招标 2 次;M02|30||修路 3 里", "M01|61||招标 2 次;M02|100||修路 3 里", []),
        ("M01|60||正常开展招标;M02|30||正常开展修路", "M01|61||正常开展招标;M02|31||正常开展修路", []),
        ("M01|100||招标;M02|30||修路", "M01|100||招标;M02|30||修路", []),
        ("M01||已完成|招标;M02|100||修路", "M01||已完成|招标;M02|100||修路", []),
        ("M01|60||招标;M02|100||修路", "M01|61||开标", []),
        (SEPTEMBER, "M01|61||开标", ["month-unreported"]),
    ],
)
def test_the_month_before_is_compared(check: Check, september: str, october: str, codes: list[str]) -> None:
    """Whatever is done may say so again; a single row that stays the same says nothing."""
    _, problems = check(county(september, october))
    assert [found.code for found in problems] == codes


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("明川县 2026 年 9 月进展", ["month-title-other"]),
        ("明川县2025年10月进展", ["month-title-other"]),
        ("2026-09", ["month-title-other"]),
        ("九月份进展", ["month-title-other"]),
        ("填报月份：2026年9月", ["month-title-other"]),
        ("明川县2026年10月进展", []),
        ("2026年1—10月进展", []),
        ("9月、10月进展", []),
        ("十月份进展", []),
        ("填表日期：2026年11月", []),
        ("截至2026年9月30日", []),
        ("明川县进展（第3期）", []),
    ],
)
def test_a_title_may_not_name_another_month(check: Check, title: str, codes: list[str]) -> None:
    """Days, and dates of filling in, are no months of a report."""
    _, problems = check(county(SEPTEMBER, "M01|61||开标;M02|31||修桥", title=title))
    assert [found.code for found in problems] == codes


def test_the_name_of_the_sheet_is_a_title(check: Check) -> None:
    """The sheet of last month in the file of this month."""
    tables: dict[str, object] = dict(county(SEPTEMBER, "M01|61||开标;M02|31||修桥"))
    tables["progress/2026-10"] = {"9月": tables["progress/2026-10"]}
    _, (found,) = check(tables)
    assert str(found.where) == "content/progress/2026-10.xlsx · 表“9月”"


@pytest.mark.parametrize(
    ("october", "codes"),
    [
        ("M01|61||9月开标;M02|31||九月修桥", ["month-text-other"]),
        ("M01|61||9月招标，10月开标;M02|31||9月修桥", []),
        ("M01|61||9月招标，本月开标;M02|31||9月修桥", []),
        ("M01|61||完成9月欠下的一半;M02|31||比9月多一半", []),
    ],
)
def test_texts_that_begin_with_another_month(check: Check, october: str, codes: list[str]) -> None:
    """One of them is no sign, nor are those that go on to their own month."""
    _, problems = check(county(SEPTEMBER, october))
    assert [found.code for found in problems] == codes


@pytest.mark.parametrize(("summary", "codes"), [("2026年9月，两项推进", ["month-text-other"]), ("比9月多一项", [])])
def test_a_summary_that_begins_with_another_month(check: Check, summary: str, codes: list[str]) -> None:
    """A summary may compare itself with other months."""
    _, problems = check(county(SEPTEMBER, "M01|61||开标;M02|31||修桥", summary=summary))
    assert [found.code for found in problems] == codes


def test_what_has_ended_is_not_missed(check: Check) -> None:
    """A measure out of force has nothing to report."""
    _, problems = check(county(SEPTEMBER, "M01|61||开标", validity="失效"))
    assert "month-unreported" not in [found.code for found in problems]


def test_ratings_that_repeat_the_month_before(check: Check) -> None:
    """Counts of ratings are never the same twice over."""
    rows = "码|非常满意|满意\n7K3M9QX2Z|12|3\n7K3M9QX3J|8|1"
    _, problems = check({"ratings/2026-09": rows, "ratings/2026-10": rows}, ledger=False)
    assert [found.code for found in problems] == ["month-repeated"]
