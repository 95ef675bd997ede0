"""Early warning: measures that are not late yet and may become so, by the rules that the site prints.

The rules are :data:`mashang.published_rules.RISK_RULES`. Silence does not help against them: where nothing is
reported the last percentage stands while time goes on, and a token rise is held against the time that is left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from mashang.derived import LATE, Alarm, Mark, MeasureWarning, Risk, Standing, Status
from mashang.model import Measure, Publication
from mashang.settings import Settings
from mashang.spelling import spell_number

_WHOLE = Decimal(100)
_TENTH = Decimal("0.1")
_PAST_WARNING = (Status.DONE, *LATE)


@dataclass(frozen=True, slots=True)
class _Case:
    """A measure's standing now, a month ago, and as many months ago as the pace is looked at; ``None`` for none."""

    measure: Measure
    now: Standing
    before: Standing | None
    then: Standing | None
    settings: Settings

    @property
    def days_left(self) -> int | None:
        """How many days the deadline is away; ``None`` without one."""
        due = self.measure.deadline.due
        return None if due is None else (due - self.now.as_of).days


def derive_warnings(
    publication: Publication, standings_by_month: Sequence[tuple[Standing, ...]], settings: Settings
) -> tuple[MeasureWarning, ...]:
    """The measures at risk at the end of the last of these months, the nearest deadline first.

    ``standings_by_month`` runs from the first shown month, oldest first. The pace of a measure is judged
    only when it was counted as many calendar months ago as ``settings.warning_months`` says.
    """
    if not standings_by_month:
        return ()
    before = _look_back(standings_by_month, 1)
    then = _look_back(standings_by_month, max(settings.warning_months, 1))
    warnings = []
    for standing in standings_by_month[-1]:
        if standing.status not in _PAST_WARNING:
            name = standing.measure
            case = _Case(publication.measure_by_id[name], standing, before.get(name), then.get(name), settings)
            if alarms := _list_alarms(case):
                warnings.append(MeasureWarning(standing, alarms))
    due = {measure.id: measure.deadline.due or date.max for measure in publication.measures}
    return tuple(sorted(warnings, key=lambda warning: due[warning.standing.measure]))


def _look_back(standings_by_month: Sequence[tuple[Standing, ...]], months: int) -> Mapping[str, Standing]:
    """The standings of so many calendar months before the last ones; none when that month is not shown."""
    wanted = _count_months(standings_by_month[-1]) - months
    found = next((standings for standings in standings_by_month if _count_months(standings) == wanted), ())
    return {standing.measure: standing for standing in found}


def _count_months(standings: Sequence[Standing]) -> int:
    """The calendar month of some standings as a number that rises by one each month."""
    return standings[0].month.year * 12 + standings[0].month.month if standings else 0


def _list_alarms(case: _Case) -> tuple[Alarm, ...]:
    found = (
        (Risk.DEADLINE, _tell_deadline(case)),
        (Risk.SLIPPING, _tell_slipping(case)),
        (Risk.PACE, _tell_pace(case)),
        (Risk.STALLED, _tell_stalled(case)),
        (Risk.DROPPED, _tell_dropped(case)),
        (Risk.SILENT, f"{case.now.month.label}没有报送进展" if _is_silent(case.now) else ""),
    )
    return tuple(Alarm(risk, reason) for risk, reason in found if reason)


def _tell_deadline(case: _Case) -> str:
    left, percent = case.days_left, case.now.percent
    if left is None or left > case.settings.warning_days:
        return ""
    if percent is None:
        return f"离完成时限还有 {left} 天，没有完成率"
    if percent >= case.settings.warning_percent:
        return ""
    wanted = spell_number(case.settings.warning_percent)
    return f"离完成时限还有 {left} 天，完成率 {spell_number(percent)}%，不到 {wanted}%"


def _is_silent(standing: Standing) -> bool:
    return standing.mark is Mark.NOT_REPORTED or standing.status is Status.NOT_REPORTED


def _tell_slipping(case: _Case) -> str:
    judged = case.now.judged
    if case.now.expected is None or judged is None:
        return ""
    behind = case.now.expected - judged
    if behind * _WHOLE <= case.settings.tolerance * case.settings.warning_share:
        return ""
    return (
        f"完成率 {spell_number(judged)}%，时间已过 {spell_number(case.now.expected)}%，"
        f"落后 {spell_number(behind)} 个百分点"
    )


def _risen(case: _Case) -> Decimal | None:
    """How much the percentage rose over the months looked at; ``None`` without both ends."""
    if case.then is None or case.then.percent is None or case.now.percent is None:
        return None
    return case.now.percent - case.then.percent


def _tell_pace(case: _Case) -> str:
    risen, left = _risen(case), case.days_left
    if risen is None or risen <= 0 or left is None or case.now.percent is None or case.then is None:
        return ""
    days = (case.now.as_of - case.then.as_of).days
    reached = (case.now.percent + risen * left / days).quantize(_TENTH, ROUND_HALF_UP)
    if reached >= _WHOLE - case.settings.tolerance:
        return ""
    return (
        f"最近 {case.settings.warning_months} 个月提高 {spell_number(risen)} 个百分点，"
        f"照此推算，到完成时限只有 {spell_number(reached)}%"
    )


def _tell_stalled(case: _Case) -> str:
    risen = _risen(case)
    if risen is None or risen > 0 or not case.now.percent:
        return ""
    return f"完成率 {spell_number(case.now.percent)}%，最近 {case.settings.warning_months} 个月没有提高"


def _tell_dropped(case: _Case) -> str:
    if case.before is None or case.before.percent is None or case.now.percent is None:
        return ""
    if case.now.percent >= case.before.percent:
        return ""
    return f"完成率由上月的 {spell_number(case.before.percent)}% 降到 {spell_number(case.now.percent)}%"
