"""What departments send back: what is clear is merged, what is in doubt is named, nothing is guessed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from mashang.county import County
from mashang.pipeline.month_work import read_month_work
from mashang.problems import Location, problem
from mashang.sources.workbook import read_workbook
from mashang.workbooks.annotation import render_annotation

Run = Callable[..., tuple[int, str]]
NOVEMBER = "content/progress/2026-11.xlsx"


def send_back(county: Path, department: str, name: str, change: Callable[[Worksheet], object] = bool) -> None:
    """Fill a department's sheet, change something else in it, and send it back under a name of its own."""
    book = openpyxl.load_workbook(county / "outgoing" / f"2026-11-{department}.xlsx")
    sheet = book.worksheets[0]
    for row in range(3, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, 7).value = sheet.cell(row, 6).value
            sheet.cell(row, 9).value = None if sheet.cell(row, 6).value else "推进中"
            sheet.cell(row, 10).value = f"本月推进了 {sheet.cell(row, 1).value}。"
    change(sheet)
    book.save(county / "back" / name)


def read_month_rows(county: Path) -> list[list[str]]:
    """What the month's table shows of each measure."""
    sheet = openpyxl.load_workbook(county / NOVEMBER).worksheets[0]
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(min_row=3)]


def read_month(county: Path) -> dict[str, str]:
    """本月进展 of the month's table by measure, where it is filled in."""
    sheet = openpyxl.load_workbook(county / NOVEMBER).worksheets[0]
    return {str(row[0].value): str(row[9].value) for row in sheet.iter_rows(min_row=3) if row[9].value}


def test_clear_answers_are_merged_once(begun: Path, mashang: Run) -> None:
    """Under whatever name, with rows moved and a column added; gathered again, nothing changes."""

    def rearrange(sheet: Worksheet) -> None:
        sheet.move_range("A4:M4", rows=6)
        sheet.cell(2, 14).value = "备注"
        sheet.insert_rows(1)

    send_back(begun, "工信局", "工信局（报）.xlsx")
    send_back(begun, "科技局", "转发：11 月.xlsx", rearrange)
    code, said = mashang("collect", begun / "back", "--root", begun)
    assert code == 0
    assert "看了 2 个文件，收了 3 项，写进 content/progress/2026-11.xlsx。" in said
    assert sorted(read_month(begun)) == ["M02", "M03", "M04"]
    before = (begun / NOVEMBER).read_bytes()
    code, said = mashang("collect", begun / "back", "--root", begun)
    assert "收了 0 项" in said
    assert "有 3 项表里已经是这样" in said
    assert (begun / NOVEMBER).read_bytes() == before
    assert "还没有报：营商办 M01" in said


def test_a_look_writes_nothing(begun: Path, mashang: Run) -> None:
    """What could be merged is told."""
    send_back(begun, "工信局", "a.xlsx")
    assert "可以收 1 项" in mashang("collect", begun / "back", "--dry-run", "--root", begun)[1]
    assert read_month(begun) == {}


def put(row: int, column: int, value: str) -> Callable[[Worksheet], object]:
    """A change of one cell."""
    return lambda sheet: setattr(sheet.cell(row, column), "value", value)


def drop_title(sheet: Worksheet) -> None:
    """Leave the month to the file's name."""
    sheet.delete_rows(1)
    sheet.title = "表"


@pytest.mark.parametrize(
    ("sent", "code", "text"),
    [
        (("科技局.xlsx", put(3, 4, "2027年6月底前")), "answer-shown-changed", "原来是“2026-12-31”"),
        (("科技局.xlsx", put(3, 7, "差不多")), "percent-not-number", "“差不多”不是百分数。"),
        (("科技局.xlsx", put(3, 1, "M99")), "answer-unasked", "“M99”不在2026年11月的措施里，没有收。"),
        (("卫健局.xlsx", bool), "answer-of-another", "这份表像是卫健局报的，措施 M03 的牵头单位是科技局"),
        (("a.xlsx", put(1, 1, "2026年10月填报表")), "answer-month-other", "是2026年10月的，不是2026年11月的"),
        (("a.xlsx", put(2, 1, "甲")), "heading-required", "缺少必填的列“编号”。"),
        (("a.xlsx", lambda sheet: sheet.delete_rows(2)), "answer-not-table", "看不出这是进展填报表。"),
        (("a.xlsx", put(2, 7, "完成进度")), "heading-unknown", "不认识列名“完成进度”。"),
        (
            ("10月.xlsx", drop_title),
            "answer-month-other",
            "10月",
        ),
        (("科技局.xlsx", put(3, 9, "已完成")), "status-disagrees", "状态“已完成”与完成率"),
    ],
)
def test_doubts_are_named_and_not_merged(
    begun: Path, mashang: Run, sent: tuple[str, Callable[[Worksheet], object]], code: str, text: str
) -> None:
    """Each with its file and cell; the row does not enter the table."""
    send_back(begun, "科技局", *sent)
    ended, said = mashang("collect", begun / "back", "--root", begun)
    assert ended == 0
    assert f"[{code}]" in said
    assert text in said
    assert "M03" not in read_month(begun)


def test_two_answers_that_differ_are_both_left(begun: Path, mashang: Run) -> None:
    """The same answer sent twice is one."""
    send_back(begun, "科技局", "科技局1.xlsx")
    send_back(begun, "科技局", "科技局2.xlsx", put(3, 10, "另一种说法。"))
    _, said = mashang("collect", begun / "back", "--root", begun)
    assert "措施 M03 报了两次，内容不一样" in said
    assert sorted(read_month(begun)) == ["M04"]


def test_what_the_table_says_already_is_kept_unless_told(begun: Path, mashang: Run) -> None:
    """A mended copy replaces what was merged before only where staff say so."""
    send_back(begun, "工信局", "a.xlsx")
    mashang("collect", begun / "back", "--root", begun)
    send_back(begun, "工信局", "a.xlsx", put(3, 10, "改过的。"))
    _, said = mashang("collect", begun / "back", "--root", begun)
    assert "措施 M02 在 content/progress/2026-11.xlsx 里已经有不同的内容，没有改动它。" in said
    assert read_month(begun)["M02"] == "本月推进了 M02。"
    mashang("collect", begun / "back", "--replace", "M02", "--root", begun)
    assert read_month(begun)["M02"] == "改过的。"


def test_a_measure_that_the_table_lacks_gets_a_row_of_its_own(begun: Path, mashang: Run) -> None:
    """Below all others, those too of which nothing has come."""
    book = openpyxl.load_workbook(begun / NOVEMBER)
    sheet = book.worksheets[0]
    row = next(row[0].row or 0 for row in sheet.iter_rows() if row[0].value == "M03")
    last = sheet.max_row
    sheet.delete_rows(row)
    book.save(begun / NOVEMBER)
    send_back(begun, "科技局", "a.xlsx")
    assert "收了 2 项" in mashang("collect", begun / "back", "--root", begun)[1]
    sheet = openpyxl.load_workbook(begun / NOVEMBER).worksheets[0]
    assert [cell.value for cell in sheet["A"]].count("M03") == 1
    assert sheet.cell(last, 1).value == "M03"
    assert sorted(read_month(begun)) == ["M03", "M04"]


def test_only_a_draft_is_gathered_for(county: Path, mashang: Run) -> None:
    """A reviewed month is changed by adjustments and corrections."""
    (county / "back").mkdir()
    assert mashang("collect", county / "back", "--root", county) == (
        2,
        "月度表里没有草稿月份。请先开始一个新的月份（new-month）。\n",
    )
    code, said = mashang("collect", county / "back", "--month", "2026-10", "--root", county)
    assert (code, said) == (2, "2026年10月已经审核，不能再收。要改动，请直接改表，并写调整或更正。\n")


def test_a_mended_annotated_copy_is_an_answer(begun: Path, mashang: Run) -> None:
    """With its list of problems and its comments, under its own name, which a county's own tables may not bear."""
    send_back(begun, "科技局", "科技局.xlsx", put(3, 7, "差不多"))
    path = begun / "back" / "科技局.xlsx"
    tables, _ = read_workbook(path, path.name)
    wrong = problem(
        "percent-not-number", Location(path.name, tables[0].sheet, 3, "G", "完成率"), value="差不多", hint=""
    )
    copy = path.with_name("科技局（批注）.xlsx")
    copy.write_bytes(render_annotation(path.name, path.read_bytes(), tables, [wrong]))
    path.unlink()
    _, said = mashang("collect", begun / "back", "--root", begun)
    assert "[percent-not-number]" in said
    book = openpyxl.load_workbook(copy)
    assert "差不多" in book.worksheets[1]["G3"].comment.text
    put(3, 7, "")(book.worksheets[1])
    put(3, 9, "推进中")(book.worksheets[1])
    book.save(copy)
    _, said = mashang("collect", begun / "back", "--root", begun)
    assert "看了 1 个文件，收了 1 项" in said
    assert "[percent-not-number]" not in said
    assert sorted(read_month(begun)) == ["M03", "M04"]


@pytest.fixture
def grouped(tmp_path: Path, mashang: Run) -> Path:
    """A new county: a task with two items, of which one is led by a group of departments."""
    county = tmp_path / "柳河"
    settings = {
        "name": "柳河县营商环境公开",
        "county": "柳河县",
        "organiser": "柳河县营商办",
        "phone": "0772-7210000",
        "site_url": "https://www.liuhe.gov.cn/",
        "code_base": "https://www.liuhe.gov.cn/f/",
        "mailbox": "ys@liuhe.gov.cn",
        "address": "政务中心",
        "department_groups": "各有关部门：数据局、财政局",
    }
    assert mashang("init", county, *(f"--set={key}={value}" for key, value in settings.items()))[0] == 0
    (county / "content" / "departments.xlsx").unlink()
    (county / "content" / "departments.csv").write_text("编号,名称\nD1,数据局\nD2,财政局\n", encoding="utf-8")
    (county / "content" / "measures.xlsx").unlink()
    (county / "content" / "measures.csv").write_text(
        "编号,标题,领域,内容,牵头单位,完成时限,发布日期,上级任务\n"
        "1,办事方便,政务,让办事方便,数据局,文件未定时限,2026-01-05,\n"
        "1-1,全程网办,政务,网上办理,各有关部门,文件未定时限,2026-01-05,1\n"
        "1-2,一窗通办,政务,一个窗口都能办,财政局,文件未定时限,2026-01-05,1\n",
        encoding="utf-8",
    )
    return county


def test_items_are_asked_for_and_a_group_is_asked_by_its_first(grouped: Path, mashang: Run) -> None:
    """Tasks are not reported; any member of a group may answer for it; nothing is missing in the end."""
    assert mashang("new-month", "2026-10", "--by-department", "--root", grouped)[0] == 0
    outgoing = {path.name: path for path in (grouped / "outgoing").glob("*.xlsx")}
    rows = {
        name: [[str(cell.value) for cell in row][:3] for row in openpyxl.load_workbook(path).worksheets[0]["A3:C4"]]
        for name, path in outgoing.items()
    }
    assert rows["2026-10-数据局.xlsx"][0] == ["1-1", "全程网办", "各有关部门"]
    assert rows["2026-10-财政局.xlsx"][0] == ["1-2", "一窗通办", "财政局"]
    (grouped / "back").mkdir()
    for name, path in outgoing.items():
        book = openpyxl.load_workbook(path)
        book.worksheets[0]["I3"], book.worksheets[0]["J3"] = "推进中", "本月推进了。"
        book.save(grouped / "back" / name.replace("数据局", "财政局报各有关部门"))
    code, said = mashang("collect", grouped / "back", "--root", grouped)
    assert code == 0
    assert "收了 2 项" in said
    assert "还没有报" not in said
    code, said = mashang("check", "--root", grouped)
    assert (code, said) == (0, "没有发现问题。\n")
    work = read_month_work(County(grouped), date(2026, 11, 21), lambda _: None)
    assert (work.expected, work.reported) == (2, 2)


def test_what_was_not_asked_for_is_told(begun: Path, mashang: Run) -> None:
    """A column, a word, a sheet and an internal remark that a department added: the rows are taken, these are not."""

    def add(sheet: Worksheet) -> None:
        for column, text in ((14, "联系人"), (15, "内部备注")):
            sheet.cell(2, column).value = text
            sheet.cell(3, column).value = "张"
        sheet.cell(4, 17).value = "核过"
        assert sheet.parent is not None
        sheet.parent.create_sheet("附表").cell(1, 1).value = "附件"

    send_back(begun, "科技局", "科技局.xlsx", add)
    _, said = mashang("collect", begun / "back", "--root", begun)
    assert sorted(read_month(begun)) == ["M03", "M04"]
    for what in ("“联系人”列的 1 格", "“内部备注”列的 1 格", "“核过”", "表“附表”"):
        assert f"{what}不是要填的，没有收。" in said
    assert "要用的，抄进要填的列，再收一次；不用的，不用管。" in said


def test_every_file_is_named(begun: Path, mashang: Run) -> None:
    """One that is empty, one that nobody filled in, pictures, archives, documents, links, names of another encoding."""
    back = begun / "back"
    book = openpyxl.Workbook()
    book.save(back / "空.xlsx")
    shutil.copy(begun / "outgoing" / "2026-11-工信局.xlsx", back / "没填.xlsx")
    for name in ("截图.jpg", "各单位.zip", "材料.docx", "无后缀"):
        (back / name).write_bytes(b"x")
    (back / "链接.xlsx").symlink_to(back / "没填.xlsx")
    (back / "没填.xlsx").rename(back / os.fsdecode("没填.xlsx".encode("gb18030")))
    send_back(begun, "科技局", "科技局.xlsx")
    _, said = mashang("collect", back, "--root", begun)
    for name in ("空.xlsx", "\ufffd.xlsx", "截图.jpg", "各单位.zip", "材料.docx", "无后缀", "链接.xlsx"):
        assert f"{name}：0 项清楚" in said
    assert "科技局.xlsx：2 项清楚" in said
    assert "看了 8 个文件，收了 2 项" in said
    assert said.count("[answer-empty]") == 2
    assert "请这个单位填好再报（贴在表里的图片不读）；发错了文件，就请他们重新发。" in said
    assert "图片和扫描件里的内容程序不读。" in said
    assert "先解压，把里面的表放进文件夹，再收一次。" in said
    assert "已经写在文档里的，抄进填报表，再收一次。" in said
    assert "[file-outside]" in said


def test_a_figure_is_merged_without_the_unit_that_its_format_shows(begun: Path, mashang: Run) -> None:
    """As a check reads it; another unit is doubted."""

    def show(unit: str) -> Callable[[Worksheet], object]:
        def change(sheet: Worksheet) -> None:
            sheet["G3"], sheet["H3"], sheet["I3"] = None, 1, None
            sheet["H3"].number_format = f'0"{unit}"'

        return change

    measure = next(one for one in read_month_rows(begun) if one[4].endswith("万元"))
    send_back(begun, measure[2], "a.xlsx", show("亿元"))
    _, said = mashang("collect", begun / "back", "--root", begun)
    assert "[number-not-number]" in said
    send_back(begun, measure[2], "a.xlsx", show("万元"))
    mashang("collect", begun / "back", "--root", begun)
    sheet = openpyxl.load_workbook(begun / NOVEMBER).worksheets[0]
    assert [row[7].value for row in sheet.iter_rows() if row[0].value == measure[0]] == ["1"]


def test_what_the_county_confirmed_is_no_doubt(begun: Path, mashang: Run) -> None:
    """A number that looks like a mobile phone's and is the office's own."""
    send_back(begun, "工信局", "工信局.xlsx", put(3, 10, "咨询电话 13800001111。"))
    _, said = mashang("collect", begun / "back", "--root", begun)
    assert "[private-mobile]" in said
    (item,) = set(re.findall(r"private-mobile-[0-9a-f]+", said))
    table = begun / "content" / "confirmations.csv"
    table.write_text(f"{table.read_text('utf-8-sig').rstrip()}\n{item},单位的值班手机,李,2026-11-20\n", "utf-8-sig")
    _, said = mashang("collect", begun / "back", "--root", begun)
    assert "[private-mobile]" not in said
    assert read_month(begun) == {"M02": "咨询电话 13800001111。"}


def test_a_comma_in_a_text_file_cuts_no_text_short(begun: Path, mashang: Run) -> None:
    """The cell that it makes stands under no heading."""
    (begun / "back" / "a.csv").write_text("编号,状态,本月进展\nM03,推进中,开通,又培训\nM04,推进中,提醒\n", "utf-8")
    _, said = mashang("collect", begun / "back", "--root", begun)
    assert "“又培训”不是要填的，没有收。" in said
    assert "措施 M03 这一行有问题，没有收。" in said
    assert sorted(read_month(begun)) == ["M04"]


def test_a_day_written_another_way_is_the_same_day(begun: Path, mashang: Run) -> None:
    """As Excel writes it in a text file that was opened and saved."""
    send_back(begun, "科技局", "科技局.xlsx", put(3, 4, "2026/12/31"))
    _, said = mashang("collect", begun / "back", "--root", begun)
    assert "[answer-shown-changed]" not in said
    assert "M03" in read_month(begun)
