"""Links of free text to places in pages that the program makes."""

from __future__ import annotations

from mashang.free_page import Anchor, FreePage
from mashang.pages.anchors import find_dead_anchors
from mashang.problems import Location

RENDERED = {"about/index.md": '---\ntitle: "a<b"\nbody: |-\n  <h2 id="publisher">谁在办</h2>\n---\n\n# 关于\n'}
WHERE = Location("content/pages/guide.md", row=5)


def test_only_a_place_that_the_page_has_may_be_linked() -> None:
    """The line of the link is named, and the places that the page has."""
    anchors = tuple(Anchor("about/", place, f"../about/#{place}", WHERE) for place in ("publisher", "谁在办", "b"))
    found = list(find_dead_anchors([FreePage("guide", "指南", "", anchors)], RENDERED))
    assert [(one.code, one.where, dict(one.slots)["target"], one.mend) for one in found] == [
        ("page-anchor-dead", WHERE, "../about/#谁在办", "标题“谁在办”的位置写成“#publisher”。"),
        ("page-anchor-dead", WHERE, "../about/#b", "那一页的位置有：#publisher（谁在办）。不需要就去掉“#”和后面的字。"),
    ]
