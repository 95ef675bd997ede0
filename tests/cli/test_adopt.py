"""Ledgers of other systems: proposed, kept, applied each month, and filled the other way round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

Run = Callable[..., tuple[int, str]]
NOVEMBER = "content/progress/2026-11.xlsx"
ROWS: tuple[tuple[str | int | None, ...], ...] = (
    ("全县重点任务调度台账",),
    ("序号", "牵头部门", "任务", "进展情况", "完成进度", "推进状态", "备注"),
    (1, "县营商办", "有呼必应、无事不扰", "走访企业 30 家。", None, "正在推进", "急"),
    (2, "工信局", "培育企业上规模", "新增规上企业 1 家。", "88%", "有序推进", None),
    (3, "科技局", "支持建设科创平台", "引进平台 1 个。", "55%", "有序推进", None),
    (4, "科技局", "鼓励企业科技创新", "已认定 13 家。", "8o%", "有序推进", None),
    (5, "司法局", "推行柔性执法", "开会 2 次。", None, None, None),
)


@pytest.fixture
def ledger(county: Path) -> Path:
    """A ledger as an office keeps it."""
    return write_ledger(county / "调度台账.xlsx", ROWS)


def write_ledger(path: Path, rows: tuple[tuple[str | int | None, ...], ...]) -> Path:
    """A workbook of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def read_month(county: Path) -> dict[str, tuple[object, ...]]:
    """What the month's table says, by measure."""
    rows = openpyxl.load_workbook(county / NOVEMBER).worksheets[0].iter_rows(min_row=3, values_only=True)
    return {str(row[0]): row[6:10] for row in rows if row[9]}


def test_a_ledger_is_proposed_then_applied_each_month(county: Path, ledger: Path, mashang: Run) -> None:
    """One question is open and stands in the file; decided, what is clear is taken, once."""
    assert mashang("new-month", "2026-11", "--root", county)[0] == 0
    code, said = mashang("adopt", ledger, "--name", "调度", "--root", county)
    assert code == 1
    assert "任务 → 标题" in said
    assert "备注 → 内部备注" in said
    assert "没有用到的列：序号。" in said
    assert "有 1 处看不准" in said
    assert "“任务”里的“支持建设科创平台”，是不是“支持建设科技平台”？" in said
    code, said = mashang("adopt", ledger, "--mapping", "调度", "--root", county)
    assert code == 1
    assert "“支持建设科创平台”还没有定。" in said
    kept = county / "site_config/mappings/调度.yml"
    kept.write_text(kept.read_text(encoding="utf-8").replace("改成: ？", "改成: 支持建设科技平台"), encoding="utf-8")
    assert mashang("adopt", ledger, "--name", "调度", "--root", county)[0] == 0
    assert "改成: 支持建设科技平台" in kept.read_text(encoding="utf-8")
    code, said = mashang("adopt", ledger, "--mapping", "调度", "--month", "2026-11", "--dry-run", "--root", county)
    assert "可以写入 3 行" in said
    assert read_month(county) == {}
    code, said = mashang("adopt", ledger, "--mapping", "调度", "--month", "2026-11", "--root", county)
    assert code == 1
    assert "写入 3 行：content/progress/2026-11.xlsx。" in said
    assert "调度台账.xlsx · 表“Sheet” · E6（完成率）" in said
    assert "调度台账.xlsx · 表“Sheet” · E7（完成率）\n  错误：完成率、当前值、状态都没有填，看不出进展。" in said
    assert read_month(county) == {
        "M01": (None, None, "推进中", "走访企业 30 家。"),
        "M02": ("88%", None, "推进中", "新增规上企业 1 家。"),
        "M04": ("55%", None, "推进中", "引进平台 1 个。"),
    }
    before = (county / NOVEMBER).read_bytes()
    code, said = mashang("adopt", ledger, "--mapping", "调度", "--root", county)
    assert "有 3 行表里已经是这样，没有动。" in said
    assert (county / NOVEMBER).read_bytes() == before
    changed = write_ledger(county / "改.xlsx", (*ROWS[:2], (1, "", ROWS[2][2], "走访企业 31 家。", "", "正在推进", "")))
    code, said = mashang("adopt", changed, "--mapping", "调度", "--root", county)
    assert "措施 M01 在 content/progress/2026-11.xlsx 里已经有不同的内容，没有改动它。" in said
    assert (county / NOVEMBER).read_bytes() == before
    code, said = mashang("export", "--mapping", "调度", "--month", "2026-11", "--root", county)
    assert code == 0
    assert "空着" not in said
    sheet = openpyxl.load_workbook(county / "outgoing/调度-2026-11.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(ROWS[1])
    assert [cell.value for cell in sheet[4]] == [
        "3",
        "科技局",
        "支持建设科创平台",
        "引进平台 1 个。",
        "55%",
        "正在推进",
        None,
    ]


def test_a_table_that_is_not_there_is_made(county: Path, mashang: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the questions are asked, again until an answer can be taken."""
    (county / "content/matters.xlsx").unlink()
    path = write_ledger(
        county / "事项.xlsx", (("序号", "政务服务事项", "主管部门", "承诺时限"), (1, "企业开办", "行政审批局", "1 天"))
    )
    answers = iter(["编码", "编号"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    code, said = mashang("adopt", path, "--root", county)
    assert code == 0
    assert "不行：没有“编码”。" in said
    monkeypatch.undo()
    code, said = mashang("adopt", path, "--mapping", "事项", "--root", county)
    assert (code, "写入 1 行：content/matters.xlsx。" in said) == (0, True)
    rows = list(openpyxl.load_workbook(county / "content/matters.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[1][:3] == ("1", "企业开办", "行政审批局")
    assert mashang("check", "--root", county)[0] == 0


def test_what_is_no_ledger_is_named(county: Path, mashang: Run) -> None:
    """Neither headings nor a table; no mapping of that name; a name that is none."""
    path = write_ledger(county / "会议.xlsx", (("今天开会", "明天"), ("好", "坏")))
    code, said = mashang("adopt", path, "--root", county)
    assert code == 1
    assert (
        "会议.xlsx\n  错误：看不出哪一行是列名。  [ledger-unclear]\n"
        "  改法：打开看看是不是台账；是，就让列名单独占一行，合并的格子拆开。" in said
    )
    assert "没有 site_config/mappings/x.yml" in mashang("adopt", path, "--mapping", "x", "--root", county)[1]
    assert "不能作对应表的名称" in mashang("adopt", path, "--mapping", "../x", "--root", county)[1]
    (county / "a.txt").write_text("a", encoding="utf-8")
    assert "a.txt 不是表格。" in mashang("adopt", county / "a.txt", "--root", county)[1]
