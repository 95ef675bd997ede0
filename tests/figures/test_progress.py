"""Each status by its published rule, with the sentence that says how it was reached."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.derived import Mark, Standing, Status
from mashang.figures.progress import derive_expected, derive_standings_by_month
from mashang.model import Measure, ProgressReport, Publication, WrittenStatus
from mashang.periods import Deadline, YearMonth
from mashang.published_rules import RULES
from mashang.records import SnapshotDigest
from mashang.rule_version import RuleVersion
from mashang.settings import Settings

SETTINGS = Settings(
    name="站",
    county="县",
    organiser="办",
    site_url="https://a.example/",
    code_base="https://a.example/f/",
    phone="12345",
    mailbox="信箱",
    address="地址",
)
MAY, JUNE, JULY, AUGUST = (YearMonth(2026, month) for month in (5, 6, 7, 8))
NOT_STARTED, GOING, DONE = WrittenStatus.NOT_STARTED, WrittenStatus.GOING, WrittenStatus.DONE


def _measure(due: date | None = date(2026, 9, 8), published: date | None = date(2026, 3, 2)) -> Measure:
    return Measure(
        "001",
        "一窗办",
        "市场准入",
        "内容",
        "D1",
        Deadline("长期坚持" if due is None else str(due), due),
        published_on=published,
    )


def derive_standings(publication: Publication, month: YearMonth, rules: Settings) -> tuple[Standing, ...]:
    """The standings of one month."""
    (standings,) = derive_standings_by_month(publication, (month,), rules)
    return standings


def _report(month: YearMonth, percent: str | None = None, written: WrittenStatus | None = None) -> ProgressReport:
    return ProgressReport(month, "001", "进展", None if percent is None else Decimal(percent), written_status=written)


def _stand(measure: Measure, month: YearMonth, *reports: ProgressReport) -> Standing:
    (standing,) = derive_standings(Publication(measures=(measure,), reports=reports), month, SETTINGS)
    return standing


@pytest.mark.parametrize(
    ("reports", "status", "reason"),
    [
        ([(MAY, "100", None)], Status.DONE, "2026年5月报送完成率 100%"),
        ([(JULY, "100", DONE)], Status.DONE, "2026年7月报送完成率 100%"),
        ([(JULY, None, DONE)], Status.DONE, "2026年7月报送“已完成”"),
        ([(MAY, "100", None), (JULY, "100", None)], Status.DONE, "2026年5月报送完成率 100%，此后没有回落"),
        (
            [(MAY, "100", None), (JULY, "95", None)],
            Status.ON_TRACK,
            "完成率 95%，时间已过 79.5%，没有落后",
        ),
        (
            [(JUNE, "30", None)],
            Status.BEHIND,
            (
                "2026年7月没有报送进展，按最近报送的算：完成率 30%（2026年6月报送），时间已过 79.5%，"
                "落后 49.5 个百分点，超过容许的 10 个百分点"
            ),
        ),
        (
            [(JUNE, "75", None)],
            Status.ON_TRACK,
            (
                "2026年7月没有报送进展，按最近报送的算：完成率 75%（2026年6月报送），时间已过 79.5%，"
                "落后 4.5 个百分点，没有超过容许的 10 个百分点"
            ),
        ),
        (
            [(JUNE, None, GOING)],
            Status.UNKNOWN,
            "2026年7月没有报送进展，最近一次报送是2026年6月，没有完成率，完成时限 2026年9月8日还没有到",
        ),
        (
            [],
            Status.BEHIND,
            "至今没有报送过进展，完成率按 0% 算，时间已过 79.5%，落后 79.5 个百分点，超过容许的 10 个百分点",
        ),
        ([(JULY, "0", NOT_STARTED)], Status.BEHIND, None),
        (
            [(JULY, "69.4", None)],
            Status.BEHIND,
            "完成率 69.4%，时间已过 79.5%，落后 10.1 个百分点，超过容许的 10 个百分点",
        ),
        (
            [(JULY, "69.5", None)],
            Status.ON_TRACK,
            "完成率 69.5%，时间已过 79.5%，落后 10 个百分点，没有超过容许的 10 个百分点",
        ),
        ([(JULY, "79.50", None)], Status.ON_TRACK, "完成率 79.5%，时间已过 79.5%，没有落后"),
        (
            [(JUNE, "40", None), (JULY, None, GOING)],
            Status.BEHIND,
            "完成率 40%（2026年6月报送），时间已过 79.5%，落后 39.5 个百分点，超过容许的 10 个百分点",
        ),
        (
            [(JULY, None, GOING)],
            Status.UNKNOWN,
            "2026年7月报送“推进中”，没有完成率，完成时限 2026年9月8日还没有到",
        ),
        ([(JULY, "50", None), (AUGUST, "100", None)], Status.BEHIND, None),
    ],
)
def test_measure_with_deadline(
    reports: list[tuple[YearMonth, str | None, WrittenStatus | None]], status: Status, reason: str | None
) -> None:
    """151 of 190 days have gone by the end of July; what is reported later does not count in July."""
    standing = _stand(_measure(), JULY, *(_report(*report) for report in reports))
    assert standing.status is status
    assert reason is None or standing.reason == reason
    assert standing.expected == Decimal("79.5")
    assert standing.as_of == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("due", "status"),
    [
        (date(2026, 7, 30), Status.OVERDUE),
        (date(2026, 7, 31), Status.OVERDUE),
        (date(2026, 8, 1), Status.BEHIND),
    ],
)
def test_deadline_on_the_last_day_is_over(due: date, status: Status) -> None:
    """A measure due on the very last day and not done at its end is overdue, one day later it is not."""
    assert _stand(_measure(due), JULY, _report(JULY, "60")).status is status


def test_overdue_goes_before_not_reported() -> None:
    """Silence does not hide a missed deadline, and the reason names the day."""
    standing = _stand(_measure(date(2026, 6, 30)), JULY, _report(MAY, "45"))
    assert standing.status is Status.OVERDUE
    assert standing.reason == "完成时限 2026年6月30日已到，最近报送的完成率是 45%（2026年5月），还没有完成"


def test_done_after_the_deadline_is_done() -> None:
    """Late is better than never: from the month of completion on it is done."""
    reports = _report(JUNE, "90"), _report(JULY, "100")
    assert [_stand(_measure(date(2026, 6, 1)), month, *reports).status for month in (JUNE, JULY, AUGUST)] == [
        Status.OVERDUE,
        Status.DONE,
        Status.DONE,
    ]


@pytest.mark.parametrize(
    ("reports", "mark"),
    [
        ([], Mark.NOT_REPORTED),
        ([(JUNE, "0", None)], Mark.NOT_REPORTED),
        ([(JUNE, "100", None)], None),
        ([(JULY, "0", None)], Mark.NOT_STARTED),
        ([(JULY, None, NOT_STARTED)], Mark.NOT_STARTED),
        ([(JULY, "0.1", None)], None),
        ([(JULY, None, GOING)], None),
    ],
)
def test_a_mark_stands_beside_every_status(
    reports: list[tuple[YearMonth, str | None, WrittenStatus | None]], mark: Mark | None
) -> None:
    """Behind, overdue or lasting, silence and idleness are told beside it; what is done needs no report."""
    for due in (date(2026, 9, 8), date(2026, 7, 1), None):
        assert _stand(_measure(due), JULY, *(_report(*report) for report in reports)).mark is mark


def test_the_printed_example_is_what_is_derived() -> None:
    """The rule of 进度滞后 prints the figures of a measure that fell silent."""
    (text,) = (rule.text for rule in RULES if rule.status is Status.BEHIND)
    standing = _stand(_measure(), JULY, _report(JUNE, "40"))
    assert (standing.status, standing.percent, standing.expected) == (Status.BEHIND, Decimal(40), Decimal("79.5"))
    assert "时间进度是 79.5%；6月报送 40%，7月没有报送，落后 39.5 个百分点" in text


@pytest.mark.parametrize(
    ("report", "status", "after"),
    [
        (None, Status.NOT_REPORTED, Status.BEHIND),
        ((JULY, "0", None), Status.NOT_STARTED, Status.BEHIND),
        ((JULY, None, GOING), Status.ON_TRACK, Status.UNKNOWN),
        ((JULY, "50", None), Status.BEHIND, Status.BEHIND),
        ((JULY, "100", None), Status.DONE, Status.DONE),
    ],
)
def test_a_month_closed_by_the_first_rules_keeps_its_statuses(
    report: tuple[YearMonth, str | None, WrittenStatus | None] | None, status: Status, after: Status
) -> None:
    """What a closed month said stays said; the months after it are judged by the rules of today."""
    publication = Publication(
        measures=(_measure(),),
        reports=(_report(*report),) if report else (),
        closures=(SnapshotDigest(JULY, date(2026, 8, 6), "0" * 64, RuleVersion.FIRST),),
    )
    (standing,) = derive_standings(publication, JULY, SETTINGS)
    assert (standing.status, standing.mark) == (status, None)
    (later,) = derive_standings(publication, AUGUST, SETTINGS)
    assert (later.status, later.mark) == (after, None if after is Status.DONE else Mark.NOT_REPORTED)


def test_a_measure_without_a_deadline_is_judged_by_its_reports_only() -> None:
    """The document set none: never late, done when it says so, and not counted as lasting."""
    undated = _measure()
    undated = Measure(
        undated.id, undated.title, undated.field, undated.text, undated.lead, published_on=date(2026, 3, 2)
    )
    silent = _stand(undated, JULY)
    assert (silent.status, silent.mark) == (Status.UNDATED, Mark.NOT_REPORTED)
    assert _stand(undated, JULY, _report(JULY, "20")).reason == "没有完成时限，2026年7月报送完成率 20%"
    assert _stand(undated, JULY, _report(JULY, "100")).status is Status.DONE


def test_lasting_measure() -> None:
    """Without an end it is lasting, reported or not, and never behind."""
    lasting = _measure(None)
    assert _stand(lasting, JULY).status is Status.LASTING
    reported = _stand(lasting, JULY, _report(JULY, "20"))
    assert (reported.status, reported.expected) == (Status.LASTING, None)
    assert reported.reason == "没有完成时限，2026年7月报送完成率 20%"
    assert _stand(lasting, JULY, _report(JULY, None, GOING)).reason == "没有完成时限，2026年7月报送了进展"


def test_measure_is_counted_from_its_publication() -> None:
    """Published on the last day it counts, a day later it does not."""
    publication = Publication(
        measures=(_measure(published=date(2026, 7, 31)), _measure(published=date(2026, 8, 1))),
    )
    assert len(derive_standings(publication, JULY, SETTINGS)) == 1


def test_measure_without_publication_counts_from_its_first_report() -> None:
    """No date is invented: the time gone is unknown, and so it cannot be behind."""
    publication = Publication(measures=(_measure(published=None),), reports=(_report(JULY, "5"),))
    assert derive_standings(publication, JUNE, SETTINGS) == ()
    (standing,) = derive_standings(publication, JULY, SETTINGS)
    assert standing.status is Status.UNKNOWN
    assert standing.reason == "完成率 5%，没有发布日期，算不出时间进度，完成时限 2026年9月8日还没有到"


def test_latest_percent_is_carried() -> None:
    """A standing shows the last percentage reported up to its month, and this month's report only."""
    standing = _stand(_measure(), JULY, _report(MAY, "30"), _report(JUNE, "35"))
    assert (standing.percent, standing.report) == (Decimal(35), None)


def test_order_of_reports_does_not_count() -> None:
    """Reports are taken by month, in whatever order the files were read."""
    reports = [_report(MAY, "10"), _report(JUNE, "20"), _report(JULY, "30")]
    assert _stand(_measure(), JULY, *reports) == _stand(_measure(), JULY, *reversed(reports))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), "0"),
        (date(2026, 1, 2), "0.3"),
        (date(2026, 12, 30), "99.7"),
        (date(2026, 12, 31), "100"),
        (date(2030, 1, 1), "100"),
        (date(2025, 1, 1), "0"),
    ],
)
def test_expected_is_clamped(day: date, expected: str) -> None:
    """The share of time gone runs from 0 on the day of publication to 100 on the deadline."""
    measure = _measure(date(2026, 12, 31), date(2026, 1, 1))
    assert derive_expected(measure, day) == Decimal(expected)


def test_expected_rounds_half_up() -> None:
    """One day of 2,000 is 0.05 %, shown as 0.1."""
    measure = _measure(date.fromordinal(date(2026, 1, 1).toordinal() + 2000), date(2026, 1, 1))
    assert derive_expected(measure, date(2026, 1, 2)) == Decimal("0.1")


def test_due_on_the_day_of_publication() -> None:
    """A time of no days has gone as soon as it begins."""
    assert derive_expected(_measure(date(2026, 5, 1), date(2026, 5, 1)), date(2026, 5, 1)) == Decimal(100)


@given(
    st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 12, 31))),
    st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2026, 6, 30))),
    st.lists(st.tuples(st.integers(1, 12), st.decimals(0, 100, places=1)), unique_by=lambda pair: pair[0]),
    st.integers(1, 12),
)
def test_standing_never_looks_ahead(
    due: date | None, published: date | None, written: list[tuple[int, Decimal]], number: int
) -> None:
    """Whatever comes after a month, its standing stays: the archive is never rewritten."""
    measure = _measure(due, published)
    reports = tuple(ProgressReport(YearMonth(2026, month), "001", "进展", percent) for month, percent in written)
    month = YearMonth(2026, number)
    past = tuple(report for report in reports if report.month <= month)
    whole = derive_standings(Publication(measures=(measure,), reports=reports), month, SETTINGS)
    assert whole == derive_standings(Publication(measures=(measure,), reports=past), month, SETTINGS)
