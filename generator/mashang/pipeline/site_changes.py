"""What a reader would see change between two sites in the county's folder: page by page, figure by figure."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from mashang.addresses import CODES, DATA, PACKAGE
from mashang.county import County, Stage
from mashang.markup import EndTag, StartTag, read_events

_SKIPPED = frozenset(("script", "style", "svg", "nav", "head", "header", "footer"))
_BREAKING = frozenset(("p", "h1", "h2", "h3", "h4", "li", "tr", "dt", "dd", "div", "summary", "section", "figure"))
_BLANKS = re.compile(r"\s+")
_MOST_LINES = 12
_DIGESTS = frozenset(("closures.csv", "published.csv"))
"""Tables of proof: they change with everything else."""


@dataclass(frozen=True, slots=True)
class PageChange:
    """What changes alike on some pages: they are new, gone or changed, and lose and gain these lines.

    ``pages`` are their addresses with their titles; ``more`` is the number of lines that are not listed.
    """

    pages: tuple[tuple[str, str], ...]
    state: str
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A cell of a published table: which table, which row, which column, before and after."""

    table: str
    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SiteChanges:
    """All that changes for readers."""

    pages: tuple[PageChange, ...]
    figures: tuple[FigureChange, ...]


def compare_preview(county: County) -> SiteChanges:
    """What readers of the public site would find changed if the preview were published.

    Pages behind codes are left out: they follow the tables that are compared.
    """
    before, after = county.site(Stage.PRODUCTION), county.site(Stage.STAGING)
    return SiteChanges(tuple(_compare_pages(before, after)), tuple(_compare_tables(before, after)))


def _compare_pages(before: Path, after: Path) -> Iterator[PageChange]:
    """Pages that change alike stand together, those with the most changes first."""
    old, new = _list_pages(before), _list_pages(after)
    alike: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[tuple[str, str]]] = {}
    for address in sorted(old.keys() | new.keys()):
        one = _read_article(old[address]) if address in old else ""
        other = _read_article(new[address]) if address in new else ""
        was, now = (_read_lines(one), _read_lines(other)) if one != other else ((), ())
        if was != now:
            state = "有变化" if was and now else "新增" if now else "撤下"
            changed = _differ(was, now) if was and now else ((), ())
            alike.setdefault((state, *changed), []).append((address, (now or was)[0]))
    order = sorted(alike.items(), key=lambda one: (one[0][0] == "有变化", -len(one[0][1]) - len(one[0][2])))
    for (state, removed, added), pages in order:
        more = max(0, len(removed) - _MOST_LINES) + max(0, len(added) - _MOST_LINES)
        yield PageChange(tuple(pages), state, removed[:_MOST_LINES], added[:_MOST_LINES], more)


def _list_pages(site: Path) -> dict[str, Path]:
    """The reading pages of a site by address; there are many more behind codes, which are not even listed."""
    found = {}
    for folder, below, files in os.walk(site):
        address = Path(folder).relative_to(site).as_posix()
        if address == ".":
            address, below[:] = "", [name for name in below if name != CODES.rstrip("/")]
        if "index.html" in files:
            found[address] = Path(folder, "index.html")
    return found


def _read_article(path: Path) -> str:
    """What stands in a page's article, as it is written; most articles are alike in both sites."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return text[max(text.find("<article"), 0) : text.rfind("</article>")]


def _read_lines(article: str) -> tuple[str, ...]:
    """The text of an article, a line for each paragraph, row or item."""
    lines, line, skipped = [], "", ""
    for event in read_events(article):
        if isinstance(event, StartTag):
            skipped = skipped or (event.name if event.name in _SKIPPED else "")
        elif isinstance(event, EndTag):
            skipped = "" if event.name == skipped else skipped
        elif not skipped:
            line += event
        if not isinstance(event, str) and event.name in _BREAKING and line.strip():
            lines.append(_BLANKS.sub(" ", line).strip())
            line = ""
    return (*lines, last) if (last := _BLANKS.sub(" ", line).strip()) else tuple(lines)


def _differ(was: tuple[str, ...], now: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    removed: list[str] = []
    added: list[str] = []
    for kind, first, last, begin, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += was[first:last]
            added += now[begin:end]
    return tuple(removed), tuple(added)


def _compare_tables(before: Path, after: Path) -> Iterator[FigureChange]:
    titles = _read_titles(before) | _read_titles(after)
    for path, title in titles.items():
        if _read_bytes(before / DATA / path) == _read_bytes(after / DATA / path):
            continue
        old, new = _read_table(before / DATA / path), _read_table(after / DATA / path)
        for key in dict.fromkeys((*old, *new)):
            was, now = old.get(key, {}), new.get(key, {})
            if not was or not now:
                yield FigureChange(title, key, "整行", "有" if was else "无", "有" if now else "无")
                continue
            for column in dict.fromkeys((*was, *now)):
                if was.get(column, "") != now.get(column, ""):
                    yield FigureChange(title, key, column, was.get(column, ""), now.get(column, ""))


def _read_titles(site: Path) -> dict[str, str]:
    """The published tables that a site's data package names, with their titles."""
    package = site / PACKAGE
    if not package.is_file():
        return {}
    resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
    found = {one["path"]: one["title"] for one in resources if one["path"].endswith(".csv")}
    return {path: title for path, title in found.items() if path not in _DIGESTS}


def _read_bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _read_table(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a published table by their first cell, or by as many as tell them apart."""
    if not path.is_file():
        return {}
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    headings = list(rows[0]) if rows else []
    for count in range(1, len(headings) + 1):
        keyed = {" ".join(row[heading] for heading in headings[:count]): row for row in rows}
        if len(keyed) == len(rows):
            return keyed
    return {str(place): row for place, row in enumerate(rows)}
