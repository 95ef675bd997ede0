"""A new county from nothing: honest from the first minute, without a trace of the example."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from mashang.county import County
from mashang.settings_file import read_settings, render_settings

Run = Callable[..., tuple[int, str]]
ANSWERS = {
    "name": "柳河县营商环境公开",
    "county": "柳河县",
    "organiser": '柳河县"一号"办公室',
    "site_url": "https://www.liuhe.gov.cn/yshj/",
    "code_base": "https://www.liuhe.gov.cn/yshj/f/",
    "phone": "0772-7210000",
    "mailbox": "ys@liuhe.gov.cn",
    "address": "柳河县政务中心 # 3 楼",
    "handling_days": "15",
}


@pytest.fixture
def begun(tmp_path: Path, mashang: Run) -> Path:
    """A county's folder as it is begun."""
    code, said = mashang("init", tmp_path / "柳河", *(f"--set={key}={value}" for key, value in ANSWERS.items()))
    assert code == 0, said
    return tmp_path / "柳河"


def test_it_checks_clean_and_builds_at_once(begun: Path, mashang: Run) -> None:
    """Empty sections are absent, and nothing comes from the example."""
    assert mashang("check", "--root", begun) == (0, "没有发现问题。\n")
    code, said = mashang("build", "--root", begun)
    assert code == 0, said
    sections = {path.name for path in (begun / "site").iterdir() if path.is_dir()}
    assert sections.isdisjoint({"measures", "lists", "rankings", "windows", "matters", "grids"})
    text = "".join(path.read_text(encoding="utf-8") for path in (begun / "site").rglob("*.html"))
    assert "柳河县" in text
    assert not any(word in text for word in ("明川", "演示数据", ".example"))


def test_settings_are_read_back_as_they_were_given(begun: Path) -> None:
    """With whatever signs; what was not answered stands there as a comment."""
    settings, problems = read_settings(County(begun))
    assert problems == ()
    assert settings is not None
    assert {key: str(getattr(settings, key)) for key in ANSWERS} == ANSWERS
    text = (begun / "site_config" / "site.yml").read_text(encoding="utf-8")
    assert "# 网站标识码：显示在页脚，照抄门户页脚的；还没有的先不填，交付以前要填。\n# site_code:" in text
    assert text == render_settings(ANSWERS)


def test_settings_that_stand_as_comments_can_be_taken_up_as_the_head_says(begun: Path) -> None:
    """Without the first two signs of every line, also where one takes several lines."""
    path = begun / "site_config" / "site.yml"
    text = path.read_text(encoding="utf-8")
    assert "要用，去掉行首的“#”和它后面的一个空格；占几行的，每一行都去掉。" in text.splitlines()[1]
    before, found, after = text.partition("# report_ways:")
    ways, below = (found + after).split("# 监督举报电话")
    taken = "".join(line.removeprefix("# ") for line in ways.splitlines(keepends=True))
    path.write_text(f"{before}{taken}# 监督举报电话{below}", encoding="utf-8")
    settings, problems = read_settings(County(begun))
    assert problems == ()
    assert settings is not None
    assert [way.title for way in settings.report_ways] == ["网上评价和反映", "纪检监察机关"]


def test_what_is_there_stays(begun: Path, mashang: Run) -> None:
    """Begun twice, only what is missing is written, and a table in another form counts as there."""
    (begun / "content" / "windows.xlsx").rename(begun / "content" / "windows.csv")
    (begun / "content" / "grids.xlsx").unlink()
    before = (begun / "site_config" / "site.yml").read_bytes()
    code, said = mashang("init", begun)
    assert code == 0
    assert [line for line in said.splitlines() if line.startswith("已写入")] == [f"已写入 {begun}/content/grids.xlsx"]
    assert (begun / "site_config" / "site.yml").read_bytes() == before


def test_wrong_answers_are_named_together(tmp_path: Path, mashang: Run) -> None:
    """Nothing is written."""
    code, said = mashang("init", tmp_path / "x", "--set=foo=1", "--set=phone=县长热线", "--set=site_url=www.x.cn")
    assert code == 2
    assert "foo：没有这项设置。" in said
    assert "联系电话（phone）：里面没有号码" in said
    assert (
        "网站地址（site_url）：网址以 https:// 开头；" in said or "网站地址（site_url）：网址以 https:// 开头。" in said
    )
    assert "地区名称（county）：必须填。" in said
    assert not (tmp_path / "x").exists()


def list_offered(path: Path, column: str) -> list[str]:
    """What the drop-down over a column offers."""
    book = openpyxl.load_workbook(path)
    rule = next(one for one in book.worksheets[0].data_validations.dataValidation if column in str(one.sqref))
    sheet, cells = str(rule.formula1).replace("'", "").split("!")
    return [str(row[0].value) for row in book[sheet][cells.replace("$", "")]]


def test_departments_that_are_known_are_offered_everywhere(tmp_path: Path, mashang: Run) -> None:
    """Their table is filled and the others' drop-downs hold them; later departments come in when renewed."""
    (tmp_path / "单位.txt").write_bytes("柳河县发展和改革局 发改局\r\n柳河县税务局".encode("gb18030"))
    words = [f"--set={key}={value}" for key, value in ANSWERS.items()]
    code, said = mashang("init", tmp_path / "县", *words, "--departments", tmp_path / "单位.txt")
    assert code == 0, said
    content = tmp_path / "县" / "content"
    table = openpyxl.load_workbook(content / "departments.xlsx").worksheets[0]
    assert [cell.value for cell in table[2][:3]] == ["D01", "柳河县发展和改革局", "发改局"]
    for name, column in (("measures", "E3"), ("windows", "D3"), ("problems", "C3")):
        assert list_offered(content / f"{name}.xlsx", column) == ["发改局", "柳河县税务局"]
    assert mashang("check", "--root", tmp_path / "县") == (0, "没有发现问题。\n")
    assert "没有要更新的下拉选项。" in mashang("init", tmp_path / "县", "--renew-choices")[1]
    book = openpyxl.load_workbook(content / "departments.xlsx")
    book.worksheets[0]["A4"], book.worksheets[0]["B4"] = "D03", "柳河县财政局"
    book.save(content / "departments.xlsx")
    before = {path.name: path.read_bytes() for path in content.glob("*.xlsx")}
    code, said = mashang("init", tmp_path / "县", "--renew-choices")
    assert (code, "下拉选项里有 3 个单位。" in said) == (0, True)
    changed = {path.name for path in content.glob("*.xlsx") if path.read_bytes() != before[path.name]}
    assert changed == {"measures.xlsx", "windows.xlsx", "matters.xlsx", "problems.xlsx"}
    assert list_offered(content / "measures.xlsx", "E3") == ["发改局", "柳河县税务局", "柳河县财政局"]


def test_a_list_that_is_none_is_refused(tmp_path: Path, mashang: Run) -> None:
    """Before anything is written; and nothing is renewed without departments."""
    words = [f"--set={key}={value}" for key, value in ANSWERS.items()]
    for name, said in (("a.docx", "a.docx 不是表格，也不是 .txt 文字"), ("a.txt", "第 2 行“财政局”和第 1 行重名")):
        (tmp_path / name).write_text("财政局\n财政局", encoding="utf-8")
        code, told = mashang("init", tmp_path / "县", *words, "--departments", tmp_path / name)
        assert (code, said in told, (tmp_path / "县").exists()) == (2, True, False)
    mashang("init", tmp_path / "县", *words)
    code, told = mashang("init", tmp_path / "县", "--renew-choices")
    assert (code, "里还没有单位，或者读不出来。请先填好单位。" in told) == (2, True)


def test_on_a_terminal_departments_are_asked_for(tmp_path: Path, mashang: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the settings, one a line, until an empty one."""
    answers = iter(["", "", "", "", "", "", "", "", "柳河县税务局 税务局", "柳河县财政局", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    words = [f"--set={key}={value}" for key, value in ANSWERS.items()]
    code, said = mashang("init", tmp_path / "县", *words)
    assert code == 0, said
    assert list_offered(tmp_path / "县" / "content" / "windows.xlsx", "D3") == ["税务局", "柳河县财政局"]


def test_a_month_without_measures_is_not_begun(begun: Path, mashang: Run) -> None:
    """It says what to fill first, and declares nothing."""
    before = (begun / "content" / "months.xlsx").read_bytes()
    code, said = mashang("new-month", "2026-11", "--root", begun)
    assert (code, "2026年11月没有要报送的措施。请先填好措施清单" in said) == (2, True)
    assert (begun / "content" / "months.xlsx").read_bytes() == before
    assert not list((begun / "content" / "progress").iterdir())
