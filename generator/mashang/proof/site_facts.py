"""What a site gives to its readers, as the record of it keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from mashang.kinds import KINDS, index_targets
from mashang.pages.adjustments import publish_adjustments
from mashang.pages.corrections import publish_corrections
from mashang.pages.open_tables import list_tables
from mashang.pages.site import Page, Site
from mashang.proof.derived_snapshot import list_editions
from mashang.proof.public_record import WAYS, FactKind, Facts
from mashang.report_ways import describe_way
from mashang.spreadsheet import quote_formula
from mashang.tables import TERMS

SETTINGS = ("site_url", "phone", "mailbox", "address", "hotline", "report_phone", "demonstration")


def describe_site(site: Site, pages: Iterable[Page]) -> Facts:
    """What a site gives to its readers."""
    facts = {(FactKind.PAGE, page.address): page.title for page in pages}
    publication = site.publication
    for target in index_targets(publication).values():
        key = f"{KINDS[target.kind].dataset}/{target.id}"
        facts |= {(FactKind.NAME, key): target.name, (FactKind.STATE, key): target.retired}
    names = {f"departments/{one.id}": one.name for one in publication.departments}
    names |= {f"lists/{one.id}": one.name for one in publication.lists}
    names |= {f"grids/{one.id}": one.name for one in publication.grids}
    facts |= {(FactKind.NAME, key): name for key, name in names.items()}
    for department in publication.departments:
        contact = " · ".join(filter(None, (department.address, department.phone, department.hours)))
        facts[FactKind.CONTACT, f"departments/{department.id}"] = contact
    for window in publication.windows:
        contact = " · ".join(filter(None, (window.hall, window.place, window.phone)))
        facts[FactKind.CONTACT, f"windows/{window.id}"] = contact
    latest = site.figures.latest
    held_by = str(latest.month.month) if latest else ""
    facts |= {
        (FactKind.EDITION, target): f"{held_by} {said}" for (_, target), (said,) in list_editions(publication).items()
    }
    facts |= {(FactKind.LOG, key): said for key, said in _list_log(site)}
    facts |= {(FactKind.ROWS, table.stem): str(len(table.rows)) for table in list_tables(site)}
    facts |= {(FactKind.SETTING, name): str(getattr(site.settings, name)) for name in SETTINGS}
    for way in site.settings.report_ways:
        said = " · ".join(filter(None, (way.kind, way.address, describe_way(way))))
        facts[FactKind.SETTING, f"{WAYS}/{way.title}"] = said
    return {key: _plain(value) for key, value in facts.items()}


def _list_log(site: Site) -> Iterator[tuple[str, str]]:
    """The rows that tell of the past as readers have them, by what they are about; numbered where several are alike."""
    for correction in publish_corrections(site):
        yield f"corrections/{correction.id}", _join(asdict(correction))
    numbers: Counter[str] = Counter()
    for adjustment in sorted(publish_adjustments(site), key=lambda one: one.month):
        about = f"{adjustment.measure}-{TERMS[adjustment.column].heading}"
        numbers[about] += 1
        yield f"adjustments/{about}-{numbers[about]}", _join(asdict(adjustment))
    for named in site.publication.lists:
        for edition in named.editions:
            register = {"索引号": edition.index_number, "文号": edition.document_number, "成文日期": edition.made_on}
            for heading, said in register.items():
                yield f"lists/{named.id}/{edition.published_on}/{heading}", str(said or "")
    for case in site.figures.cases.replies:
        yield f"reports/{case.number}", f"{case.question} · {case.reply} · {case.settled_on} · {case.department}"


def _join(row: Mapping[str, object]) -> str:
    return " · ".join(str(value) for value in row.values() if value not in ("", None))


def _plain(text: str) -> str:
    return quote_formula(" ".join(text.split()))
