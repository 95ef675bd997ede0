"""A month's files beside those of other months: one that was copied and left as it was, and who is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from mashang.checks.context import CheckContext, Source
from mashang.checks.progress import reported_months
from mashang.checks.sheets import Table
from mashang.checks.values import Record
from mashang.derived import list_tasks
from mashang.model import Publication, WrittenStatus
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, ask

_MONTH = re.compile(
    r"(?<![0-9])(?:(?P<year>20[0-9]{2})\s*[年./-]\s*)?(?P<month>1[0-2]|0?[1-9])\s*月(?!\s*[0-9]{1,2}\s*[日号])"
    r"|(?<![0-9])(?P<year2>20[0-9]{2})[-./](?P<month2>1[0-2]|0?[1-9])(?![-./]?[0-9])"
)
_CHINESE = re.compile("(?<![第个、])(?:十[一二]?|[一二三四五六七八九])(?=月)")
_NUMERALS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"十一": 11, "十二": 12}
_BEGINNING = re.compile(
    r"(?:截至|截止|到|至)?(?:今年|本年)?(?:20[0-9]{2}\s*年)?\s*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s*月"
)
_DAY_LABEL = re.compile(r"[^:：]*(?:日期|时间)[^:：]*[:：]")
_BESIDE = frozenset(("title", "lead"))
"""Columns of a report that only repeat what the measures say."""
_FEWEST = 2
_TELLING = 16
_MOST_NAMED = 10


def check_month_files(context: CheckContext, publication: Publication) -> Iterator[Problem]:
    """Months of progress and of ratings that repeat the month before, and whatever names another month than its own."""
    for dataset in ("progress", "ratings"):
        months = sorted(reported_months(context.sources.get(dataset, ())).items())
        for (before, last), (month, source) in pairwise(months):
            yield from _check_repeated(source, month, last, before)
        for month, source in months:
            yield from _check_titles(source, month)
            yield from _check_texts(source, month)
    for record in context.records("months"):
        own = record.month("month")
        if own and (found := _find_beginning(record.text("summary"), own)):
            yield _ask_text(record, "summary", own, found, "“综述”开头")
    yield from _check_unreported(context, publication)


def _check_repeated(source: Source, month: YearMonth, last: Source, before: YearMonth) -> Iterator[Problem]:
    """A file of which every row, or most texts, say what they said the month before, though there was more to do."""
    now, then = _list_rows(source), _list_rows(last)
    undone = [record for record in source.records if not _is_done(record)]
    repeated = now.keys() == then.keys() and all(_spell_row(now[key]) == _spell_row(then[key]) for key in now)
    if repeated and len(undone) >= _FEWEST:
        about = (source.parts, month, sorted((key, _spell_row(record)) for key, record in now.items()))
        yield ask("month-repeated", source.where, about, month=month.label, before=before.label, count=len(now))
        return
    texts = {record.text("measure"): record.text("text") for record in last.records}
    same = [
        one for one in undone if _is_telling(one.text("text")) and texts.get(one.text("measure")) == one.text("text")
    ]
    if len(same) >= max(_FEWEST, len(undone) / 2):
        where, ids = same[0].where("text"), [record.text("measure") for record in same]
        slots = {"month": month.label, "before": before.label, "count": len(same), "names": _shorten(ids)}
        yield ask("month-text-repeated", where, [month, *((one, texts[one]) for one in ids)], **slots)


def _list_rows(source: Source) -> Mapping[str, Record]:
    return {record.text(record.table.dataset.key): record for record in source.records}


def _spell_row(record: Record) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, cell.text) for name, cell in record.cells.items() if name not in _BESIDE))


def _is_telling(text: str) -> bool:
    """Whether a text can hardly be the same in two months, as 正常开展 can."""
    return any(map(str.isdigit, text)) or len(text) >= _TELLING


def _is_done(record: Record) -> bool:
    return record.number("percent") == 100 or record.values.get("written_status") is WrittenStatus.DONE  # noqa: PLR2004 -- percent


def _check_titles(source: Source, month: YearMonth) -> Iterator[Problem]:
    if source.records:
        for text, where, found in list_other_months(source.records[0].table, month):
            slots = {"text": text[:40], "found": found, "month": month.label}
            yield ask("month-title-other", where, (month, text), **slots)


def list_other_months(table: Table, month: YearMonth, stem: str = "") -> Iterator[tuple[str, Location, str]]:
    """Titles that name another month than this one, with their place and the month that they name.

    The name of the sheet is one, and each text above the headings that is no date of filling in; where none of them
    names a month, the ``stem`` of the file's name.
    """
    titles = [(table.raw.sheet, table.raw.locate_table())]
    titles += [
        (cell.text, table.raw.locate(cell))
        for row in table.raw.rows
        if row.number < table.heading_row
        for cell in row.cells
        if not _DAY_LABEL.match(cell.text)
    ]
    if not any(_find_months(text) for text, _ in titles):
        titles.append((stem, Location(table.raw.file)))
    for text, where in titles:
        named = _find_months(text)
        if named and not any(_fits(one, month) for one in named):
            yield text, where, _label(named[-1])


def _check_texts(source: Source, month: YearMonth) -> Iterator[Problem]:
    """Half of the rows, and two at least, that begin with another month and do not name their own."""
    found = [(record, other) for record in source.records if (other := _find_beginning(record.text("text"), month))]
    if len(found) >= max(_FEWEST, len(source.records) / 2):
        record, other = found[0]
        yield _ask_text(record, "text", month, other, f"{len(found)} 行的“本月进展”开头")


def _ask_text(record: Record, name: str, month: YearMonth, found: str, what: str) -> Problem:
    about = (month, what, record.cells[name].text)
    return ask("month-text-other", record.where(name), about, what=what, found=found, month=month.label)


def _find_beginning(text: str, month: YearMonth) -> str:
    """The month with which a text begins when it is another one, and the text does not name its own."""
    if not _BEGINNING.match(text) or "本月" in text:
        return ""
    named = _find_months(text)
    return _label(named[0]) if named and not any(_fits(one, month) for one in named) else ""


def _find_months(text: str) -> list[tuple[int, int]]:
    """The months that a text names, as year (0 when it names none) and month; days of a month are none."""
    return [
        (int(found["year"] or found["year2"] or 0), int(found["month"] or found["month2"]))
        for found in _MONTH.finditer(_CHINESE.sub(lambda one: str(_NUMERALS[one[0]]), text))
    ]


def _fits(named: tuple[int, int], month: YearMonth) -> bool:
    return named[0] in (0, month.year) and named[1] == month.month


def _label(named: tuple[int, int]) -> str:
    return f"{named[0]}年{named[1]}月" if named[0] else f"{named[1]}月"


def _check_unreported(context: CheckContext, publication: Publication) -> Iterator[Problem]:
    """Whose measures the newest month does not report, of those that are in force, not done, and reported before."""
    months = reported_months(context.sources.get("progress", ()))
    if not months or not context.readable("progress", "measures"):
        return
    month = max(months)
    reported = {report.measure: report for report in sorted(publication.reports, key=lambda one: one.month)}
    written = {record.text("measure") for record in months[month].records}
    missing: dict[str, list[str]] = {}
    tasks = list_tasks(publication.measures, month.last_day)
    for measure in publication.measures:
        last = reported.get(measure.id)
        done = last and (last.percent == 100 or last.written_status is WrittenStatus.DONE)  # noqa: PLR2004 -- percent
        if last and not done and measure.id not in written | tasks and not measure.ended:
            lead = publication.department_by_id.get(measure.lead)
            missing.setdefault(lead.label if lead else measure.lead, []).append(measure.id)
    if missing:
        count = sum(map(len, missing.values()))
        names = "；".join(f"{lead} {_shorten(ids)}" for lead, ids in missing.items())
        about = (month, sorted(missing.items()))
        yield ask("month-unreported", months[month].where, about, month=month.label, count=count, names=names)


def _shorten(ids: list[str]) -> str:
    more = f"等 {len(ids)} 项" if len(ids) > _MOST_NAMED else ""
    return "、".join(ids[:_MOST_NAMED]) + more
