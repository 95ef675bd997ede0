"""What readers were last given, kept in the county's folder: builds are compared with it, and it forgets no address.

The record survives a deleted site. Pages and names stay in it for ever, so that what is gone keeps an address.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from enum import StrEnum

from mashang.county import PUBLIC_RECORD, County
from mashang.files import read_regular
from mashang.kinds import KINDS, index_targets
from mashang.pages.open_tables import list_tables
from mashang.pages.site import Page, Site
from mashang.problems import Location, Problem, problem
from mashang.spreadsheet import quote_formula


class FactKind(StrEnum):
    """What a fact is about; its key is an address, a setting's name, or table and id as ``windows/W01``."""

    PAGE = "page"
    """An address and its title."""
    NAME = "name"
    """What is behind an identifier."""
    STATE = "state"
    """Why a code is out of use; empty for one in use."""
    CONTACT = "contact"
    """Where a department or window is found: address, telephone, hours."""
    ROWS = "rows"
    """How many rows a published table has."""
    SETTING = "setting"


Facts = Mapping[tuple[FactKind, str], str]
LASTING = (FactKind.PAGE, FactKind.NAME)
"""What the record keeps of what is gone."""
SETTINGS = ("site_url", "phone", "mailbox", "address", "hotline", "report_phone", "demonstration")
_HEADINGS = ("kind", "key", "value")


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
    facts |= {(FactKind.ROWS, table.stem): str(len(table.rows)) for table in list_tables(site)}
    facts |= {(FactKind.SETTING, name): str(getattr(site.settings, name)) for name in SETTINGS}
    return {key: _plain(value) for key, value in facts.items()}


def join_facts(before: Facts, after: Facts) -> Facts:
    """The record after a build: what readers have now, and the pages and names that they once had."""
    return {**{key: value for key, value in before.items() if key[0] in LASTING}, **after}


def leave_out_demonstration(before: Facts, after: Facts) -> Facts:
    """What binds a county of what was shown before: what a demonstration showed binds nobody once it is none."""
    demonstration = (FactKind.SETTING, "demonstration")
    return {} if before.get(demonstration) == "True" != after.get(demonstration) else before


def read_record(county: County) -> tuple[Facts, tuple[Problem, ...]]:
    """The county's record; empty before the first build."""
    try:
        data = read_regular(county / PUBLIC_RECORD)
    except FileNotFoundError:
        return {}, ()
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        headings, facts = rows[0], {(FactKind(kind), key): value for kind, key, value in rows[1:]}
    except (ValueError, IndexError, csv.Error):
        headings, facts = [], {}
    if tuple(headings) != _HEADINGS:
        return {}, (problem("public-record-broken", Location(PUBLIC_RECORD), file=PUBLIC_RECORD),)
    return facts, ()


def render_record(facts: Facts) -> bytes:
    """The record's file, in the order of kinds and keys."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    kinds = list(FactKind)
    writer.writerows(
        (kind, key, facts[kind, key]) for kind, key in sorted(facts, key=lambda one: (kinds.index(one[0]), one[1]))
    )
    return text.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    return quote_formula(" ".join(text.split()))
