"""The register and a hotline's sheets: its rows come in by their number, ours go out, nothing is overwritten."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from mashang.cases import Case, Channel
from mashang.code_format import group_identifier
from mashang.printing.case_papers import list_open_cases
from mashang.working_days import WorkingCalendar

Run = Callable[..., tuple[int, str]]
CODE = "9TYZWRK5J"
HEADINGS = (
    *("序号", "工单编号", "受理时间", "诉求来源", "诉求类型", "诉求内容"),
    *("派遣单位", "派遣时间", "办结时间", "处置结果", "回访结果"),
)
_WORDS = f"窗口码{group_identifier(CODE)}，等了一上午，电话 13800138000"
ROWS: tuple[tuple[str | None, ...], ...] = (
    (
        *("1", "MC2611001", "2026-11-03 09:12", "热线电话", "投诉举报", _WORDS, "行政审批局"),
        *("2026-11-03", "2026-11-05", "办结", "满意"),
    ),
    (
        *("2", "MC2611002", "2026-11-04 15:40", "热线电话", "咨询建议", "停车位太少", "住建局"),
        *("2026-11-05", None, None, None),
    ),
)
MAPPING = """
- 数据表: 诉求台账
- 台账列: 序号
  对应: 不用
- 台账列: 工单编号
  对应: 来源编号
- 台账列: 受理时间
  对应: 受理日
- 台账列: 诉求来源
  对应: 渠道
- 台账列: 诉求类型
  对应: 类别
- 台账列: 诉求内容
  对应: 码
- 台账列: 派遣单位
  对应: 承办单位
- 台账列: 派遣时间
  对应: 交办日
- 台账列: 办结时间
  对应: 反馈日
- 台账列: 处置结果
  对应: 结果
- 台账列: 回访结果
  对应: 反映人评价
- 我们的列: 渠道
  台账写: 热线电话
  改成: "12345"
- 我们的列: 类别
  台账写: 投诉举报
  改成: 投诉
- 我们的列: 类别
  台账写: 咨询建议
  改成: 建议
- 我们的列: 结果
  台账写: 办结
  改成: 已解决
- 我们的列: 反映人评价
  台账写: 满意
  改成: 解决了
"""


@pytest.fixture
def hotline(county: Path) -> Path:
    """What the hotline exports, with the mapping that was decided on."""
    place = county / "site_config/mappings"
    place.mkdir(exist_ok=True)
    (place / "热线.yml").write_text(MAPPING, encoding="utf-8")
    return write_sheet(county / "热线工单.xlsx", *ROWS)


def write_sheet(path: Path, *rows: tuple[str | None, ...]) -> Path:
    """A workbook as the hotline's."""
    book = openpyxl.Workbook()
    for row in (("12345 热线工单",), HEADINGS, *rows):
        book.worksheets[0].append(row)
    book.save(path)
    return path


def read_register(county: Path) -> dict[str, dict[str, Any]]:
    """The rows of November by the hotline's number."""
    sheet = openpyxl.load_workbook(county / "content/reports/2026-11.xlsx").worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    start = next(place for place, row in enumerate(rows) if "受理编号" in row)
    named = (dict(zip(map(str, rows[start]), row, strict=True)) for row in rows[start + 1 :])
    return {str(row["来源编号"]): row for row in named if row["来源编号"]}


def test_a_hotlines_rows_come_in_once(county: Path, hotline: Path, mashang: Run) -> None:
    """With a number of ours, the code out of the words, and none of the words; again, they are the same."""
    code, said = mashang("reports", "import", hotline, "--from", "热线", "--root", county)
    assert (code, "写入 2 行：content/reports/2026-11.xlsx。" in said) == (0, True), said
    rows = read_register(county)
    first = rows["MC2611001"]
    assert (first["码"], first["承办单位"], first["结果"], first["反映人评价"]) == (
        CODE,
        "行政审批局",
        "已解决",
        "解决了",
    )
    assert "等了一上午" not in str(rows)
    assert "13800138000" not in str(rows)
    code, said = mashang("check", "--root", county)
    assert code == 0, said
    code, said = mashang("reports", "import", hotline, "--from", "热线", "--root", county)
    assert "有 2 行表里已经是这样，没有动。" in said
    assert read_register(county) == rows


def test_what_was_answered_since_is_filled_in_and_what_differs_is_named(
    county: Path, hotline: Path, mashang: Run
) -> None:
    """An empty cell is filled; another one is left as it is until it is said that theirs is right."""
    mashang("reports", "import", hotline, "--from", "热线", "--root", county)
    number = str(read_register(county)["MC2611001"]["受理编号"])
    later = write_sheet(
        county / "后来.xlsx",
        (*ROWS[0][:8], "2026-11-06", *ROWS[0][9:]),
        (*ROWS[1][:8], "2026-11-10", "办结", "满意"),
    )
    _, said = mashang("reports", "import", later, "--from", "热线", "--root", county)
    assert "写入 1 行" in said
    assert f"{number}" in said
    rows = read_register(county)
    assert (rows["MC2611001"]["反馈日"], rows["MC2611002"]["反馈日"]) == ("2026-11-05", "2026-11-10")
    mashang("reports", "import", later, "--from", "热线", "--replace", number, "--root", county)
    assert read_register(county)["MC2611001"]["反馈日"] == "2026-11-06"


def test_a_row_that_cannot_be_read_stays_out(county: Path, hotline: Path, mashang: Run) -> None:
    """With its place in the hotline's own sheet; the others come in."""
    write_sheet(hotline, ROWS[0], (*ROWS[1][:6], "园林局", *ROWS[1][7:]))
    code, said = mashang("reports", "import", hotline, "--from", "热线", "--root", county)
    assert code == 1
    assert "热线工单.xlsx · 表“Sheet” · G4（承办单位）" in said
    assert {key for key in read_register(county) if key.startswith("MC")} == {"MC2611001"}


def test_our_rows_go_out_under_their_headings(county: Path, hotline: Path, mashang: Run) -> None:
    """In their order and words."""
    mashang("reports", "import", hotline, "--from", "热线", "--root", county)
    code, said = mashang("reports", "export", "--to", "热线", "--month", "2026-11", "--root", county)
    assert code == 0, said
    sheet = openpyxl.load_workbook(county / "outgoing/热线-2026-11.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == HEADINGS
    mine = next(row for row in rows if row[1] == "MC2611001")
    assert (mine[3], mine[4], mine[9], mine[10]) == ("热线电话", "投诉举报", "办结", "满意")


def test_rows_without_a_number_get_one(county: Path, mashang: Run) -> None:
    """Each its own, in the file as it is."""
    path = county / "content/reports/2026-09.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    kept = rows[1][0]
    for row in rows[2:4]:
        row[0] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    code, said = mashang("reports", "number", "--root", county)
    assert (code, "content/reports/2026-09.csv：编了 2 个受理编号。" in said) == (0, True)
    with path.open(encoding="utf-8-sig", newline="") as file:
        numbers = [row[0] for row in csv.reader(file)][1:]
    assert numbers[0] == kept
    assert len(set(numbers)) == len(rows) - 1
    assert mashang("check", "--root", county)[0] == 0
    assert "每一行都有受理编号" in mashang("reports", "number", "--root", county)[1]


def test_departments_are_pressed_by_their_clocks(county: Path, hotline: Path, mashang: Run) -> None:
    """On the day it is due, the day before and after; the words of whoever reported are nowhere."""
    mashang("reports", "import", hotline, "--from", "热线", "--root", county)
    code, said = mashang("reports", "remind", "--date", "2026-11-12", "--root", county)
    assert code == 0, said
    files = {path.name: path for path in (county / "reminders").iterdir()}
    assert "2026-11-12-D19-督办单-住建局.docx" in files
    with files["2026-11-12-诉求到期表.csv"].open(encoding="utf-8-sig", newline="") as file:
        mine = next(row for row in csv.DictReader(file) if row["来源编号"] == "MC2611002")
    assert (mine["到期情况"], mine["期限"], mine["承办单位"]) == ("超期 1 天", "2026-11-11", "住建局")
    words = "".join(
        paragraph.text for paragraph in docx.Document(str(files["2026-11-12-D19-督办单-住建局.docx"])).paragraphs
    )
    assert "由你单位承办、还没有答复反映人的诉求有" in words
    assert "停车位" not in words


@pytest.mark.parametrize(
    ("day", "said"), [("2026-11-11", "今天到期"), ("2026-11-10", "明天到期"), ("2026-11-05", "还有 4 天")]
)
def test_what_is_left_is_said_in_working_days(day: str, said: str) -> None:
    """From the day that is asked about."""
    case = Case(number="", received_on=date(2026, 11, 4), channel=Channel.PHONE, due=date(2026, 11, 11))
    (waiting,) = list_open_cases([case], date.fromisoformat(day), WorkingCalendar())
    assert waiting.describe(date.fromisoformat(day)) == said


def test_a_month_is_told_by_department_as_hotlines_do(county: Path, mashang: Run) -> None:
    """In time, late and not answered add up to what was given, row by row and in the last one."""
    code, said = mashang("reports", "tally", "--month", "2026-10", "--root", county)
    assert code == 0, said
    with (county / "reminders/2026-10-诉求分单位汇总.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    parts = ("按时", "超时", "未办结")
    assert all(int(row["派遣"]) == sum(int(row[part]) for part in parts) for row in rows)
    assert all(sum(int(row[name]) for row in rows[:-1]) == int(rows[-1][name]) for name in ("派遣", *parts))
    assert (rows[-1]["单位"], rows[-1]["派遣"]) == ("合计", "37")
    assert all(row["结案率"].endswith("%") for row in rows)
