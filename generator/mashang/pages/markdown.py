"""Turns :class:`~mashang.pages.site.Page` into the Markdown files that the site's engine reads.

A file is front matter and one Markdown title. The finished HTML of the page stands in the front matter as ``body``, and
the theme puts it under the title: nothing else ever passes through the engine's Markdown, and the engine need not parse
HTML that nobody wants changed (it took nine tenths of the time of a county's site).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache, partial

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from mashang import addresses
from mashang.addresses import relative
from mashang.derived import LATE, Mark, Standing, Status
from mashang.feedback import BAD, LEAST_GOOD, LEVELS
from mashang.model import Department
from mashang.pages.rating_words import spell_complaints, spell_few, spell_months, spell_share, spell_share_of_all
from mashang.pages.site import Page, Site
from mashang.report_ways import describe_way
from mashang.spelling import spell_day, spell_number

_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>^=:&\"'$])")


_UNFIT_FOR_BLOCK = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Letters that a literal block of YAML cannot hold, or would take for the end of a line."""


def escape_markdown(text: str) -> str:
    """Make any one-line text stand literally in Markdown."""
    return _MARKDOWN_SIGNS.sub(lambda sign: f"&#{ord(sign.group())};", " ".join(text.split()))


def format_day(day: date | None) -> str:
    """A day as read aloud; empty for none."""
    return spell_day(day) if day else ""


def format_number(number: Decimal | int | None) -> str:
    """A quantity without needless zeros: 12.5, 40."""
    return "" if number is None else spell_number(Decimal(number))


def format_paragraphs(text: str) -> Markup:
    """Text of several lines as escaped HTML lines."""
    lines = [line for line in text.splitlines() if line.strip()]
    return escape(lines[0]) if len(lines) == 1 else Markup("<br>").join(map(escape, lines))


@cache
def format_status(status: Status | Mark) -> Markup:
    """A derived status, or a mark, as word, shape and colour."""
    return Markup('<span class="ms-status ms-status--{}">{}</span>').format(status.slug, status.value)


def format_standing(standing: Standing) -> Markup:
    """A measure's status with its mark beside it, in one element, so that a card on a phone breaks between them."""
    status = format_status(standing.status)
    return Markup("<span>{} {}</span>").format(status, format_status(standing.mark)) if standing.mark else status


@cache
def make_environment() -> Environment:
    """The template environment of all reading pages: escapes everything, fails on unknown names."""
    environment = Environment(
        loader=PackageLoader("mashang.pages", "templates/reading"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(day=format_day, number=format_number, paragraphs=format_paragraphs)
    environment.filters.update(status=format_status, standing=format_standing)
    environment.filters.update(
        share=spell_share,
        share_of_all=spell_share_of_all,
        complaints=spell_complaints,
        few=spell_few,
        months=spell_months,
        promise=describe_way,
    )
    environment.globals.update(
        {name: value for name, value in vars(addresses).items() if name.endswith("_address")},
        BAD=BAD,
        LEAST_GOOD=LEAST_GOOD,
        LEVELS=LEVELS,
        Status=Status,
        LATE=LATE,
        Mark=Mark,
        zip=zip,
    )
    return environment


def link_department(page: str, department: Department) -> Markup:
    """A department's name that leads from the page at an address to the department's own."""
    target = relative(page, addresses.department_address(department.id))
    return Markup('<a href="{}">{}</a>').format(target, department.name)


def document_path(address: str) -> str:
    """Where the Markdown of a page lies below the documents folder."""
    return f"{address}index.md"


def render_pages(site: Site, pages: Iterable[Page]) -> dict[str, str]:
    """Render pages to ``{path: Markdown}``. Raises ``ValueError`` when two pages claim one address."""
    environment = make_environment()
    rendered: dict[str, str] = {}
    for page in pages:
        path = document_path(page.address)
        if path in rendered:
            raise ValueError(f"two pages at {page.address!r}")
        body = "\n".join(filter(None, [page.prose.strip(), _render_body(environment, site, page)]))
        rendered[path] = f"{_front_matter(page, body)}\n# {escape_markdown(page.title)}\n"
    return rendered


def _render_body(environment: Environment, site: Site, page: Page) -> str:
    if not page.template:
        return ""
    body = environment.get_template(page.template).render(
        site=site,
        settings=site.settings,
        rateable=site.settings.takes_ratings,
        page=page,
        link=partial(relative, page.address),
        department_link=partial(link_department, page.address),
        **page.facts,
    )
    return body.strip()


def write_block(name: str, text: str) -> str:
    """A front matter entry of many lines: a literal block, or a quoted one where a letter does not allow it."""
    if _UNFIT_FOR_BLOCK.search(text):
        return yaml.safe_dump({name: text}, allow_unicode=True, width=1_000_000, default_style='"')
    indented = text.replace("\n", "\n  ")
    return f"{name}: |-\n  {indented}\n"


def write_value(name: str, text: str) -> str:
    """A front matter entry of one value: quoted as in JSON, which YAML reads alike but for a few letters."""
    if _UNFIT_FOR_BLOCK.search(text):
        return yaml.safe_dump({name: text}, allow_unicode=True, width=1_000_000, default_style='"')
    return f"{name}: {json.dumps(text, ensure_ascii=False)}\n"


def _front_matter(page: Page, body: str) -> str:
    facts = {"address": page.address, "description": page.description}
    facts["published"] = page.changed_on.isoformat() if page.changed_on else ""
    facts |= {"section": page.section, "title": page.title}
    shown = {name: text for name, text in facts.items() if text or name not in ("description", "published")}
    shown |= {"forgotten": "yes"} if page.forgotten else {}
    head = "".join(write_value(name, text) for name, text in shown.items())
    return f"---\n{head}{write_block('body', body) if body else ''}---\n"
