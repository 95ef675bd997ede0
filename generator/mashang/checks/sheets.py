"""Which sheet of a workbook is the table, and which of its rows are data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mashang.checks.headings import (
    HeadingRow,
    check_headings,
    count_headings,
    find_heading_row,
    normalise_heading,
)
from mashang.problems import Location, Problem, problem
from mashang.raw import RawCell, RawKind, RawRow, RawTable, SourceTable
from mashang.sources.garbled import restore_text
from mashang.tables import Column, ColumnType, Dataset

GUIDE_SHEET = "填表说明"
"""The sheet of a workbook of ours that explains its columns."""
PROBLEM_SHEET = "问题清单"
"""The sheet of an annotated copy that lists what was found."""
DRAFT_SHEETS = ("待核", "来源", "未用的段落")
"""The sheets of a draft that say what is open, where each cell comes from, and what was not used."""
EXAMPLE = "示例"
"""What stands in the first cell of a row that only shows how to fill the others."""
_INSTRUCTIONS = frozenset((GUIDE_SHEET, PROBLEM_SHEET, *DRAFT_SHEETS, "说明", "填写说明"))
_FREE_TEXT = frozenset((ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.ITEMS))
_SIGNING_LABELS = frozenset(
    [f"{doing}{what}" for doing in ("填表", "填报", "制表") for what in ("", "人", "单位", "日期", "时间", "说明")]
    + ["填写说明", "审核人", "审批人", "经办人", "单位负责人"]
)
_NOTE_TITLES = frozenset(("填表说明", "填报说明", "填写说明", "说明", "备注", "注"))
_NOTE_LABELS = _SIGNING_LABELS | {"注", "备注", "说明", "审核", "负责人", "联系人", "联系电话", "日期", "数据来源"}
_LABEL = re.compile(r"[(【\[*※]*(?P<label>[^:0-9()]{1,8}?)(?:\([^()]{1,6}\)|[0-9]{1,2})?[)】\]]?:")
_ORDINAL = re.compile(r"[(]?(?:[0-9]{1,6}|[一二三四五六七八九十百]{1,5})[)]?[、.]?")
_QUOTED = 40
_ROWS_EXPLAINED = 15
_DELIMITERS = {
    ";": "英文分号“;”",
    "；": "中文分号“；”",
    "，": "中文逗号“，”",
    "|": "竖线“|”",
    "\t": "制表符（Tab）",
    "、": "顿号“、”",
}
_WORDS = re.compile("[\u4e00-\u9fff]{2}")
_TOTAL = re.compile(
    "(?:本页|全县|全市|全区|以上|各单位)?(?:合计|总计|共计|小计|累计|平均|平均值|平均数|均值)(?:[(:].*)?"
)
_CONTINUATION = re.compile(
    r"(?:[(][0-9一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}(?:[、)]|\.(?![0-9])))"
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table that was recognised: its data rows, and which column number holds what."""

    dataset: Dataset
    raw: RawTable
    columns: Mapping[int, Column]
    rows: tuple[RawRow, ...]
    heading_row: int
    required: frozenset[str]
    """The names of the columns that no row may leave empty."""
    unanswered: tuple[RawRow, ...] = ()
    """Rows that were sent out with a question and came back without an answer: no data."""

    def read_texts(self, row: RawRow) -> dict[str, str]:
        """What stands in a row, by the names of the columns."""
        return {self.columns[cell.column].name: cell.text for cell in row.cells if cell.column in self.columns}

    def locate(self, row: int, column: Column) -> Location:
        """The address of a cell, also of an empty one. The whole row when the table lacks the column."""
        for number, held in self.columns.items():
            if held is column:
                return self.raw.locate(RawCell(row, number, ""), column.heading)
        return Location(self.raw.file, self.raw.sheet, row, heading=column.heading)


def check_sheets(source: SourceTable, dataset: Dataset) -> tuple[Table | None, tuple[Problem, ...]]:
    """Find the table among the visible sheets, its headings and its rows; a file without sheets was already named.

    The table is the sheet that has every required heading; when none has, the one with a heading row at all. Two of
    them rival. ``None`` when no table can be found.
    """
    if not source.sheets:
        return None, ()
    sheets = [sheet for sheet in source.sheets if sheet.sheet.strip() not in _INSTRUCTIONS] or list(source.sheets)
    found = [(sheet, heading) for sheet in sheets if (heading := find_heading_row(dataset, sheet)) is not None]
    whole = [(sheet, heading) for sheet, heading in found if _is_whole(dataset, heading)] or found
    if len(whole) > 1:
        names = "、".join(f"“{sheet.sheet}”" for sheet, _ in whole)
        return None, (problem("sheets-rival", Location(source.file), title=dataset.title, sheets=names),)
    if not whole:
        where = sheets[0].locate_table() if len(sheets) == 1 else Location(source.file)
        headings = "、".join(dataset.required_headings)
        return None, tuple(_explain_missing(sheets, dataset)) or (
            problem("heading-row-missing", where, headings=headings),
        )
    raw, heading = whole[0]
    unused = tuple(
        problem("sheet-unused", sheet.locate_table(), sheet=sheet.sheet) for sheet in sheets if sheet is not raw
    )
    held = _data_rows(raw, heading)
    given, silent = _part_answers(dataset, held, heading.columns)
    rows, totals, unclear = _part_rows(raw, given, heading.columns)
    required = frozenset(column.name for column in dataset.columns if column.required)
    table = Table(dataset, raw, _first_of_each(heading.columns), rows, heading.row.number, required, silent)
    return table, (
        *unused,
        *check_headings(dataset, raw, heading),
        *_check_title_rows(raw, heading),
        *_check_outside(raw, heading, rows),
        *(problem("row-total", raw.locate_row(row.number)) for row in totals),
        *(problem("row-unclear", raw.locate(row.cells[0]), value=_shown(row.cells[0])) for row in unclear),
        *_check_ordinals(raw, heading, rows),
        *([] if silent else _check_empty(source, table)),
    )


def _explain_missing(sheets: Sequence[RawTable], dataset: Dataset) -> Iterator[Problem]:
    """Why no row has the headings, where they are there and only written in another encoding or parted otherwise."""
    for sheet in sheets:
        for row in sheet.rows[:_ROWS_EXPLAINED]:
            where, texts = sheet.locate(row.cells[0]), [cell.text for cell in row.cells]
            restored = [restore_text(text) for text in texts]
            encoding = next((found for found, _ in restored if found), "")
            if encoding and count_headings(dataset, [meant for _, meant in restored]):
                meant = next(text for found, text in restored if found)
                yield problem("heading-garbled", where, found=texts[0][:_QUOTED], meant=meant, encoding=encoding)
                return
            for sign, name in _DELIMITERS.items():
                if count_headings(dataset, ",".join(texts).split(sign)) > 1:
                    yield problem("delimiter-wrong", where, found=name)
                    return


def _is_whole(dataset: Dataset, heading: HeadingRow) -> bool:
    present = {column.heading for column in heading.columns.values()}
    return present.issuperset(dataset.required_headings)


def _first_of_each(columns: Mapping[int, Column]) -> dict[int, Column]:
    first = {column.name: number for number, column in reversed(tuple(columns.items()))}
    return {number: column for number, column in columns.items() if first[column.name] == number}


def _check_title_rows(raw: RawTable, heading: HeadingRow) -> list[Problem]:
    """Above the headings stand titles and notes: one text, texts such as 填报单位：…, or the parts of a note.

    Anything else would be lost unread.
    """
    return [
        problem("row-above-headings", raw.locate_row(row.number))
        for row in raw.rows[: heading.index]
        if len(_texts(row)) > 1
        and not all("：" in text or ":" in text for text in _texts(row))
        and not _opens_note(row)
    ]


def _check_outside(raw: RawTable, heading: HeadingRow, rows: tuple[RawRow, ...]) -> list[Problem]:
    headed = {cell.column for cell in heading.row.cells}
    return [
        problem("cell-outside", raw.locate(cell), text=_shown(cell))
        for row in rows
        for cell in row.cells
        if cell.column not in headed
    ]


def _check_ordinals(raw: RawTable, heading: HeadingRow, rows: tuple[RawRow, ...]) -> list[Problem]:
    """What stands in a column that only numbers the rows and is more than a number would be lost unread."""
    if not heading.ordinals:
        return []
    names = {cell.column: cell.text for cell in heading.row.cells}
    return [
        problem("ordinal-not-read", raw.locate(cell), heading=names[cell.column], value=_shown(cell))
        for row in rows
        for cell in row.cells
        if cell.column in heading.ordinals and not _is_ordinal(cell)
    ]


def _is_ordinal(cell: RawCell) -> bool:
    return cell.kind is RawKind.UNCALCULATED or _ORDINAL.fullmatch(_plain(cell.text)) is not None


def _check_empty(source: SourceTable, table: Table) -> list[Problem]:
    """A table without rows, unless it is one of ours in which nothing was filled in yet."""
    if table.rows or any(map(is_example, table.raw.rows)):
        return []
    code = "list-edition-empty" if source.dataset == "list-edition" else "table-empty"
    return [problem(code, table.raw.locate_table())]


def _data_rows(raw: RawTable, heading: HeadingRow) -> tuple[RawRow, ...]:
    """The rows below the headings without repeated headings, rows that hold but their number, and trailing notes."""
    names = {cell.column: normalise_heading(cell.text) for cell in heading.row.cells}
    rows = [
        row
        for row in raw.rows[heading.index + 1 :]
        if not _repeats(row, names)
        and not is_example(row)
        and not all(c.column in heading.ordinals and _is_ordinal(c) for c in row.cells)
    ]
    return tuple(rows[: _notes_start(rows, heading.columns)] if raw.lettered else rows)


def _part_answers(
    dataset: Dataset, rows: tuple[RawRow, ...], columns: Mapping[int, Column]
) -> tuple[tuple[RawRow, ...], tuple[RawRow, ...]]:
    """The rows that hold an answer and those that hold none, where a table is sent out with its questions filled in.

    A remark is no question: it is looked at with the answers, or it would be lost in silence.
    """
    asked = {number for number, column in columns.items() if column.name in dataset.answers}
    given: list[RawRow] = []
    silent: list[RawRow] = []
    for row in rows:
        answered = not asked or any(cell.column in asked for cell in row.cells)
        (given if answered or _is_remark(row, columns) else silent).append(row)
    return tuple(given), tuple(silent)


def _part_rows(
    raw: RawTable, rows: tuple[RawRow, ...], columns: Mapping[int, Column]
) -> tuple[tuple[RawRow, ...], tuple[RawRow, ...], tuple[RawRow, ...]]:
    """The rows of data; those with 合计 or 平均 that only sum up the others; and those of one text.

    A single text where an identifier or a number should stand is a remark, not a row of which the rest is missing.
    """
    if not raw.lettered:
        return rows, (), ()
    data: list[RawRow] = []
    totals: list[RawRow] = []
    unclear: list[RawRow] = []
    for row in rows:
        (totals if is_total(row, columns) else unclear if _is_remark(row, columns) else data).append(row)
    return tuple(data), tuple(totals), tuple(unclear)


def is_total(row: RawRow, columns: Mapping[int, object]) -> bool:
    """Whether 合计, 平均 or the like opens the row, or stands in it where nothing but a row's number comes before."""
    for cell in row.cells:
        if _TOTAL.fullmatch(_plain(cell.text)):
            return True
        if columns.get(cell.column) is not None and not _is_ordinal(cell):
            return False
    return False


def _is_remark(row: RawRow, columns: Mapping[int, Column]) -> bool:
    return len(row.cells) == 1 and _WORDS.search(row.cells[0].text) is not None and not _in_free_text(row, columns)


def is_example(row: RawRow) -> bool:
    """Whether a row only shows how to fill the others."""
    return row.cells[0].column == 1 and row.cells[0].text == EXAMPLE


def _repeats(row: RawRow, names: Mapping[int, str]) -> bool:
    if len(row.cells) != len(names):
        return False
    return all(names.get(cell.column) == normalise_heading(cell.text) for cell in row.cells)


def _notes_start(rows: list[RawRow], columns: Mapping[int, Column]) -> int:
    """Where the notes under the table begin: the tail of rows that are surely notes or their numbered continuation."""
    start = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        if _is_note(rows[index], columns):
            start = index
        elif not _continues(rows[index], columns):
            break
    return start


def _is_note(row: RawRow, columns: Mapping[int, Column]) -> bool:
    """Whether every text of the row opens with a note's label and a colon, and none can be meant as data.

    A label such as 注 or 说明 may also open a measure's text, so it counts only where no free text is expected.
    """
    texts = _texts(row)
    if len(texts) == 1 and _plain(texts[0]) in _NOTE_TITLES and not _in_free_text(row, columns):
        return True
    labels = [_label(text) for text in texts]
    if all(label in _SIGNING_LABELS for label in labels):
        return True
    return all(label in _NOTE_LABELS for label in labels) and not _in_free_text(row, columns)


def _opens_note(row: RawRow) -> bool:
    """Whether a row above the headings opens as a note does: a note's title, a label with a colon, or a number."""
    first = _plain(row.cells[0].text)
    return first in _NOTE_TITLES or _label(first) in _NOTE_LABELS


def _continues(row: RawRow, columns: Mapping[int, Column]) -> bool:
    texts = _texts(row)
    return len(texts) == 1 and bool(_CONTINUATION.match(_plain(texts[0]))) and not _in_free_text(row, columns)


def _in_free_text(row: RawRow, columns: Mapping[int, Column]) -> bool:
    column = columns.get(row.cells[0].column)
    return column is not None and column.type in _FREE_TEXT


def _texts(row: RawRow) -> list[str]:
    """The different texts of a row: a merged cell may stand in several columns."""
    return list(dict.fromkeys(cell.text for cell in row.cells))


def _shown(cell: RawCell) -> str:
    """A cell as a message quotes it: on one line, not too long."""
    return " ".join(cell.text.split())[:_QUOTED]


def _plain(text: str) -> str:
    return normalise_heading(text[:40])


def _label(text: str) -> str:
    found = _LABEL.match(_plain(text))
    return found["label"] if found else ""
