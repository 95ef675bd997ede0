"""The pages behind the printed symbols, ``f/<CODE>/``: one small finished HTML file for each ledger row.

Every row of the ledger has a page for ever: to rate and report, to learn how a matter is handled, or to be
referred elsewhere when the window is closed or the code withdrawn. A page stands alone, asks nothing of any
host, and is whole without script. What does not depend on the code is rendered once for all pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mashang.addresses import relative, scan_address
from mashang.codes.ledger import find_successor
from mashang.kinds import KINDS, Target, name_code
from mashang.model import Code, CodeKind, CodeState
from mashang.pages.scan_frame import make_frame, scan_environment
from mashang.pages.scan_kinds import SCAN_KINDS, Subject, make_title, pair_up
from mashang.pages.scan_links import ANY_SCAN_PAGE, Link
from mashang.pages.scan_ways import fill_ways
from mashang.pages.site import Site


@dataclass(frozen=True, slots=True)
class Referral:
    """Why nothing can be rated here any more, and where to turn."""

    heading: str
    sentence: str
    places: tuple[str, ...] = ()
    link: Link | None = None


def render_scan_pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield path and HTML of the page of every ledger row, in the ledger's order."""
    frame = make_frame(site)
    for code in site.codes:
        template, facts = _describe(site, code)
        ways = fill_ways(frame.ways[code.kind, "referral" not in facts], code)
        label = name_code(KINDS[code.kind], rated=frame.rated)
        html = (
            scan_environment()
            .get_template(template)
            .render({"referral": None, **facts}, code=code, frame=frame, ways=ways, label=label)
        )
        yield f"{scan_address(code.code)}index.html", html


def _describe(site: Site, code: Code) -> tuple[str, dict[str, Any]]:
    """The template of a code's page and what it shows."""
    if code.state is CodeState.WITHDRAWN:
        return "referral.html", _describe_withdrawn(site, code)
    kind, target = SCAN_KINDS[code.kind], site.targets.get((code.kind, code.target))
    if target and (kind.lasting or not target.retired):
        return kind.template, kind.describe(site, target.id)
    return "referral.html", _describe_out_of_use(site, code, target)


def _describe_withdrawn(site: Site, code: Code) -> dict[str, Any]:
    """A withdrawn code names what it was and points to its successor or to the list.

    Save a hidden one: it is replaced when strangers have got hold of it, so the old one discloses nothing.
    """
    hidden = KINDS[code.kind].hidden
    subject = Subject(
        title=f"这个码已停用 · {site.settings.name}",
        heading="这个码已停用",
        facts=() if hidden else pair_up(("原来用于", code.name)),
    )
    successor = None if hidden else find_successor(site.code_by_id, code)
    if successor:
        sentence = f"它已经换成新码 {successor.grouped}，请打开新码的页面。"
        link: Link | None = Link("打开新码的页面", relative(ANY_SCAN_PAGE, scan_address(successor.code)))
    else:
        sentence, link = SCAN_KINDS[code.kind].withdrawn, _find_list(site, code.kind)
    return {"subject": subject, "referral": Referral("请到这里", sentence, (), link)}


def _describe_out_of_use(site: Site, code: Code, target: Target | None) -> dict[str, Any]:
    """An active code whose window is closed, or whose target is no longer in the tables."""
    kind = SCAN_KINDS[code.kind]
    if target and kind.describe_closed:
        subject, places = kind.describe_closed(site, target.id)
    else:
        name = "" if KINDS[code.kind].hidden else code.name
        subject = Subject(
            title=make_title(site, code.kind, name),
            heading=name or name_code(KINDS[code.kind], rated=site.settings.takes_ratings),
        )
        places = ()
    sentence = kind.elsewhere if places else kind.closed
    return {
        "subject": subject,
        "referral": Referral(kind.closed_heading, sentence, places, _find_list(site, code.kind)),
    }


def _find_list(site: Site, kind: CodeKind) -> Link | None:
    """The page that lists what is in use now, where that page has anything to show."""
    words, targets = SCAN_KINDS[kind], KINDS[kind].list_targets(site.publication)
    return words.list_link if any(words.lasting or not target.retired for target in targets) else None
