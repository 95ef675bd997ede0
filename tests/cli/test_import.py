"""Official documents become drafts beside the tables, which stay as they are."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

Run = Callable[..., tuple[int, str]]
FILES = Path(__file__).parents[1] / "sources" / "files"
TEXT = """明川县惠企措施
1. 开办一日办结。全程网办。（牵头单位：县市场监管局；完成时限：2027年6月底前）
2. 融资更便利。设立首贷窗口。（牵头单位：县金融监管局、县银行、市税务局；完成时限：长期坚持）
明川县人民政府
2026年11月2日
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document as an office has it."""
    path = tmp_path / "惠企措施.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    return path


def list_tables(county: Path) -> dict[str, bytes]:
    """Everything below content."""
    return {str(path): path.read_bytes() for path in sorted((county / "content").rglob("*")) if path.is_file()}


def test_a_document_is_drafted_beside_the_tables(county: Path, document: Path, mashang: Run) -> None:
    """Names are the county's, the one that it does not have is named; what is there stays, drafts as well."""
    before = list_tables(county)
    code, said = mashang("import", document, "--root", county)
    target = county / "drafts" / "措施清单草稿-惠企措施.xlsx"
    assert code == 0
    assert f"起草了 2 行，2 行有牵头单位，2 行有完成时限：{target}" in said
    assert "当作措施的编号：“1.”。" in said
    for name in ("县银行", "市税务局"):
        assert f"待核：2 牵头单位 “单位”表里没有“{name}”，照文件写着。" in said
    assert "没有用到 0 段" in said
    assert "content/measures.xlsx 没有动。看完草稿，运行 mashang adopt " in said
    assert list_tables(county) == before
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert [cell.value for cell in sheet["E"]][1:3] == ["市场监管局", "金融监管局、县银行、市税务局"]
    first = target.read_bytes()
    assert "措施清单草稿-惠企措施（2）.xlsx" in mashang("import", document, "--root", county)[1]
    assert target.read_bytes() == first


def test_a_file_that_is_there_is_not_overwritten(county: Path, document: Path, mashang: Run) -> None:
    """The table of measures least of all."""
    table = county / "content" / "measures.xlsx"
    before = table.read_bytes()
    code, said = mashang("import", document, "--root", county, "--output", table)
    assert (code, table.read_bytes()) == (2, before)
    assert "已经有了，没有写。" in said
    other = county / "草稿" / "新.xlsx"
    assert mashang("import", document, "--root", county, "--output", other)[0] == 0
    assert other.is_file()


def test_a_new_county_takes_the_draft_as_its_table(tmp_path: Path, document: Path, mashang: Run) -> None:
    """Put in the place of the empty table, it is wrong only where the document says too little."""
    county = tmp_path / "county"
    given = {
        "name": "临江县营商环境",
        "county": "临江县",
        "organiser": "临江县营商办",
        "phone": "0312-5551234",
        "site_url": "https://www.lj.gov.cn/y/",
        "code_base": "https://www.lj.gov.cn/y/f/",
        "mailbox": "ysb@lj.gov.cn",
        "address": "临江大道 1 号",
    }
    mashang("init", county, *(word for key, value in given.items() for word in ("--set", f"{key}={value}")))
    (county / "content" / "departments.xlsx").unlink()
    (county / "content" / "departments.csv").write_text(
        "编号,名称,简称\nD01,临江县市场监督管理局,市场监管局\nD02,临江县金融监督管理局,金融监管局\nD03,临江县银行,\nD04,市税务局,\n",
        encoding="utf-8",
    )
    document.write_text(TEXT.replace("明川", "临江"), encoding="utf-8")
    code, said = mashang("import", document, "--root", county)
    assert code == 0
    assert "另存为 content/measures.xlsx" in said
    shutil.copy(county / "drafts" / "措施清单草稿-惠企措施.xlsx", county / "content" / "measures.xlsx")
    code, said = mashang("check", "--root", county)
    told = {word.strip("[]") for word in said.split() if word.startswith("[")}
    assert (code, told) == (1, {"required-empty", "publication-date-missing"})
    assert said.count("“领域”没有填。") == 2


@pytest.mark.parametrize(
    ("name", "code"), [("official.doc", "document-unreadable"), ("空.txt", "document-no-measures")]
)
def test_what_gives_no_draft_says_why(county: Path, tmp_path: Path, mashang: Run, name: str, code: str) -> None:
    """An old format, a text without measures."""
    path = FILES / name if (FILES / name).exists() else tmp_path / name
    if not path.exists():
        path.write_text("关于开会的通知\n明天开会。\n", encoding="utf-8")
    ended, said = mashang("import", path, "--root", county)
    assert (ended, (county / "drafts").exists()) == (1, False)
    assert f"[{code}]" in said


def test_no_measures_says_what_is_needed(county: Path, tmp_path: Path, mashang: Run) -> None:
    """The address and the whole text."""
    path = tmp_path / "通知.txt"
    path.write_text("明天开会。\n", encoding="utf-8")
    _, said = mashang("import", path, "--root", county)
    sentence, _, mend = said.partition("\n\n")[0].partition("\n  改法：")
    assert sentence == "通知.txt\n  错误：没有认出一条一条的措施，没有起草。  [document-no-measures]"
    assert mend == (
        "要有编号（第一条、一、（一）、1.），或者一行标题、一段内容；都没有的，先在文件里给每条措施加上编号，再试一次。"
    )
