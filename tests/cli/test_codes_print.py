"""``codes print``: every sheet of the example county, read from the paper, and what is refused."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.paper import find_mismatches, read_code, read_sheet
from mashang.codes.ledger import read_ledger
from mashang.county import County
from mashang.model import Code, CodeKind

Run = Callable[..., tuple[int, str]]
CHECKLIST = "张贴核查表"


def list_active(county: Path, kind: CodeKind | None = None) -> dict[str, Code]:
    """The codes in use, or those of one kind."""
    ledger, _ = read_ledger(County(county))
    assert ledger
    return {code.code: code for code in ledger.active.values() if kind in (None, code.kind)}


def list_printed(county: Path) -> dict[str, bytes]:
    """The files that were printed, by name."""
    return {path.name: path.read_bytes() for path in (county / "placards").iterdir()}


def read_codes(files: dict[str, bytes]) -> list[str]:
    """The codes of all symbols on all pages, each of which stands at its own caption, beside the domain."""
    codes = []
    for name, pdf in files.items():
        if not name.endswith(".pdf") or name.startswith(CHECKLIST):
            continue
        for page in read_sheet(pdf, 72):
            assert find_mismatches(page) == [], name
            assert page.text.count("www.mingchuan.example") >= len(page.symbols)
            assert "演示数据" in page.text
            codes += [read_code(symbol.text) for symbol in page.symbols]
    return codes


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ((), None),
        (("--paper", "a5", "--bleed"), None),
        (("--kind", "window"), CodeKind.WINDOW),
        (("--sheet", "label", "--skip", "7"), None),
        (("--sheet", "card"), CodeKind.ENTERPRISE),
        (("--sheet", "card", "--bleed"), CodeKind.ENTERPRISE),
        (("--sheet", "grid"), CodeKind.ENTERPRISE),
        (("--sheet", "grid", "--paper", "a4", "--bleed"), CodeKind.ENTERPRISE),
    ],
)
def test_every_symbol_on_every_page_leads_to_the_code_beside_it(
    county: Path, mashang: Run, words: tuple[str, ...], kind: CodeKind | None
) -> None:
    """Each code in use is printed once, and stands in the list once.

    The list and the package come along, and the package holds all the rest.
    """
    code, said = mashang("codes", "print", *words, "--root", county)
    assert code == 0, said
    files = list_printed(county)
    active = list_active(county, kind)
    assert sorted(read_codes(files)) == sorted(active)
    assert f"共 {len(active)} 个码，{len(files)} 个文件。" in said
    assert all(name in said for name in files)
    (package,) = [name for name in files if name.endswith(".zip")]
    packed = zipfile.ZipFile(io.BytesIO(files[package]))
    assert set(packed.namelist()) == set(files) - {package} | {"印刷说明.txt"}
    assert all(packed.read(name) == data for name, data in files.items() if name != package)
    (table,) = [data for name, data in files.items() if name.endswith(".csv")]
    listed = csv.DictReader(io.StringIO(table.decode("utf-8-sig")))
    assert sorted(line["码"].replace("-", "") for line in listed) == sorted(active)


def test_names_stand_on_the_pages_of_their_codes(county: Path, mashang: Run) -> None:
    """The name that the ledger keeps for a code is printed on the page of that code, and on no other's."""
    assert mashang("codes", "print", "--root", county)[0] == 0
    names = {code: re.sub(r"\s", "", row.name) for code, row in list_active(county).items()}
    for name, pdf in list_printed(county).items():
        if name.endswith(".pdf") and not name.startswith(CHECKLIST):
            for page in read_sheet(pdf, 72):
                assert names[read_code(page.symbols[0].text)] in page.text


def test_there_is_one_file_a_hall(county: Path, mashang: Run) -> None:
    """Halls, enterprises, matters and measures each in a file of their own."""
    mashang("codes", "print", "--root", county)
    assert set(list_printed(county)) == {
        "明川县政务服务中心-a4.pdf",
        "明川经济开发区便民服务厅-a4.pdf",
        "企业监督码-a4.pdf",
        "事项码-a4.pdf",
        "措施码-a4.pdf",
        "张贴核查表.pdf",
        "张贴核查表.csv",
        "台卡-a4-印刷包.zip",
    }


def test_halls_whose_files_would_be_called_alike_get_two_files(county: Path, mashang: Run) -> None:
    """A file's name cannot hold every sign of a hall's name; none may take another's place."""
    path = county / "content" / "windows.csv"
    text = path.read_text(encoding="utf-8-sig")
    text = text.replace("明川经济开发区便民服务厅", "一/楼", 4).replace("明川经济开发区便民服务厅", "一?楼")
    path.write_text(text, encoding="utf-8-sig")
    assert mashang("codes", "print", "--kind", "window", "--root", county)[0] == 0
    files = list_printed(county)
    assert {"一-楼-a4.pdf", "一-楼-2-a4.pdf"} <= set(files)
    assert sorted(read_codes(files)) == sorted(list_active(county, CodeKind.WINDOW))


def test_single_codes_are_printed_alone(county: Path, mashang: Run) -> None:
    """Written in any way; their files do not take the place of those that hold all."""
    first, second, *_ = list_active(county)
    shy = f"{first[:4]}-{first[4:8]}-{first[8:]}".lower()
    assert mashang("codes", "print", shy, second, "--sheet", "label", "--root", county)[0] == 0
    files = list_printed(county)
    assert set(files) == {"标签-选印.pdf", "标签-选印-印刷包.zip", "张贴核查表-选印.pdf", "张贴核查表-选印.csv"}
    assert read_codes(files) == [first, second]


def test_the_list_alone_needs_no_package(county: Path, mashang: Run) -> None:
    """It is printed in the office."""
    code, said = mashang("codes", "print", "--sheet", "list", "--kind", "window", "--root", county)
    assert code == 0
    assert set(list_printed(county)) == {"张贴核查表-窗口.pdf", "张贴核查表-窗口.csv"}
    assert "共 29 个码，2 个文件。\n" in said


def test_what_was_replaced_must_come_down(county: Path, mashang: Run) -> None:
    """The old code stands in the list only, with the new one beside it."""
    old = next(iter(list_active(county)))
    assert mashang("codes", "replace", old, "--root", county)[0] == 0
    assert mashang("codes", "print", "--kind", "window", "--root", county)[0] == 0
    files = list_printed(county)
    assert old not in read_codes(files)
    line = list(csv.DictReader(io.StringIO(files["张贴核查表-窗口.csv"].decode("utf-8-sig"))))[-1]
    assert (line["码"].replace("-", ""), line["应当"]) == (old, "撤下")
    assert line["说明"].startswith("已换成新码 ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--sheet", "label", "--paper", "a5"), "标签只有 a4 的，不能用 --paper a5。"),
        (("--sheet", "label", "--bleed"), "标签不裁边，不用加 --bleed。"),
        (("--sheet", "list", "--bleed"), "核查表不裁边，不用加 --bleed。"),
        (("--skip", "3"), "--skip 只用于标签（--sheet label），台卡没有。"),
        (("--sheet", "label", "--skip", "24"), "--skip 的值不对。应当是 0 到 23 之间的整数。"),
        (("--sheet", "card", "--kind", "window"), "企业卡只有企业的，不能用 --kind window。"),
        (("--sheet", "poster"), "--sheet 的值不对。只能是：placard、label、card、grid、list。"),
    ],
)
def test_words_that_do_not_go_together_are_wrong_usage(
    county: Path, mashang: Run, words: tuple[str, ...], sentence: str
) -> None:
    """Said plainly, and nothing is written."""
    code, said = mashang("codes", "print", *words, "--root", county)
    assert code == 2
    assert sentence in said
    assert not (county / "placards").exists()


def test_codes_that_cannot_be_printed_are_reported(county: Path, mashang: Run) -> None:
    """Unknown, withdrawn, replaced, of another kind, or out of use: each says why."""
    windows = list(list_active(county, CodeKind.WINDOW).values())
    gone, replaced, closed = windows[:3]
    mashang("codes", "withdraw", gone.code, "--root", county)
    _, said = mashang("codes", "replace", replaced.code, "--root", county)
    successor = said.partition("新码是 ")[2][:9]
    path = county / "content" / "windows.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(
        re.sub(rf"^({closed.target},.*),启用,", r"\1,停用,", text, flags=re.MULTILINE), encoding="utf-8-sig"
    )
    for words, reason in (
        (("000000000",), "码“000000000”不能印：登记簿里没有这个码。"),
        ((gone.code,), f"码“{gone.code}”不能印：已经停用。"),
        ((replaced.code,), f"码“{replaced.code}”不能印：已经停用，换成了“{successor}”。"),
        ((closed.code,), f"码“{closed.code}”不能印：窗口已停用。"),
        ((windows[5].code, "--sheet", "card"), f"码“{windows[5].code}”不能印：它是窗口的码，这里只印企业的码。"),
    ):
        code, said = mashang("codes", "print", *words, "--root", county)
        assert code == 2
        assert reason in said


def test_nothing_to_print_says_what_to_do(county: Path, mashang: Run) -> None:
    """Before the first build there are no codes."""
    for path in (county / "content").iterdir():
        if path.stem not in ("departments", "measures", "windows", "pages"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (county / "content" / "months.csv").write_text("月份,发布日期,状态\n2026-10,2026-11-05,草稿\n", encoding="utf-8")
    shutil.rmtree(county / "qrcodes")
    code, said = mashang("codes", "print", "--root", county)
    assert code == 2
    assert "没有在用的码可印。还没有发码的，请先运行 build。" in said


def test_a_rare_character_stops_the_print_and_is_named(county: Path, mashang: Run) -> None:
    """Nothing is written half."""
    path = county / "content" / "windows.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("综合咨询窗口", "𠮷祥咨询窗口"), encoding="utf-8-sig")
    code, said = mashang("codes", "print", "--kind", "window", "--root", county)
    assert code == 1
    assert "的台卡印不出“𠮷祥咨询窗口”里的“𠮷”" in said
    assert not (county / "placards").exists()
