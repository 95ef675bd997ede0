"""What was read of each page is kept until the page changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mashang.files import write_files
from mashang.pages.site import Page
from mashang.search import page_cache
from mashang.search.page_cache import read_pages
from mashang.search.passages import PageText, read_page

PAGE = '<meta name="description" content="d"><article id="content"><h1>甲</h1><p id="a">乙</p><h2>丙</h2>丁</article>'
DATA = tuple(Page(address, "甲", "") for address in ("", "f/X/", "gone/", "measures/M01/", "measures/M02/"))
PAGES = {"index.html": PAGE, "measures/M01/index.html": PAGE.replace("乙", "戊"), "f/X/index.html": "<p>x</p>"}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were really read."""
    read: list[str] = []

    def record(html: str) -> PageText | None:
        read.append(html)
        return read_page(html)

    monkeypatch.setattr(page_cache, "read_page", record)
    return read


def test_a_page_is_read_once(tmp_path: Path, read: list[str]) -> None:
    """The second time all pages with an article come from the page_cache, the same in every part."""
    write_files(tmp_path / "site", PAGES.items())
    first = read_pages(tmp_path / "site", DATA, tmp_path / "page_cache.json")
    assert [(one.page.address, one.text.passages[0].text) for one in first] == [("", "乙"), ("measures/M01/", "戊")]
    assert set(PAGES.values()) <= set(read)
    read.clear()
    assert read_pages(tmp_path / "site", DATA, tmp_path / "page_cache.json") == first
    assert read == [PAGES["f/X/index.html"]]


def test_a_changed_page_is_read_again(tmp_path: Path, read: list[str]) -> None:
    """And what it said goes from the page_cache; a page that moved as it was is not read again."""
    site, file = tmp_path / "site", tmp_path / "page_cache.json"
    write_files(site, PAGES.items())
    read_pages(site, DATA, file)
    changed = PAGE.replace("丁", "己")
    (site / "index.html").write_text(changed, encoding="utf-8")
    (site / "measures" / "M01").rename(site / "measures" / "M02")
    read.clear()
    pages = read_pages(site, DATA, file)
    assert [(one.page.address, one.text.passages[-1].text[-1]) for one in pages] == [
        ("", "己"),
        ("measures/M02/", "丁"),
    ]
    assert set(read) == {changed, PAGES["f/X/index.html"]}
    assert len(json.loads(file.read_text(encoding="ascii"))) == 2


def test_only_pages_asked_for_are_read(tmp_path: Path) -> None:
    """Whatever else lies in the folder is not found."""
    write_files(tmp_path / "site", PAGES.items())
    pages = read_pages(tmp_path / "site", DATA[3:4], tmp_path / "s.json")
    assert [one.page for one in pages] == [DATA[3]]


@pytest.mark.parametrize(
    "torn",
    ["", pytest.param("[" * 100_000, id="deep"), "[", "[]", "1", '{"x": 1}', '{"x": ["", [["a"]]]}', '{"x": null}'],
)
def test_a_torn_shelf_is_empty(tmp_path: Path, torn: str) -> None:
    """Every page is read, and the page_cache is whole again."""
    write_files(tmp_path / "site", PAGES.items())
    (tmp_path / "page_cache.json").write_text(torn, encoding="utf-8")
    assert len(read_pages(tmp_path / "site", DATA, tmp_path / "page_cache.json")) == 2
    assert len(json.loads((tmp_path / "page_cache.json").read_text(encoding="ascii"))) == 2


def test_two_processes_read_what_one_does(tmp_path: Path) -> None:
    """Pages come in their order, and what was read of them is kept, whoever read it."""
    pages = {f"measures/M{number:02}/index.html": PAGE.replace("乙", f"第{number}项") for number in range(9)}
    write_files(tmp_path, pages.items())
    data = [Page(path.removesuffix("index.html"), "甲", "") for path in sorted(pages, reverse=True)]
    alone = read_pages(tmp_path, data, tmp_path / "one.json")
    assert read_pages(tmp_path, data, tmp_path / "two.json", alone=2) == alone
    assert (tmp_path / "two.json").read_bytes() == (tmp_path / "one.json").read_bytes()
    assert [one.text.passages[0].text for one in alone] == [f"第{number}项" for number in range(8, -1, -1)]
