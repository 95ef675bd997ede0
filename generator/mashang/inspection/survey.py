"""What all rules look at: the tree that was read, for whom it was built, and the day of the inspection."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from mashang.county import Stage
from mashang.inspection.page import Moment, Page
from mashang.inspection.references import is_relative, resolve_path
from mashang.inspection.rules import Limits
from mashang.inspection.tree import Tree

_PROMISE = re.compile(r"时限|期限|截止|到期|计划|预计|施行|生效|有效期")
_DAY = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ].*)?$")
_SHOWN_DAY = re.compile(r"(\d{4})(?:年|-)(\d{1,2})(?:月|-)(\d{1,2})日?")
_PUBLISHED_ON = re.compile(
    r"(?:发布|更新)(?:日期|时间|于)?[：:]?\s*(\d{4}(?:年|-)\d{1,2}(?:月|-)\d{1,2})|"
    r"(\d{4}(?:年|-)\d{1,2}(?:月|-)\d{1,2})日?\s*(?:发布|更新)"
)
_EARLIEST = 1949


@dataclass(frozen=True)
class Survey:
    """One inspection under way."""

    tree: Tree
    stage: Stage
    today: date
    limits: Limits = field(default_factory=Limits)
    demonstration: bool = False
    """Whether the site shows demonstration data, whose dates may lie ahead of the day of the inspection."""

    @cached_property
    def site_url(self) -> str:
        """The address the site says of itself on its home page; empty when it says none."""
        home = self.tree.pages.get("index.html")
        return home.canonical if home else ""

    @cached_property
    def scans(self) -> tuple[Page, ...]:
        """The pages behind codes."""
        return tuple(page for page in self.tree.pages.values() if page.kind == "scan")

    @cached_property
    def readings(self) -> tuple[Page, ...]:
        """Home, columns and articles: the pages that readers come to by the navigation or a search engine."""
        pages = self.tree.pages.values()
        return tuple(page for page in pages if page.kind in ("home", "reading") and not page.forgotten)

    @cached_property
    def columns(self) -> tuple[Page, ...]:
        """The section pages: what the home page's navigation leads to, and what calls itself a column."""
        home = self.tree.pages.get("index.html")
        linked = {resolve_path(home.name, url) for url in home.columns if is_relative(url)} if home else set()
        return tuple(
            page
            for page in self.readings
            if page.kind == "reading"
            and (page.name in linked or ("ColumnDescription" in page.metas and "ArticleTitle" not in page.metas))
        )

    @cached_property
    def articles(self) -> tuple[Page, ...]:
        """The pages below the columns."""
        columns = {page.name for page in self.columns}
        return tuple(page for page in self.readings if page.kind == "reading" and page.name not in columns)

    def pages_of(self, column: Page) -> tuple[Page, ...]:
        """A column's own page and those in its folder."""
        folder = posixpath.dirname(column.name)
        return tuple(page for page in self.readings if folder and page.name.startswith(f"{folder}/")) or (column,)

    def newest(self, page: Page) -> date | None:
        """The newest day up to today on which the page says that something was published or made."""
        written = [page.metas.get("PubDate", "")]
        written += [moment.written for moment in page.moments if not is_promise(moment)]
        days = [parse_day(text) for text in written]
        days += [parse_shown("".join(found.groups(""))) for found in _PUBLISHED_ON.finditer(page.text)]
        return max((day for day in days if day and day <= self.today), default=None)


def is_promise(moment: Moment) -> bool:
    """Whether a date is one to come by its nature: a deadline, a term, the day a rule takes force."""
    return bool(_PROMISE.search(moment.label))


def parse_day(text: str) -> date | None:
    """The day of ``2026-11-06``, ``2026-11`` (its first) or either with a time; ``None`` when there is no such day."""
    found = _DAY.match(text.strip())
    return _make_day(found[1], found[2], found[3] or "1") if found else None


def parse_shown(text: str) -> date | None:
    """The day in words that readers see, ``2026年11月6日``; ``None`` when none is named or there is no such day."""
    found = _SHOWN_DAY.search(text)
    return _make_day(found[1], found[2], found[3]) if found else None


def _make_day(year: str, month: str, day: str) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if made.year >= _EARLIEST else None
