"""What was read of each page is kept until the page changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mashang.files import write_files
from mashang.search import page_cache
from mashang.search.page_cache import read_pages
from mashang.search.passages import ReadPage, read_page

PAGE = '<meta name="description" content="d"><article id="content"><h1>甲</h1><p id="a">乙</p><h2>丙</h2>丁</article>'
PAGES = {"index.html": PAGE, "measures/M01/index.html": PAGE.replace("乙", "戊"), "f/X/index.html": "<p>x</p>"}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that were really read."""
    addresses: list[str] = []

    def record(address: str, html: str) -> ReadPage | None:
        addresses.append(address)
        return read_page(address, html)

    monkeypatch.setattr(page_cache, "read_page", record)
    return addresses


def test_a_page_is_read_once(tmp_path: Path, read: list[str]) -> None:
    """The second time all pages with an article come from the page_cache, the same in every part."""
    write_files(tmp_path / "site", PAGES.items())
    first = read_pages(tmp_path / "site", tmp_path / "page_cache.json", "search/")
    assert [page.address for page in first] == ["", "measures/M01/"]
    assert {"", "measures/M01/"} <= set(read)
    read.clear()
    assert read_pages(tmp_path / "site", tmp_path / "page_cache.json", "search/") == first
    assert read == ["f/X/"]


def test_a_changed_page_is_read_again(tmp_path: Path, read: list[str]) -> None:
    """And the one that it was goes from the page_cache; a page that moved is another page."""
    site, file = tmp_path / "site", tmp_path / "page_cache.json"
    write_files(site, PAGES.items())
    read_pages(site, file, "search/")
    (site / "index.html").write_text(PAGE.replace("丁", "己"), encoding="utf-8")
    (site / "measures" / "M01").rename(site / "measures" / "M02")
    read.clear()
    pages = read_pages(site, file, "search/")
    assert [(page.address, page.passages[-1].text[-1]) for page in pages] == [("", "己"), ("measures/M02/", "丁")]
    assert read == ["f/X/", "", "measures/M02/"]
    assert len(json.loads(file.read_text(encoding="ascii"))) == 2


def test_a_page_left_out_is_not_kept(tmp_path: Path) -> None:
    """The search page itself is not found."""
    write_files(tmp_path / "site", PAGES.items())
    assert [page.address for page in read_pages(tmp_path / "site", tmp_path / "s.json", "")] == ["measures/M01/"]


@pytest.mark.parametrize(
    "torn",
    [
        "",
        pytest.param("[" * 100_000, id="deep"),
        "[",
        "[]",
        "1",
        '{"x": 1}',
        '{"x": ["", "", "", "", [], [["a"]]]}',
        '{"x": null}',
    ],
)
def test_a_torn_shelf_is_empty(tmp_path: Path, torn: str) -> None:
    """Every page is read, and the page_cache is whole again."""
    write_files(tmp_path / "site", PAGES.items())
    (tmp_path / "page_cache.json").write_text(torn, encoding="utf-8")
    assert len(read_pages(tmp_path / "site", tmp_path / "page_cache.json", "search/")) == 2
    assert len(json.loads((tmp_path / "page_cache.json").read_text(encoding="ascii"))) == 2
