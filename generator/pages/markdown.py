"""Turns :class:`~generator.pages.site.Page` into the Markdown files that the site's engine reads.

A file is front matter, one Markdown title, and a body of finished HTML blocks: no cell text ever passes
through Markdown's syntax, and every engine that leaves HTML blocks alone gives the same page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import partial

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from generator.derived import Status
from generator.model import CodeKind, Department
from generator.pages import links
from generator.pages.links import relative
from generator.pages.site import Page, Site

_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>^=:&\"'$])")


def escape_markdown(text: str) -> str:
    """Make any one-line text stand literally in Markdown."""
    return _MARKDOWN_SIGNS.sub(lambda sign: f"&#{ord(sign.group())};", " ".join(text.split()))


def format_day(day: date | None) -> str:
    """A day as read aloud: 2026年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def format_number(number: Decimal | int | None) -> str:
    """A quantity without needless zeros: 12.5, 40."""
    if number is None:
        return ""
    text = f"{Decimal(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_paragraphs(text: str) -> Markup:
    """Text of several lines as escaped HTML lines."""
    return Markup("<br>").join(escape(line) for line in text.splitlines() if line.strip())


def make_environment() -> Environment:
    """The template environment of all reading pages: escapes everything, fails on unknown names."""
    environment = Environment(
        loader=PackageLoader("generator.pages", "templates/reading"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(day=format_day, number=format_number, paragraphs=format_paragraphs)
    environment.globals.update(
        {name: address for name, address in vars(links).items() if name.endswith("_address")},
        CodeKind=CodeKind,
        Status=Status,
    )
    return environment


def link_department(page: str, department: Department) -> Markup:
    """A department's name that leads from the page at an address to the department's own."""
    target = relative(page, links.department_address(department.id))
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
        body = environment.get_template(page.template).render(
            site=site,
            settings=site.settings,
            page=page,
            link=partial(relative, page.address),
            department_link=partial(link_department, page.address),
            **page.facts,
        )
        rendered[path] = f"{_front_matter(page)}\n# {escape_markdown(page.title)}\n\n{body.strip()}\n"
    return rendered


def _front_matter(page: Page) -> str:
    facts = {"title": page.title, "section": page.section, "address": page.address}
    if page.description:
        facts["description"] = page.description
    if page.changed_on:
        facts["published"] = page.changed_on.isoformat()
    return f"---\n{yaml.safe_dump(facts, allow_unicode=True, sort_keys=True, width=1_000_000)}---\n"
