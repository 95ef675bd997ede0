"""Gathering what departments sent back, and merging what is clear into the month's table."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from mashang.checks.sheets import Table
from mashang.county import JOURNAL, County
from mashang.disk_faults import name_cause, name_remedy
from mashang.files import read_regular, write_together
from mashang.model import MonthState, Publication
from mashang.periods import YearMonth
from mashang.pipeline.checking import Checked, ProgressCallback, check_county
from mashang.pipeline.month_sheets import list_rows
from mashang.pipeline.own_tables import find_table
from mashang.problems import Location, Problem, RequestError, has_errors, problem, sort_problems
from mashang.sources.folder import READERS
from mashang.sources.places import is_litter, split_name
from mashang.tables import PROGRESS
from mashang.workbooks.answers import Answer, AskedFor, gather_answers
from mashang.workbooks.returned import Returned, refuse_file
from mashang.workbooks.table_edit import change_rows, check_room, find_next_row

_MOST_FILES = 2_000


@dataclass(frozen=True)
class Collected:
    """What gathering found. ``merged`` are the measures whose answers were written, or would be, into ``file``.

    ``missing`` are ids and titles of measures without an answer, by the department that is asked. ``problems`` are
    about the files that came back, ``county_problems`` about the county's own tables; with these nothing is gathered.
    """

    month: YearMonth | None = None
    file: str = ""
    files: Mapping[str, int] = field(default_factory=dict)
    """How many clear answers each file that was looked at holds, by its name."""
    merged: tuple[str, ...] = ()
    same: int = 0
    """How many answers stand in the table already."""
    problems: tuple[Problem, ...] = ()
    missing: Mapping[str, tuple[str, ...]] | None = None
    county_problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRule:
    """What a table says already stays, save of the keys in ``replace``. Without ``write`` nothing is changed."""

    replace: tuple[str, ...] = ()
    write: bool = True


@dataclass(frozen=True, slots=True)
class CollectOrder(MergeRule):
    """What to gather: the files below ``folder`` for a month, the newest draft without one."""

    folder: Path
    month: YearMonth | None = None


def collect(county: County, order: CollectOrder, today: date, on_stage: ProgressCallback) -> Collected:
    """Gather the sheets that came back and merge what is clear; gathered twice, nothing changes.

    Raises :class:`RequestError` when there is no such month or its table cannot be changed.
    """
    with county.hold_lock():
        checked = check_county(county, today, on_stage)
        if checked.publication is None:
            return Collected(county_problems=checked.problems)
        month = find_draft(checked.publication, order.month)
        on_stage("收集各单位的表")
        returned, problems = _read_returned(order.folder)
        merged = merge_returned(county, checked, month, returned, order)
        files = dict.fromkeys((one.where.file for one in problems), 0) | dict(merged.files)
        return replace(merged, files=files, problems=sort_problems((*problems, *merged.problems)))


def merge_returned(
    county: County, checked: Checked, month: YearMonth, returned: Sequence[Returned], rule: MergeRule
) -> Collected:
    """Merge what is clear of these files into the month's table. Call it under the county's lock."""
    publication, settings = checked.publication, checked.settings
    assert publication is not None  # noqa: S101 — the caller has looked
    assert settings is not None  # noqa: S101 — the same
    confirmed = frozenset(one.item for one in checked.confirmations)
    rows = list_rows(publication, month)
    gathered = gather_answers(returned, AskedFor(rows, publication, month, settings.agreement, confirmed))
    name, table = find_table(county, PROGRESS, str(month))
    if table is None:
        raise RequestError(f"content/progress 里没有{month.label}的填报表，或者读不出来。请先开始这个月（new-month）。")
    merge = _plan_merge(table, gathered.answers, rule.replace)
    if rule.write and merge.changes:
        data = change_rows(read_regular(county / name), table, merge.changes)
        write_together(county.root, {name: data}, county / JOURNAL)
    missing: dict[str, tuple[str, ...]] = {}
    for row in gathered.missing:
        if row.measure.id not in merge.held:
            title = f"{row.measure.id} {row.measure.title}"
            missing[row.asked] = (*missing.get(row.asked, ()), title)
    problems = sort_problems((*gathered.problems, *merge.problems))
    return Collected(month, name, gathered.clear, merge.measures, merge.same, problems, missing)


@dataclass(frozen=True, slots=True)
class _Merge:
    """What merging answers into a table means: new cells by row, for which measures, how many stand there already."""

    changes: Mapping[int, Mapping[str, str]]
    measures: tuple[str, ...]
    same: int
    problems: tuple[Problem, ...]
    held: frozenset[str]
    """The measures of which the table says something."""


def _plan_merge(table: Table, answers: Mapping[str, Answer], replace: Collection[str]) -> _Merge:
    held = dict(_list_held(table))
    changes: dict[int, Mapping[str, str]] = {}
    measures: list[str] = []
    doubts: list[Problem] = []
    same, free = 0, max([find_next_row(table), *(number + 1 for number, _ in held.values())])
    for measure, answer in answers.items():
        number, present = held.get(measure, (0, {}))
        if present == dict(answer.texts):
            same += 1
        elif present and measure not in replace:
            doubts.append(problem("answer-differs", answer.where, measure=measure, file=table.raw.file))
        else:
            texts = dict.fromkeys(present, "") | dict(answer.texts)
            changes[number or free] = texts if number else {"measure": measure, **texts}
            free += not number
            measures.append(measure)
    check_room(table, [row for row in changes if row not in {number for number, _ in held.values()}])
    said = frozenset(measure for measure, (_, present) in held.items() if present)
    return _Merge(changes, tuple(measures), same, tuple(doubts), said)


def find_draft(publication: Publication, month: YearMonth | None) -> YearMonth:
    """The draft month of the table of months, the newest without ``month``. Raises :class:`RequestError`."""
    months = {one.month: one for one in publication.months}
    if month is None:
        drafts = [one.month for one in publication.months if one.state is MonthState.DRAFT]
        if not drafts:
            raise RequestError("月度表里没有草稿月份。请先开始一个新的月份（new-month）。")
        return max(drafts)
    if month not in months:
        raise RequestError(f"月度表里没有{month.label}。请先开始这个月（new-month）。")
    if months[month].state is not MonthState.DRAFT:
        raise RequestError(f"{month.label}已经审核，不能再收。要改动，请直接改表，并写调整或更正。")
    return month


def _read_returned(folder: Path) -> tuple[tuple[Returned, ...], list[Problem]]:
    """The files that came back, in the order of their names, and what could not be read."""
    returned: list[Returned] = []
    problems: list[Problem] = []
    for path in _list_files(folder, problems):
        name = _name(folder, path)
        reader = READERS.get(split_name(path.name)[1])
        if path.is_symlink():
            problems.append(problem("file-outside", Location(name)))
        elif reader is None:
            problems.append(refuse_file(name))
        else:
            sheets, found = reader(path, name)
            problems += found if sheets or has_errors(found) else (*found, problem("answer-empty", Location(name)))
            returned.append(Returned(name, tuple(sheets)))
    return tuple(returned), problems


def _list_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def name_fault(fault: OSError) -> None:
        where = Location(_name(folder, Path(fault.filename)))
        problems.append(problem("file-locked", where, reason=name_cause(fault), mend=name_remedy(fault)))

    count = 0
    for place, folders, names in os.walk(folder, onerror=name_fault):
        links = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not is_litter(name))
        for name in sorted((*names, *links)):
            if not is_litter(name):
                count += 1
                if count > _MOST_FILES:
                    raise RequestError(f"{folder} 里的文件太多（超过 {_MOST_FILES} 个），不像是收回来的填报表。")
                yield Path(place, name)


def _name(folder: Path, path: Path) -> str:
    """The name of a file in messages, always printable."""
    return path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _list_held(table: Table) -> Iterator[tuple[str, tuple[int, dict[str, str]]]]:
    """Each measure that the table names, with its row's number and what is answered there, by column."""
    for row in table.raw.rows:
        texts = table.read_texts(row)
        if row.number > table.heading_row and texts.get("measure"):
            answered = {name: text for name, text in texts.items() if name in PROGRESS.answers}
            yield texts["measure"], (row.number, answered)
