"""Answers, given on the command line, to what a check or a build asks about: rows of the table of confirmations."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from mashang.county import CONTENT, County
from mashang.files import read_regular, write_atomically
from mashang.pipeline.checking import ProgressCallback, check_county
from mashang.pipeline.making import foresee
from mashang.problems import RequestError
from mashang.spreadsheet import quote_formula
from mashang.tables import CONFIRMATIONS, SUFFIXES

_FILE = f"{CONTENT}/{CONFIRMATIONS.stem}.csv"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """That what is asked under these keys is meant: why, and who says so. A key may hold ``*`` for any text."""

    keys: tuple[str, ...]
    reason: str
    confirmed_by: str
    successor: str = ""


def confirm(county: County, answer: Answer, today: date, on_stage: ProgressCallback) -> tuple[str, ...]:
    """Write a row for each question that is answered; returns their keys.

    Raises :class:`RequestError` when nothing of the kind is asked, or the county keeps the table as a workbook.
    """
    with county.hold_lock():
        checked = check_county(county, today, on_stage)
        asked = [found.item for found in (*checked.problems, *foresee(county, checked, today)) if found.item]
        items = []
        for key in answer.keys:
            fitting = [item for item in asked if fnmatchcase(item, key)]
            if not fitting:
                raise RequestError(f"没有要确认的“{key}”。{_list_asked(asked)}")
            items += fitting
        answered = tuple(dict.fromkeys(items))
        _append_rows(county, answered, answer, today)
    return answered


def _list_asked(asked: Iterable[str]) -> str:
    items = list(dict.fromkeys(asked))
    more = "等" if len(items) > _SHOWN else ""
    if items:
        return f"现在等着确认的有：{'、'.join(items[:_SHOWN])}{more}。"
    return "现在没有等着确认的事项；check 列出的错误要先改好。"


def _append_rows(county: County, items: Iterable[str], answer: Answer, today: date) -> None:
    for suffix in SUFFIXES:
        other = f"{CONTENT}/{CONFIRMATIONS.stem}{suffix}"
        if other != _FILE and (county / other).exists():
            row = f"原因 {answer.reason}，确认人 {answer.confirmed_by}，日期 {today}"
            raise RequestError(f"请打开 {other}，每件加一行：事项 {'、'.join(items)}，{row}。")
    headings = [column.heading for column in CONFIRMATIONS.columns]
    path = county / _FILE
    rows = list(csv.reader(io.StringIO(_read_text(county)))) if path.exists() else []
    rows = rows or [headings]
    if not set(headings[:-1]) <= set(rows[0]):
        raise RequestError(f"{_FILE} 的第一行不是列名（{'、'.join(headings)}），没有写入。请先改好，再运行一次。")
    if headings[-1] not in rows[0]:
        rows[0].append(headings[-1])
    for item in items:
        values = (item, answer.reason, answer.confirmed_by, today.isoformat(), answer.successor)
        cells = dict(zip(headings, map(quote_formula, values), strict=True))
        rows.append([cells.get(heading, "") for heading in rows[0]])
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    write_atomically(path, text.getvalue().encode("utf-8-sig"))


def _read_text(county: County) -> str:
    data = read_regular(county / _FILE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as fault:
        raise RequestError(f"{_FILE} 的文字编码认不出来，没有写入。请另存为“CSV UTF-8”，再运行一次。") from fault
