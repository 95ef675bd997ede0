"""What is wrong where published or closed months now say something else: one problem for each cell that was changed.

A changed cell of the table of measures changes every month, and figures with it. The problem names them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from mashang.checks.context import CheckContext
from mashang.checks.values import Record
from mashang.feedback import COUNTS
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, problem
from mashang.proof.kept_months import KeptMonth
from mashang.snapshot import BY_ID, LEAD, LISTED, SnapshotKey, SnapshotKind
from mashang.spelling import quote_difference
from mashang.tables import TERMS

_DERIVED = frozenset((LISTED, "状态", "完成率", "时间进度"))
_SOURCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "发布日期": (("months", "published_on"),),
    "综述": (("months", "summary"),),
    "审核单位": (("months", "reviewer"),),
    LISTED: (("measures", "published_on"),),
    "标题": (("measures", "title"),),
    "领域": (("measures", "field"),),
    LEAD: (("measures", "leads"),),
    "完成时限": (("measures", "deadline"),),
    "状态": (("progress", "written_status"), ("measures", "deadline")),
    "完成率": (("progress", "percent"), ("progress", "current"), ("measures", "id")),
    "时间进度": (("measures", "deadline"),),
    "本月填报": (("progress", "percent"), ("measures", "id")),
    "当前值": (("progress", "current"),),
    "填报状态": (("progress", "written_status"),),
    "本月进展": (("progress", "text"),),
    "存在问题": (("progress", "trouble"),),
    "下一步": (("progress", "next_step"),),
    "佐证链接": (("progress", "evidence"),),
    "单位名称": (("departments", "name"),),
    "单位简称": (("departments", "short"),),
    "窗口单位": (("windows", "department"),),
    "事项单位": (("matters", "department"),),
    "版次条目": (("list-edition", "text"),),
    **dict.fromkeys(SnapshotKind.CASE.headings, (("reports", "number"),)),
    "评价来源": (("ratings", "source"),),
    "办件量": (("ratings", "handled"),),
    **{heading: (("ratings", name),) for heading, name in zip(SnapshotKind.RATING.headings, COUNTS, strict=True)},
}
"""Where the tables keep what a heading says: dataset and column, the likeliest first."""
WHAT = {
    SnapshotKind.MONTH: "",
    SnapshotKind.MEASURE: "措施",
    SnapshotKind.RATING: "码",
    SnapshotKind.DEPARTMENT: "单位",
    SnapshotKind.EDITION: "清单版次",
    SnapshotKind.WINDOW: "窗口",
    SnapshotKind.MATTER: "事项",
    SnapshotKind.CASE: "单位",
    SnapshotKind.SOURCE: "码",
}
"""How a row is called that has an id."""
_MONTHLY = ("progress", "ratings", "reports")
"""Datasets with a file a month."""
_TERM_HEADINGS = frozenset(column.heading for column in TERMS.values())
_DAY_LENGTH = len("-2026-03-01")
_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "完成率": ("当前值", "填报状态"),
    "时间进度": ("完成时限",),
    "状态": ("完成时限", "当前值", "填报状态", "完成率"),
}
"""The cells that figures are derived from, those first that follow from no other."""


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell of a month that says something else now."""

    month: KeptMonth
    key: SnapshotKey
    heading: str
    before: str
    after: str


def tell_changes(changes: Iterable[ChangedCell], places: Places) -> Iterator[Problem]:
    """A problem for each cell that was changed in the tables, with the months and figures that changed with it."""
    rows: dict[SnapshotKey, list[ChangedCell]] = {}
    for one in changes:
        rows.setdefault(one.key, []).append(one)
    for changed in rows.values():
        groups: dict[object, list[ChangedCell]] = {}
        followers = []
        for one in changed:
            if _find_root(one, changed):
                followers.append(one)
            else:
                groups.setdefault(_group(one), []).append(one)
        for one in followers:
            root: ChangedCell | None = one
            while root and (further := _find_root(root, changed)):
                root = further
            next(group for group in groups.values() if root in group).append(one)
        for group in groups.values():
            yield _tell(group, places)


def _find_root(one: ChangedCell, changed: Iterable[ChangedCell]) -> ChangedCell | None:
    """The changed cell from which another one of the same row follows: of its month, for a figure of any before it."""
    roots = (LISTED, *_FOLLOWS.get(one.heading, ()))
    found = [each for each in changed if each.heading in roots and each is not one]
    same = sorted(
        (each for each in found if each.month is one.month and each.heading != one.heading),
        key=lambda each: roots.index(each.heading),
    )
    if same or one.heading not in _FOLLOWS:
        return same[0] if same else None
    earlier = (each for each in found if each.month.month < one.month.month and each.heading not in _DERIVED)
    return next(earlier, None)


def _group(one: ChangedCell) -> object:
    """What cells have in common that are one cell of the tables."""
    if one.key[0] is not SnapshotKind.MEASURE:
        return one.month.month, one.heading
    if one.heading in {LISTED, "完成率", *_TERM_HEADINGS}:
        return one.heading, one.before, one.after
    return _DERIVED if one.heading in _DERIVED else (one.month.month, one.heading)


def _tell(group: list[ChangedCell], places: Places) -> Problem:
    one = group[0]
    (kind, target), month = one.key, one.month
    series = month.find_series(one.heading)
    headings = list(dict.fromkeys(each.heading for each in group))
    also = (
        f"{heading}（{_spell_months([each.month.month for each in group if each.heading == heading])}）"
        for heading in headings[1:]
    )
    return problem(
        "closed-changed" if all(each.month.closed for each in group) else "published-changed",
        places.find(month.month, (one.key, one.heading)),
        month=_spell_months([each.month.month for each in group if each.heading == one.heading]),
        what=f"{WHAT[kind]} {target} " if target else "这个月",
        heading=one.heading,
        before=places.quote(one.heading, one.before, one.after),
        after=places.quote(one.heading, one.after, one.before),
        also=f"跟着变的还有{'、'.join(also)}。" if len(headings) > 1 else "",
        hint=_hint((one.key, one.heading), one.after),
        rows="一行" if len(group) == 1 else "几行，一个月一栏一行",
        code=_spell_months((each.month.month for each in group), str),
        target=f"措施编号 {target}" if target else "措施编号留空",
        headings="、".join(headings),
        file=series.find_file(month.month),
        when=f"{series.word}时",
    )


def _spell_months(months: Iterable[YearMonth], spell: Callable[[YearMonth], str] = attrgetter("label")) -> str:
    """Months as read aloud, those that follow one another as a span: 2026年5月至2026年8月、2026年10月."""
    spans: list[list[YearMonth]] = []
    for month in sorted(set(months)):
        if spans and spans[-1][-1].following == month:
            spans[-1][1:] = [month]
        else:
            spans.append([month])
    return "、".join("至".join(map(spell, span)) for span in spans)


_Cell = tuple[SnapshotKey, str]


def _hint(cell: _Cell, after: str) -> str:
    """Where to look for what changed a figure that nobody writes, and what is adjusted instead of corrected."""
    (kind, target), heading = cell
    if kind is SnapshotKind.EDITION:
        return "清单改了内容，就发布新的一版。"
    adjusted = f"依文件调整的，在 content/adjustments 里加一行（措施编号 {target}），过去的月份就不变。"
    if heading == LISTED:
        gone = f"措施公布以后不能删掉：恢复措施表里它的行、编号和发布日期；取消或废止的，{adjusted}"
        return gone if not after else "看看措施表里它的发布日期。"
    if heading in _DERIVED:
        return (
            "它是算出来的：看看这项措施的发布日期、完成时限，当月和以前各月填报的数，还有网站设置里的 tolerance，"
            f"哪里改过。{adjusted}"
        )
    return adjusted if heading in _TERM_HEADINGS else ""


@dataclass(frozen=True)
class Places:
    """Where the tables keep the cells of a month, and their texts. Nothing is searched before something is wrong."""

    context: CheckContext

    @cached_property
    def _records(self) -> dict[tuple[str, str, str], Record]:
        """Records by dataset, month (where the dataset has a file a month) and key."""
        found = {}
        for dataset in ("months", "measures", "progress", "ratings", "departments", "windows", "matters"):
            for source in self.context.sources.get(dataset, ()):
                for record in source.records:
                    value = record.values.get(record.table.dataset.key)
                    found[dataset, "".join(source.parts), str(value)] = record
        return found

    def find(self, month: YearMonth, cell: _Cell) -> Location:
        """The address of a cell: where it is written, or of the row or file in which it should be."""
        (kind, target), heading = cell
        if kind is SnapshotKind.EDITION:
            return self.find_edition(target)
        sources = _SOURCES[heading]
        rows = [(self._find_record(dataset, month, target), name) for dataset, name in sources]
        written = next(((record, name) for record, name in rows if record and name in record.cells), None)
        present = written or next(((record, name) for record, name in rows if record), None)
        if present:
            return present[0].where(present[1])
        dataset = sources[0][0]
        part = f"/{month}" if dataset in _MONTHLY else ""
        files = [one.file for one in self.context.sources.get(dataset, ()) if "".join(one.parts) == part.strip("/")]
        return Location(files[0] if files else f"content/{dataset}{part}", heading=heading)

    def find_edition(self, target: str) -> Location:
        """The file of an edition's entries, or where it should be."""
        named, day = target[:-_DAY_LENGTH], target[-_DAY_LENGTH:].lstrip("-")
        found = (one for one in self.context.sources.get("list-edition", ()) if one.parts == (named, day))
        return next((one.where for one in found), Location(f"content/lists/{named}/{day}"))

    def _find_record(self, dataset: str, month: YearMonth, target: str) -> Record | None:
        part = str(month) if dataset in _MONTHLY else ""
        return self._records.get((dataset, part, str(month) if dataset == "months" else target))

    def quote(self, heading: str, text: str, other: str) -> str:
        """A text as a message quotes it beside another one, a department with its name."""
        if not text:
            return "空的"
        name = self.context.departments.name(text) if heading in BY_ID else ""
        shown = quote_difference(text, other)
        return f"“{shown}”（{name}）" if name else f"“{shown}”"
