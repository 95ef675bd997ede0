"""Service grids: who answers for which part of the county."""

from __future__ import annotations

from mashang.model import Grid, Publication
from mashang.pages.grids import list_pages
from tests.pages.reader import make_site, see

PUBLICATION = Publication(
    grids=(
        Grid("G1", "城关镇网格", 1, "甲某", "镇长", "0000-8000201"),
        Grid("G11", "东街网格", 2, "乙某", parent="G1"),
        Grid("G111", "东街一组", 3, "丙<某>", phone="0000-8000203", parent="G11"),
        Grid("G2", "西河乡网格", 1, "丁某"),
    )
)


def test_without_grids_there_is_no_section() -> None:
    """An empty section is never published."""
    assert see(list_pages, make_site(Publication())) == {}


def test_only_grids_with_others_under_them_have_a_page() -> None:
    """The smallest stand on their parent's page, where their officer and number are."""
    pages = see(list_pages, make_site(PUBLICATION))
    assert list(pages) == ["grids/", "grids/G1/", "grids/G11/"]
    assert pages["grids/G11/"].rows("东街网格的下级网格")[1:] == [["东街一组", "丙<某>", "", "0000-8000203"]]
    assert "丙&lt;某&gt;" in pages["grids/G11/"].html


def test_the_index_leads_down_level_by_level() -> None:
    """Widest grids with their officer; links only to grids that have a page."""
    page = see(list_pages, make_site(PUBLICATION))["grids/"]
    assert "共 4 个" in page.text
    for words in ("甲某", "镇长", "西河乡网格", "丁某"):
        assert words in page.text
    assert set(page.links) == {"G1/", "G11/", "tel:0000-8000201"}


def test_a_grid_leads_up_to_its_parent() -> None:
    """A grid names its level and the grid above it; the widest has none."""
    pages = see(list_pages, make_site(PUBLICATION))
    assert "二级网格" in pages["grids/G11/"].text
    assert "../G1/" in pages["grids/G11/"].links
    assert "属于" not in pages["grids/G1/"].text
