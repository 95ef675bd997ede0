"""Addresses and relative links between them."""

from __future__ import annotations

import posixpath
from datetime import date
from urllib.parse import unquote, urljoin

from hypothesis import given
from hypothesis import strategies as st

from mashang import addresses
from mashang.addresses import relative
from mashang.periods import YearMonth

PARTS = st.text("abcXYZ0189-", min_size=1, max_size=6)
PAGES = st.lists(PARTS, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
FILES = st.tuples(PAGES, PARTS).map(lambda parts: f"{parts[0]}{parts[1]}.csv")


def test_addresses_are_the_permanent_ones() -> None:
    """These addresses are printed and linked from elsewhere; they never change."""
    assert addresses.measure_address("M01") == "measures/M01/"
    assert addresses.list_address("positive") == "lists/positive/"
    assert addresses.list_address("positive", date(2026, 3, 1)) == "lists/positive/2026-03-01/"
    assert addresses.month_address(YearMonth(2026, 10)) == "progress/2026-10/"
    assert addresses.department_address("D1") == "departments/D1/"
    assert addresses.matter_address("A1") == "matters/A1/"
    assert addresses.grid_address("G1") == "grids/G1/"
    assert addresses.free_page_address("policy") == "policy/"
    assert addresses.scan_address("7K3M9QXT2") == "f/7K3M9QXT2/"
    assert addresses.symbol_address("7K3M9QXT2", "svg") == "f/7K3M9QXT2/code.svg"
    assert addresses.data_address("measures.csv") == "data/measures.csv"


@given(page=PAGES, target=st.one_of(PAGES, FILES), path=st.sampled_from(["/", "/some/portal/path/"]))
def test_a_link_leads_to_its_target_under_any_path(page: str, target: str, path: str) -> None:
    """A browser on the page comes to the target, wherever the site stands."""
    base = f"https://www.example.com{path}"
    assert urljoin(base + page, relative(page, target)) == base + target


@given(page=PAGES, name=st.text("甲乙 %?&=#", min_size=1, max_size=5))
def test_any_name_survives_in_an_address(page: str, name: str) -> None:
    """Signs that mean something in an address are escaped in paths."""
    plain = name.replace("#", "")
    link = relative(page, f"data/{plain}.csv")
    assert posixpath.basename(unquote(link)) == f"{plain}.csv"
    assert not set(link) & set(" ?#")
