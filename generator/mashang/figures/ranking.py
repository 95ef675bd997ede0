"""The quarterly ranking of lead departments and the summary of a year (月调度、季排名、年总结).

The formula is :data:`mashang.published_rules.RANKING_RULES` with the weights of the settings. Each intermediate
figure is rounded as it is printed, half up, so that anyone who computes with the printed figures gets the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from mashang.derived import (
    DepartmentScore,
    MeasureInput,
    MonthFigures,
    QuarterRanking,
    RankingInput,
    RankingItem,
    Standing,
    Status,
    YearScore,
    YearSummary,
)
from mashang.figures.rating_quarters import NOT_RATED, RatedQuarter
from mashang.model import Measure, Publication
from mashang.periods import Quarter
from mashang.published_rules import RANKING_RULES
from mashang.settings import Settings

_WHOLE = Decimal(100)
_TENTH = Decimal("0.1")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Rated:
    """The ratings that may be printed: by department and quarter, and whose figures are published at all."""

    quarters: Mapping[tuple[str, Quarter], RatedQuarter]
    shown: Collection[str]

    def look_up(self, department: str, quarter: Quarter) -> RatedQuarter:
        """A department's ratings in a quarter; none where its figures are suppressed."""
        return self.quarters.get((department, quarter), NOT_RATED) if department in self.shown else NOT_RATED


def derive_weights(settings: Settings) -> dict[RankingItem, Decimal]:
    """The items that count, with their weights, in the order in which they are printed."""
    weights: dict[RankingItem, Decimal] = {rule.item: getattr(settings, rule.weight) for rule in RANKING_RULES}
    return {item: weight for item, weight in weights.items() if weight}


def derive_rankings(
    publication: Publication, months: Sequence[MonthFigures], rated: Rated, settings: Settings
) -> tuple[QuarterRanking, ...]:
    """Rank each closed quarter, oldest first; none unless the county ranks.

    A quarter is closed when its last month is among ``months`` and no declared month of it is missing there.
    """
    if not settings.ranking:
        return ()
    shown = {month.month.month for month in months}
    declared: dict[Quarter, list[bool]] = {}
    for month in publication.months:
        declared.setdefault(Quarter.of(month.month), []).append(month.month in shown)
    return tuple(
        _rank_quarter(months, quarter, rated, settings)
        for quarter in sorted(declared)
        if quarter.last_month in shown and all(declared[quarter])
    )


def derive_years(rankings: Sequence[QuarterRanking]) -> tuple[YearSummary, ...]:
    """Put the rankings of each year side by side, oldest year first."""
    years: dict[int, list[QuarterRanking]] = {}
    for ranking in rankings:
        years.setdefault(ranking.quarter.year, []).append(ranking)
    return tuple(_sum_up_year(year, tuple(found)) for year, found in sorted(years.items()))


def derive_measure_inputs(
    months: Sequence[MonthFigures], quarter: Quarter, tolerance: Decimal
) -> tuple[MeasureInput, ...]:
    """What each measure that is counted at the quarter's end brings to the ranking, in the order of the measures.

    It counts for each department that leads it then, with the months of the quarter in which that department led it.
    ``quarter.last_month`` is among ``months``.
    """
    before: set[str] = set()
    within: dict[tuple[str, str], list[tuple[Standing, bool]]] = {}
    facts = Publication()
    for month in months:
        facts = month.facts
        for standing in month.standings:
            if Quarter.of(standing.month) == quarter:
                for lead in _list_ranked(facts, facts.measure_by_id[standing.measure]):
                    history = within.setdefault((standing.measure, lead), [])
                    history.append((standing, standing.measure not in before))
        if month.month.month == quarter.last_month:
            break
        before = {standing.measure for standing in month.standings if standing.status is Status.DONE}
    return tuple(
        _weigh_measure(measure, lead, history, tolerance)
        for measure in facts.measures
        for lead in _list_ranked(facts, measure)
        if (history := within.get((measure.id, lead), [])) and history[-1][0].month == quarter.last_month
    )


def _list_ranked(facts: Publication, measure: Measure) -> tuple[str, ...]:
    """Who is ranked by a measure: no group, nor its members."""
    return tuple(lead for lead in measure.leads if lead not in facts.groups)


def _weigh_measure(
    measure: Measure, lead: str, history: Sequence[tuple[Standing, bool]], tolerance: Decimal
) -> MeasureInput:
    """``history`` holds the measure's standings in the quarter, each with whether a report was due."""
    last = history[-1][0]
    dated = measure.deadline.due is not None
    judged = [standing for standing, _ in history if dated and _is_judged(standing)]
    return MeasureInput(
        measure.id,
        lead,
        last.percent,
        last.expected,
        _derive_ratio(last) if dated else None,
        len(judged),
        sum(_on_time(standing, tolerance) for standing in judged),
        sum(due for _, due in history),
        sum(due and standing.report is not None for standing, due in history),
    )


def _derive_ratio(standing: Standing) -> Decimal | None:
    if standing.status is Status.DONE:
        return _WHOLE
    if standing.percent is None:
        return Decimal(0)
    if standing.expected is None:
        return _round(standing.percent, _TENTH)
    if not standing.expected:
        return None
    return min(_round(standing.percent * _WHOLE / standing.expected, _TENTH), _WHOLE)


def _is_judged(standing: Standing) -> bool:
    """Whether the office gave all that it takes to judge: a day of publication, unless the status needs none."""
    return standing.expected is not None or standing.status is not Status.UNKNOWN


def _on_time(standing: Standing, tolerance: Decimal) -> bool:
    """By the first rules what was not started had no better status."""
    if standing.status is Status.NOT_STARTED:
        return standing.expected is not None and standing.expected <= tolerance
    return standing.status in (Status.DONE, Status.ON_TRACK)


def _rank_quarter(months: Sequence[MonthFigures], quarter: Quarter, rated: Rated, settings: Settings) -> QuarterRanking:
    measures = derive_measure_inputs(months, quarter, settings.tolerance)
    facts = next(month.facts for month in months if month.month.month == quarter.last_month)
    scores = []
    for department in facts.departments:
        own = [measure for measure in measures if measure.department == department.id]
        if own:
            scores.append(_score(department.id, own, rated.look_up(department.id, quarter), settings))
    within = tuple(month.month for month in months if Quarter.of(month.month.month) == quarter)
    return QuarterRanking(quarter, within, _place(scores), measures, facts)


def _score(department: str, own: Sequence[MeasureInput], ratings: RatedQuarter, settings: Settings) -> DepartmentScore:
    weights = derive_weights(settings)
    ratios = [measure.ratio for measure in own if measure.ratio is not None]
    sums: dict[RankingItem, tuple[Decimal, int]] = {
        RankingItem.COMPLETION: (sum(ratios, Decimal(0)), len(ratios)),
        RankingItem.ON_TIME: (
            Decimal(sum(measure.on_time_months for measure in own)),
            sum(measure.dated_months for measure in own),
        ),
        RankingItem.REPORTING: (
            Decimal(sum(measure.reported_months for measure in own)),
            sum(measure.due_months for measure in own),
        ),
        RankingItem.RATINGS: (Decimal(ratings.good), ratings.n),
    }
    inputs = tuple(_make_input(item, *sums[item]) for item in weights)
    reasons = _list_reasons(len(ratios), ratings.n, settings)
    score = None if reasons else derive_score(inputs, weights)
    if score is None:
        return DepartmentScore(department, len(own), inputs, exclusion="；".join(reasons) or "没有可以计分的数据")
    return DepartmentScore(department, len(own), inputs, score)


def _make_input(item: RankingItem, numerator: Decimal, denominator: int) -> RankingInput:
    if not denominator:
        return RankingInput(item, numerator, denominator, None)
    share = numerator / denominator if item is RankingItem.COMPLETION else numerator * _WHOLE / denominator
    return RankingInput(item, numerator, denominator, _round(share, _TENTH))


# A department with three dated measures after 70 % of the time, by the weights 40, 30, 20 and 10:
#
#   完成进度   done 100.0; 63 % / 70 % = 90.0; 31 % / 70 % = 44.3      234.3 / 3     78.1
#   按期推进   10 of 12 ends of months on time                         10 / 12       83.3
#   按月报送   11 of 12 reports                                        11 / 12       91.7
#   企业评价   62 ratings, 7 bad; bad ones count in fives, as 5        57 / 62       91.9
#   score      (40 x 78.1 + 30 x 83.3 + 20 x 91.7 + 10 x 91.9) / 100                 83.76
#
# Without ratings the other weights count alone: (3124 + 2499 + 1834) / 90 = 82.86.
def derive_score(inputs: Sequence[RankingInput], weights: Mapping[RankingItem, Decimal]) -> Decimal | None:
    """The weighted mean of the items that have a value, two decimals; ``None`` when none has."""
    counted = [(weights[found.item], found.value) for found in inputs if found.value is not None]
    whole = sum((weight for weight, _ in counted), Decimal(0))
    if not whole:
        return None
    return _round(sum((weight * value for weight, value in counted), Decimal(0)) / whole, _HUNDREDTH)


def _list_reasons(dated: int, n: int, settings: Settings) -> list[str]:
    """Why a department is not ranked. Suppressed ratings look like none."""
    reasons = []
    if dated < max(settings.ranking_minimum_measures, 1):
        reasons.append(f"季末计入完成进度的措施有 {dated} 项，不到 {max(settings.ranking_minimum_measures, 1)} 项")
    if settings.ranking_ratings and n < settings.ranking_minimum_ratings:
        stated = f"有 {n} 份" if n else "没有，或不公布份数"
        reasons.append(f"评价不到 {settings.ranking_minimum_ratings} 份（{stated}）")
    return reasons


def _place(scores: Sequence[DepartmentScore]) -> tuple[DepartmentScore, ...]:
    """The best first. Equal scores share a rank, and the ranks after them are left free: 1, 2, 2, 4."""
    points = [score.score for score in scores if score.score is not None]
    placed = [
        replace(score, rank=1 + sum(other > score.score for other in points))
        for score in scores
        if score.score is not None
    ]
    placed.sort(key=lambda score: score.rank or 0)
    return (*placed, *(score for score in scores if score.score is None))


def _sum_up_year(year: int, rankings: tuple[QuarterRanking, ...]) -> YearSummary:
    by_quarter = [{score.department: score for score in ranking.scores} for ranking in rankings]
    whole = rankings[-1].quarter.number == 4  # noqa: PLR2004 — the year's last quarter
    found = []
    for department in dict.fromkeys(name for scores in by_quarter for name in scores):
        quarters = tuple(scores.get(department) for scores in by_quarter)
        points = [score.score for score in quarters if score and score.score is not None]
        mean = _round(sum(points, Decimal(0)) / len(points), _HUNDREDTH) if points else None
        found.append((YearScore(department, quarters, mean), len(points) == len(quarters)))
    means = [score.mean for score, complete in found if whole and complete and score.mean is not None]
    scores = [
        replace(score, rank=1 + sum(other > score.mean for other in means))
        if whole and complete and score.mean is not None
        else score
        for score, complete in found
    ]
    scores.sort(key=lambda score: (score.rank is None, score.rank or 0, -(score.mean or Decimal(-1))))
    return YearSummary(year, rankings, tuple(scores), whole)


def _round(number: Decimal, step: Decimal) -> Decimal:
    return number.quantize(step, ROUND_HALF_UP)
