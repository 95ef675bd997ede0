"""Old workbooks: what may lie in the compound file, what is not shown to the library, and what it says nothing of."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from mashang.raw import RawKind
from mashang.sources.biff_stream import cut_records
from mashang.sources.binary_workbook import find_stream
from mashang.sources.compound_file import CompoundFile
from mashang.sources.refusal import RefusedError
from mashang.sources.workbook import read_workbook_bytes

DATA = (Path(__file__).with_name("files") / "formats.xls").read_bytes()
STREAM, _ = find_stream(DATA)
FILE = "content/measures.xls"


def _rename(old: str, new: str, kind: int = 2) -> bytes:
    """The workbook with a stream of another name, or a storage (kind 1) in its place."""
    place = DATA.index(old.encode("utf-16-le") + b"\0\0")
    name = new.encode("utf-16-le").ljust(64, b"\0")
    return DATA[:place] + name + struct.pack("<HB", 2 * len(new) + 2, kind) + DATA[place + 67 :]


def _list_records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    place = 0
    while place < len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _change(kind: int, number: int, record: bytes) -> bytes:
    """The stream with the record of that number among its kind replaced by another of the same length."""
    place = [place for place, found, _ in _list_records(STREAM) if found == kind][number]
    return STREAM[: place + 4] + record + STREAM[place + 4 + len(record) :]


def _refused(data: bytes) -> tuple[str, str]:
    tables, (found,) = read_workbook_bytes(data, FILE)
    assert (tables, str(found.where)) == ((), FILE)
    return found.code, found.sentence


@pytest.mark.parametrize("name", ["Workbook", "Book", "ET_WorkBook"])
def test_the_stream_may_have_any_name(name: str) -> None:
    """Excel 5 and some versions of WPS call it otherwise; records without a compound file are read as well."""
    tables, _ = read_workbook_bytes(_rename("Workbook", name), FILE)
    assert [table.sheet for table in tables] == ["进展", "第二张"]
    assert read_workbook_bytes(STREAM, FILE)[0] == tables


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("EncryptedPackage", ("file-password", "文件设了密码，没有读取。")),
        ("WordDocument", ("file-unreadable", "打不开这个文件：它是 Word 文档，只是改了后缀名。")),
        ("PowerPoint Document", ("file-unreadable", "打不开这个文件：它是演示文稿，只是改了后缀名。")),
    ],
)
def test_other_compound_files_are_named(name: str, expected: tuple[str, str]) -> None:
    """A workbook of the new form with a password is a compound file too."""
    assert _refused(_rename("Workbook", name)) == expected


def test_a_compound_file_without_a_workbook_is_named() -> None:
    """A storage is no stream, whatever its name."""
    code, sentence = _refused(_rename("Workbook", "Workbook", kind=1))
    assert (code, sentence) == ("file-unreadable", "打不开这个文件：它不是表格，或者是别的软件的旧格式。")


def test_macros_are_named_and_the_cells_read() -> None:
    """Nothing of them runs; what a county publishes is what the cells show."""
    tables, (found, *others) = read_workbook_bytes(_rename("\x05SummaryInformation", "_VBA_PROJECT_CUR", kind=1), FILE)
    assert (len(tables), len(others)) == (2, 3)
    assert (found.code, str(found.where), found.sentence, found.mend) == (
        "file-macro",
        "content/measures.xls",
        "文件里带着宏；宏没有运行，只读了格子里现有的内容。",
        "在 WPS 或 Excel 里另存为 .xlsx（不带宏），换掉这个文件。",
    )


@pytest.mark.parametrize("result", [bytes(8), b"\x03\0\0\0\0\0\xff\xff"])
def test_a_formula_that_nobody_worked_out_is_told(result: bytes) -> None:
    """Programs that cannot calculate write zero or nothing, and the mark to calculate when the file is opened."""
    number, (_, _, record) = next(
        found for found in enumerate(r for r in _list_records(STREAM) if r[1] == 6) if found[1][2][6:14] != result
    )
    row, column = struct.unpack_from("<HH", record)
    tables, _ = read_workbook_bytes(_change(6, number, record[:6] + result + b"\x02\0" + record[16:]), FILE)
    (cell,) = (
        cell for line in tables[0].rows for cell in line.cells if (cell.row, cell.column) == (row + 1, column + 1)
    )
    assert (cell.text, cell.kind) == ("=（公式）", RawKind.UNCALCULATED)


@pytest.mark.parametrize(("height", "hidden"), [(0, True), (0x8000, False), (0x8100, False)])
def test_a_row_without_height_is_hidden(height: int, hidden: bool) -> None:  # noqa: FBT001 -- a table of expectations
    """Zero with the mark of the usual height is the usual height."""
    record = next(record for _, kind, record in _list_records(STREAM) if kind == 0x208)
    tables, _ = read_workbook_bytes(_change(0x208, 0, record[:6] + struct.pack("<H", height) + record[8:]), FILE)
    assert (tables[0].rows[0].number != 1) is hidden


def test_only_what_tables_need_is_shown_to_the_library() -> None:
    """Names, whose formulas can double a text without end, drawings and empty cells are blanked where they stand."""
    kept = {kind for _, kind, _ in _list_records(cut_records(STREAM).stream)}
    assert {0x809, 0xFC, 0xFD, 0x06, 0xE5} < kept
    assert not kept & {0x18, 0x1AE, 0x17, 0x1C, 0x5D, 0x201, 0xBE}


def test_a_record_beyond_the_end_is_damage() -> None:
    """A copy that broke off."""
    assert _refused(STREAM[:-5]) == ("file-damaged", "文件已经损坏：文件不完整，可能没有存完或没有传完。")


def test_a_sheet_that_is_listed_twice_is_damage() -> None:
    """Or a small file could hold a large sheet thousands of times."""
    sheets = [record for _, kind, record in _list_records(STREAM) if kind == 0x85]
    damaged = _change(0x85, 1, sheets[0][:4] + sheets[1][4:])
    assert _refused(damaged) == ("file-damaged", "文件已经损坏：里面的内容读不通。")


def test_more_cells_than_any_table_has_are_refused() -> None:
    """Counted before the library makes anything of them."""
    many = STREAM + struct.pack("<HH", 0x203, 0) * 2_000_001
    with pytest.raises(RefusedError) as refused:
        cut_records(many)
    assert (refused.value.code, refused.value.slots) == ("file-too-large", {"what": "一张表超过 100000 行"})


def test_a_chain_of_sectors_that_leads_back_to_itself_ends() -> None:
    """In the table of sectors and in that of short ones."""
    data = bytearray(DATA)
    table = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    directory = struct.unpack_from("<I", data, 48)[0]
    struct.pack_into("<I", data, table + 4 * directory, directory)
    with pytest.raises(RefusedError):
        CompoundFile(bytes(data))
