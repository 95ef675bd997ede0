"""Corrections of closed months, each by itself: when, of what, and in the spelling of a closed month."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mashang.checks.construction import make
from mashang.checks.context import CheckContext, check_not_future
from mashang.checks.dates import read_date
from mashang.checks.fault import narrow
from mashang.checks.numbers import read_number
from mashang.checks.references import check_keys
from mashang.checks.values import Record
from mashang.code_format import normalise_identifier
from mashang.problems import Problem, problem
from mashang.records import Correction
from mashang.snapshot import BY_ID, SnapshotKind, find_kind
from mashang.spelling import spell_number

_NUMBERS = frozenset(("完成率", "时间进度", "当前值", "反馈天数", "办件量", *SnapshotKind.RATING.headings))
_DAY = "发布日期"


_COUNTED = re.compile(r"[0-9０-９〇零一二两三四五六七八九十百]+\s*[份件条个]")
"""A number of ratings or complaints, as people write it."""


@dataclass(frozen=True, slots=True)
class WrittenCorrection:
    """A correction with its record, which knows the addresses."""

    correction: Correction
    record: Record


def check_corrections(context: CheckContext) -> tuple[tuple[Correction, ...], list[Problem]]:
    """Make corrections of their records, in the order of the table.

    Whether they fit what was closed is for :func:`mashang.proof.changes.check_changes` to say.
    """
    records = context.records("corrections")
    published = {record.month("month"): record.day("published_on") for record in context.records("months")}
    problems = check_keys(records)
    for record in records:
        problems += check_not_future(record, ("corrected_on",), context.today)
        problems += [*_check_column(record), *_check_reason(record)]
        month, day = record.month("month"), record.day("corrected_on")
        began = published.get(month)
        if month and day and began and day < began:
            where = record.where("corrected_on")
            problems.append(problem("correction-early", where, day=day, month=month.label, published=began))
    return tuple(written.correction for written in list_written(context)), problems


def list_written(context: CheckContext) -> tuple[WrittenCorrection, ...]:
    """The corrections that could be read, each with its record."""
    written = []
    for record in context.records("corrections"):
        if record.complete:
            column, target = record.text("column"), record.text("target")
            spell = _speller(context, record, column)
            correction = make(
                Correction,
                record,
                target=normalise_identifier(target) if find_kind(column).by_code else target,
                old=spell(record.text("old")),
                new=spell(record.text("new")),
            )
            written.append(WrittenCorrection(correction, record))
    return tuple(written)


def _speller(context: CheckContext, record: Record, column: str) -> Callable[[str], str]:
    """How a text of this column is spelt in a closed month; what cannot be read stays as it is."""
    if column in BY_ID:
        return lambda text: context.departments.resolve(record, "column", text)[0] or text
    if column in _NUMBERS:
        return _spell_number
    if column == _DAY:
        return lambda text: str(found) if isinstance(found := read_date(text), date) else text
    return str


def _spell_number(text: str) -> str:
    number = read_number(narrow(text).strip().removesuffix("%")) if text else text
    return spell_number(number) if isinstance(number, Decimal) else text


def _check_reason(record: Record) -> list[Problem]:
    """The words about a correction of ratings may not disclose the numbers that it suppresses."""
    column, found = record.text("column"), _COUNTED.search(record.text("reason"))
    if not found or not column or not find_kind(column).withholds(record.text("target")):
        return []
    return [problem("correction-tells-count", record.where("reason"), value=found.group())]


def _check_column(record: Record) -> list[Problem]:
    """A row without a measure or code is about the month itself, and only such a row is."""
    column, target = record.text("column"), record.text("target")
    kind = find_kind(column) if column else SnapshotKind.CASE
    if kind is SnapshotKind.CASE or record.broken("target") or (kind is SnapshotKind.MONTH) is not bool(target):
        return []
    if target:
        what, hint = f"{target} ", "更正的是月份本身，就清空“措施编号”；不是，就改正“栏目”。"
    else:
        what, hint = "月份本身", "填上“措施编号”（评价填码）；更正的是月份本身，就改正“栏目”。"
    return [problem("correction-column-wrong", record.where("column"), heading=column, what=what, hint=hint)]
