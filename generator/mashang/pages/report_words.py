"""The ways to report as reading pages show them: cards to press, places, and who handles what within which time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mashang.addresses import LOOKUP, REPORT
from mashang.feedback import BAD
from mashang.pages.scan_links import read_phones
from mashang.pages.scan_ways import find_intake
from mashang.report_ways import ReportWay, ReportWays, WayKind, describe_way


def describe_ways(ways: ReportWays, site_url: str) -> dict[str, Any]:
    """What the page on reporting says of the ways.

    ``ways`` are cards (title, href, text), ``places`` pairs of title and text for what cannot be pressed or needs a
    code, ``handled`` sentences on who handles what comes in, within which time; ``lookup`` is where what was said in
    the county's own form is looked up, empty without one.
    """
    return {
        "ways": [card for way in ways for card in _make_cards(way)],
        "places": [(way.title, _spell_place(way)) for way in ways if not _make_cards(way)],
        "handled": list(_spell_handling(ways)),
        "lookup": next((find_intake(way, site_url, REPORT) + LOOKUP for way in ways if way.kind is WayKind.FORM), ""),
    }


def _make_cards(way: ReportWay) -> list[dict[str, str]]:
    """The cards of a way that can be pressed without a code."""
    said = describe_way(way)
    match way.kind:
        case WayKind.PHONE:
            return [
                {"title": f"{way.title} {phone.text}", "href": f"tel:{phone.number}", "text": said}
                for phone in read_phones(way.address)
            ]
        case WayKind.LINK if "{" not in way.address:
            return [{"title": way.title, "href": way.address, "text": said}]
        case WayKind.MAIL:
            mailbox = way.address.partition("?")[0]
            return [{"title": f"{way.title} {mailbox}", "href": f"mailto:{mailbox}", "text": said}]
    return []


def _spell_place(way: ReportWay) -> str:
    """Where a way is found that has no card, and what it promises."""
    where = {WayKind.FORM: "扫码后填写", WayKind.LINK: "扫码后打开"}.get(way.kind, way.address.partition("?")[0])
    return "；".join(filter(None, (where, describe_way(way))))


def _spell_handling(ways: ReportWays) -> Iterator[str]:
    """Who handles what comes in by which ways, within which time; then what follows from a bad rating."""
    promises: dict[tuple[str, int], list[str]] = {}
    for way in ways:
        if way.handler:
            promises.setdefault((way.handler, way.days), []).append(f"“{way.title}”")
    for (handler, days), titles in promises.items():
        yield f"{'、'.join(titles)}：由{handler}办理{f'，{days} 个工作日内办理' if days else ''}。"
    if any(way.ratings and way.handler for way in ways):
        yield f"评{'、'.join(f'“{level.name}”' for level in BAD)}的，当作差评办理。"
    if numbered := [f"“{way.title}”" for way in ways if way.receipt]:
        yield f"{'、'.join(numbered)}收到后给受理编号。"
