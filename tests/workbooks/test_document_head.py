"""What the head and the end of a document say of it."""

from __future__ import annotations

import pytest

from mashang.workbooks.document_head import is_closing, read_day, read_facts
from tests.workbooks.documents import make_paragraphs


def read(head: str, end: str = "") -> dict[str, list[str]]:
    """What is said, by column."""
    return {name: list(texts) for name, texts in read_facts(make_paragraphs(head), make_paragraphs(end)).found.items()}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年3月5日", "2026-03-05"),
        ("二〇二六年三月五日", "2026-03-05"),
        ("二○二六年十二月三十一日", "2026-12-31"),
        ("2026 年 3 月 5 日", "2026-03-05"),
        ("2026-03-05", "2026-03-05"),
        ("二〇二六年十三月五日", ""),
        ("2026年3月", ""),
        ("一百件实事", ""),
    ],
)
def test_days_in_figures_and_in_chinese(text: str, day: str) -> None:
    """Only a whole day of the calendar is one."""
    assert read_day(text) == day


def test_a_notice_names_what_it_issues() -> None:
    """With or without the marks of a title; the number is the document's own, not one that it quotes."""
    head = "明政办发〔2026〕12号\n关于印发明川县优化营商环境若干措施的通知\n根据冀政发〔2025〕3号文件，制定本措施。"
    assert read(head) == {"document_number": ["明政办发〔2026〕12号"], "basis": ["明川县优化营商环境若干措施"]}
    assert read("明川县人民政府\n关于支持民营企业发展的意见")["basis"] == ["明川县人民政府关于支持民营企业发展的意见"]
    assert read("明川县进一步优化营商环境\n若干措施")["basis"] == ["明川县进一步优化营商环境若干措施"]


def test_a_portal_says_it_behind_labels() -> None:
    """As copied from a page of 政府信息公开."""
    head = "索引号：000014349/2026-00012\n发布机构：明川县人民政府\n成文日期：2026年03月05日\n"
    head += "发布日期：2026-03-09\n文号：明政发[2026]3号"
    assert read(head) == {
        "index_number": ["000014349/2026-00012"],
        "publisher": ["明川县人民政府"],
        "made_on": ["2026-03-05"],
        "published_on": ["2026-03-09"],
        "document_number": ["明政发[2026]3号"],
    }


def test_the_end_says_who_signed_and_when() -> None:
    """The day of printing is not the day that the document bears."""
    end = "明川县人民政府办公室\n2026年3月5日\n（此件公开发布）\n明川县人民政府办公室2026年3月6日印发"
    assert read("", end) == {"publisher": ["明川县人民政府办公室"], "made_on": ["2026-03-05"]}


def test_several_may_sign() -> None:
    """On lines of their own, or side by side."""
    end = "武安市市场监督管理局  武安市财政局\n国家税务总局武安市税务局\n2026年6月18日"
    assert read("", end)["publisher"] == ["武安市市场监督管理局、武安市财政局、国家税务总局武安市税务局"]


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("明川县人民政府\n2026年3月5日", True),
        ("附件：任务分工表", True),
        ("抄送：县委各部门", True),
        ("（此件公开发布）", True),
        ("明川县人民政府办公室2026年3月6日印发", True),
        ("明川县人民政府要加强领导。", False),
        ("附加条件一律取消", False),
    ],
)
def test_the_end_is_known_by_its_first_line(text: str, closes: bool) -> None:  # noqa: FBT001 -- a table of expectations
    """Who signs stands before a day."""
    assert is_closing(make_paragraphs(text), 0) is closes
