"""The pages behind the printed symbols, ``f/<CODE>/``: one small finished HTML file for each ledger row.

Every row of the ledger has a page for ever: to rate and report, to learn how a matter is handled, or to be
referred elsewhere when the window is closed or the code withdrawn. A page stands alone, asks nothing of any
host, and is whole without script. What does not depend on the code is rendered once for all pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from mashang.addresses import (
    MATTERS,
    MEASURES,
    WINDOWS,
    department_address,
    measure_address,
    relative,
    scan_address,
)
from mashang.codes.ledger import find_successor
from mashang.kinds import KINDS
from mashang.model import Code, CodeKind, CodeState, Enterprise, Matter, Measure, Validity, Window
from mashang.pages.markdown import format_number
from mashang.pages.scan_frame import (
    ANY_SCAN_PAGE,
    Call,
    Link,
    check_web_address,
    make_frame,
    read_phones,
    scan_environment,
)
from mashang.pages.scan_words import REFERRAL
from mashang.pages.site import Site


@dataclass(frozen=True, slots=True)
class Subject:
    """What was scanned: ``heading`` and ``facts`` (label, value) stand at the top of the page."""

    title: str
    heading: str
    facts: tuple[tuple[str, str], ...] = ()
    greeting: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Referral:
    """Why nothing can be rated here any more, and where to turn."""

    heading: str
    sentences: tuple[str, ...]
    places: tuple[str, ...] = ()
    link: Link | None = None


def render_scan_pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield path and HTML of the page of every ledger row, in the ledger's order."""
    frame = make_frame(site)
    for code in site.codes:
        template, facts = _describe(site, code)
        html = (
            scan_environment()
            .get_template(template)
            .render({"referral": None, **facts}, code=code, frame=frame, label=KINDS[code.kind].code_label)
        )
        yield f"{scan_address(code.code)}index.html", html


def _describe(site: Site, code: Code) -> tuple[str, dict[str, Any]]:
    """The template of a code's page and what it shows."""
    if code.state is CodeState.WITHDRAWN:
        return "referral.html", _describe_withdrawn(site, code)
    facts = site.publication
    if code.kind is CodeKind.WINDOW:
        window = facts.window_by_id.get(code.target)
        if window and window.active:
            return "page.html", {"subject": _window_subject(site, window)}
    elif code.kind is CodeKind.MATTER:
        matter = facts.matter_by_id.get(code.target)
        if matter:
            link = check_web_address(matter.link)
            return "matter.html", {"subject": _matter_subject(site, matter), "matter": matter, "link": link}
    elif code.kind is CodeKind.MEASURE:
        measure = facts.measure_by_id.get(code.target)
        if measure:
            return "measure.html", _describe_measure(site, measure)
    else:
        enterprise = facts.enterprise_by_id.get(code.target)
        if enterprise and enterprise.active:
            return "enterprise.html", _describe_enterprise(site, enterprise)
    return "referral.html", _describe_out_of_use(site, code)


def _title(site: Site, kind: CodeKind, name: str = "") -> str:
    return " · ".join(part for part in (name, KINDS[kind].code_label, site.settings.name) if part)


def _pairs(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in pairs if pair[1])


def _department_name(site: Site, department: str) -> str:
    found = site.publication.department_by_id.get(department)
    return found.name if found else ""


def _office_calls(site: Site, department: str, label: str, phone: str) -> tuple[Call, ...]:
    """The own telephone of what was scanned, and its department's where that is another."""
    office = site.publication.department_by_id.get(department)
    own = Call(label, read_phones(phone))
    general = Call(office.name, read_phones(office.phone)) if office else Call("", ())
    known = {one.number for one in own.phones}
    others = tuple(one for one in general.phones if one.number not in known)
    return tuple(call for call in (own, Call(general.label, others)) if call.phones)


def _department_links(site: Site, department: str) -> tuple[Link, ...]:
    office = site.publication.department_by_id.get(department)
    if not office:
        return ()
    return (Link(f"{office.name}的职责和联系方式", relative(ANY_SCAN_PAGE, department_address(office.id))),)


def _window_subject(site: Site, window: Window) -> Subject:
    return Subject(
        title=_title(site, CodeKind.WINDOW, window.name),
        heading=window.name,
        facts=_pairs(
            ("大厅", window.hall),
            ("位置", window.place),
            ("单位", _department_name(site, window.department)),
            ("能办的事", "、".join(window.matters)),
        ),
        calls=_office_calls(site, window.department, "本窗口", window.phone),
        links=_department_links(site, window.department),
    )


def _matter_subject(site: Site, matter: Matter) -> Subject:
    return Subject(
        title=_title(site, CodeKind.MATTER, matter.name),
        heading=matter.name,
        facts=_pairs(("办理单位", _department_name(site, matter.department))),
        calls=_office_calls(site, matter.department, "", ""),
        links=_department_links(site, matter.department),
    )


def _describe_measure(site: Site, measure: Measure) -> dict[str, Any]:
    gone = "" if measure.validity is Validity.IN_FORCE else measure.validity.value
    subject = Subject(
        title=_title(site, CodeKind.MEASURE, measure.title),
        heading=measure.title,
        facts=_pairs(
            ("领域", measure.field),
            ("牵头单位", _department_name(site, measure.lead)),
            ("完成时限", measure.deadline.written),
            ("有效性", f"已{gone}，不再执行" if gone else ""),
        ),
        calls=_office_calls(site, measure.lead, "这项措施的咨询电话", measure.phone),
        links=_department_links(site, measure.lead),
    )
    standing = site.latest_standing.get(measure.id)
    percent = format_number(standing.percent) if standing else ""
    link = relative(ANY_SCAN_PAGE, measure_address(measure.id))
    return {"subject": subject, "gone": gone, "standing": standing, "percent": percent, "link": link}


def _describe_enterprise(site: Site, enterprise: Enterprise) -> dict[str, Any]:
    """An enterprise's name stands on its own page only, and not in the title, which a phone may share."""
    subject = Subject(
        title=_title(site, CodeKind.ENTERPRISE),
        heading=enterprise.name,
        greeting=("您好！这是贵企业的监督码。办事遇到问题，或对我们的服务有话要说，都可以在这里反映。",),
    )
    chain = tuple((grid, read_phones(grid.phone)) for grid in site.publication.list_grids_up(enterprise.grid))
    return {"subject": subject, "chain": chain}


def _describe_withdrawn(site: Site, code: Code) -> dict[str, Any]:
    """A withdrawn code names what it was and points to its successor or to the list.

    Save an enterprise's: its code is replaced when strangers have got hold of it, so the old one discloses nothing.
    """
    subject = Subject(
        title=f"这个码已停用 · {site.settings.name}",
        heading="这个码已停用",
        facts=() if code.kind is CodeKind.ENTERPRISE else _pairs(("原来用于", _name_of(code))),
    )
    successor = None if code.kind is CodeKind.ENTERPRISE else find_successor(site.code_by_id, code)
    if successor:
        sentences: tuple[str, ...] = (f"它已经换成新码 {successor.grouped}，请打开新码的页面。",)
        link: Link | None = Link("打开新码的页面", relative(ANY_SCAN_PAGE, scan_address(successor.code)))
    else:
        sentences = (REFERRAL.withdrawn[code.kind],)
        link = _list_link(site, code.kind)
    return {"subject": subject, "referral": Referral("请到这里", sentences, (), link)}


def _name_of(code: Code) -> str:
    """The name in a row's note, without the reason that staff gave for withdrawing it: that is not for readers."""
    return code.note.partition("（停用：")[0]


def _describe_out_of_use(site: Site, code: Code) -> dict[str, Any]:
    """An active code whose window is closed, or whose target is no longer in the tables."""
    window = site.publication.window_by_id.get(code.target) if code.kind is CodeKind.WINDOW else None
    if window:
        subject = _window_subject(site, replace(window, phone=""))
        places = _neighbours(site, window)
    else:
        name = "" if code.kind is CodeKind.ENTERPRISE else _name_of(code)
        subject = Subject(title=_title(site, code.kind, name), heading=name or KINDS[code.kind].code_label)
        places = ()
    sentence = REFERRAL.neighbours if places else REFERRAL.closed[code.kind]
    referral = Referral(REFERRAL.closed_heading[code.kind], (sentence,), places, _list_link(site, code.kind))
    return {"subject": subject, "referral": referral}


def _neighbours(site: Site, window: Window) -> tuple[str, ...]:
    """The open windows of the same department in the same hall, with their places."""
    return tuple(
        f"{other.name}（{other.place}）" if other.place else other.name
        for other in site.publication.windows
        if other.active and (other.hall, other.department) == (window.hall, window.department)
    )


def _list_link(site: Site, kind: CodeKind) -> Link | None:
    """The page that lists what is in use now, where that page has anything to show."""
    facts = site.publication
    if kind is CodeKind.WINDOW and any(window.active for window in facts.windows):
        return Link("看各大厅现在的窗口", relative(ANY_SCAN_PAGE, WINDOWS))
    if kind is CodeKind.MATTER and facts.matters:
        return Link("看全部事项", relative(ANY_SCAN_PAGE, MATTERS))
    if kind is CodeKind.MEASURE and facts.measures:
        return Link("看全部措施", relative(ANY_SCAN_PAGE, MEASURES))
    return None
