"""Pages of measures in two levels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from mashang.model import Measure
from mashang.pages import departments, measures
from mashang.pages.site import Page, Site
from tests.pages.reader import Seen, see
from tests.pages.reading_county import make_site


def look(list_pages: Callable[[Site], Iterator[Page]]) -> dict[str, Seen]:
    """The reading county with a task over all its measures."""
    site = make_site()
    held = site.publication.measures
    task = Measure("R9", "惠企服务", "准入", "R9 的内容", held[0].lead)
    facts = replace(site.publication, measures=(task, *(replace(one, parent="R9") for one in held)))
    return see(list_pages, replace(site, publication=facts))


def test_a_task_lists_its_items_and_how_many_stand_how() -> None:
    """The numbers add up to all items; an item leads back to its task."""
    pages = look(measures.list_pages)
    page = pages["measures/R9/"]
    total = len(make_site().publication.measures)
    assert f"任务，分 {total} 个事项" in page.text
    assert len(page.rows("这项任务的事项")) == total + 1
    told = page.text.split("个事项", 1)[1].split("。", 1)[0]
    assert sum(int(word) for word in told.replace("，", " ").split() if word.isdecimal()) == total
    assert "这项措施还没有公开的月度进展" not in page.text
    assert "完成时限 文件未定时限" not in page.text
    assert "所属任务 R9 惠企服务" in pages["measures/M1/"].text


def test_numbers_say_that_items_are_counted() -> None:
    """The index counts items, and says so beside the number; without tasks it says nothing."""
    total = len(make_site().publication.measures)
    text = look(measures.list_pages)["measures/"].text
    assert f"共 {total} 项措施。1 项任务分成 {total} 个事项：" in text
    assert f"任务，{total} 个事项" in text
    assert "个事项" not in see(measures.list_pages, make_site())["measures/"].text


def test_a_department_leads_items_and_tasks_apart() -> None:
    """The number of measures that it leads is the same with a task over them."""
    page = look(departments.list_pages)["departments/D1/"]
    plain = see(departments.list_pages, make_site())["departments/D1/"]
    heading = next(line for line in plain.html.splitlines() if "牵头的措施（" in line)
    assert heading in page.html
    assert "牵头的任务（1 项）" in page.text
