"""What months said when they were published or closed: whether the files are whole, and the tables still say the same.

A month that was published says for ever what it said then; its wording may be polished until it is closed. Whatever
differs now is named cell by cell, unless a correction records it: what stood there, what stands there now, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from mashang.checks.context import CheckContext
from mashang.checks.corrections import WrittenCorrection, list_written
from mashang.checks.suggestions import suggest
from mashang.checks.values import Record
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, problem
from mashang.proof.kept_months import KeptMonth
from mashang.proof.public_record import ShownEdition
from mashang.records import Correction
from mashang.snapshot import (
    FREE,
    LEAD,
    LISTED,
    SnapshotKey,
    SnapshotKind,
    SnapshotRows,
    find_kind,
)
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
    "版次条目": (("list-edition", "text"),),
    **{
        heading: (("ratings", name),)
        for heading, name in zip(
            SnapshotKind.RATING.headings,
            ("level_5", "level_4", "level_3", "level_2", "level_1", "complaints", "closed", "overdue"),
            strict=True,
        )
    },
}
"""Where the tables keep what a heading says: dataset and column, the likeliest first."""
_WHAT = {
    SnapshotKind.MONTH: "",
    SnapshotKind.MEASURE: "措施",
    SnapshotKind.RATING: "码",
    SnapshotKind.DEPARTMENT: "单位",
    SnapshotKind.EDITION: "清单版次",
}
_TERM_HEADINGS = frozenset(column.heading for column in TERMS.values())
_QUOTED = 40
_BEFORE = 8
_DAY_LENGTH = len("-2026-03-01")


def check_changes(
    kept: Iterable[KeptMonth], present: Mapping[YearMonth, SnapshotRows], context: CheckContext
) -> list[Problem]:
    """Every cell that must stand and is another now without a correction; every correction that fits nothing.

    ``present`` holds what the months say now; one that is missing was named by the check of
    the snapshots.
    """
    written: dict[YearMonth, list[WrittenCorrection]] = {}
    for one in list_written(context):
        written.setdefault(one.correction.month, []).append(one)
    problems: list[Problem] = []
    places = _Places(context)
    for month in kept:
        corrections = written.pop(month.month, [])
        now = present.get(month.month)
        if now is not None and (corrections or now != month.rows):
            problems += _Comparison(month, now, _chain(corrections), places).check()
    for corrections in written.values():
        problems += [
            problem("correction-not-published", one.record.where("month"), month=one.correction.month.label)
            for one in corrections
        ]
    return problems


def check_editions(
    kept: Iterable[KeptMonth], shown: Mapping[str, ShownEdition], present: SnapshotRows, context: CheckContext
) -> Iterator[Problem]:
    """Editions of lists that were shown before any month was public and say something else now."""
    held = {key for month in kept for key in month.rows}
    for target, one in shown.items():
        key = (SnapshotKind.EDITION, target)
        if key in present and key not in held and present[key] != (one.said,):
            where = _Places(context).find_edition(target)
            yield problem("edition-changed", where, target=target, before=one.said, after=present[key][0])


_Cell = tuple[SnapshotKey, str]
_Chains = Mapping[_Cell, list[WrittenCorrection]]


def _chain(corrections: Iterable[WrittenCorrection]) -> _Chains:
    """The corrections of each cell, in the order of the table."""
    chains: dict[_Cell, list[WrittenCorrection]] = {}
    for one in corrections:
        key = (find_kind(one.correction.column), one.correction.target)
        chains.setdefault((key, one.correction.column), []).append(one)
    return chains


@dataclass(frozen=True)
class _Comparison:
    """One month, what it says now, and the corrections of its cells."""

    kept: KeptMonth
    now: SnapshotRows
    chains: _Chains
    places: _Places

    def check(self) -> Iterator[Problem]:
        for cell in self._list_cells():
            yield from self._check_cell(cell)

    def _list_cells(self) -> Iterator[_Cell]:
        """The cells to look at. Of a measure that no longer counts in the month only that is one."""
        then, now = self.kept.rows, self.now
        corrected = {key for key, _ in self.chains}
        for key in dict.fromkeys((*then, *now, *corrected)):
            if key in corrected or (then.get(key) != now.get(key) and self._must_stand(key)):
                gone = key[0] is SnapshotKind.MEASURE and key not in now
                headings = key[0].headings
                yield from (
                    (key, heading) for heading in headings if not gone or heading == LISTED or self._has(key, heading)
                )

    def _must_stand(self, key: SnapshotKey) -> bool:
        """Whether a row may not change: new departments and editions may come, names change for later months only.

        An edition that is gone is asked about by the gate, which keeps its address with the reason.
        """
        if key[0] is SnapshotKind.EDITION:
            return key in self.kept.rows and key in self.now
        if key[0] is SnapshotKind.RATING and self.kept.awaits_ratings:
            return False
        return key[0] is not SnapshotKind.DEPARTMENT

    def _has(self, key: SnapshotKey, heading: str) -> bool:
        return (key, heading) in self.chains

    def _check_cell(self, cell: _Cell) -> Iterator[Problem]:
        key, heading = cell
        chain = self.chains.get(cell, [])
        if heading in FREE and not self.kept.closed:
            for one in chain:
                where, month = one.record.where("column"), self.kept.month.label
                yield problem("correction-of-wording", where, month=month, heading=heading)
            return
        if chain and key not in self.kept.rows and key not in self.now:
            yield self._fits_nothing(chain[0])
            return
        expected, present = _read_cell(self.kept.rows, cell), _read_cell(self.now, cell)
        if _is_swapped([one.correction for one in chain], expected, present):
            shown = {
                "expected": self._quote(heading, expected, present),
                "present": self._quote(heading, present, expected),
            }
            when = f"{self.kept.find_series(heading).word}时"
            yield problem("correction-swapped", chain[0].record.where("old"), **shown, when=when)
            return
        for before, one in zip([None, *chain], chain, strict=False):
            yield from self._check_correction(one, expected, before)
            expected = one.correction.new
        if expected == present or (heading != LISTED and key[0] is SnapshotKind.MEASURE and key not in self.now):
            return
        if chain:
            slots = {
                "found": self._quote(heading, expected, present),
                "present": self._quote(heading, present, expected),
            }
            yield problem("correction-new-differs", chain[-1].record.where("new"), **slots)
        else:
            yield self._changed(cell, expected, present)

    def _check_correction(
        self, one: WrittenCorrection, expected: str, before: WrittenCorrection | None
    ) -> Iterator[Problem]:
        correction = one.correction
        series = self.kept.find_series(correction.column)
        file = series.find_file(self.kept.month)
        if correction.old == correction.new:
            yield problem("correction-idle", one.record.where("new"))
        if correction.old != expected:
            found = self._quote(correction.column, correction.old, expected)
            slots = {"found": found, "expected": self._quote(correction.column, expected, correction.old)}
            when = "上一次更正后" if before else f"{series.word}时"
            yield problem("correction-old-differs", one.record.where("old"), **slots, when=when, file=file)
        if before and correction.corrected_on < before.correction.corrected_on:
            slots = {"day": str(correction.corrected_on), "before": str(before.correction.corrected_on)}
            yield problem("correction-order", one.record.where("corrected_on"), **slots)

    def _fits_nothing(self, one: WrittenCorrection) -> Problem:
        where = one.record.where("target")
        series = self.kept.find_series(one.correction.column)
        target, kind = one.correction.target, find_kind(one.correction.column)
        known = {key[1] for key in (*self.kept.rows, *self.now) if key[0] is kind}
        near = suggest(target.upper(), known)
        return problem(
            "correction-fits-nothing",
            where,
            month=self.kept.month.label,
            what="措施编号" if kind is SnapshotKind.MEASURE else _WHAT[kind],
            target=target,
            file=series.find_file(self.kept.month),
            title=series.title,
            hint=f"是不是“{near}”？" if near else "",
        )

    def _changed(self, cell: _Cell, before: str, after: str) -> Problem:
        (kind, target), heading = cell
        month, series = self.kept.month, self.kept.find_series(heading)
        return problem(
            "closed-changed" if self.kept.closed else "published-changed",
            self.places.find(month, cell),
            month=month.label,
            what=f"{_WHAT[kind]} {target} " if target else "这个月",
            heading=heading,
            before=self._quote(heading, before, after),
            after=self._quote(heading, after, before),
            hint=_hint(cell, after),
            code=month,
            target=f"措施编号 {target}" if target else "措施编号留空",
            file=series.find_file(month),
            when=f"{series.word}时",
        )

    def _quote(self, heading: str, text: str, other: str) -> str:
        """A text as a message quotes it, from shortly before where it parts from the other one."""
        if not text:
            return "空的"
        name = self.places.context.departments.name(text) if heading == LEAD else ""
        same = next((place for place, (one, two) in enumerate(zip_longest(text, other)) if one != two), 0)
        start = max(same - _BEFORE, 0) if len(text) > _QUOTED else 0
        shown = " ".join(text[start : start + _QUOTED].split())
        shown = f"{'…' if start else ''}{shown}{'…' if start + _QUOTED < len(text) else ''}"
        return f"“{shown}”（{name}）" if name else f"“{shown}”"


def _is_swapped(corrections: list[Correction], expected: str, present: str) -> bool:
    """Whether the one correction of a cell has old and new the wrong way round."""
    pairs = [(one.old, one.new) for one in corrections]
    return expected != present and pairs == [(present, expected)]


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


def _read_cell(rows: SnapshotRows, cell: _Cell) -> str:
    """The text of a cell; where there is no row nothing counts."""
    (kind, target), heading = cell
    row = rows.get((kind, target))
    if row is None:
        return "0" if kind is SnapshotKind.RATING else ""
    return row[kind.headings.index(heading)]


@dataclass(frozen=True)
class _Places:
    """Where the tables keep the cells of a closed month. Nothing is searched before something is wrong."""

    context: CheckContext

    @cached_property
    def _records(self) -> dict[tuple[str, str, str], Record]:
        """Records by dataset, month (where the dataset has a file a month) and key."""
        found = {}
        for dataset in ("months", "measures", "progress", "ratings", "departments"):
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
        part = f"/{month}" if dataset in ("progress", "ratings") else ""
        files = [one.file for one in self.context.sources.get(dataset, ()) if "".join(one.parts) == part.strip("/")]
        return Location(files[0] if files else f"content/{dataset}{part}", heading=heading)

    def find_edition(self, target: str) -> Location:
        """The file of an edition's entries, or where it should be."""
        named, day = target[:-_DAY_LENGTH], target[-_DAY_LENGTH:].lstrip("-")
        found = (one for one in self.context.sources.get("list-edition", ()) if one.parts == (named, day))
        return next((one.where for one in found), Location(f"content/lists/{named}/{day}"))

    def _find_record(self, dataset: str, month: YearMonth, target: str) -> Record | None:
        part = str(month) if dataset in ("progress", "ratings") else ""
        return self._records.get((dataset, part, str(month) if dataset == "months" else target))
