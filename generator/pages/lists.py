"""Named lists: the index, a page per list with its newest edition, a page per edition with its differences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from markupsafe import Markup

from generator.derived import EditionDifference
from generator.model import ListEdition, ListEntry, NamedList
from generator.pages.downloads import edition_download
from generator.pages.links import LISTS, list_address
from generator.pages.markdown import format_paragraphs
from generator.pages.site import Page, Site


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
        facts={
            "named": named,
            "edition": edition,
            "difference": difference,
            "groups": _group_entries(edition),
            "publisher": site.publication.department_by_id[named.publisher],
            "dated": dated,
            "newest": edition is named.editions[-1],
            "number": named.editions.index(edition) + 1,
            "download": edition_download(named, edition.published_on),
            "entry_text": _show_entry,
            "with_audience": any(entry.audience for entry in edition.entries),
            "with_basis": any(entry.basis for entry in edition.entries),
            "sentences": _edition_sentences(site, named),
        },
    )


def _edition_sentences(site: Site, named: NamedList) -> dict[date, str]:
    """What each edition changed; the first one changed nothing."""
    told = {found.after: found.sentence for found in site.figures.differences if found.list_id == named.id}
    return {edition.published_on: told.get(edition.published_on, "第一版") for edition in named.editions}


def _show_entry(entry: ListEntry, other: ListEntry | None) -> Markup:
    """An entry's text, with those of its other fields in which it differs from ``other``."""
    shown = [format_paragraphs(entry.text)]
    if other:
        fields = (("类别", "category"), ("依据", "basis"), ("适用对象", "audience"))
        shown += [
            Markup("{}：{}").format(label, format_paragraphs(getattr(entry, name)) or "（空）")
            for label, name in fields
            if getattr(entry, name) != getattr(other, name)
        ]
    return Markup("<br>").join(shown)


def _group_entries(edition: ListEdition) -> tuple[tuple[str, tuple[ListEntry, ...]], ...]:
    """Entries by category, categories and entries in the order of the edition."""
    order = list(dict.fromkeys(entry.category for entry in edition.entries))
    entries = sorted(edition.entries, key=lambda entry: order.index(entry.category))
    return tuple((category, tuple(group)) for category, group in groupby(entries, key=lambda entry: entry.category))
