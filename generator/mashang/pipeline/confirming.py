"""Answers, given on the command line, to what a check or a build asks about: rows of the table of confirmations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from mashang.county import CONTENT, County
from mashang.files import read_regular, write_atomically
from mashang.pipeline.checking import ProgressCallback, check_county
from mashang.pipeline.making import foresee
from mashang.pipeline.own_tables import find_table
from mashang.problems import RequestError
from mashang.spreadsheet import format_table
from mashang.tables import CONFIRMATIONS

_NEW = f"{CONTENT}/{CONFIRMATIONS.stem}.csv"
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

    Raises :class:`RequestError` when nothing of the kind is asked, or the table is one that staff must change by hand.
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
    """Raises :class:`RequestError` when the table is one that staff must change by hand."""
    from mashang.workbooks.table_edit import change_rows, check_room, find_next_row

    texts = {"reason": answer.reason, "confirmed_by": answer.confirmed_by, "confirmed_on": today.isoformat()}
    texts |= {"successor": answer.successor} if answer.successor else {}
    rows = [{"item": item, **texts} for item in items]
    name, table = find_table(county, CONFIRMATIONS)
    if table is None and (county / name).exists():
        raise RequestError(f"{name} 读不出来，没有写入。请先运行 check，改好以后再试。")
    if table is None:
        columns = CONFIRMATIONS.columns
        lines = [[row.get(column.name, "") for column in columns] for row in rows]
        write_atomically(county / _NEW, format_table([column.heading for column in columns], lines))
        return
    first = find_next_row(table)
    wanted = dict(enumerate(rows, start=first))
    check_room(table, wanted)
    write_atomically(
        county / name, change_rows(read_regular(county / name), table, wanted, texts.keys() & {"successor"})
    )
