"""Named lists and their editions (正面清单, 负面清单, …)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import pairwise

from mashang.checks.construction import make
from mashang.checks.context import CheckContext, Source, check_not_future, resolve_all
from mashang.checks.privacy import find_private
from mashang.checks.references import check_keys, check_names
from mashang.checks.slip import ask_about
from mashang.checks.values import Record
from mashang.entry_matching import NEW_ENTRY, match_entries
from mashang.model import ListEdition, ListEntry, NamedList
from mashang.problems import Location, Problem, ask, problem

_QUOTED = 40


def check_lists(context: CheckContext) -> tuple[tuple[NamedList, ...], list[Problem]]:
    """Make every list with its editions, oldest first, in the order of the folders' names.

    A folder that lacks its description or any edition was already named by the reader.
    """
    heads = {source.parts[0]: source for source in context.sources.get("list", ())}
    editions: dict[str, list[Source]] = {}
    for source in context.sources.get("list-edition", ()):
        editions.setdefault(source.parts[0], []).append(source)
    registers = {source.parts[0]: source for source in context.sources.get("editions", ())}
    problems = check_names(context.records("list"), ("name",))
    lists: list[NamedList] = []
    for folder in sorted(heads.keys() | editions.keys()):
        made, wrong = _check_editions(context, editions.get(folder, []))
        problems += wrong + _check_matches(folder, made, editions.get(folder, []))
        if folder in registers:
            days = [_day_of(source) for source in editions.get(folder, [])]
            problems += _check_register(context, registers[folder], days)
            made = _enter(made, registers[folder])
        where = Location(f"content/lists/{folder}")
        problems += ask_about(find_private(folder), where)
        if folder not in heads:
            continue
        named, wrong = _check_head(context, heads[folder], made)
        problems += wrong
        lists += named
    return tuple(lists), problems


def _check_head(
    context: CheckContext, source: Source, editions: tuple[ListEdition, ...]
) -> tuple[list[NamedList], list[Problem]]:
    problems = [
        problem("yaml-shape", record.where(), expected="一份清单的说明，只写一行") for record in source.records[1:]
    ]
    lists: list[NamedList] = []
    for record in source.records[:1]:
        publisher, wrong = resolve_all(context.departments, record, "publisher")
        problems += wrong
        if record.complete and publisher:
            lists.append(make(NamedList, record, id=source.parts[0], publisher=publisher[0], editions=editions))
    return lists, problems


def _check_editions(context: CheckContext, sources: list[Source]) -> tuple[tuple[ListEdition, ...], list[Problem]]:
    problems: list[Problem] = []
    editions: dict[date, ListEdition] = {}
    for source in sources:
        day = _day_of(source)
        problems += check_keys(source.records)
        if day is None:
            continue
        if day > context.today:
            problems.append(problem("date-in-future", source.where, value=day.isoformat()))
        entries = tuple(make(ListEntry, record) for record in source.records if record.complete)
        editions[day] = ListEdition(day, entries)
    return tuple(editions[day] for day in sorted(editions)), problems


def _check_matches(folder: str, editions: tuple[ListEdition, ...], sources: Iterable[Source]) -> list[Problem]:
    """Whether each entry is known for what it was in the edition before, and 上一版编号 names entries of that one."""
    records = {(_day_of(source), record.text("id")): record for source in sources for record in source.records}
    problems: list[Problem] = []
    for before, after in pairwise((None, *editions)):
        if after is None:
            continue
        known: dict[str, Record | None] = {entry.id: None for entry in before.entries} if before else {}
        for record in (records[after.published_on, entry.id] for entry in after.entries if entry.former):
            value, where = record.text("former"), record.where("former")
            if value != NEW_ENTRY and value not in known:
                problems.append(problem("former-unknown", where, value=value))
            elif first := known.get(value):
                problems.append(problem("row-twice", where, value=value, other=f"第 {first.row} 行"))
            known[value] = record if value != NEW_ENTRY else None
        for match in match_entries(before, after) if before else ():
            if not match.sure:
                old, new, day = match.old, match.new, before.published_on if before else None
                where = records[after.published_on, new.id].where("text")
                about = (folder, day, old.id, old.text, after.published_on, new.id, new.text)
                shown = {"value": new.id, "day": day, "old": old.id, "text": _quote(old.text)}
                problems.append(ask("entry-doubtful", where, about, **shown))
    return problems


def _quote(text: str) -> str:
    shown = " ".join(text.split())
    return shown[:_QUOTED] + ("…" if len(shown) > _QUOTED else "")


def _check_register(context: CheckContext, source: Source, days: Collection[date | None]) -> list[Problem]:
    """The register of one list against ``days``, those of its editions; ``None`` stands for a file without a day."""
    problems = check_keys(source.records)
    for record in source.records:
        problems += check_not_future(record, ("made_on",), context.today)
        published, made = record.day("published_on"), record.day("made_on")
        if published and made and published < made:
            where = record.where("made_on")
            problems.append(problem("published-before-made", where, published=published, made=made))
        if published and published not in days and None not in days:
            problems.append(problem("edition-unknown", record.where("published_on"), value=published.isoformat()))
    return problems


def _enter(editions: tuple[ListEdition, ...], register: Source) -> tuple[ListEdition, ...]:
    """The editions with what the register says of them."""
    rows: Mapping[date | None, Record] = {record.day("published_on"): record for record in register.records}
    return tuple(
        make(ListEdition, row, entries=edition.entries) if (row := rows.get(edition.published_on)) else edition
        for edition in editions
    )


def _day_of(source: Source) -> date | None:
    """The day in the file's name. A name that is no day was already named by the reader."""
    try:
        return date.fromisoformat(source.parts[-1])
    except ValueError:
        return None
