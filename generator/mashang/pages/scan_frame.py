"""What the pages behind codes have in common: head, form or other ways to report, telephone numbers, foot.

What does not depend on the code is rendered once for all pages, or once for each kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mashang import feedback
from mashang.addresses import HOME, REPORT, relative, scan_address
from mashang.county import Stage
from mashang.model import CodeKind
from mashang.pages.scan_words import REFERRAL, WORDS
from mashang.pages.site import Site
from mashang.settings import Settings

ANY_SCAN_PAGE = scan_address("CODE")
"""All pages behind codes stand at one depth, so a link from one of them serves for all."""
_PHONE = re.compile(r"\+?[0-9](?:[0-9() （）-]*[0-9])?")
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as written, and as a ``tel:`` link wants it."""

    text: str
    number: str


@dataclass(frozen=True, slots=True)
class Call:
    """Whom one reaches under which numbers."""

    label: str
    phones: tuple[Phone, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A way to go on: the text to press, the address, a second line; ``outside`` when it leaves the site."""

    text: str
    href: str
    detail: str = ""
    outside: bool = False


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


def read_phones(text: str) -> tuple[Phone, ...]:
    """The telephone numbers in a cell such as ``0000-8000100、8000101转801``; an extension is not dialled."""
    phones = []
    for part in re.split(r"[、，,;；/\n]+", text):
        found = _PHONE.search(part)
        if found:
            phones.append(Phone(part.strip(), re.sub(r"[^0-9+]", "", found.group())))
    return tuple(phones)


def check_web_address(url: str) -> str:
    """The address when it is one of the web (http or https, with a host), else an empty string."""
    if any(sign.isspace() or not sign.isprintable() or sign == "\\" for sign in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


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
            "part_top.html",
            settings=settings,
            staging=site.stage is Stage.STAGING,
            home=relative(ANY_SCAN_PAGE, HOME),
        ),
        ways={kind: _render_form(settings, intake, kind) for kind in CodeKind},
        ways_closed=_render_ways(settings, REFERRAL.heading, REFERRAL.sentences),
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


def _render_form(settings: Settings, intake: str, kind: CodeKind) -> Markup:
    """The form where there is an intake to take it, else the other ways; never a form that leads nowhere."""
    words = WORDS[kind]
    if not intake:
        return _render_ways(settings, words.heading_without_form, words.sentences_without_form)
    return _render("part_form.html", settings=settings, words=words)


def _render_ways(settings: Settings, heading: str, sentences: tuple[str, ...]) -> Markup:
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
    return _render("part_ways.html", settings=settings, heading=heading, sentences=sentences, ways=ways, post=post)
