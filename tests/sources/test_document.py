"""Pages of free text."""

from __future__ import annotations

from pathlib import Path

from mashang.raw import RawDocument
from mashang.sources.document import read_document


def test_a_page_is_read_with_plain_line_breaks(tmp_path: Path) -> None:
    """The name is the file's stem; Windows line breaks become plain ones; GB 18030 is understood."""
    path = tmp_path / "about.md"
    path.write_bytes("# 关于\r\n\r\n本网站公开进展。\r\n".encode("gb18030"))
    document, problems = read_document(path, "content/pages/about.md")
    assert problems == ()
    assert document == RawDocument("content/pages/about.md", "about", "# 关于\n\n本网站公开进展。\n")


def test_a_blank_page_is_empty(tmp_path: Path) -> None:
    """A page of white space is a problem, not a blank page on the site."""
    path = tmp_path / "about.md"
    path.write_text("\n\n", encoding="utf-8")
    document, problems = read_document(path, "content/pages/about.md")
    assert document is None
    assert [(p.code, str(p.where)) for p in problems] == [("file-empty", "content/pages/about.md")]
