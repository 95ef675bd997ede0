"""Pages of named lists: newest edition, every edition for ever, and what each one changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mashang.derived import Figures
from mashang.figures.editions import derive_differences
from mashang.model import Department, ListEdition, ListEntry, ListKind, NamedList, Publication, Validity
from mashang.pages.lists import list_pages
from tests.pages.reader import Seen, make_site, see

FIRST, SECOND = date(2026, 3, 1), date(2026, 9, 1)
OLD = ListEdition(
    FIRST,
    (
        ListEntry("1", "可以参加座谈会", "交往", "甲文件"),
        ListEntry("2", "可以接受<咨询>", "服务"),
        ListEntry("3", "可以上门走访", "交往"),
    ),
)
NEW = ListEdition(
    SECOND,
    (
        ListEntry("1", "可以参加座谈会", "交往", "乙文件"),
        ListEntry("2", "可以接受<咨询>", "服务"),
        ListEntry("4", "可以约见企业", "交往"),
    ),
)
NAMED = NamedList("positive", "正面清单", ListKind.POSITIVE, "D1", summary="可以做的事", editions=(OLD, NEW))


def look(*lists: NamedList) -> dict[str, Seen]:
    """The section's pages for these lists."""
    publication = Publication(departments=(Department("D1", "明川县纪委监委"),), lists=lists)
    return see(list_pages, make_site(publication, Figures(differences=derive_differences(lists))))


def test_without_lists_there_is_no_section() -> None:
    """An empty section is never published."""
    assert look() == {}


def test_every_edition_keeps_a_page_beside_the_list_itself() -> None:
    """The list's address shows the newest edition, each edition has its own."""
    pages = look(NAMED)
    assert list(pages) == ["lists/", "lists/positive/", "lists/positive/2026-03-01/", "lists/positive/2026-09-01/"]
    assert "可以约见企业" in pages["lists/positive/"].text
    assert "可以约见企业" not in pages["lists/positive/2026-03-01/"].text
    assert pages["lists/positive/2026-03-01/"].front["published"] == "2026-03-01"
    assert pages["lists/positive/2026-03-01/"].front["title"] == "正面清单（2026-03-01 版）"


def test_an_old_edition_says_that_there_is_a_newer_one() -> None:
    """Who comes to an old edition is led to the one in force; the newest says no such thing."""
    pages = look(NAMED)
    assert "已经有新版" in pages["lists/positive/2026-03-01/"].text
    assert "../" in pages["lists/positive/2026-03-01/"].links
    for address in ("lists/positive/", "lists/positive/2026-09-01/"):
        assert "已经有新版" not in pages[address].text


def test_differences_stand_side_by_side() -> None:
    """Added, changed and removed entries with their old and new text; an unchanged one is only counted."""
    page = look(NAMED)["lists/positive/"]
    assert "新增 1 项、修改 1 项、取消 1 项" in page.text
    assert "1 项没有变化" in page.text
    rows = {row[0]: row[1:] for row in page.rows("与上一版逐条对照")[1:]}
    assert set(rows) == {"1", "3", "4"}
    kind, before, after = rows["1"]
    assert kind == "修改"
    assert ("甲文件" in before, "乙文件" in after) == (True, True)
    assert "乙文件" not in before
    assert "类别" not in before
    assert rows["3"][:2] == ["取消", "可以上门走访"]
    assert (rows["4"][0], rows["4"][2]) == ("新增", "可以约见企业")


def test_numbers_that_moved_are_told_apart_from_texts() -> None:
    """Entries under other numbers stand in one sentence; a changed one names its old number."""
    texts = ["不收礼金", "不赴宴请", "不借车辆", "不得泄露商业秘密", "不围标串标"]
    old = [ListEntry(str(number), text) for number, text in enumerate(texts, 1)]
    new = [ListEntry(str(number), text) for number, text in enumerate(texts[1:], 1)]
    new[2] = replace(new[2], text="不得泄露企业的商业秘密")
    editions = (ListEdition(FIRST, tuple(old)), ListEdition(SECOND, tuple(new)))
    page = look(replace(NAMED, editions=editions))["lists/positive/"]
    assert "（原编号→现编号）：2—3→1—2、5→4。" in page.text
    assert [row[:2] for row in page.rows("与上一版逐条对照")[1:]] == [["1", "取消"], ["3（原 4）", "修改"]]


def test_the_first_edition_is_compared_with_nothing() -> None:
    """No heading on differences where there is nothing to differ from."""
    page = look(NAMED)["lists/positive/2026-03-01/"]
    assert "改了什么" not in page.text
    rows = page.rows("历次版本")
    assert [row[0] for row in rows[1:]] == ["第 2 版", "第 1 版"]
    assert rows[2][-1] == "第一版"


def test_entries_stand_by_category_in_the_order_of_the_edition() -> None:
    """Entries of one category stand together, also when the sheet parts them."""
    page = look(NAMED)["lists/positive/"]
    assert [row[0] for row in page.rows("正面清单：交往")[1:]] == ["1", "4"]
    assert [row[0] for row in page.rows("正面清单：服务")[1:]] == ["2"]


def test_text_of_entries_is_no_markup() -> None:
    """What stands in a cell stands on the page, sign by sign."""
    page = look(NAMED)["lists/positive/"]
    assert "可以接受&lt;咨询&gt;" in page.html
    assert "<咨询>" not in page.html


def test_an_edition_shows_where_it_is_kept_and_whether_it_holds() -> None:
    """The fields of 政府信息公开: the newest edition is in force, an older one replaced; what is empty is not shown."""
    new = replace(NEW, index_number="000-1/2026-7", document_number="明政办发〔2026〕3号", made_on=date(2026, 8, 20))
    pages = look(replace(NAMED, editions=(OLD, new)))
    text = pages["lists/positive/"].text
    for field in ("索引号 000-1/2026-7", "文号 明政办发〔2026〕3号", "成文日期 2026年8月20日", "有效性 有效"):
        assert field in text
    assert "现行内容" in text
    old = pages["lists/positive/2026-03-01/"].text
    assert "有效性 已被新版替代" in old
    assert not any(field in old for field in ("索引号", "文号", "成文日期"))
    assert [row[3] for row in pages["lists/positive/"].rows("历次版本")[1:]] == ["有效", "已被新版替代"]
    assert "../../data/lists/positive/editions.csv" in pages["lists/positive/"].links


def test_a_list_that_was_ended_says_so_first() -> None:
    """A repealed list keeps its pages, and nowhere calls itself current."""
    page = look(replace(NAMED, editions=(OLD, replace(NEW, validity=Validity.REPEALED))))["lists/positive/"]
    assert "已废止 这份清单已经废止，不再执行。" in page.text
    assert "现行" not in page.text
    assert "这份清单已经" not in look(NAMED)["lists/positive/2026-03-01/"].text
