"""What bears the suffix of a workbook without being one, and files that cannot be opened."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from mashang.problems import Problem
from mashang.sources.container import open_container
from mashang.sources.refusal import RefusedError
from mashang.sources.workbook import read_workbook

FILE = "content/measures.xlsx"


def _workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["编号"])
    path = tmp_path / "measures.xlsx"
    book.save(path)
    return path


def _refused(path: Path) -> Problem:
    tables, (found,) = read_workbook(path, FILE)
    assert tables == ()
    assert str(found.where) == FILE
    return found


def test_a_sound_file_opens(tmp_path: Path) -> None:
    """Its parts can be asked for and read."""
    container = open_container(_workbook(tmp_path).read_bytes())
    assert container.has("xl/workbook.xml")
    assert b"<workbook" in container.read("xl/workbook.xml")
    with pytest.raises(RefusedError, match="file-unreadable"):
        container.read("xl/none.xml")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xef\xbb\xbf\r\n<html><table>", "它是网页，只是改了后缀名（有的系统导出的就是这样）"),
        (
            '<meta charset="gb2312"><table><tr><td>编号'.encode("gb18030"),
            "它是网页，只是改了后缀名（有的系统导出的就是这样）",
        ),
        (
            b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "它是 XML 表格（Excel 2003），只是改了后缀名",
        ),
        (b'<?xml version="1.0"?><a/>', "它是 XML 文件，只是改了后缀名"),
        (b"%PDF-1.7", "它是 PDF 文件，只是改了后缀名"),
        ("编号\t标题".encode("gb18030"), "它是文本文件（像 CSV），只是改了后缀名"),
        (b"\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00", "它是 Excel 4 或更早的文件"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0", "它不是表格，或者开头已经损坏"),
    ],
)
def test_what_is_no_workbook_is_reported_plainly(tmp_path: Path, data: bytes, reason: str) -> None:
    """The suffix alone makes no workbook."""
    path = tmp_path / "measures.xlsx"
    path.write_bytes(data)
    found = _refused(path)
    assert (found.code, found.sentence, found.mend) == (
        "file-unreadable",
        f"打不开这个文件：{reason}。",
        "在 WPS 或 Excel 里打开确认内容，再另存为 .xlsx。",
    )


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("word/document.xml", "它是 Word 文档，只是改了后缀名"),
        ("xl/workbook.bin", "它是 .xlsb 文件，只是改了后缀名"),
        ("mimetype", "它是别的软件的文件，只是改了后缀名"),
    ],
)
def test_documents_of_other_programs_are_reported_plainly(tmp_path: Path, part: str, reason: str) -> None:
    """They are ZIP files too."""
    path = tmp_path / "measures.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    assert _refused(path).sentence == f"打不开这个文件：{reason}。"


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_named_and_the_cells_read(tmp_path: Path, part: str) -> None:
    """Nothing of them runs."""
    path = _workbook(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, "x")
    tables, (found,) = read_workbook(path, FILE)
    assert ([cell.text for row in tables[0].rows for cell in row.cells], found.code) == (["编号"], "file-macro")


def test_a_zip_with_a_password_is_reported_plainly(tmp_path: Path) -> None:
    """The mark of encryption in the directory of the ZIP file is enough."""
    path = _workbook(tmp_path)
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    path.write_bytes(bytes(data))
    assert _refused(path).code == "file-password"


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_reported(tmp_path: Path, keep: float) -> None:
    """A copy that broke off."""
    path = _workbook(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    found = _refused(path)
    assert (found.code, found.sentence, found.mend) == (
        "file-damaged",
        "文件已经损坏：文件不完整，可能没有存完或没有传完。",
        "在 WPS 或 Excel 里打开试试：打得开，核对以后另存为 .xlsx；打不开，就请给表的人重新发一份。",
    )


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    """What the parts would unpack to is looked at first."""
    path = _workbook(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as part:
        for _ in range(129):
            part.write(bytes(1024 * 1024))
    found = _refused(path)
    assert (found.code, found.sentence) == ("file-too-large", "文件太大：解压后超过 128 MB。")


def test_an_empty_file_is_reported(tmp_path: Path) -> None:
    """Nothing at all is no workbook, and no crash."""
    path = tmp_path / "measures.xlsx"
    path.touch()
    assert _refused(path).code == "file-empty"
