"""What the pages behind codes have in common: head, form or other ways to report, telephone numbers, foot.

What does not depend on the code is rendered once for all pages, or once for each kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mashang import feedback
from mashang.addresses import HOME, REPORT, relative
from mashang.county import Stage
from mashang.model import CodeKind
from mashang.pages.scan_kinds import SCAN_KINDS, ScanKind
from mashang.pages.scan_links import ANY_SCAN_PAGE, Call, Link, check_web_address, read_phones
from mashang.pages.site import Site
from mashang.settings import Settings

_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_REFERRAL = ("要投诉、建议，请找我们", "已经停用的码不再收评价。您遇到的问题仍然可以反映：")
"""Where nothing can be rated any more: the heading and the sentence above the ways to complain."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a page that are the same for all codes, or for all of one kind."""

    intake: str
    head: Markup
    top: Markup
    ways: Mapping[CodeKind, Markup]
    ways_closed: Markup
    calls: tuple[Call, ...]
    genuine: Markup
    foot: Markup


@cache
def scan_environment() -> Environment:
    """The templates of these pages; what they are given is escaped."""
    environment = Environment(
        loader=PackageLoader("mashang.pages", "templates/scan"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["form"] = feedback
    return environment


def _render(template: str, **facts: Any) -> Markup:
    return Markup(scan_environment().get_template(template).render(**facts))  # noqa: S704 - the template escaped it


def make_frame(site: Site) -> Frame:
    """Render what all pages behind a site's codes share."""
    settings = site.settings
    intake = check_web_address(settings.intake_url)
    style = Markup(scan_environment().get_template("style.css").render())  # noqa: S704 - our own file
    calls = (
        Call("政务服务热线", read_phones(settings.hotline)),
        Call("监督举报", read_phones(settings.report_phone)),
        Call(settings.organiser, read_phones(settings.phone)),
    )
    return Frame(
        intake=intake,
        head=_render("part_head.html", settings=settings, style=style),
        top=_render(
            "part_top.html", settings=settings, staging=site.stage is Stage.STAGING, home=relative(ANY_SCAN_PAGE, HOME)
        ),
        ways={kind: _render_form(settings, intake, words) for kind, words in SCAN_KINDS.items()},
        ways_closed=_render_ways(settings, *_REFERRAL),
        calls=tuple(call for call in calls if call.phones) if intake else (),
        genuine=_render(
            "part_genuine.html", addresses=_official_addresses(settings), hotline=read_phones(settings.hotline)
        ),
        foot=_render(
            "part_foot.html",
            settings=settings,
            report=relative(ANY_SCAN_PAGE, REPORT),
            home=relative(ANY_SCAN_PAGE, HOME),
            fault_link=check_web_address(settings.error_report_url),
        ),
    )


def _official_addresses(settings: Settings) -> tuple[str, ...]:
    if settings.code_base.startswith(settings.site_url):
        return (settings.site_url,)
    return settings.site_url, settings.code_base


def _render_form(settings: Settings, intake: str, words: ScanKind) -> Markup:
    """The form where there is an intake to take it, else the other ways; never a form that leads nowhere."""
    if not intake:
        return _render_ways(settings, words.heading_without_form, words.sentence_without_form)
    return _render("part_form.html", settings=settings, words=words)


def _render_ways(settings: Settings, heading: str, sentence: str) -> Markup:
    ways = [
        Link(f"拨打 {phone.text}", f"tel:{phone.number}", label)
        for label, text in (
            ("政务服务热线", settings.hotline),
            (settings.organiser, settings.phone),
            ("监督举报", settings.report_phone),
        )
        for phone in read_phones(text)
    ]
    if _MAIL.fullmatch(settings.mailbox):
        ways.append(Link("发送邮件", f"mailto:{settings.mailbox}", settings.mailbox))
    if check_web_address(settings.external_form):
        ways.append(Link("填写网上表单", settings.external_form, "在另一个网站打开", outside=True))
    post = "" if _MAIL.fullmatch(settings.mailbox) else settings.mailbox
    return _render("part_ways.html", settings=settings, heading=heading, sentence=sentence, ways=ways, post=post)
