"""What pages say of the codes of each kind, and what stands on the page behind one: a declaration for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mashang.addresses import MATTERS, MEASURES, WINDOWS, department_address, measure_address, relative
from mashang.feedback import COMPLAINT, MESSAGES, PRAISE, SUGGESTION, UNRESOLVED, Message
from mashang.kinds import KINDS, name_code
from mashang.model import CodeKind, Window
from mashang.pages.markdown import format_number
from mashang.pages.scan_links import ANY_SCAN_PAGE, Call, Link, check_web_address, read_phones
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
class ScanKind:
    """The page behind a code of one kind.

    ``describe`` gives the facts of ``template`` for a target's id, the subject among them. What is out of use has such
    a page only with ``lasting``; else the page says so, with what ``describe_closed`` makes of a target that is still
    in the tables: the subject, and where to go instead, which ``elsewhere`` introduces. ``purpose`` explains the kind
    on the page about reporting, ``purpose_unrated`` where no way to report takes ratings; ``list_link`` leads to the
    page that lists all targets, and ``messages`` have the labels that fit the kind.
    """

    template: str
    describe: Callable[[Site, str], dict[str, Any]]
    purpose: str
    purpose_unrated: str
    question: str
    hint: str
    sentence_without_form: str
    closed_heading: str
    closed: str
    withdrawn: str
    heading: str = "请您评价"
    heading_without_form: str = "怎样反映"
    messages: tuple[Message, ...] = MESSAGES
    list_link: Link | None = None
    lasting: bool = False
    describe_closed: Callable[[Site, str], tuple[Subject, tuple[str, ...]]] | None = None
    elsewhere: str = ""


def make_title(site: Site, kind: CodeKind, name: str = "") -> str:
    """The title of a page, which a phone may share."""
    return " · ".join(
        part for part in (name, name_code(KINDS[kind], rated=site.settings.takes_ratings), site.settings.name) if part
    )


def pair_up(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The labels with their values, as far as there are values."""
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


def _describe_window(site: Site, target: str) -> dict[str, Any]:
    return {"subject": _window_subject(site, site.publication.window_by_id[target])}


def _describe_closed_window(site: Site, target: str) -> tuple[Subject, tuple[str, ...]]:
    """The window without its own telephone, and those that serve in its place."""
    window = site.publication.window_by_id[target]
    return _window_subject(site, replace(window, phone="")), _neighbours(site, window)


def _window_subject(site: Site, window: Window) -> Subject:
    return Subject(
        title=make_title(site, CodeKind.WINDOW, window.name),
        heading=window.name,
        facts=pair_up(
            ("大厅", window.hall),
            ("位置", window.place),
            ("单位", _department_name(site, window.department)),
            ("能办的事", "、".join(window.matters)),
        ),
        calls=_office_calls(site, window.department, "本窗口", window.phone),
        links=_department_links(site, window.department),
    )


def _neighbours(site: Site, window: Window) -> tuple[str, ...]:
    """The open windows of the same department in the same hall, with their places."""
    return tuple(
        f"{other.name}（{other.place}）" if other.place else other.name
        for other in site.publication.windows
        if other.active and (other.hall, other.department) == (window.hall, window.department)
    )


def _describe_matter(site: Site, target: str) -> dict[str, Any]:
    matter = site.publication.matter_by_id[target]
    subject = Subject(
        title=make_title(site, CodeKind.MATTER, matter.name),
        heading=matter.name,
        facts=pair_up(("办理单位", _department_name(site, matter.department))),
        calls=_office_calls(site, matter.department, "", ""),
        links=_department_links(site, matter.department),
    )
    return {"subject": subject, "matter": matter, "link": check_web_address(matter.link)}


def _describe_measure(site: Site, target: str) -> dict[str, Any]:
    measure = site.publication.measure_by_id[target]
    gone = measure.ended
    subject = Subject(
        title=make_title(site, CodeKind.MEASURE, measure.title),
        heading=measure.title,
        facts=pair_up(
            ("领域", measure.field),
            ("牵头单位", "、".join(site.publication.find_party(lead).name for lead in measure.leads)),
            ("完成时限", "" if measure.id in site.publication.items_by_task else measure.deadline.written),
            ("有效性", f"已{gone}，不再执行" if gone else ""),
        ),
        calls=_office_calls(site, measure.lead, "这项措施的咨询电话", measure.phone),
        links=_department_links(site, measure.lead),
    )
    standing = site.latest_standing.get(measure.id)
    percent = format_number(standing.percent) if standing else ""
    link = relative(ANY_SCAN_PAGE, measure_address(measure.id))
    return {"subject": subject, "gone": gone, "standing": standing, "percent": percent, "link": link}


def _describe_enterprise(site: Site, target: str) -> dict[str, Any]:
    """An enterprise's name stands on its own page only, and not in the title, which a phone may share."""
    enterprise = site.publication.enterprise_by_id[target]
    subject = Subject(
        title=make_title(site, CodeKind.ENTERPRISE),
        heading=enterprise.name,
        greeting=("您好！这是贵企业的监督码。办事遇到问题，或对我们的服务有话要说，都可以在这里反映。",),
    )
    chain = tuple((grid, read_phones(grid.phone)) for grid in site.publication.list_grids_up(enterprise.grid))
    return {"subject": subject, "chain": chain}


def _without_form(what: str) -> str:
    return f"用下面任意一种方式都可以。联系时报上本页的码，我们就知道说的是{what}。"


def _link_list(text: str, address: str) -> Link:
    return Link(text, relative(ANY_SCAN_PAGE, address))


SCAN_KINDS: Mapping[CodeKind, ScanKind] = {
    CodeKind.WINDOW: ScanKind(
        "page.html",
        _describe_window,
        purpose="贴在办事大厅的窗口，评价这个窗口的服务",
        purpose_unrated="贴在办事大厅的窗口，反映这个窗口的服务",
        question="您对这次服务满意吗？",
        hint="什么时间、办什么事、遇到什么情况，写清楚便于核实。",
        sentence_without_form=_without_form("哪个窗口"),
        closed_heading="这个窗口已停用",
        closed="请到大厅的其他窗口或咨询台，说明要办的事，由工作人员引导办理。",
        withdrawn="要办事，请看大厅现在有哪些窗口；也可以打下面的电话询问。",
        list_link=_link_list("看各大厅现在的窗口", WINDOWS),
        describe_closed=_describe_closed_window,
        elsewhere="请到同一大厅、同一单位的这些窗口办理：",
    ),
    CodeKind.ENTERPRISE: ScanKind(
        "enterprise.html",
        _describe_enterprise,
        purpose="发给企业，反映到企业检查、收费、服务中的问题",
        purpose_unrated="发给企业，反映到企业检查、收费、服务中的问题",
        question="您对为企业服务的情况满意吗？",
        hint="哪个单位、什么人、什么时间、什么事，写清楚便于核实。",
        sentence_without_form=_without_form("哪家企业的码，不用再报企业名称"),
        closed_heading="这个监督码已停用",
        closed="企业仍在经营的，请打下面的电话，我们为您换发新码。",
        withdrawn="企业仍在经营的，请打下面的电话，我们为您换发新码。",
        heading="请您监督",
        messages=(
            replace(COMPLAINT, label="监督投诉", note="不作为、乱作为、乱收费等"),
            replace(UNRESOLVED, note="符合条件却没有办成"),
            SUGGESTION,
            PRAISE,
        ),
    ),
    CodeKind.MATTER: ScanKind(
        "matter.html",
        _describe_matter,
        purpose="先看这件事怎么办，办完再评价",
        purpose_unrated="先看这件事怎么办，有问题再反映",
        question="您对这件事的办理满意吗？",
        hint="什么时间、在哪里办、遇到什么情况，写清楚便于核实。",
        sentence_without_form=_without_form("哪个事项"),
        closed_heading="这个事项已不在清单里",
        closed="它可能已经取消，或并入了别的事项。请打下面的电话问清楚再去办。",
        withdrawn="要办事，请看现在的事项清单；也可以打下面的电话询问。",
        heading="办过了？请您评价",
        list_link=_link_list("看全部事项", MATTERS),
    ),
    CodeKind.MEASURE: ScanKind(
        "measure.html",
        _describe_measure,
        purpose="看一项惠企措施做到哪里，说说落实得怎样",
        purpose_unrated="看一项惠企措施做到哪里，说说落实得怎样",
        question="您对这项措施的落实满意吗？",
        hint="您申请过没有、享受到没有、卡在哪里，写清楚便于核实。",
        sentence_without_form=_without_form("哪项措施"),
        closed_heading="这项措施已不在清单里",
        closed="它可能已经取消，或并入了别的措施。具体情况请打下面的电话询问。",
        withdrawn="要了解措施，请看现在的措施清单；也可以打下面的电话询问。",
        list_link=_link_list("看全部措施", MEASURES),
        lasting=True,
    ),
}
