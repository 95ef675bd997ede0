"""What the pages behind codes have in common: head, ways to report, foot.

What does not depend on the code is rendered once for all pages, or once for each kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mashang.addresses import HOME, REPORT, relative
from mashang.county import Stage
from mashang.model import CodeKind
from mashang.pages.scan_kinds import SCAN_KINDS
from mashang.pages.scan_links import ANY_SCAN_PAGE, check_web_address, read_phones
from mashang.pages.scan_ways import place_ways
from mashang.pages.site import Site
from mashang.report_ways import describe_way
from mashang.settings import Settings

_REFERRAL = ("要投诉、建议，请找我们", "您遇到的问题仍然可以反映：")
"""Where nothing can be rated any more: the heading and the sentence above the ways to complain."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a page that are the same for all codes, or for all of one kind.

    ``rated`` says whether anything can be rated. ``ways`` are the ways to report behind codes of a kind that are in
    use or, with ``False``, no longer: :func:`mashang.pages.scan_ways.fill_ways` fills in the code.
    """

    head: Markup
    top: Markup
    rated: bool
    ways: Mapping[tuple[CodeKind, bool], str]
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
    environment.filters["promise"] = describe_way
    return environment


def _render(template: str, **facts: Any) -> Markup:
    return Markup(scan_environment().get_template(template).render(**facts))  # noqa: S704 - the template escaped it


def make_frame(site: Site) -> Frame:
    """Render what all pages behind a site's codes share."""
    settings = site.settings
    style = Markup(scan_environment().get_template("style.css").render())  # noqa: S704 - our own file
    return Frame(
        head=_render("part_head.html", settings=settings, style=style, rated=settings.takes_ratings),
        top=_render(
            "part_top.html", settings=settings, staging=site.stage is Stage.STAGING, home=relative(ANY_SCAN_PAGE, HOME)
        ),
        rated=settings.takes_ratings,
        ways={
            (kind, rateable): _render_ways(settings, kind, rateable=rateable)
            for kind in SCAN_KINDS
            for rateable in (True, False)
        },
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


def _render_ways(settings: Settings, kind: CodeKind, *, rateable: bool) -> str:
    """The ways to report behind every code of a kind, with stand-ins for the code and what it stands for."""
    words = SCAN_KINDS[kind]
    placed = place_ways(settings, kind, rateable=rateable)
    heading, sentence = words.heading_without_form, words.sentence_without_form
    if not rateable:
        heading, sentence = _REFERRAL
        sentence = f"已经停用的码不再收评价。{sentence}" if settings.takes_ratings else sentence
    elif any(block.form or block.choice for block in placed.blocks):
        heading = "其他办法"
    facts = {
        "words": words,
        "ways": placed,
        "heading": heading,
        "sentence": sentence,
        "rated": settings.takes_ratings,
    }
    return _render("part_ways.html", **facts)
