"""The ways to report as a page behind a code shows them: what to press, and what each promises."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from markupsafe import Markup, escape

from mashang.addresses import INTAKE, LOOKUP, relative
from mashang.feedback import LEVELS
from mashang.kinds import KINDS
from mashang.model import Code, CodeKind
from mashang.pages.scan_links import ANY_SCAN_PAGE, Link, read_phones
from mashang.report_ways import ReportWay, WayKind, describe_way, fill_address, note_to_copy
from mashang.settings import Settings

_WRITTEN = (WayKind.MAIL, WayKind.SMS)
CODE, _GROUPED, _NAME = "\ue000", "\ue001", "\ue002"
"""Stand-ins for the code, the code in groups, and the name: characters for private use, which no table may hold."""


@dataclass(frozen=True, slots=True)
class WayBlock:
    """A way on a page: its links to press, one for each level of satisfaction with ``choice``, or a place as text.

    ``form`` marks the county's own form, with ``lookup`` leading to where receipts are looked up.
    """

    way: ReportWay
    links: tuple[Link, ...] = ()
    place: str = ""
    choice: bool = False
    form: bool = False
    lookup: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """The blocks of a page in their order, and what to copy where mails and text messages do not open."""

    blocks: tuple[WayBlock, ...]
    note: str = ""


def find_intake(way: ReportWay, site_url: str, page: str) -> str:
    """How a page leads to a form's intake: by a relative link where it stands with the site."""
    return relative(page, INTAKE) if way.address == f"{site_url}{INTAKE}" else way.address


def place_ways(settings: Settings, kind: CodeKind, *, rateable: bool) -> Ways:
    """The ways for whoever has scanned a code of a kind; where nothing can be rated any more, without those that rate.

    Code and name are stand-ins, which :func:`fill_ways` replaces. What is hidden is named to nobody: an address that
    leads elsewhere holds its code and kind alone.
    """
    words = KINDS[kind]
    facts = {"code": CODE, "name": words.unrated[0] if words.hidden else _NAME, "kind": words.label}
    shown = [way for way in settings.ways if rateable or not (way.kind is WayKind.FORM or way.by_level)]
    note = note_to_copy(facts | {"code": _GROUPED}) if any(way.kind in _WRITTEN for way in shown) else ""
    return Ways(tuple(_place_way(way, facts, settings.site_url) for way in shown), note)


def fill_ways(html: str, code: Code) -> Markup:
    """The ways of a kind for one code: each stand-in, written plainly or in an address, gives way to what it means."""
    for stand_in, text in ((CODE, code.code), (_GROUPED, code.grouped), (_NAME, code.name)):
        html = html.replace(stand_in, escape(text)).replace(quote(stand_in), quote(text, safe=""))
    return Markup(html)  # noqa: S704 - rendered by a template that escapes, and filled with what is escaped


def _place_way(way: ReportWay, facts: dict[str, str], site_url: str) -> WayBlock:
    detail = describe_way(way)
    if way.kind is WayKind.FORM:
        intake = find_intake(way, site_url, ANY_SCAN_PAGE)
        link = Link(way.title, fill_address(replace(way, address=intake), facts), detail)
        return WayBlock(way, (link,), form=True, lookup=f"{intake}{LOOKUP}")
    if way.kind is WayKind.LETTER:
        return WayBlock(way, place=way.address)
    if way.kind is WayKind.PHONE:
        said = "；".join(filter(None, (way.title, detail)))
        return WayBlock(
            way, tuple(Link(f"拨打 {one.text}", f"tel:{one.number}", said) for one in read_phones(way.address))
        )
    if way.by_level:
        levels = (facts | {"level": str(level.points), "label": level.name} for level in LEVELS)
        return WayBlock(
            way, tuple(Link(one["label"], fill_address(way, one), outside=True) for one in levels), choice=True
        )
    link = Link(way.title, fill_address(way, facts), detail, outside=way.kind is WayKind.LINK)
    return WayBlock(way, (link,))
