"""What bears the suffix of a workbook without being one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from mashang.problems import Problem
from mashang.sources.container import PartMissingError, open_container

FILE = "content/measures.xlsx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["编号"])
    path = tmp_path / "measures.xlsx"
    book.save(path)
    return path


def _refused(path: Path) -> Problem:
    container, problems = open_container(path, FILE)
    assert container is None
    (found,) = problems
    assert str(found.where) == FILE
    return found


def test_a_sound_file_opens(tmp_path: Path) -> None:
    """Its parts can be asked for and read."""
    container, problems = open_container(_workbook(tmp_path), FILE)
    assert problems == ()
    assert container is not None
    assert container.has("xl/workbook.xml")
    assert b"<workbook" in container.read("xl/workbook.xml")
    with pytest.raises(PartMissingError, match=r"xl/none\.xml"):
        container.read("xl/none.xml")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (OLE, "它是旧格式的 .xls 文件，只是改了后缀名"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "文件设了密码"),
        (b"\xef\xbb\xbf\r\n<html><table>", "它是网页或 XML 文件，只是改了后缀名"),
        (b"%PDF-1.7", "它是 PDF 文件，只是改了后缀名"),
        ("编号,标题".encode("gb18030"), "它不是 Excel 工作簿，或者开头已经损坏"),
        (b"PK\x03\x04 and then nothing", "文件不完整，可能没有存完或没有传完"),
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
        "在 WPS 或 Excel 里打开确认内容，再另存为 .xlsx；如有密码请先去掉。",
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


def test_a_zip_with_a_password_is_reported_plainly(tmp_path: Path) -> None:
    """The mark of encryption in the directory of the ZIP file is enough."""
    path = _workbook(tmp_path)
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    path.write_bytes(bytes(data))
    assert _refused(path).sentence == "打不开这个文件：文件设了密码。"


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_reported(tmp_path: Path, keep: float) -> None:
    """A copy that broke off."""
    path = _workbook(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    assert _refused(path).sentence == "打不开这个文件：文件不完整，可能没有存完或没有传完。"


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
