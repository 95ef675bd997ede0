"""Named lists: the index, a page per list with its newest edition, a page per edition with its differences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby

from markupsafe import Markup

from mashang.addresses import LISTS, list_address
from mashang.derived import ChangeKind, EditionDifference, EntryChange
from mashang.model import ListEdition, ListEntry, NamedList, Validity
from mashang.pages.open_schemas import OPEN_EDITIONS, OPEN_LIST_EDITION
from mashang.pages.site import Page, Site

_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|.", re.DOTALL)
"""What is compared of two texts: whole numbers, whole words, single letters."""

_LEAST_ALIKE = 2
"""How many tokens in a row must be alike to count as unchanged between two changes."""


def list_pages(site: Site) -> Iterator[Page]:
    """The section's pages; none when there is no list."""
    lists = site.publication.lists
    if not lists:
        return
    differences = {(found.list_id, found.after): found for found in site.figures.differences}
    newest = {named.id: differences.get((named.id, named.editions[-1].published_on)) for named in lists}
    yield Page(
        LISTS,
        "清单",
        "lists.html",
        section=LISTS,
        description="亲清政商正面清单、负面清单等各类清单，历次版本和每次改动",
        changed_on=max(named.editions[-1].published_on for named in lists),
        facts={"lists": lists, "newest": newest},
    )
    for named in lists:
        yield _edition_page(site, named, named.editions[-1], newest[named.id], address=list_address(named.id))
        for edition in named.editions:
            difference = differences.get((named.id, edition.published_on))
            address = list_address(named.id, edition.published_on)
            yield _edition_page(site, named, edition, difference, address=address)


def _edition_page(
    site: Site, named: NamedList, edition: ListEdition, difference: EditionDifference | None, *, address: str
) -> Page:
    """A list's own page shows its newest edition; an edition's page shows just that one, for ever."""
    dated = address != list_address(named.id)
    title = f"{named.name}（{edition.published_on.isoformat()} 版）" if dated else named.name
    return Page(
        address,
        title,
        "list.html",
        section=LISTS,
        description=named.summary or f"{named.name}，共 {len(edition.entries)} 项",
        changed_on=edition.published_on,
        keys=tuple(filter(None, (edition.index_number, edition.document_number))),
        facts={
            "named": named,
            "edition": edition,
            "difference": difference,
            "groups": _group_entries(edition),
            "publisher": site.publication.department_by_id[named.publisher],
            "dated": dated,
            "newest": edition is named.editions[-1],
            "validity": tell_validity(named, edition),
            "validities": {one.published_on: tell_validity(named, one) for one in named.editions},
            "in_force": tell_validity(named, edition) == Validity.IN_FORCE,
            "number": named.editions.index(edition) + 1,
            "download": OPEN_LIST_EDITION.address(named.id, edition.published_on),
            "register": OPEN_EDITIONS.address(named.id),
            "changes": [
                (change, *_show_change(change))
                for change in (difference.changes if difference else ())
                if change.kind is not ChangeKind.RENUMBERED
            ],
            "renumbered": _tell_renumbered(difference.changes if difference else ()),
            "with_audience": any(entry.audience for entry in edition.entries),
            "with_basis": any(entry.basis for entry in edition.entries),
            "sentences": _edition_sentences(site, named),
        },
    )


def tell_validity(named: NamedList, edition: ListEdition) -> str:
    """有效性 of an edition as readers see it: an older one is replaced, unless it was ended before that."""
    if edition.validity is Validity.IN_FORCE and edition is not named.editions[-1]:
        return "已被新版替代"
    return edition.validity.value


def _edition_sentences(site: Site, named: NamedList) -> dict[date, str]:
    """What each edition changed; the first one changed nothing."""
    sentences = {found.after: found.sentence for found in site.figures.differences if found.list_id == named.id}
    return {edition.published_on: sentences.get(edition.published_on, "第一版") for edition in named.editions}


def _tell_renumbered(changes: Iterable[EntryChange]) -> str:
    """The entries that only bear another number, those in a row together: 3→2、5—9→4—8."""
    runs: list[list[tuple[str, str]]] = []
    for change in changes:
        if change.kind is ChangeKind.RENUMBERED and change.new:
            pair = (change.former, change.new.id)
            if runs and all(map(_follows, runs[-1][-1], pair)):
                runs[-1].append(pair)
            else:
                runs.append([pair])
    return "、".join("→".join(map(_span, run[0], run[-1])) for run in runs)


def _follows(number: str, next_number: str) -> bool:
    return number.isdecimal() and next_number.isdecimal() and int(next_number) == int(number) + 1


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}—{last}"


def _show_change(change: EntryChange) -> tuple[Markup, Markup]:
    """The old and the new entry, each with what the other lacks marked; nothing where there is no entry."""
    old, new = change.old, change.new
    if old is None or new is None:
        return _break_lines(old.text if old else ""), _break_lines(new.text if new else "")
    shown = [_mark_difference(old.text, new.text)]
    for label, name in (("类别", "category"), ("依据", "basis"), ("适用对象", "audience")):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            line = Markup("{}：{}")
            shown.append((line.format(label, before or "（空）"), line.format(label, after or "（空）")))
    line_break = Markup("<br>")
    return line_break.join(before for before, _ in shown), line_break.join(after for _, after in shown)


def _mark_difference(old: str, new: str) -> tuple[Markup, Markup]:
    """Both texts, what differs in ``<del>`` and ``<ins>``. Numbers differ as a whole; a crumb parts no two marks."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    shown, at, so_far = [Markup(), Markup()], 0, 0
    for start, place, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        if size < _LEAST_ALIKE and start + size < len(before):
            continue
        shown[0] += _mark(before[at:start], "del") + _break_lines("".join(before[start : start + size]))
        shown[1] += _mark(after[so_far:place], "ins") + _break_lines("".join(after[place : place + size]))
        at, so_far = start + size, place + size
    return shown[0], shown[1]


def _mark(tokens: list[str], tag: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(tag, _break_lines("".join(tokens))) if tokens else Markup()


def _break_lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))


def _group_entries(edition: ListEdition) -> tuple[tuple[str, tuple[ListEntry, ...]], ...]:
    """Entries by category, categories and entries in the order of the edition."""
    order = list(dict.fromkeys(entry.category for entry in edition.entries))
    entries = sorted(edition.entries, key=lambda entry: order.index(entry.category))
    return tuple((category, tuple(group)) for category, group in groupby(entries, key=lambda entry: entry.category))
