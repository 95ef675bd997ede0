"""How to report, how a code is known to be genuine, how figures are computed, and pages of free text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mashang.addresses import (
    ABOUT,
    CODES,
    CORRECTIONS,
    DATA,
    MANIFEST,
    PRIVACY,
    PUBLIC_KEY,
    REPORT,
    REPORTS,
    SIGNATURE,
    free_page_address,
)
from mashang.derived import LOWER_BOUND_FROM
from mashang.free_page import FreePage
from mashang.kinds import KINDS, name_code
from mashang.markup import EndTag, StartTag, read_events
from mashang.pages.report_words import describe_ways
from mashang.pages.scan_kinds import SCAN_KINDS
from mashang.pages.site import Page, Site
from mashang.published_rules import MARK_RULES, RULES
from mashang.report_ways import WayKind

_ABOUT_STEM, _PRIVACY_STEM = ABOUT.rstrip("/"), PRIVACY.rstrip("/")
_LONGEST = 120


def list_pages(site: Site) -> Iterator[Page]:
    """The pages on reporting and on personal data, the page about the site, and every other page of free text."""
    yield _make_report_page(site)
    free = {page.name: page for page in site.publication.pages}
    yield _make_privacy_page(site, free.pop(_PRIVACY_STEM, None))
    own = free.pop(_ABOUT_STEM, None)
    yield Page(
        ABOUT,
        own.title if own else "关于本站",
        "about.html",
        section=ABOUT,
        description="谁在办这个网站，数字从哪里来，状态怎样判定",
        changed_on=site.changed_on,
        prose=own.html if own else "",
        facts={
            "rules": RULES,
            "mark_rules": MARK_RULES,
            "first_months": f"{max(site.first_rule_months).label}及以前的月份" if site.first_rule_months else "",
            "lower_bound_from": LOWER_BOUND_FROM * site.settings.minimum_ratings,
            "others": tuple(free.values()),
            "data_target": DATA,
            "manifest_target": MANIFEST,
            "signature_target": SIGNATURE,
            "key_target": PUBLIC_KEY,
            "corrections_target": CORRECTIONS if site.publication.closures else "",
        },
    )
    for page in free.values():
        yield Page(
            free_page_address(page.name),
            page.title,
            "",
            section=ABOUT,
            description=find_first_sentence(page.html) or f"{page.title}，{site.settings.name}",
            changed_on=site.changed_on,
            prose=page.html,
        )


def _make_report_page(site: Site) -> Page:
    rated = "评价、" if site.settings.takes_ratings else ""
    return Page(
        REPORT,
        "监督与投诉",
        "report.html",
        section=REPORT,
        description=f"怎样{rated}投诉、建议，谁来办，怎样辨认二维码真假",
        changed_on=site.changed_on,
        facts={
            "kinds": _explain_kinds(site),
            "codes_target": CODES,
            "privacy_target": PRIVACY,
            "cases_target": REPORTS if site.figures.cases.months else "",
            **describe_ways(site.settings.ways, site.settings.site_url),
        },
    )


def _make_privacy_page(site: Site, own: FreePage | None) -> Page:
    """What becomes of personal data by each declared way; what staff wrote in privacy.md stands above it."""
    ways = site.settings.ways
    plain = [way for way in ways if not way.discipline]
    return Page(
        PRIVACY,
        own.title if own else "个人信息保护说明",
        "privacy.html",
        section=ABOUT,
        description="扫码、反映问题时，个人信息交给谁、怎样用、保存多久",
        changed_on=site.changed_on,
        prose=own.html if own else "",
        facts={
            "form": next((way for way in plain if way.kind is WayKind.FORM), None),
            "outside": [way for way in plain if way.kind is WayKind.LINK],
            "direct": [way for way in plain if way.kind not in (WayKind.FORM, WayKind.LINK)],
            "discipline": [way for way in ways if way.discipline],
        },
    )


def _explain_kinds(site: Site) -> tuple[tuple[str, str], ...]:
    """What codes are called and what they are for, of the kinds that were issued."""
    issued = {code.kind for code in site.codes}
    rated = site.settings.takes_ratings
    return tuple(
        (name_code(KINDS[kind], rated=rated), words.purpose if rated else words.purpose_unrated)
        for kind, words in SCAN_KINDS.items()
        if kind in issued
    )


def find_first_sentence(html: str) -> str:
    """The first sentence of running text, outside of lists and tables; empty when there is none."""
    for text in map(str.strip, _list_paragraphs(html)):
        if text:
            return re.split(r"(?<=[。！？])", text, maxsplit=1)[0][:_LONGEST]
    return ""


def _list_paragraphs(html: str) -> Iterator[str]:
    """The text of each paragraph that stands by itself, its lines joined."""
    depth, words = 0, ""
    for event in read_events(html):
        if isinstance(event, str):
            words += event
        elif event.name in ("ul", "ol", "dl", "blockquote", "table"):
            depth += 1 if isinstance(event, StartTag) else -1
        elif event.name == "p":
            if isinstance(event, EndTag) and not depth:
                yield "".join(map(str.strip, words.splitlines()))
            words = ""
