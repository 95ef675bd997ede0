"""The command that writes papers."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from docx import Document

Run = Callable[..., tuple[int, str]]


def read_text(path: Path) -> str:
    """All texts of a document."""
    document = Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_papers_of_a_month(county: Path, mashang: Run) -> None:
    """通报, 调度会, 问题汇总 and a list for each department concerned; a second time gives the same bytes."""
    code, said = mashang("papers", "--root", county)
    assert code == 0
    files = {path.name: path.read_bytes() for path in (county / "papers").iterdir()}
    wanted = {"2026-10-通报.docx", "2026-10-调度会.docx", "2026-10-问题汇总.docx", "2026-10-问题-开发区管委会.docx"}
    assert wanted <= files.keys()
    assert all(name in said for name in files)
    briefing = read_text(county / "papers" / "2026-10-通报.docx")
    assert "明川县优化营商环境领导小组办公室文件" in briefing
    assert "数字的来源" in briefing
    assert "{" not in briefing
    mashang("papers", "--root", county)
    assert files == {path.name: path.read_bytes() for path in (county / "papers").iterdir()}


def test_the_countys_own_template_is_used(county: Path, mashang: Run) -> None:
    """Copied once, never over a changed one; a broken one is named and nothing is written."""
    assert mashang("papers", "--root", county, "--templates")[0] == 0
    own = county / "site_config" / "papers" / "通报.docx"
    document = Document(io.BytesIO(own.read_bytes()))
    document.add_paragraph("联系人：王某　{{ 月份 }}")
    document.save(str(own))
    changed = own.read_bytes()
    code, said = mashang("papers", "--root", county, "--templates")
    assert (code, "写了 0 个模板，7 个已经有了" in said, own.read_bytes() == changed) == (0, True, True)
    assert mashang("papers", "--root", county)[0] == 0
    assert "联系人：王某　2026年10月" in read_text(county / "papers" / "2026-10-通报.docx")
    own.write_bytes(b"broken")
    before = (county / "papers" / "2026-10-调度会.docx").stat().st_mtime_ns
    code, said = mashang("papers", "--root", county)
    assert (code, "site_config/papers/通报.docx：不是 Word 文档" in said) == (3, True)
    assert (county / "papers" / "2026-10-调度会.docx").stat().st_mtime_ns == before


def test_the_meeting_reads_a_remark_on_what_was_not_reported(county: Path, mashang: Run) -> None:
    """The measure stays 未报送, and what the office noted beside it stands in the meeting's paper alone."""
    assert mashang("new-month", "2026-11", "--root", county)[0] == 0
    path = county / "content" / "progress" / "2026-11.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    place = next(cell.column for cell in sheet[2] if cell.value == "内部备注")
    sheet.cell(3, place, "等省里的资金")
    book.save(path)
    assert mashang("papers", "--root", county)[0] == 0
    assert "等省里的资金" in read_text(county / "papers" / "2026-11-调度会.docx")
    assert "等省里的资金" not in read_text(county / "papers" / "2026-11-通报.docx")


def test_a_number_stands_on_the_briefing(county: Path, mashang: Run) -> None:
    """Without one there is room for it; one that is too long is refused."""
    briefing = county / "papers" / "2026-10-通报.docx"
    code, said = mashang("papers", "--root", county)
    assert (code, "填上文号" in said, "　　〔2026〕　　号" in read_text(briefing)) == (0, True, True)
    code, said = mashang("papers", "--root", county, "--number", "明政办〔2026〕12号")
    assert (code, "填上文号" in said, "明政办〔2026〕12号" in read_text(briefing)) == (0, False, True)
    assert "明政办" not in read_text(county / "papers" / "2026-10-调度会.docx")
    assert "文号太长" in mashang("papers", "--root", county, "--number", "长" * 41)[1]


def test_periods(county: Path, mashang: Run) -> None:
    """A quarter and a year have their own; without a public month, and two at once, it says so."""
    assert mashang("papers", "--root", county, "--quarter", "2026-q3")[0] == 0
    assert mashang("papers", "--root", county, "--year", "2026")[0] == 0
    assert {path.name for path in (county / "papers").iterdir()} == {"2026-q3-通报.docx", "2026-通报.docx"}
    assert "还没有公布的月份" in mashang("papers", "--root", county, "--quarter", "2027-q1")[1]
    assert "只能写一个" in mashang("papers", "--root", county, "--quarter", "2026-q3", "--year", "2026")[1]
    assert "月度表里没有2025年1月" in mashang("papers", "--root", county, "--month", "2025-01")[1]


def test_a_reminder_tells_its_department_of_its_problems(county: Path, mashang: Run) -> None:
    """Beside the PDF, and of no other department's."""
    assert mashang("remind", "--root", county, "--date", "2026-11-06")[0] == 0
    own = read_text(county / "reminders" / "2026-10-D15-催办单-开发区管委会.docx")
    assert "标准地不能出让" in own
    assert "小企业的到期奖补" not in own
    assert "标准地不能出让" not in read_text(county / "reminders" / "2026-10-D03-催办单-市场监管局.docx")
