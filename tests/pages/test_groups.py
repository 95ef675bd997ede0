"""Pages where a document names several departments at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from mashang.pages import departments, feeds, measures, progress
from mashang.pages.open_schemas import OPEN_MEASURES
from mashang.pages.site import Page, Site
from tests.pages.reader import Seen, see
from tests.pages.reading_county import make_site

GROUP = "各有关部门"


def name_groups() -> Site:
    """The reading county, its first measure led by a group of D2, who is asked, and by D1."""
    site = make_site()
    first, *others = site.publication.measures
    led = replace(first, lead="D2", joint=("D1",), named=(GROUP, "D1"), supporting=(GROUP,))
    facts = replace(site.publication, measures=(led, *others), groups={GROUP: ("D2",)})
    months = tuple(replace(month, facts=facts) for month in site.figures.months)
    return replace(site, publication=facts, figures=replace(site.figures, months=months))


def look(list_pages: Callable[[Site], Iterator[Page]]) -> dict[str, Seen]:
    """The section's pages."""
    return see(list_pages, name_groups())


def test_a_group_is_a_text() -> None:
    """Beside departments that are links; no page of a group is linked to, as there is none."""
    page = look(measures.list_pages)["measures/M1/"]
    name = name_groups().publication.department_by_id["D1"].name
    assert f"牵头单位 {GROUP}、 {name}" in page.text
    assert f"配合单位 {GROUP}" in page.text
    every = [link for seen in (page, *look(progress.list_pages).values()) for link in seen.links]
    assert not any(GROUP in link for link in every)


def test_a_group_is_shown_and_filtered_by_its_name() -> None:
    """In the index, a month and the calendar."""
    page = look(measures.list_pages)["measures/"]
    assert f'data-department="{GROUP} D1"' in page.html
    assert f'<option value="{GROUP}">{GROUP}（1）</option>' in page.html
    assert GROUP in look(progress.list_pages)["progress/2026-10/"].text
    assert GROUP in feeds.format_calendar(name_groups()).replace("\r\n ", "")


def test_a_member_sees_what_it_has_a_part_in() -> None:
    """Apart from what it leads itself, and not in that number."""
    pages = look(departments.list_pages)
    (row,) = pages["departments/D2/"].rows(f"{GROUP}牵头或配合的措施")[1:]
    assert row[0].startswith("M1 ")
    assert "不计入本单位的项数" in pages["departments/D2/"].text
    assert GROUP not in pages["departments/D1/"].text.split("牵头的措施")[0]
    assert "牵头或配合的措施" not in pages["departments/D1/"].text


def test_open_data_name_the_group() -> None:
    """As everywhere else, beside names of departments."""
    facts = name_groups().publication
    table = OPEN_MEASURES.make_table(facts, facts.measures)
    place = [column.heading for column in OPEN_MEASURES.columns].index("牵头单位")
    assert table.rows[0][place] == (GROUP, facts.department_by_id["D1"].name)
