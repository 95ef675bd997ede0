"""The files that the engine reads: titles, staff's Markdown, and HTML that reaches the theme unchanged."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import markdown  # type: ignore[import-untyped]  # the engine's parser comes without types

from mashang.addresses import relative
from mashang.pages.markdown import escape_markdown, format_day, format_number, render_pages, write_block
from mashang.pages.site import Page
from tests.pages.reading_county import make_site

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\r")


@given(text=st.text(LETTERS))
@example("0\x850")
def test_a_block_keeps_every_letter(text: str) -> None:
    """Whatever HTML is written into the front matter, the engine's YAML reader gives it back."""
    if text.strip() == text:
        assert yaml.load(write_block("body", text), yaml.CSafeLoader) == {"body": text}


@given(text=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1))
def test_a_title_stands_literally(text: str) -> None:
    """No sign in a title acts as Markdown or HTML."""
    title = " ".join(text.split())
    if title:
        html = markdown(f"# {escape_markdown(title)}")
        assert "<a" not in html
        assert "<em" not in html
        assert "<code" not in html
        assert html.count("<") == 2


def test_prose_opens_the_body_and_is_no_markdown_for_the_engine() -> None:
    """What staff wrote was rendered when it was checked; the engine is given nothing but the title."""
    page = Page("about/", "关于", "", prose="<h2>小标题</h2>\n<p>[甲](javascript:x)</p>\n")
    text = render_pages(make_site(), [page])["about/index.md"]
    _, front, markdown = text.split("---\n", 2)
    assert yaml.load(front, yaml.CSafeLoader)["body"] == page.prose.strip()
    assert markdown == "\n# 关于\n"


def test_two_pages_at_one_address_are_refused() -> None:
    """A permanent address belongs to one page."""
    with pytest.raises(ValueError, match="about/"):
        render_pages(make_site(), [Page("about/", "一", ""), Page("about/", "二", "")])


def test_filters_survive_in_links() -> None:
    """The part after # keeps the signs that part its filters."""
    assert relative("", "measures/#status=已逾期,进度滞后") == (
        "measures/#status=%E5%B7%B2%E9%80%BE%E6%9C%9F,%E8%BF%9B%E5%BA%A6%E6%BB%9E%E5%90%8E"
    )
    assert relative("measures/", "measures/#field=a&q=b") == "#field=a&q=b"
    assert relative("measures/M1/", "") == "../../"


def test_days_and_numbers_as_read_aloud() -> None:
    """No needless noughts."""
    assert format_day(None) == ""
    assert format_number(40) == "40"
