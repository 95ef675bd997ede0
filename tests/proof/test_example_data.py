"""What is left of the example in a county that has begun to be real, and that nothing else is taken for it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mashang.codes.ledger import Ledger
from mashang.codes.salt import read_salt
from mashang.county import County
from mashang.model import Code, CodeKind
from mashang.pipeline.checking import check_county
from mashang.problems import Problem
from mashang.proof.example_data import EXAMPLE, CountyState, check_example, shorten_digest
from mashang.raw import RawContent
from mashang.settings import Settings
from tests.checks.conftest import make_content
from tests.example_county import REPOSITORY

Setup = Callable[[Path], object]
REAL = Settings(
    name="甲县营商环境公开",
    county="甲县",
    organiser="甲县营商办",
    site_url="https://www.jia.gov.cn/yshj/",
    code_base="https://www.jia.gov.cn/yshj/f/",
    phone="0571-8000100",
    mailbox="ysb@jia.gov.cn",
    address="甲县 1 号",
)
NOTHING = RawContent((), ())


def check(
    settings: Settings = REAL,
    content: RawContent = NOTHING,
    codes: tuple[Code, ...] = (),
    published: tuple[str, ...] = (),
) -> list[str]:
    """What the check says of a county without salt or closed months."""
    state = CountyState(settings, content, Ledger(codes), None, (), (), published)
    return [f"{one.where}｜{one.sentence}｜{one.mend}" for one in check_example(state, ())]


def check_folder(root: Path) -> list[Problem]:
    """All problems of a county's folder on a day after the example's last month."""
    return list(check_county(County(root), date(2026, 11, 20), lambda _: None).problems)


def change_settings(root: Path, old: str, new: str) -> None:
    """Change one place of site.yml."""
    path = root / "site_config/site.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_digests_are_those_of_the_example() -> None:
    """The first code and the salt of the repository's example: change them together."""
    county = County(REPOSITORY)
    first = (county / "qrcodes/ledger.csv").read_text(encoding="utf-8-sig").splitlines()[1].split(",")[0]
    data = [first.encode(), read_salt(county) or b""]
    assert frozenset(map(shorten_digest, data)) == EXAMPLE


def test_the_example_called_real_is_one_error_that_lists_it_all(county: Path) -> None:
    """Settings, tables, pages, ledger, salt and closed months are named, each with its mend; nothing else is said."""
    change_settings(county, "demonstration: true", "demonstration: false")
    (found,) = check_folder(county)
    assert (found.code, str(found.where)) == ("example-left", "site_config/site.yml · “demonstration”项")
    settings, files, *kept = found.sentence.split("；")
    assert settings == (
        "还留着示例县的东西：site.yml 的 name、county、organiser、site_url、code_base、staging_url、phone、mailbox、"
        "address、undertaker、report_ways、report_phone、icp、police_record、error_report_url"
    )
    assert "content/departments.xlsx 第 1 行的“明川县”" in files
    assert re.search(" 等 [0-9]{2} 个文件$", files)
    assert kept == ["登记簿里示例县的码", "qrcodes/salt.txt 里示例县的密值", "content/closed 里示例县的封存件。"]
    assert found.mend == (
        "逐项改：site.yml 里的这几项改成本县的，没有的留空；这些表格和文字换成本县的，暂时没有的就删掉；删掉 qrcodes "
        "文件夹里的全部文件（只在还没有印过码的时候）；删掉 qrcodes/salt.txt，程序会重新生成；删掉 content/closed "
        "文件夹。改完再检查一遍。"
    )


def test_a_real_county_hears_nothing() -> None:
    """Numbers with 0000 in them, hosts that only begin like the example's, and words about examples are real."""
    rows = "D01|示例中心|400-000-0000|https://www.examples.com/\nD02|明川|0571-0000-8000|https://a.example.gov.cn/"
    assert check(content=make_content({"departments": f"编号|名称|电话|网址\n{rows}"})) == []
    assert check(codes=(Code("ABCDEFGH1", CodeKind.WINDOW, "W01", date(2026, 1, 5), base=REAL.code_base),)) == []


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("D01|数据局|0000-8000100", "content/departments.xlsx 第 2 行的“0000-8000100”"),
        ("D01|明川县数据局|", "content/departments.xlsx 第 2 行的“明川县”"),
        ("D01|见 a@x.EXAMPLE|", "content/departments.xlsx 第 2 行的“.EXAMPLE”"),
        ("D01|见 http://www.example.com/a|", "content/departments.xlsx 第 2 行的“example.com”"),
        ("D01|这是一个演示站点|", "content/departments.xlsx 第 2 行的“这是一个演示站点”"),
    ],
)
def test_each_word_of_the_example_is_found(table: str, found: str) -> None:
    """One cell is enough, and its row is named."""
    said = check(content=make_content({"departments": f"编号|名称|电话\n{table}"}))
    mend = "逐项改：这些表格和文字换成本县的，暂时没有的就删掉。改完再检查一遍。"
    assert said == [f"site_config/site.yml · “demonstration”项｜还留着示例县的东西：{found}。｜{mend}"]


def test_codes_issued_at_an_example_address_are_found() -> None:
    """A ledger begun before the settings were filled in has codes that lead nowhere."""
    code = Code("ABCDEFGH1", CodeKind.WINDOW, "W01", date(2026, 1, 5), base="https://www.mingchuan.example/yshj/f/")
    (said,) = check(codes=(code,))
    assert "登记簿里示例县的码｜逐项改：删掉 qrcodes 文件夹里的全部文件（只在还没有印过码的时候）" in said.replace(
        "。｜", "｜"
    )


def test_closed_months_of_the_example_are_to_be_deleted(county: Path) -> None:
    """Own tables beside the example's closed months: delete these, whatever the settings say yet."""
    shutil.rmtree(county / "content/progress")
    (county / "content/months.xlsx").unlink()
    (county / "content/months.csv").write_text("月份,发布日期,状态\n", encoding="utf-8-sig")
    said = [f"{one.where}｜{one.sentence}｜{one.mend}" for one in check_folder(county)]
    left = "content｜还留着示例县的东西：content/closed 里示例县的封存件。｜逐项改：删掉 content/closed 文件夹。"
    assert f"{left}改完再检查一遍。" in said
    assert not [line for line in said if "恢复" in line]


def test_a_site_of_the_example_is_to_be_deleted(built: Path) -> None:
    """Whoever has deleted the example's codes but not its site is not sent for a backup of the codes."""
    shutil.rmtree(built / "qrcodes")
    said = [f"{one.where}｜{one.sentence}｜{one.mend}" for one in check_folder(built)]
    assert any("site 文件夹里示例县的网站" in line and "删掉 site 文件夹" in line for line in said)
    assert not [line for line in said if "恢复" in line]
