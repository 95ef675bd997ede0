"""What a page costs to open, and whom it asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from mashang.inspection.page import Page
from mashang.inspection.references import is_relative, resolve_path
from mashang.inspection.rules import Finding
from mashang.inspection.survey import Survey
from mashang.inspection.tree import Tree

_KIB = 1024
_CALL = re.compile(
    r"""(?:fetch|import|importScripts|sendBeacon|WebSocket|EventSource|Worker|open|\.src\s*=|\bfrom)\s*"""
    r"""\(?[^"'`;)]{0,30}["'`]((?:https?:|wss?:)?//[^"'`]+)""",
    re.IGNORECASE,
)


def check_weight(survey: Survey) -> Iterator[Finding]:
    """Every page with all that it loads at once arrives within the time on a slow network; the heaviest first."""
    limit = survey.limits.rate * survey.limits.seconds
    loads = _Loads(survey.tree)
    weights = [(page.size + sum(loads.weigh(page).values()), page) for page in survey.tree.pages.values()]
    for weight, page in sorted(weights, key=lambda pair: (-pair[0], pair[1].name)):
        if weight > limit:
            parts = {page.name: page.size, **loads.weigh(page)}
            largest = max(parts, key=lambda name: (parts[name], name))
            yield Finding(
                "page-weight",
                page.name,
                f"共 {_kib(weight)} KB，要 {weight / survey.limits.rate:.1f} 秒；"
                f"最大的是 {largest}（{_kib(parts[largest])} KB）",
            )


def check_scripts(survey: Survey) -> Iterator[Finding]:
    """No script that a page runs asks another host for anything."""
    own = urlsplit(survey.site_url).netloc
    loaded = {target for page in survey.tree.pages.values() for target in _list_loaded(page)}
    sources = {name: survey.tree.scripts[name] for name in sorted(loaded & survey.tree.scripts.keys())}
    sources |= {page.name: page.script for page in survey.tree.pages.values() if page.script}
    for name, script in sources.items():
        for url in dict.fromkeys(_CALL.findall(script)):
            if urlsplit(url).netloc != own:
                yield Finding("own-host-only", name, f"脚本要连接“{url}”")


def check_scans(survey: Survey) -> Iterator[Finding]:
    """Every page behind a code is small and needs nothing else to be shown."""
    for page in survey.scans:
        if page.size > survey.limits.scan_bytes:
            yield Finding("scan-light", page.name, f"有 {_kib(page.size)} KB，超过 {_kib(survey.limits.scan_bytes)} KB")
        for reference in page.document.references:
            if reference.asset and not reference.url.startswith(("data:", "#")):
                yield Finding("scan-light", page.name, f"打开时还要取“{reference.url}”")


@dataclass(frozen=True)
class _Loads:
    tree: Tree

    @cached_property
    def _of_sheets(self) -> dict[str, frozenset[str]]:
        """What each style sheet loads in turn, itself included. Which of its pictures are shown is not known: all."""
        sheets = {name: {name} for name in self.tree.documents if name.endswith(".css")}
        for name, found in sheets.items():
            waiting = [name]
            while waiting:
                sheet = waiting.pop()
                for reference in self.tree.documents[sheet].references:
                    target = resolve_path(sheet, reference.url) if is_relative(reference.url) else ""
                    if target in self.tree.sizes and target not in found:
                        found.add(target)
                        waiting += [target] if target in sheets else []
        return {name: frozenset(found) for name, found in sheets.items()}

    def weigh(self, page: Page) -> dict[str, int]:
        """The size in bytes of every file that the page loads at once."""
        names: set[str] = set()
        for target in _list_loaded(page):
            names |= self._of_sheets.get(target, {target})
        return {name: self.tree.sizes[name] for name in sorted(names) if name in self.tree.sizes}


def _list_loaded(page: Page) -> Iterator[str]:
    return (resolve_path(page.name, url) for url in page.loads if url and is_relative(url))


def _kib(size: int) -> int:
    return -(-size // _KIB)
