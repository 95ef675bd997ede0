"""The index that the search page reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.files import write_files
from mashang.pages.site import Page
from mashang.search.index import (
    MOST_SHARDS,
    SearchError,
    count_shards,
    encode_places,
    hash_term,
    render_index,
    sort_pages,
    weigh_page,
    write_search,
)
from mashang.search.page_cache import ReadPage
from mashang.search.passages import PageText, Passage


def make_page(address: str, title: str = "标题", *texts: str, keys: tuple[str, ...] = ()) -> ReadPage:
    """A page with a passage for each text."""
    passages = tuple(Passage(f"p{number}", text) for number, text in enumerate(texts))
    return ReadPage(Page(address, title, "", description="说明", keys=keys), PageText("栏目", passages))


def read_index(files: dict[str, str]) -> tuple[dict[str, Any], dict[str, list[int]], list[list[Any]]]:
    """The table, the passages of each term, and all passages, as a browser would put them together."""
    table = json.loads(files["search/index.json"])
    folder = f"search/{table['folder']}"
    places: dict[str, list[int]] = {}
    for number in range(table["shards"]):
        for term, steps in json.loads(files[f"{folder}/t{number}.json"]).items():
            assert hash_term(term, table["shards"]) == number
            place, found = 0, []
            for step in steps.split(" "):
                place += int(step, 36)
                found.append(place)
            places[term] = found
    passages = []
    for number in range(len(files)):
        if f"{folder}/p{number}.json" in files:
            block = json.loads(files[f"{folder}/p{number}.json"])
            assert 0 < len(block["passages"]) <= table["file"]
            passages += [[*block["pages"][page], anchor, text] for page, anchor, text in block["passages"]]
    return table, places, passages


def test_every_term_leads_to_its_passages() -> None:
    """Passages are numbered page by page, each page headed by its title and keys."""
    pages = [
        make_page("measures/M12/", "拿地", "开工", "快建设 M12", keys=("M12",)),
        make_page("about/", "关于", "拿地"),
    ]
    table, places, passages = read_index(dict(render_index(pages)))
    assert (table["pages"], table["weights"]) == ([3, 2], [100, 80])
    assert passages == [
        ["measures/M12/", "拿地", "栏目", "", "M12。说明"],
        ["measures/M12/", "拿地", "栏目", "p0", "开工"],
        ["measures/M12/", "拿地", "栏目", "p1", "快建设 M12"],
        ["about/", "关于", "栏目", "", "说明"],
        ["about/", "关于", "栏目", "p0", "拿地"],
    ]
    assert places["拿地"] == [0, 4]
    assert places["m12"] == [0, 2]
    assert "设m" not in places
    assert "说明" not in places


def test_the_same_pages_give_the_same_bytes() -> None:
    """The order in which the disk lists pages makes no difference; another text changes the folder's name."""
    pages = [make_page(f"measures/M{number}/", f"标题{number}", "甲乙", "丙丁") for number in range(40)]
    files = dict(render_index(pages))
    assert dict(render_index(reversed(pages))) == files
    changed = dict(render_index([*pages[:-1], make_page("measures/M39/", "标题39", "甲乙", "丙戊")]))
    folders = {json.loads(index["search/index.json"])["folder"] for index in (files, changed)}
    assert len(folders) == 2


@given(st.sets(st.integers(0, 200_000), min_size=1))
def test_places_are_written_as_their_differences(places: set[int]) -> None:
    """Reading the steps back gives the places."""
    ordered = sorted(places)
    steps = [int(step, 36) for step in encode_places(ordered).split(" ")]
    assert [sum(steps[: number + 1]) for number in range(min(len(steps), 50))] == ordered[:50]
    assert sum(steps) == ordered[-1]


def test_shards_grow_with_the_index() -> None:
    """One for little, a power of two for more, and never more than the most."""
    assert count_shards({}) == 1
    assert count_shards({"企业": list(range(10_000))}) == 4
    assert count_shards({str(number): list(range(1_000)) for number in range(10_000)}) == MOST_SHARDS


def test_the_page_that_owns_a_fact_comes_before_those_that_repeat_it() -> None:
    """Measures first, then lists, months newest first; pages that only lead on, and editions, last."""
    addresses = [
        "",
        "lists/x/2026-01-01/",
        "progress/2026-09/",
        "progress/2026-10/",
        "measures/",
        "lists/x/",
        "windows/",
        "about/",
        "measures/M01/",
    ]
    assert [read.page.address for read in sort_pages(make_page(address) for address in addresses)] == [
        "measures/M01/",
        "lists/x/",
        "windows/",
        "about/",
        "progress/2026-10/",
        "progress/2026-09/",
        "",
        "measures/",
        "lists/x/2026-01-01/",
    ]
    assert weigh_page("lists/x/") > weigh_page("lists/x/2026-01-01/")


def test_a_site_without_pages_to_find_is_refused(tmp_path: Path) -> None:
    """A theme of the county's own that lost the article is named as the likely cause, and nothing is written."""
    write_files(
        tmp_path, [("index.html", "<main>首页</main>"), ("search/index.html", '<article id="content">搜索</article>')]
    )
    pages = [Page(address, "标题", "") for address in ("", "search/", "windows/")]
    with pytest.raises(SearchError, match=r"main\.html"):
        write_search(tmp_path, pages, tmp_path / "pages.json")
    assert not (tmp_path / "search" / "index.json").exists()


def test_only_reading_pages_are_in_the_examples_index(example: Path) -> None:
    """No page of a code, no enterprise, not the search page itself; every other page with an article is there."""
    site = example / "site"
    files = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.glob("search/**/*.json")
    }
    _, places, passages = read_index(files)
    addresses = {passage[0] for passage in passages}
    pages = {path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("index.html")}
    assert addresses == {page for page in pages if not page.startswith("f/")} - {"search/"}
    shown = "\n".join(passage[-1] for passage in passages)
    enterprises = (example / "content" / "enterprises.csv").read_bytes().decode("gb18030").splitlines()[1:]
    names = [name for line in enterprises for name in line.split(",")[1:2]]
    assert len(names) > 30
    assert [name for name in names if name and name in shown] == []
    assert max(place for found in places.values() for place in found) < len(passages)
