"""What public months say, in the words in which closing freezes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mashang.model import Department, Measure, MonthState, ProgressReport, Publication, ReportingMonth, WrittenStatus
from mashang.periods import Deadline, YearMonth
from mashang.proof.derived_snapshot import derive_snapshots
from mashang.rating_counts import RatingCount
from mashang.snapshot import SnapshotKind
from tests.example_settings import SETTINGS

MAY, JUNE, JULY = (YearMonth(2026, month) for month in (5, 6, 7))
PUBLICATION = Publication(
    departments=(Department("D1", "审批局"),),
    measures=(
        Measure(
            *("M1", "网办", "政务", "内容", "D1", Deadline("2026年底前", date(2026, 12, 31))),
            published_on=date(2026, 5, 1),
        ),
        Measure("M2", "后来的", "政务", "内容", "D1", Deadline("长期坚持", None), published_on=date(2026, 6, 2)),
    ),
    months=(
        ReportingMonth(JUNE, date(2026, 7, 5), MonthState.CLOSED, "六月综述", "营商办"),
        ReportingMonth(MAY, date(2026, 6, 5), MonthState.REVIEWED),
        ReportingMonth(JULY, date(2026, 8, 5), MonthState.DRAFT),
    ),
    reports=(
        ProgressReport(
            MAY, "M1", "办了", Decimal("40.0"), Decimal("2.50"), WrittenStatus.GOING, "缺人", "补人", "https://a"
        ),
        ProgressReport(JULY, "M1", "草稿", Decimal(90)),
        ProgressReport(JUNE, "M2", "坚持"),
    ),
    ratings=(RatingCount(MAY, "7K3M9QX2Z", 5, 4, 3, 2, 1, 6, 7, 8), RatingCount(JULY, "7K3M9QX2Z")),
)


def test_a_month_says_all_that_its_page_shows() -> None:
    """The month's own row, each measure that counts in it, each rated code; numbers without needless zeros."""
    frozen = derive_snapshots(PUBLICATION, SETTINGS, (JUNE, MAY))
    assert list(frozen) == [MAY, JUNE]
    assert frozen[MAY] == {
        (SnapshotKind.MONTH, ""): ("2026-06-05", "", ""),
        (SnapshotKind.MEASURE, "M1"): (
            *("列入", "网办", "政务", "D1", "2026年底前", "按期推进", "40", "12.3", "有完成率", "2.5", "推进中"),
            *("办了", "缺人", "补人", "https://a"),
        ),
        (SnapshotKind.RATING, "7K3M9QX2Z"): ("5", "4", "3", "2", "1", "6", "7", "8"),
        (SnapshotKind.DEPARTMENT, "D1"): ("审批局", ""),
    }
    assert frozen[JUNE][SnapshotKind.MEASURE, "M1"][5:9] == ("按期推进", "40", "24.6", "未报送")
    assert frozen[JUNE][SnapshotKind.MEASURE, "M2"][5:9] == ("长期坚持", "", "", "没有完成率")
    assert frozen[JUNE][SnapshotKind.MONTH, ""] == ("2026-07-05", "六月综述", "营商办")


def test_every_row_has_a_text_for_each_heading() -> None:
    """So that no cell slips under another's heading."""
    for rows in derive_snapshots(PUBLICATION, SETTINGS, (MAY, JUNE)).values():
        for (kind, _), cells in rows.items():
            assert len(cells) == len(kind.headings)


def test_drafts_neither_have_rows_nor_change_others() -> None:
    """A draft in between would show in public months otherwise."""
    assert list(derive_snapshots(PUBLICATION, SETTINGS, (JULY,))) == []
    assert derive_snapshots(PUBLICATION, SETTINGS, ()) == {}
    without = replace(PUBLICATION, reports=tuple(one for one in PUBLICATION.reports if one.month != JULY))
    assert derive_snapshots(without, SETTINGS, (MAY, JUNE)) == derive_snapshots(PUBLICATION, SETTINGS, (MAY, JUNE))
