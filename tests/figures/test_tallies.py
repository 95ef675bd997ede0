"""Counting standings: orders, exact means, ids that look like numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mashang.derived import Mark, Standing, Status, Tally
from mashang.figures.tallies import derive_tallies
from mashang.model import Department, Measure, Publication
from mashang.periods import Deadline, YearMonth

MONTH = YearMonth(2026, 7)


def _measure(id_: str, field: str, lead: str) -> Measure:
    return Measure(id_, id_, field, "内容", lead, Deadline("长期坚持", None))


def _standing(id_: str, status: Status, percent: str | None, mark: Mark | None = None) -> Standing:
    number = None if percent is None else Decimal(percent)
    return Standing(id_, MONTH, status, date(2026, 7, 31), "", number, mark=mark)


PUBLICATION = Publication(
    departments=(Department("001", "税务局", "税务"), Department("002", "没有措施的单位"), Department("1", "住建局")),
    measures=(_measure("001", "金融支持", "1"), _measure("1", "市场准入", "001"), _measure("1.0", "金融支持", "001")),
)


def test_counts_by_field_and_department() -> None:
    """Fields as they first appear, departments as in their table; 001 and 1 stay two departments."""
    standings = (
        _standing("001", Status.DONE, "100"),
        _standing("1", Status.BEHIND, "33.3"),
        _standing("1.0", Status.BEHIND, None, Mark.NOT_REPORTED),
    )
    (tallies,) = derive_tallies([PUBLICATION], [standings])
    assert tallies.overall == Tally("", "全部", (1, 0, 0, 0, 0, 2, 0, 0, 0), 2, Decimal("66.7"), (1, 0))
    assert tallies.by_field == (
        Tally("金融支持", "金融支持", (1, 0, 0, 0, 0, 1, 0, 0, 0), 1, Decimal("100.0"), (1, 0)),
        Tally("市场准入", "市场准入", (0, 0, 0, 0, 0, 1, 0, 0, 0), 1, Decimal("33.3")),
    )
    assert tallies.by_department == (
        Tally("001", "税务", (0, 0, 0, 0, 0, 2, 0, 0, 0), 1, Decimal("33.3"), (1, 0)),
        Tally("1", "住建局", (1, 0, 0, 0, 0, 0, 0, 0, 0), 1, Decimal("100.0")),
    )


def test_what_several_lead_counts_for_each_and_once_in_all() -> None:
    """The departments' sums are more than the total by what is counted twice."""
    facts = replace(PUBLICATION, measures=(replace(PUBLICATION.measures[0], joint=("001",)), *PUBLICATION.measures[1:]))
    standings = tuple(_standing(id_, Status.ON_TRACK, "50") for id_ in ("001", "1", "1.0"))
    (tallies,) = derive_tallies([facts], [standings])
    assert tallies.overall.total == sum(one.total for one in tallies.by_field) == 3
    assert [(one.key, one.total) for one in tallies.by_department] == [("001", 3), ("1", 1)]


def test_what_a_group_leads_counts_for_the_group() -> None:
    """Neither for its members nor for who is asked."""
    led = replace(PUBLICATION.measures[0], lead="002", named=("各有关部门", "001"), joint=("001",))
    facts = replace(PUBLICATION, measures=(led,), groups={"各有关部门": ("002",)})
    (tallies,) = derive_tallies([facts], [(_standing("001", Status.ON_TRACK, "50"),)])
    assert [(one.key, one.label, one.total) for one in tallies.by_department] == [
        ("001", "税务", 1),
        ("各有关部门", "各有关部门", 1),
    ]


def test_mean_is_exact() -> None:
    """0.1, 0.1 and 0.25 make 0.15 on the nose, which rounds up to 0.2; floats would make less of it."""
    standings = tuple(
        _standing(id_, Status.ON_TRACK, percent) for id_, percent in (("001", "0.1"), ("1", "0.1"), ("1.0", "0.25"))
    )
    (tallies,) = derive_tallies([PUBLICATION], [standings])
    assert str(tallies.overall.mean_percent) == "0.2"


def test_months_do_not_mix() -> None:
    """Each month has its own counts, and a month without standings has none."""
    first = (_standing("1", Status.DONE, "100"),)
    last = (_standing("1", Status.OVERDUE, "50"),)
    one, none, two = derive_tallies([PUBLICATION] * 3, [first, (), last])
    assert one.overall.count(Status.DONE) == 1
    assert none.overall == Tally("", "全部", (0,) * len(Status), 0, None)
    assert none.by_field == none.by_department == ()
    assert two.overall.mean_percent == Decimal(50)


def test_nothing_to_count() -> None:
    """No months, no tallies; only empty months, only empty tallies."""
    assert derive_tallies([], []) == ()
    (empty,) = derive_tallies([Publication()], [()])
    assert empty.overall.total == 0
