"""Which columns each published table has: those of :mod:`mashang.tables`, and those of tables that are derived."""

from __future__ import annotations

import re
from dataclasses import replace

from mashang.derived import RankingItem
from mashang.tables import DATASETS, RATINGS, Column, ColumnType, Dataset

_MONTH = re.compile(r"20[0-9]{2}-[0-9]{2}")


def _measure(description: str = "措施清单里的编号") -> Column:
    return Column("measure", "编号", ColumnType.ID, description, required=True, refers_to="measures")


def _lead() -> Column:
    return Column("lead", "牵头单位", ColumnType.TEXT, "负责这项措施的单位", required=True, refers_to="departments")


def _text(name: str, heading: str, description: str) -> Column:
    return Column(name, heading, ColumnType.TEXT, description)


def _number(name: str, heading: str, description: str) -> Column:
    return Column(name, heading, ColumnType.NUMBER, description)


def _count(name: str, heading: str, description: str) -> Column:
    return Column(name, heading, ColumnType.COUNT, description)


def _percent(name: str, heading: str, description: str) -> Column:
    return Column(name, heading, ColumnType.PERCENT, description)


_TITLE = _text("title", "标题", "措施的名称")
_FIELD = _text("field", "领域", "所属领域")
_DEADLINE = Column("deadline", "完成时限", ColumnType.DEADLINE, "公开承诺的完成时间")
_DONE = _percent("percent", "完成率", "到这个月为止最近一次报送的完成率，0 到 100；空着是没有报过")
_EXPECTED = _percent("expected", "时间进度", "从发布日期到月底的天数占到完成时限的天数的百分比；没有时限的空着")
_RATINGS = (
    _count("n", "份数", "收到的评价份数；太少、或公布后能推算出个别人评价的空着，后面各列也空着"),
    _percent("satisfied", "好评率", "评“基本满意”以上的份数占全部份数的百分比；空着的看下一列，都空着是不公布"),
    _percent(
        "satisfied_least",
        "好评率不低于",
        "差评（不满意、非常不满意）很少时不公布份数，只公布好评率至少是多少",
    ),
    _number("mean", "平均分", "非常满意 5 分到非常不满意 1 分的平均；五级份数不能公布的空着"),
)
_LEVELS = (
    *_RATINGS,
    *(
        replace(column, description=f"评“{column.heading}”的份数；有的等级份数很少、或能推算出很少的数时，五级都空着")
        for column in RATINGS.columns[1:6]
    ),
    *(
        replace(column, description=f"{column.description}；数很少，或由它能推算出很少的数时，空着")
        for column in RATINGS.columns[6:7]
    ),
)


def _rated(name: str, title: str, what: str, refers_to: str) -> Dataset:
    return Dataset(
        f"ratings-{name}",
        title,
        f"ratings-by-{name}",
        "id",
        (
            Column("id", "编号", ColumnType.ID, f"{what}的编号", required=True, refers_to=refers_to),
            _text("name", "名称", f"{what}的名称"),
            *_LEVELS,
        ),
        f"各{what}收到的评价合计；太少、或公布后能推算出个别人评价的数字空着",
    )


LIST_INDEX = Dataset(
    "list-index",
    "清单目录",
    "lists",
    "id",
    (
        Column("id", "清单编号", ColumnType.ID, "清单在网址里的名称", required=True),
        _text("name", "名称", "清单的全名"),
        _text("kind", "类型", "正面清单、负面清单或其他清单"),
        Column("publisher", "发布机构", ColumnType.TEXT, "发布清单的单位", refers_to="departments"),
        _count("editions", "版数", "一共发布过几版"),
        Column("published_on", "现行版发布日期", ColumnType.DATE, "最新一版的发布日期"),
        _count("entries", "现行版条目数", "最新一版有几条"),
    ),
    "全部清单，一份一行",
)
STATUS = Dataset(
    "status",
    "措施状态",
    "status/*",
    "measure",
    (
        _measure(),
        _TITLE,
        _FIELD,
        _lead(),
        _DEADLINE,
        _DONE,
        _EXPECTED,
        _text("status", "状态", "按公布的规则判定的状态"),
        _text("reason", "判定依据", "按哪条规则、由哪些数字得出"),
    ),
    "每个月底各项措施的状态，一行一项",
)
HISTORY = Dataset(
    "status-history",
    "各月状态",
    "status-history",
    "measure",
    (_measure(), _TITLE, _FIELD, _lead()),
    "全部措施在各个月底的状态，一行一项，一个月一列",
)
WARNINGS = Dataset(
    "warnings",
    "预警",
    "warnings/*",
    "measure",
    (
        _measure(),
        _TITLE,
        _lead(),
        _DEADLINE,
        _DONE,
        _EXPECTED,
        _text("status", "状态", "月底的状态"),
        _text("risks", "预警", "符合哪几条预警规则，几条用顿号分开"),
        _text("reasons", "依据", "每条规则由哪些数字得出"),
    ),
    "还没有逾期、但有逾期风险的措施，一行一项",
)
RANKING_MEASURES = Dataset(
    "ranking-measures",
    "排名用到的措施数据",
    "rankings/*-measures",
    "measure",
    (
        _measure(),
        _TITLE,
        _lead(),
        _DONE,
        _EXPECTED,
        _percent("ratio", "进度比", "完成率除以时间进度，最高 100；不计的空着"),
        _count("dated", "应计按期次数", "本季度有几个月底要看是否按期"),
        _count("on_time", "按期次数", "其中按期的次数"),
        _count("due", "应报送次数", "本季度有几个月应当报送进展"),
        _count("reported", "报送次数", "其中报送了的次数"),
    ),
    "每项措施给牵头单位的得分带来什么，一行一项",
)
RANKING = Dataset(
    "ranking",
    "单位排名",
    "rankings/*",
    "department",
    (
        _count("rank", "名次", "得分相同的名次相同；不排名的空着"),
        Column("department", "单位", ColumnType.TEXT, "牵头单位", required=True, refers_to="departments"),
        _number("score", "得分", "按公布的公式计算，0 到 100"),
        _count("measures", "措施项数", "计入的措施有几项"),
        _text("exclusion", "不排名的原因", "没有名次的单位为什么没有"),
    ),
    "各牵头单位一个季度的得分和全部计算数据，一行一个单位",
)
CLOSURES = Dataset(
    "closures",
    "封存登记",
    "closures",
    "month",
    (
        Column("month", "月份", ColumnType.MONTH, "封存了哪个月", required=True),
        Column("closed_on", "封存日期", ColumnType.DATE, "哪一天封存", required=True),
        Column("digest", "摘要", ColumnType.TEXT, "由封存时的全部内容算出的 SHA-256，十六进制", required=True),
    ),
    "已经封存的月份，一行一个月；封存以后的改动都在“更正”表里",
)
RATINGS_BY_MONTH = Dataset(
    "ratings-month",
    "各月评价",
    "ratings-by-month",
    "month",
    (Column("month", "月份", ColumnType.MONTH, "收到评价的月份", required=True), *_RATINGS),
    "全县各个月收到的评价；太少、或公布后能推算出个别人评价的数字空着",
)
RATINGS_BY_DEPARTMENT = _rated("department", "各单位的评价", "单位", "departments")
RATINGS_BY_WINDOW = _rated("window", "各窗口的评价", "窗口", "windows")
RATINGS_BY_MATTER = _rated("matter", "各事项的评价", "事项", "matters")

PUBLISHED = (
    *(dataset for dataset in DATASETS if not dataset.private and dataset is not RATINGS),
    *(CLOSURES, LIST_INDEX, STATUS, HISTORY, WARNINGS, RANKING_MEASURES, RANKING),
    *(RATINGS_BY_MONTH, RATINGS_BY_DEPARTMENT, RATINGS_BY_WINDOW, RATINGS_BY_MATTER),
)
"""Every kind of table that may be downloaded. Of two whose places fit, the first one holds."""


def find_schema(stem: str) -> Dataset:
    """The kind of the table at a place such as ``progress/2026-10``. Raises ``KeyError`` when it is not declared."""
    for dataset in PUBLISHED:
        if re.fullmatch(dataset.stem.replace("*", "[^/]+"), stem):
            return dataset
    raise KeyError(stem)


def find_column(dataset: Dataset, heading: str) -> Column:
    """The declaration of a column by its heading. Raises ``KeyError`` when it is not declared or not published."""
    for column in dataset.columns:
        if column.heading == heading and column.published:
            return column
    if dataset is HISTORY and _MONTH.fullmatch(heading):
        return _text(heading, heading, "这个月底的状态；当时还没有公开的空着")
    if dataset is RANKING:
        return _find_item(heading)
    raise KeyError(heading)


def _find_item(heading: str) -> Column:
    """A column of the ranking's inputs: which ones there are depends on the county's weights."""
    for item in RankingItem:
        if heading == item.value:
            return _percent(item.name.lower(), heading, f"{heading}：分子除以分母，%；没有分母的空着")
        if heading in (f"{item.value}的分子", "进度比之和"):
            return _number(f"{item.name.lower()}_numerator", heading, "计算时除号前面的数")
        if heading == f"{item.value}的分母":
            return _count(f"{item.name.lower()}_denominator", heading, "计算时除号后面的数")
    raise KeyError(heading)
