"""印刷包: the same bytes on every machine, and words that a print shop understands."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest

from mashang.printing.print_package import GUIDE, PrintFile, pack_print_files, write_guide
from tests.printing.print_county import SETTINGS

FILES = (
    PrintFile("乙-a4.pdf", b"%PDF-2", "乙大厅台卡", 2, 2, "成品 A4（210×297 毫米）"),
    PrintFile("甲-a4.pdf", b"%PDF-1", "甲大厅台卡", 1, 1, "成品 A4（210×297 毫米）"),
)
LISTS = {"张贴核查表.pdf": b"%PDF-3", "张贴核查表.csv": b"csv"}


def test_the_package_holds_sheets_list_and_guide() -> None:
    """Under their names in order, unaltered, and all of one date."""
    packed = zipfile.ZipFile(io.BytesIO(pack_print_files(FILES, LISTS, SETTINGS)))
    names = packed.namelist()
    assert names == sorted(names)
    assert set(names) == {"乙-a4.pdf", "甲-a4.pdf", "张贴核查表.pdf", "张贴核查表.csv", GUIDE}
    assert packed.read("乙-a4.pdf") == b"%PDF-2"
    assert packed.read("张贴核查表.csv") == b"csv"
    assert {(entry.date_time, entry.create_system, entry.compress_type) for entry in packed.infolist()} == {
        ((1980, 1, 1, 0, 0, 0), 3, zipfile.ZIP_STORED)
    }
    assert packed.testzip() is None


def test_the_order_of_the_files_does_not_matter() -> None:
    """Only the guide names them as they come; the same input gives the same bytes."""
    again = pack_print_files(FILES, dict(reversed(LISTS.items())), SETTINGS)
    assert pack_print_files(FILES, LISTS, SETTINGS) == again


def test_the_guide_names_every_file_and_opens_in_notepad() -> None:
    """With a byte order mark and the line ends of Windows."""
    packed = zipfile.ZipFile(io.BytesIO(pack_print_files(FILES, LISTS, SETTINGS)))
    guide = packed.read(GUIDE).decode("utf-8")
    assert guide.startswith("\ufeff明川县二维码印刷说明\r\n")
    assert "共 2 个 PDF，3 个二维码" in guide
    assert "  乙-a4.pdf：乙大厅台卡，2 个码，2 页，成品 A4（210×297 毫米）\r\n" in guide
    assert "  张贴核查表.csv：" in guide
    assert "委托单位：明川县优化营商环境领导小组办公室　电话：0000-8000100" in guide


@pytest.mark.parametrize("bleed", [False, True])
def test_the_guide_says_how_to_cut(*, bleed: bool) -> None:
    """Sheets with bleed are cut along their marks."""
    guide = write_guide([dataclasses.replace(FILES[0], bleed=bleed)], [], SETTINGS)
    assert ("四边已留 3 毫米出血" in guide) == bleed


@pytest.mark.parametrize("demonstration", [False, True])
def test_made_up_data_are_marked(*, demonstration: bool) -> None:
    """A print shop must not print them."""
    guide = write_guide(FILES, [], dataclasses.replace(SETTINGS, demonstration=demonstration))
    assert ("演示数据：内容均为虚构，请勿印刷使用。" in guide) == demonstration
