"""Which tables are published, and where each column's value comes from. What has no column here is not published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from mashang.case_figures import CaseMonth
from mashang.cases import Case, Result
from mashang.derived import (
    DepartmentScore,
    MeasureInput,
    MeasureWarning,
    QuarterRanking,
    RankingItem,
    RatingSummary,
    Standing,
)
from mashang.feedback import BAD, LEAST_GOOD, LEVELS
from mashang.model import Measure, NamedList
from mashang.pages.open_table import OpenColumn, OpenSchema, Row, Value, open_dataset
from mashang.periods import YearMonth
from mashang.records import SnapshotDigest
from mashang.tables import (
    DEPARTMENTS,
    EDITIONS,
    LIST_EDITION,
    MATTERS,
    MEASURES,
    PROGRESS,
    WINDOWS,
    ColumnType,
)

_COUNT, _NUMBER, _PERCENT = ColumnType.COUNT, ColumnType.NUMBER, ColumnType.PERCENT
_DATE, _MONTH, _ID = ColumnType.DATE, ColumnType.MONTH, ColumnType.ID
_MARKED = "未报送：没有完成，这个月又没有报送；未启动：报送了 0% 或“未启动”；与状态重叠，没有的空着"
Fact = TypeVar("Fact")


class MeasureFact(NamedTuple, Generic[Fact]):
    """A measure and what is published of it in a row."""

    measure: Measure
    fact: Fact


class NamedRatings(NamedTuple):
    """The ratings of a window, matter, department or month, with its name."""

    name: str
    ratings: RatingSummary
    last: YearMonth | None = None
    """The newest month that is shown."""

    def find_last(self, what: str, *told: object) -> YearMonth | None:
        """The last month that a figure counts; none where nothing of it is told."""
        if all(one is None for one in told):
            return None
        held = self.ratings.held.get(what)
        return held.last if held else self.last


def _declare(
    name: str, title: str, stem: str, key: str, description: str, *columns: OpenColumn[Row]
) -> OpenSchema[Row]:
    return OpenSchema(name, title, stem, key, description, columns)


def _done(get: Callable[[Row], Value]) -> OpenColumn[Row]:
    return OpenColumn("完成率", "到这个月为止最近一次报送的完成率，0 到 100；空着是没有报过", get, _PERCENT)


def _expected(get: Callable[[Row], Value]) -> OpenColumn[Row]:
    return OpenColumn("时间进度", "从发布日期到月底的天数占到完成时限的天数的百分比；没有时限的空着", get, _PERCENT)


_MEASURE: OpenColumn[Any] = OpenColumn(
    "编号", "措施清单里的编号", lambda row: row.measure.id, _ID, required=True, refers_to=MEASURES.name
)
_TITLE: OpenColumn[Any] = OpenColumn("标题", "措施的名称", lambda row: row.measure.title)
_FIELD: OpenColumn[Any] = OpenColumn("领域", "所属领域", lambda row: row.measure.field)
_LEAD: OpenColumn[Any] = OpenColumn(
    *("牵头单位", "负责这项措施的单位；几个牵头的用顿号分开", lambda row: row.measure.leads),
    required=True,
    refers_to=DEPARTMENTS.name,
    many=True,
)
_DEADLINE: OpenColumn[Any] = OpenColumn(
    "完成时限", "公开承诺的完成时间", lambda row: row.measure.deadline, ColumnType.DEADLINE
)

OPEN_MEASURES = open_dataset(MEASURES)
OPEN_PROGRESS = open_dataset(PROGRESS)
OPEN_EDITIONS = open_dataset(EDITIONS)
OPEN_LIST_EDITION = open_dataset(LIST_EDITION)
OPEN_DEPARTMENTS = open_dataset(DEPARTMENTS)

LIST_INDEX: OpenSchema[NamedList] = _declare(
    *("list-index", "清单目录", "lists", "清单编号", "全部清单，一份一行"),
    OpenColumn("清单编号", "清单在网址里的名称", lambda row: row.id, _ID, required=True),
    OpenColumn("名称", "清单的全名", lambda row: row.name),
    OpenColumn("类型", "正面清单、负面清单或其他清单", lambda row: row.kind),
    OpenColumn("发布机构", "发布清单的单位", lambda row: row.publisher, refers_to=DEPARTMENTS.name),
    OpenColumn("版数", "一共发布过几版", lambda row: len(row.editions), _COUNT),
    OpenColumn(
        "现行版发布日期",
        "最新一版的发布日期",
        lambda row: row.editions[-1].published_on if row.editions else None,
        _DATE,
    ),
    OpenColumn(
        "现行版条目数", "最新一版有几条", lambda row: len(row.editions[-1].entries) if row.editions else 0, _COUNT
    ),
)
CLOSURES: OpenSchema[SnapshotDigest] = _declare(
    *("closures", "封存登记", "closures", "月份", "已经封存的月份，一行一个月；公布以后的改动都在“更正”表里"),
    OpenColumn("月份", "封存了哪个月", lambda row: row.month, _MONTH, required=True),
    OpenColumn("封存日期", "哪一天封存", lambda row: row.day, _DATE, required=True),
    OpenColumn("摘要", "由封存时的全部内容算出的 SHA-256，十六进制", lambda row: row.digest, required=True),
)
RECORDS: OpenSchema[SnapshotDigest] = _declare(
    *(
        "published",
        "公布登记",
        "published",
        "月份",
        "公布过的月份，一行一个月；公布以后的改动都在“更正”表里",
    ),
    OpenColumn("月份", "公布了哪个月", lambda row: row.month, _MONTH, required=True),
    OpenColumn("公布日期", "哪一天公布", lambda row: row.day, _DATE, required=True),
    OpenColumn("摘要", "由公布时的全部内容算出的 SHA-256，十六进制", lambda row: row.digest, required=True),
)
STATUS: OpenSchema[MeasureFact[Standing]] = _declare(
    *("status", "措施状态", "status/*", "编号", "每个月底各项措施的状态，一行一项"),
    *(_MEASURE, _TITLE, _FIELD, _LEAD, _DEADLINE),
    _done(lambda row: row.fact.percent),
    _expected(lambda row: row.fact.expected),
    OpenColumn("状态", "按公布的规则判定的状态", lambda row: row.fact.status),
    OpenColumn("标记", _MARKED, lambda row: row.fact.mark),
    OpenColumn("判定依据", "按哪条规则、由哪些数字得出", lambda row: row.fact.reason),
)
WARNINGS: OpenSchema[MeasureFact[MeasureWarning]] = _declare(
    *("warnings", "预警", "warnings/*", "编号", "还没有逾期、但有逾期风险的措施，一行一项"),
    *(_MEASURE, _TITLE, _LEAD, _DEADLINE),
    _done(lambda row: row.fact.standing.percent),
    _expected(lambda row: row.fact.standing.expected),
    OpenColumn("状态", "月底的状态", lambda row: row.fact.standing.status),
    OpenColumn("标记", _MARKED, lambda row: row.fact.standing.mark),
    OpenColumn(
        "预警", "符合哪几条预警规则，几条用顿号分开", lambda row: "、".join(one.risk for one in row.fact.alarms)
    ),
    OpenColumn("依据", "每条规则由哪些数字得出", lambda row: "；".join(one.reason for one in row.fact.alarms)),
)
HISTORY: OpenSchema[MeasureFact[Mapping[YearMonth, Standing]]] = _declare(
    *("status-history", "各月状态", "status-history", ""),
    "全部措施在各个月底的状态，一个月两列，一行一项；标题、领域、牵头单位或它的名称变过的，前后各一行",
    *(_MEASURE, _TITLE, _FIELD, _LEAD),
)
"""Without the columns of the months, two for each, which :func:`open_history` adds."""
RANKING: OpenSchema[DepartmentScore] = _declare(
    *("ranking", "单位排名", "rankings/*", "单位", "各牵头单位一个季度的得分和全部计算数据，一行一个单位"),
    OpenColumn("名次", "得分相同的名次相同；不排名的空着", lambda row: row.rank, _COUNT),
    OpenColumn("单位", "牵头单位", lambda row: row.department, required=True, refers_to=DEPARTMENTS.name),
    OpenColumn("得分", "按公布的公式计算，0 到 100", lambda row: row.score, _NUMBER),
    OpenColumn("措施项数", "计入的措施有几项", lambda row: row.measures, _COUNT),
    OpenColumn("不排名的原因", "没有名次的单位为什么没有", lambda row: row.exclusion),
)
"""Without the columns of the items, which :func:`open_ranking` puts before the last."""
RANKING_MEASURES: OpenSchema[MeasureFact[MeasureInput]] = _declare(
    "ranking-measures",
    *(
        "排名用到的措施数据",
        "rankings/*-measures",
        "",
        "每项措施给牵头单位的得分带来什么，一个牵头单位一行",
    ),
    *(_MEASURE, _TITLE),
    OpenColumn(
        *("牵头单位", "这一行计给哪个单位", lambda row: row.fact.department), required=True, refers_to=DEPARTMENTS.name
    ),
    _done(lambda row: row.fact.percent),
    _expected(lambda row: row.fact.expected),
    OpenColumn("进度比", "完成率除以时间进度，最高 100；不计的空着", lambda row: row.fact.ratio, _PERCENT),
    OpenColumn("应计按期次数", "本季度有几个月底要看是否按期", lambda row: row.fact.dated_months, _COUNT),
    OpenColumn("按期次数", "其中按期的次数", lambda row: row.fact.on_time_months, _COUNT),
    OpenColumn("应报送次数", "本季度有几个月应当报送进展", lambda row: row.fact.due_months, _COUNT),
    OpenColumn("报送次数", "其中报送了的次数", lambda row: row.fact.reported_months, _COUNT),
)

_RATINGS: tuple[OpenColumn[NamedRatings], ...] = (
    OpenColumn(
        "份数",
        "收到的评价份数；太少、或公布后能推算出个别人评价的空着，后面各列也空着",
        lambda row: row.ratings.n,
        _COUNT,
    ),
    OpenColumn(
        "好评率",
        f"评“{LEAST_GOOD.name}”以上的份数占全部份数的百分比；空着的看下一列，都空着是不公布",
        lambda row: row.ratings.satisfied,
        _PERCENT,
    ),
    OpenColumn(
        "好评率不低于",
        f"差评（{'、'.join(level.name for level in BAD)}）很少时不公布份数，只公布好评率至少是多少",
        lambda row: row.ratings.satisfied_lower_bound,
        _PERCENT,
    ),
    OpenColumn(
        "平均分",
        "{0.name} {0.points} 分到{1.name} {1.points} 分的平均；五级份数不能公布的空着".format(LEVELS[0], LEVELS[-1]),
        lambda row: row.ratings.mean,
        _NUMBER,
    ),
)


def _level(place: int) -> OpenColumn[NamedRatings]:
    """The number of ratings of one level, the best at 0."""
    heading = LEVELS[place].name
    return OpenColumn(
        heading,
        f"评“{heading}”的份数；有的等级份数很少、或能推算出很少的数时，五级都空着",
        lambda row: row.ratings.levels[place] if row.ratings.levels else None,
        _COUNT,
    )


def _count_result(result: Result) -> OpenColumn[CaseMonth]:
    """How many of what was closed in a month had this result."""
    return OpenColumn(
        f"结果{result}", f"销号的当中结果是“{result}”的", lambda row: row.counts.results.get(result, 0), _COUNT
    )


def _count_complaints(row: NamedRatings) -> int | None:
    return row.ratings.complaints.number if row.ratings.complaints else None


def _until(what: str, get: Callable[[NamedRatings], YearMonth | None]) -> OpenColumn[NamedRatings]:
    """The last month that a figure counts."""
    heading = f"{what}统计到"
    description = f"{what}算到哪个月为止；之后的还太少时，保留以前公布的数"
    return OpenColumn(heading, description, get, _MONTH)


def _rated(name: str, what: str, refers_to: str) -> OpenSchema[NamedRatings]:
    since = "" if refers_to == DEPARTMENTS.name else "，换过单位的只算归现在的单位以后的"
    description = f"各{what}收到的评价合计{since}；太少、或公布后能推算出个别人评价的数字空着"
    return _declare(
        *(f"ratings-{name}", f"各{what}的评价", f"ratings-by-{name}", "编号", description),
        OpenColumn("编号", f"{what}的编号", lambda row: row.ratings.key, _ID, required=True, refers_to=refers_to),
        OpenColumn("名称", f"{what}的名称", lambda row: row.name),
        *_RATINGS,
        *map(_level, range(len(LEVELS))),
        OpenColumn(
            "投诉",
            "收到的投诉件数；数很少，或由它能推算出很少的数时，空着",
            _count_complaints,
            _COUNT,
        ),
        _until("份数", lambda row: row.find_last("n", row.ratings.n)),
        _until(
            "好评率",
            lambda row: row.find_last("bad", row.ratings.satisfied, row.ratings.satisfied_lower_bound),
        ),
        _until("平均分和各级", lambda row: row.find_last("levels", row.ratings.mean)),
        _until("投诉", lambda row: row.find_last("complaints", _count_complaints(row))),
    )


RATINGS_BY_DEPARTMENT = _rated("department", "单位", DEPARTMENTS.name)
RATINGS_BY_WINDOW = _rated("window", "窗口", WINDOWS.name)
RATINGS_BY_MATTER = _rated("matter", "事项", MATTERS.name)
RATINGS_BY_MONTH: OpenSchema[NamedRatings] = _declare(
    *("ratings-month", "各月评价", "ratings-by-month", "月份"),
    "全县各个月收到的评价；太少、或公布后能推算出个别人评价的数字空着",
    OpenColumn("月份", "收到评价的月份", lambda row: YearMonth.parse(row.ratings.key), _MONTH, required=True),
    *_RATINGS,
)

RATING_SOURCES: OpenSchema[tuple[str, Decimal]] = _declare(
    *(
        "ratings-source",
        "评价的来源",
        "ratings-by-source",
        "来源",
        "各来源的评价占全部评价的百分之几；太少的合在“其余”里",
    ),
    OpenColumn("来源", "谁收来的评价", lambda row: row[0], required=True),
    OpenColumn("占比", "占全部评价的百分比，取整", lambda row: row[1], _PERCENT, required=True),
)
CASE_MONTHS: OpenSchema[CaseMonth] = _declare(
    *("cases-by-month", "各月诉求", "cases-by-month", "月份", "全县每个月收到和办理的诉求，一行一个月"),
    OpenColumn("月份", "哪个月", lambda row: row.month, _MONTH, required=True),
    OpenColumn("收到", "这个月受理的件数", lambda row: row.counts.received, _COUNT),
    OpenColumn("反馈", "这个月答复了反映人的件数，有的是以前收到的", lambda row: row.counts.answered, _COUNT),
    OpenColumn("超期反馈", "其中过了期限才答复的", lambda row: row.counts.late, _COUNT),
    OpenColumn("月末超期未反馈", "到月末过了期限还没有答复的", lambda row: row.counts.overdue, _COUNT),
    OpenColumn("销号", "这个月结案的件数", lambda row: row.counts.closed, _COUNT),
    *(_count_result(result) for result in Result),
    OpenColumn("重开", "反映人说没有解决、提级重办的", lambda row: row.counts.reopened, _COUNT),
    OpenColumn("回访", "这个月回访的件数", lambda row: row.counts.called_back, _COUNT),
    OpenColumn("回访说解决了", "其中反映人说解决了的", lambda row: row.counts.confirmed, _COUNT),
    OpenColumn("申诉认定", "单位申诉、这个月作出认定的", lambda row: row.counts.appeals, _COUNT),
    OpenColumn("申诉成立", "其中申诉成立的", lambda row: row.counts.upheld, _COUNT),
    OpenColumn(
        *("反馈用时", "从受理到答复的工作日数的中位数；没有答复的月份空着", lambda row: row.counts.median_days, _NUMBER)
    ),
)


class CasePart(NamedTuple):
    """How many cases of a month belong to a part of them; ``None`` where the part is not told by itself."""

    month: YearMonth
    sort: str
    name: str
    what: str
    number: int | None


CASE_PARTS: OpenSchema[CasePart] = _declare(
    *(
        "case-parts",
        "诉求分类",
        "case-parts",
        "",
        "每个月的诉求按类别、渠道、单位的件数；不单列的空着，合计在“其余”一行",
    ),
    OpenColumn("月份", "哪个月", lambda row: row.month, _MONTH, required=True),
    OpenColumn("分法", "按什么分：类别、渠道或单位", lambda row: row.sort, required=True),
    OpenColumn("名称", "类别、渠道或单位的名称；“其余”是没有单列的合计", lambda row: row.name, required=True),
    OpenColumn("项目", "收到、反馈、超期反馈或月末超期未反馈", lambda row: row.what, required=True),
    OpenColumn("件数", "件数；太少、或公布后能推算出很少的数的空着", lambda row: row.number, _COUNT),
)


class CaseOnDay(NamedTuple):
    """A case as the public list shows it on a day."""

    case: Case
    day: date


CASES_LISTED: OpenSchema[CaseOnDay] = _declare(
    *("cases", "诉求受理编号", "cases", "受理编号", "每件诉求的受理编号、受理日和办到哪一步，到最近公布的月末为止"),
    OpenColumn("受理编号", "公开的编号", lambda row: row.case.number, required=True),
    OpenColumn("受理日", "哪一天收到", lambda row: row.case.received_on, _DATE, required=True),
    OpenColumn("状态", "办到哪一步", lambda row: row.case.find_state(row.day), required=True),
)
ANSWERS: OpenSchema[Case] = _declare(
    *("answers", "公开答复", "answers", "", "对反映的问题的公开答复，新的在前"),
    OpenColumn("答复日", "哪一天答复", lambda row: row.settled_on, _DATE),
    OpenColumn("单位", "答复的单位", lambda row: row.department, refers_to=DEPARTMENTS.name),
    OpenColumn("归类", "问题归为哪一类", lambda row: row.topic),
    OpenColumn("问题", "整理过的问题", lambda row: row.question, ColumnType.LONG_TEXT, required=True),
    OpenColumn("答复", "公开的答复", lambda row: row.reply, ColumnType.LONG_TEXT, required=True),
)


def open_history(months: Iterable[YearMonth]) -> OpenSchema[MeasureFact[Mapping[YearMonth, Standing]]]:
    """:data:`HISTORY` with status and mark of each month."""

    def list_columns(month: YearMonth) -> tuple[OpenColumn[MeasureFact[Mapping[YearMonth, Standing]]], ...]:
        def find(row: MeasureFact[Mapping[YearMonth, Standing]]) -> Standing | None:
            return row.fact.get(month)

        return (
            OpenColumn(
                str(month),
                "这个月底的状态；当时还没有公开的空着",
                lambda row: one.status if (one := find(row)) else None,
            ),
            OpenColumn(f"{month}标记", _MARKED, lambda row: one.mark if (one := find(row)) else None),
        )

    return replace(HISTORY, columns=(*HISTORY.columns, *chain.from_iterable(map(list_columns, months))))


def open_ranking(ranking: QuarterRanking) -> OpenSchema[DepartmentScore]:
    """:data:`RANKING` with three columns for each item that counts: which ones do depends on the county's weights."""
    items = [found.item for found in ranking.scores[0].inputs] if ranking.scores else []
    columns = (column for place, item in enumerate(items) for column in _open_item(place, item))
    return replace(RANKING, columns=(*RANKING.columns[:-1], *columns, RANKING.columns[-1]))


def _open_item(place: int, item: RankingItem) -> tuple[OpenColumn[DepartmentScore], ...]:
    numerator = "进度比之和" if item is RankingItem.COMPLETION else f"{item}的分子"
    share = f"{item}：分子除以分母，%；没有分母的空着"
    return (
        OpenColumn(item, share, lambda row: row.inputs[place].value, _PERCENT),
        OpenColumn(numerator, "计算时除号前面的数", lambda row: row.inputs[place].numerator, _NUMBER),
        OpenColumn(f"{item}的分母", "计算时除号后面的数", lambda row: row.inputs[place].denominator, _COUNT),
    )
