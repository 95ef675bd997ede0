"""A new month: its row in the table of months, and its sheets to be filled; later its review."""

from __future__ import annotations

import io
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mashang.checks.dates import read_month
from mashang.checks.sheets import Table
from mashang.county import CONTENT, JOURNAL, OUTGOING, County
from mashang.derived import list_judged
from mashang.files import FileContent, name_file, read_regular, write_anew, write_together
from mashang.model import MonthState, Publication, ReportingMonth
from mashang.periods import YearMonth
from mashang.pipeline.checking import ProgressCallback, check_county
from mashang.pipeline.own_tables import find_table
from mashang.problems import Problem, RequestError
from mashang.spelling import spell_number
from mashang.tables import MONTHS
from mashang.workbooks.month_sheet import SheetRow, render_month_sheet
from mashang.workbooks.table_edit import change_cells, check_room, find_next_row
from mashang.zip_archive import write_zip

_PLANNED_DAY = 8
"""On which day of the next month a first month is planned to be published; later ones follow the last."""


@dataclass(frozen=True)
class MonthStarted:
    """What starting a month did. No files when errors stand in the way; ``planned`` is the day written as 发布日期."""

    problems: tuple[Problem, ...]
    files: tuple[Path, ...] = ()
    measures: int = 0
    planned: date | None = None


def start_month(
    county: County, month: YearMonth, today: date, on_stage: ProgressCallback, *, by_department: bool = False
) -> MonthStarted:
    """Declare a month as a draft and write its sheet, with a row for each measure in force.

    A draft that staff declared themselves, in a table that no program changes, gets its sheets only.
    ``by_department`` writes a sheet for each department that is asked too, and all of them as one archive, below
    ``outgoing/``. Raises :class:`RequestError` when the month is declared already or others would be left out.
    """
    with county.hold_lock():
        checked = check_county(county, today, on_stage)
        publication = checked.publication
        if publication is None:
            return MonthStarted(checked.problems)
        declared = _check_month(county, month, publication)
        on_stage("写填报表")
        rows = list_rows(publication, month)
        if not rows:
            raise RequestError(f"{month.label}没有要报送的措施。请先填好措施清单（content/measures），再开始这个月。")
        sheet = render_month_sheet(month, rows, own=True)
        made: dict[str, FileContent] = {f"{CONTENT}/progress/{month}.xlsx": sheet}
        planned = declared.published_on if declared else _plan_day(publication.months, month)
        if declared is None:
            name, table = _declare(county, month, planned)
            made[name] = table
        files = write_together(county.root, made, county / JOURNAL)
        if by_department:
            files = (*files, *_write_outgoing(county, month, rows))
        return MonthStarted(checked.problems, files, len(rows), planned)


def review_month(county: County, month: YearMonth, published_on: date, reviewer: str) -> None:
    """Write into the table of months that a month was reviewed, and the day of its publication.

    Raises :class:`RequestError` when that day lies before the month's end, the month is not declared, or the table is
    one that staff must change by hand.
    """
    if published_on < month.last_day:
        raise RequestError(
            f"{month.label}还没有过完，没有登记：公布的日子不能早于{month.last_day.isoformat()}，到那天以后再审核。"
        )
    with county.hold_lock():
        name, table = find_table(county, MONTHS)
        if table is None:
            raise RequestError("没有月度表，或者读不出来。请先运行 check。")
        row = next((one.number for one in table.rows if _names(table, one.number, month)), None)
        if row is None:
            raise RequestError(f"月度表里没有{month.label}。")
        texts = {"published_on": published_on.isoformat(), "state": MonthState.REVIEWED.value}
        if reviewer:
            texts["reviewer"] = reviewer
        changed = change_cells(read_regular(county / name), table, row, texts)
        write_together(county.root, {name: changed}, county / JOURNAL)


def list_rows(publication: Publication, month: YearMonth) -> tuple[SheetRow, ...]:
    """The rows of a month's sheet: the measures that are judged in it, with what was last reported of each."""
    held = publication.as_of(month)
    last = {}
    for report in sorted(publication.reports, key=lambda one: one.month):
        if report.month < month and report.percent is not None:
            last[report.measure] = f"{spell_number(report.percent)}%"
    return tuple(
        SheetRow(
            one,
            held.department_by_id[one.lead].label,
            tuple(held.find_party(lead).label for lead in one.leads),
            last.get(one.id, ""),
        )
        for one in list_judged(publication, month)
    )


def _check_month(county: County, month: YearMonth, publication: Publication) -> ReportingMonth | None:
    """The month's own row where it is declared as a draft and has no table yet. Raises :class:`RequestError`."""
    declared = {one.month: one for one in publication.months}
    newest = max(declared, default=None)
    existing = [path.name for path in (county / f"{CONTENT}/progress").glob(f"{month}.*")]
    if month in declared and (existing or declared[month].public):
        raise RequestError(f"{month.label}已经登记过，没有改动任何文件。")
    if newest and month not in (newest, newest.following):
        raise RequestError(f"月度表里最近的是{newest.label}，下一个应当是{newest.following.label}。")
    if existing:
        raise RequestError(f"content/progress 里已经有 {existing[0]}，没有改动任何文件。请先看看它是不是要用的。")
    return declared.get(month)


def _plan_day(months: tuple[ReportingMonth, ...], month: YearMonth) -> date:
    """The day of the next month on which the last one was published; staff put the real one when it is."""
    last = max(months, key=lambda one: one.month, default=None)
    after = month.following
    day = last.published_on.day if last and last.published_on > last.month.last_day else _PLANNED_DAY
    return date(after.year, after.month, min(day, monthrange(after.year, after.month)[1]))


def _declare(county: County, month: YearMonth, planned: date) -> tuple[str, bytes]:
    """The file of the table of months with one row more, by its name."""
    texts = {"month": str(month), "published_on": planned.isoformat(), "state": MonthState.DRAFT.value}
    name, table = find_table(county, MONTHS)
    if table is None:
        raise RequestError("没有月度表（content/months），或者读不出来。请先运行 check，改好以后再试。")
    row = find_next_row(table)
    check_room(table, [row])
    return name, change_cells(read_regular(county / name), table, row, texts)


def _names(table: Table, row: int, month: YearMonth) -> bool:
    """Whether a row of the table of months is about this month."""
    place = next(number for number, column in table.columns.items() if column.name == "month")
    found = next(one for one in table.rows if one.number == row)
    return any(cell.column == place and read_month(cell.text) == month for cell in found.cells)


def _write_outgoing(county: County, month: YearMonth, rows: tuple[SheetRow, ...]) -> tuple[Path, ...]:
    """A sheet for each department that is asked, and an archive of all."""
    asked: dict[str, list[SheetRow]] = {}
    for row in rows:
        asked.setdefault(row.asked, []).append(row)
    made = {name_file(f"{month}-{label}") + ".xlsx": render_month_sheet(month, held) for label, held in asked.items()}
    packed = io.BytesIO()
    write_zip(packed, made.items())
    return write_anew(county / OUTGOING, {**made, f"{month}-各单位填报表.zip": packed.getvalue()})
