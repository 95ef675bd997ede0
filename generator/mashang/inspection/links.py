"""Follows every link of a built site as a server under any path would answer it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from mashang.addresses import INTAKE
from mashang.inspection.references import Reference, resolve_path
from mashang.inspection.rules import Finding
from mashang.inspection.tree import Tree

_HARMLESS = frozenset({"mailto", "tel", "data"})
_NOT_FOUND = "404.html"

_Fault = tuple[str, str]
"""The rule that is broken, and how; both empty when all is well."""
_SOUND: _Fault = ("", "")


def check_links(tree: Tree, site_url: str = "") -> Iterator[Finding]:
    """Name every link of the tree that leads nowhere or would not under another path, page by page.

    Relative links must lead to a file of the tree, spelt exactly, and to an id that is there. Absolute links
    that begin with ``site_url`` are followed within the tree; other hosts are not asked. The page for what is
    not found is shown at any depth, so it alone may link from the server's root, under the path of ``site_url``.
    """
    judge = _Judge(tree, site_url)
    for name, document in tree.documents.items():
        if document.fault:
            yield Finding("files-readable", name, document.fault)
        for reference in dict.fromkeys(document.references):
            rule, what = judge.judge(name, reference)
            if rule:
                yield Finding(rule, name, f"“{reference.url}”{what}")
            if reference.asset and reference.url.lower().startswith("http:"):
                yield Finding("secure-requests", name, f"“{reference.url}”没有加密")


@dataclass(frozen=True)
class _Judge:
    tree: Tree
    site_url: str

    @cached_property
    def _by_lower_case(self) -> dict[str, str]:
        return {name.lower(): name for name in self.tree.sizes}

    def judge(self, page: str, reference: Reference) -> _Fault:
        """What is wrong with a reference on a page."""
        url = reference.url.strip()
        if self.site_url and url.startswith(self.site_url) and not reference.asset:
            return self._judge_path("", url.removeprefix(self.site_url))
        try:
            parts = urlsplit(url)
        except ValueError:
            return "links-alive", "不是网址"
        if parts.scheme:
            return _judge_scheme(parts.scheme, parts.netloc, asset=reference.asset)
        return self._judge_rooted(page, reference) if url.startswith("/") else self._judge_path(page, url)

    def _judge_rooted(self, page: str, reference: Reference) -> _Fault:
        """What is wrong with an address that begins with a slash or two."""
        url = reference.url.strip()
        base = urlsplit(self.site_url).path
        if page == _NOT_FOUND and base and url.startswith(base):
            return self._judge_path("", url.removeprefix(base) or ".")
        if url.startswith("//"):
            return ("own-host-only", "在别的网站上") if reference.asset else ("links-relative", "缺少 https:")
        return "links-relative", "从服务器根目录写起"

    def _judge_path(self, page: str, url: str) -> _Fault:
        parts = urlsplit(url)
        if "\\" in unquote(parts.path):
            return "links-alive", "用了反斜杠"
        target = resolve_path(page, url)
        if target.startswith(INTAKE):
            return _SOUND  # a service answers there, not a file
        if target == ".." or target.startswith("../"):
            return "links-relative", "指到了网站外面"
        if target not in self.tree.sizes:
            return "links-alive", self._explain_missing(target)
        fragment = unquote(parts.fragment)
        document = self.tree.documents.get(target)
        if not fragment or document is None or posixpath.splitext(page)[1] == ".css":
            return _SOUND
        is_state = "=" in fragment  # what a filter is set to, not a place
        return _SOUND if is_state or fragment in document.ids else ("anchors-alive", f"里没有“{fragment}”这个位置")

    def _explain_missing(self, target: str) -> str:
        if target.lower() in self._by_lower_case:
            return f"大小写不对，应是 {self._by_lower_case[target.lower()]}"
        if f"{target}/index.html" in self.tree.sizes:
            return "最后少了斜杠"
        return "打不开，没有这个文件"


def _judge_scheme(scheme: str, host: str, *, asset: bool) -> _Fault:
    if scheme not in ("http", "https"):
        return _SOUND if scheme in _HARMLESS else ("links-alive", f"不能用 {scheme}: 开头")
    if not host:
        return "links-alive", "缺少网站域名"
    return ("own-host-only", "在别的网站上") if asset else _SOUND
