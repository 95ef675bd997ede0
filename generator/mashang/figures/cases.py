"""What came of cases by month: counted exactly for the county's own record, and as it is published.

Whole numbers of the county are published as they are, for the public list says where every case stands. What is told by
kind, channel and department could point at whoever reported, or at whom: it goes through the rules for small counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import TypeVar

from mashang.case_figures import Breakdown, CaseCounts, CaseFigures, CaseMonth
from mashang.cases import Appeal, Case, CaseKind, Channel, Verdict
from mashang.figures.published_parts import choose_parts
from mashang.model import Publication
from mashang.periods import YearMonth

_TENTH = Decimal("0.1")
_Name = TypeVar("_Name", bound=str)


def list_handled(cases: Iterable[Case]) -> tuple[Case, ...]:
    """The cases that ask for something or say something; a rating alone is none."""
    return tuple(case for case in cases if case.kind is not None)


def count_cases(cases: Iterable[Case], months: Collection[YearMonth]) -> dict[YearMonth, dict[str, CaseCounts]]:
    """What happened in each month, of the whole county under the empty name and of each department by its id.

    Months before the first case are not there, nor are departments in which nothing happened. A case counts for the
    department that handles it; one that was given to none counts for the whole only.
    """
    handled = list_handled(cases)
    if not handled:
        return {}
    first = min(case.received_on for case in handled)
    counted = {}
    for month in sorted(months):
        if month.last_day >= first:
            groups = {"": handled}
            for case in handled:
                if case.department:
                    groups[case.department] = (*groups.get(case.department, ()), case)
            found = {name: _count(group, month) for name, group in sorted(groups.items())}
            counted[month] = {name: one for name, one in found.items() if not name or any(one.main)}
    return counted


def _count(cases: Iterable[Case], month: YearMonth) -> CaseCounts:
    cases = tuple(cases)

    def within(day: date | None) -> bool:
        return day is not None and YearMonth.of(day) == month

    received = [case for case in cases if within(case.received_on)]
    answered = [case for case in cases if within(case.settled_on)]
    closed = [case for case in cases if within(case.closed_on)]
    called = [case for case in cases if within(case.called_back_on)]
    decided = [case for case in cases if within(case.appeal_decided_on)]
    days = [case.days for case in answered if case.days is not None]
    return CaseCounts(
        received=len(received),
        answered=len(answered),
        late=sum(case.late for case in answered),
        overdue=sum(case.received_on <= month.last_day and case.is_overdue(month.last_day) for case in cases),
        closed=len(closed),
        reopened=sum(within(case.reopened_on) for case in cases),
        called_back=len(called),
        confirmed=sum(case.verdict is Verdict.SOLVED for case in called),
        appeals=len(decided),
        upheld=sum(case.appeal is Appeal.UPHELD for case in decided),
        median_days=Decimal(median(days)).quantize(_TENTH, ROUND_HALF_UP) if days else None,
        results=Counter(case.result for case in closed if case.result),
        kinds=Counter(case.kind for case in received if case.kind),
        channels=Counter(case.channel for case in received),
        topics=Counter(case.topic for case in received if case.topic),
    )


def derive_cases(publication: Publication, months: Collection[YearMonth], minimum: int) -> CaseFigures:
    """What is published of cases in ``months``, which are shown; counts under ``minimum`` are suppressed."""
    counted = count_cases(publication.cases, months)
    told = _Told()
    shown = []
    for month, groups in counted.items():
        whole = groups[""]
        departments = {one.id: groups.get(one.id, CaseCounts()) for one in publication.departments}
        shown.append(
            CaseMonth(
                month,
                whole,
                _break_down({kind: whole.kinds.get(kind, 0) for kind in CaseKind}, minimum),
                _break_down({channel: whole.channels.get(channel, 0) for channel in Channel}, minimum),
                told.publish(whole, departments, minimum),
                _publish_topics(whole.topics, minimum),
            )
        )
    if not shown:
        return CaseFigures()
    day = shown[-1].month.last_day
    listed = [case for case in list_handled(publication.cases) if case.received_on <= day]
    listed.sort(key=lambda case: (case.received_on, case.number), reverse=True)
    replies = [case for case in listed if case.question and case.reply and case.settled_on and case.settled_on <= day]
    return CaseFigures(tuple(shown), tuple(listed), tuple(replies))


def _break_down(counts: Mapping[_Name, int], minimum: int) -> Breakdown:
    """A whole by its parts, where no part under ``minimum`` can be worked out."""
    total = sum(counts.values())
    chosen = choose_parts(total, counts, minimum)
    rest = [str(name) for name in counts if name not in chosen]
    shown = tuple((str(name), counts[name]) for name in counts if name in chosen)
    return Breakdown(shown, total - sum(n for _, n in shown), tuple(rest))


def _publish_topics(counts: Mapping[str, int], minimum: int) -> tuple[tuple[str, int], ...]:
    """Topics of at least ``minimum`` cases, the most frequent first. How many have none is not told, so no rest is."""
    return tuple(sorted(((topic, n) for topic, n in counts.items() if n >= minimum), key=lambda one: (-one[1], one[0])))


class _Told:
    """What was told of departments month by month.

    Answers told of a department say that it received as many by then. Where the numbers received that were told do not
    reach them, they would say something of the suppressed ones, so they are suppressed as well:

        minimum 5     September            October
        received      A 3, B 4, C 9        A 7, B 4, C 9
        answered      A 0, B 0, C 9        A 9, ...         told: received 7; answered 9 would say that A had 2 at least
    """

    def __init__(self) -> None:
        self._received: Counter[str] = Counter()
        self._answered: Counter[str] = Counter()

    def publish(self, whole: CaseCounts, counts: Mapping[str, CaseCounts], minimum: int) -> Mapping[str, Breakdown]:
        """The columns of the table of departments, by the names of :class:`CaseCounts`."""
        columns = {}

        def choose(name: str, within: Collection[str] | None) -> set[str]:
            parts = {key: getattr(one, name) for key, one in counts.items()}
            total = getattr(whole, name)
            chosen = choose_parts(total, parts, minimum, within)
            shown = tuple((key, parts[key]) for key in counts if key in chosen)
            rest = tuple(key for key in counts if key not in chosen)
            columns[name] = Breakdown(shown, total - sum(n for _, n in shown), rest)
            return chosen

        received = choose("received", None)
        self._received.update({key: counts[key].received for key in received})
        said = {key: self._answered[key] for key in counts}
        fit = [key for key, one in counts.items() if said[key] + one.answered <= self._received[key]]
        answered = choose("answered", fit)
        self._answered.update({key: counts[key].answered for key in answered})
        choose("late", answered)
        choose("overdue", [k for k, one in counts.items() if self._answered[k] + one.overdue <= self._received[k]])
        return columns
