"""Early warning: each rule at its edge, what is past warning, and that silence and token steps do not help."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mashang.county import County
from mashang.derived import MeasureWarning, Risk, Standing, Status
from mashang.figures.progress import derive_standings_by_month
from mashang.figures.site import derive_figures
from mashang.figures.warning import derive_warnings
from mashang.model import Department, Measure, ProgressReport, Publication
from mashang.periods import Deadline, YearMonth
from mashang.pipeline.checking import check_county
from mashang.settings import Settings

SETTINGS = Settings(name="", county="", organiser="", site_url="", code_base="", phone="", mailbox="", address="")
MONTHS = tuple(YearMonth(2026, number) for number in range(1, 13))


def warn(
    *percents: str, due: date | None = date(2026, 12, 31), settings: Settings = SETTINGS, months: int = 0
) -> tuple[MeasureWarning, ...]:
    """The warnings after as many months of 2026 as there are percentages; an empty one is a month without report.

    The measure was published on the first of January.
    """
    measure = Measure("M1", "措施", "领域", "内容", "D1", Deadline("时限", due), published_on=date(2026, 1, 1))
    reports = tuple(
        ProgressReport(month, "M1", "进展", Decimal(percent))
        for month, percent in zip(MONTHS, percents, strict=False)
        if percent
    )
    publication = Publication(departments=(Department("D1", "甲局"),), measures=(measure,), reports=reports)
    wanted = MONTHS[: months or len(percents)]
    return derive_warnings(publication, derive_standings_by_month(publication, wanted, settings), settings)


def risks(*percents: str, due: date | None = date(2026, 12, 31), settings: Settings = SETTINGS) -> list[Risk]:
    """Which rules fit."""
    return [alarm.risk for warning in warn(*percents, due=due, settings=settings) for alarm in warning.alarms]


def test_a_measure_on_its_way_is_not_warned_of() -> None:
    """In step with time, or a little behind, nothing is said."""
    assert risks("8", "16", "25", "33") == []
    assert risks("8", "16", "25", "31") == []


def test_half_the_tolerance_is_the_edge() -> None:
    """On 28 February 15.9 % of the time is gone: 10.9 % is just enough, 10.8 % is warned of."""
    assert risks("8", "10.9") == []
    assert risks("8", "10.8") == [Risk.SLIPPING]
    (warning,) = warn("8", "10.8")
    assert warning.alarms[0].reason == "完成率 10.8%，时间已过 15.9%，落后 5.1 个百分点"


def test_a_near_deadline_asks_for_most_of_the_work() -> None:
    """Thirty-one days before it 80 % must be done; without any percentage it is warned of as well."""
    settings = replace(SETTINGS, tolerance=Decimal(100))
    assert risks("80", due=date(2026, 3, 3), settings=settings) == []
    assert risks("79.9", due=date(2026, 3, 3), settings=settings) == [Risk.DEADLINE]
    assert risks("79.9", due=date(2026, 3, 4), settings=settings) == []
    (warning,) = warn("", due=date(2026, 2, 28), settings=settings)
    assert [alarm.reason for alarm in warning.alarms] == [
        "离完成时限还有 28 天，没有完成率",
        "完成率 0%，时间已过 51.7%，落后 51.7 个百分点",
        "2026年1月没有报送进展",
    ]


def test_silence_is_reported_and_time_goes_on() -> None:
    """Who reports nothing is warned of at once, and is held to the last percentage."""
    assert risks("8", "") == [Risk.SLIPPING, Risk.SILENT]
    assert risks("", due=None) == [Risk.SILENT]


def test_token_steps_do_not_hide_the_pace() -> None:
    """A point a month until June, with half a year left, ends far from the whole."""
    settings = replace(SETTINGS, tolerance=Decimal(20))
    (warning,) = warn("40", "41", "42", "43", settings=settings)
    (alarm,) = warning.alarms
    assert alarm.risk is Risk.PACE
    assert alarm.reason == "最近 3 个月提高 3 个百分点，照此推算，到完成时限只有 51.3%"


def test_what_stands_still_is_reported() -> None:
    """Ahead of time, and yet not a step in three months; a fall is reported as such too."""
    assert risks("90", "90", "90") == []
    assert risks("90", "90", "90", "90") == [Risk.STALLED]
    assert risks("90", "91", "92", "89") == [Risk.STALLED, Risk.DROPPED]


def test_what_has_not_started_is_reported_before_it_is_late() -> None:
    """0 % is no standstill of work begun, but behind time; beyond the tolerance it is late, as silence is."""
    assert risks("0") == [Risk.SLIPPING]
    assert risks("") == [Risk.SLIPPING, Risk.SILENT]
    assert warn("0", "0") == warn("", "") == ()


def test_what_is_done_or_late_is_past_warning() -> None:
    """Behind, overdue and done measures stand on the month's own page."""
    assert warn("0.1", "0.1", "0.1") == ()
    assert warn("50", due=date(2026, 1, 31)) == ()
    assert warn("100", "") == ()


def test_the_pace_wants_the_very_month() -> None:
    """Where the month to compare with is not shown, nothing is guessed from another."""
    measure = Measure("M1", "措施", "领域", "内容", "D1", Deadline("长期", None))
    publication = Publication(measures=(measure,))
    months = [
        (Standing("M1", month, Status.LASTING, month.last_day, "", Decimal(50)),)
        for month in (YearMonth(2025, 11), YearMonth(2025, 12), YearMonth(2026, 2), YearMonth(2026, 3))
    ]
    assert derive_warnings(publication, months[1:], SETTINGS)[0].alarms[0].risk is Risk.STALLED
    assert derive_warnings(publication, (months[0], *months[2:]), SETTINGS) == ()
    assert derive_warnings(publication, (), SETTINGS) == ()


def test_the_nearest_deadline_comes_first() -> None:
    """Lasting measures come last."""
    measures = tuple(
        Measure(id_, id_, "领域", "内容", "D1", Deadline("时限", due), published_on=date(2026, 1, 1))
        for id_, due in (("EVER", None), ("LATER", date(2027, 1, 1)), ("SOON", date(2026, 12, 31)))
    )
    publication = Publication(measures=measures)
    standings = derive_standings_by_month(publication, MONTHS[:1], SETTINGS)
    found = derive_warnings(publication, standings, SETTINGS)
    assert [warning.standing.measure for warning in found] == ["SOON", "LATER", "EVER"]


@pytest.mark.parametrize("name", ["M06", "S10"])
def test_the_example_was_warned_in_time(county: Path, name: str) -> None:
    """Both measures that ran over their deadline in September had been warned of in August."""
    checked = check_county(County(county), date(2026, 11, 20), lambda _: None)
    assert checked.publication
    assert checked.settings
    assert checked.ledger
    months = derive_figures(checked.publication, checked.ledger.codes, checked.settings, drafts=False).months
    by_month = {figures.month.month: figures for figures in months}
    assert name in {warning.standing.measure for warning in by_month[YearMonth(2026, 8)].warnings}
    status = {standing.measure: standing.status for standing in by_month[YearMonth(2026, 9)].standings}
    assert status[name] is Status.OVERDUE
