"""The index of matters and a page per matter."""

from __future__ import annotations

from datetime import date

from mashang.model import Code, CodeKind, CodeState, Department, Matter, Publication, Window
from mashang.pages.matters import list_pages
from tests.pages.reader import make_site, see

PUBLICATION = Publication(
    departments=(Department("D1", "明川县审批局", phone="0000-8000101"),),
    matters=(
        Matter("A1", "开办企业", "D1", ("申请书", "身份证明<原件>"), "1 个工作日", ("填表", "领照"), "https://www.example.com/a"),
        Matter("A2", "注销企业", "D1"),
    ),
    windows=(
        Window("W1", "登记窗口", "政务大厅", "D1", "1 楼", ("A1",)),
        Window("W2", "综合窗口", "政务大厅", "D1", matters=("开办企业",)),
        Window("W3", "撤销的窗口", "政务大厅", "D1", matters=("A1",), active=False),
    ),
)  # fmt: skip


def test_without_matters_there_is_no_section() -> None:
    """An empty section is never published."""
    assert see(list_pages, make_site(Publication())) == {}


def test_the_index_says_how_long_and_how_much() -> None:
    """Time limit, number of materials, and whether it can be done online; nothing is made up where nothing is."""
    rows = see(list_pages, make_site(PUBLICATION))["matters/"].rows()
    assert rows[1][:4] == ["开办企业", "明川县审批局", "1 个工作日", "2 件"]
    assert rows[2] == ["注销企业", "明川县审批局", "", "", ""]


def test_a_matter_says_all_that_one_needs_before_leaving_home() -> None:
    """Materials, steps, the online way, the department and the windows that are open."""
    page = see(list_pages, make_site(PUBLICATION))["matters/A1/"]
    for words in ("申请书", "身份证明<原件>", "填表", "领照", "1 个工作日", "0000-8000101"):
        assert words in page.text
    assert "身份证明&lt;原件&gt;" in page.html
    assert {"https://www.example.com/a", "../../departments/D1/", "../../windows/#window-W1"} <= set(page.links)
    assert "../../windows/#window-W2" in page.links
    assert "撤销的窗口" not in page.text


def test_what_is_not_known_has_no_heading() -> None:
    """A matter without materials, steps, windows or code shows none of these sections."""
    page = see(list_pages, make_site(PUBLICATION))["matters/A2/"]
    for heading in ("要带的材料", "怎么办", "到哪个窗口", "这件事的码", "网上办理", "怎么评价"):
        assert heading not in page.text


def test_the_code_in_use_is_shown() -> None:
    """The symbol and number of the active code, never of a withdrawn one."""
    old = Code("000000000", CodeKind.MATTER, "A1", date(2026, 5, 1), CodeState.WITHDRAWN, "7K3M9QXT2")
    new = Code("7K3M9QXT2", CodeKind.MATTER, "A1", date(2026, 6, 1))
    page = see(list_pages, make_site(PUBLICATION, codes=(old, new)))["matters/A1/"]
    assert "7K3M-9QXT-2" in page.text
    assert 'src="../../f/7K3M9QXT2/code.svg"' in page.html
    assert "000000000" not in page.html
