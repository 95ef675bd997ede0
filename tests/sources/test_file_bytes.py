"""From the disk to characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from mashang.files import LARGEST_FILE
from mashang.problems import Location, problem
from mashang.sources.file_bytes import read_bytes, read_characters

FILE = "content/measures.csv"
TEXT = "编号,标题\nM01,㐂镕𠮷\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding_of_chinese_offices_is_read(tmp_path: Path, encoding: str) -> None:
    """Rare characters of names survive in each."""
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert read_characters(path, FILE) == (TEXT, ())


def test_utf16_big_endian_is_read(tmp_path: Path) -> None:
    """Both orders of bytes are known by their mark."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert read_characters(path, FILE) == (TEXT, ())


@pytest.mark.parametrize(
    ("data", "row"),
    [
        ("编号,标题\nM01,".encode() + b"\xff\xff\n", 2),
        ("编号,标题\nM01,优化".encode()[:-1], 2),
        ("编号\n".encode("gb18030") + b"\x81", 2),
        (b"a\nb\n\x80\n", 3),
        ("编号\nM01".encode("utf-16")[:-1], 2),
        (b"\xff\xfea\x00\n\x00\x00\xdc", 2),
        (b"a\nb\x00c\n", 2),
        ("ab\ncd".encode("utf-16-le"), 1),
    ],
)
def test_undecodable_bytes_are_named_with_their_row(tmp_path: Path, data: bytes, row: int) -> None:
    """A UTF-8 file with one broken byte is not taken for GB 18030 and turned into nonsense."""
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    text, problems = read_characters(path, FILE)
    assert text is None
    assert problems == (problem("encoding-unknown", Location(FILE, row=row), row=row),)
    assert problems[0].sentence == f"文字编码认不出来：第 {row} 行附近有乱码。"
    assert problems[0].mend == "用 WPS 或 Excel 打开，另存为 .xlsx，或存为“CSV UTF-8”。"
    assert str(problems[0].where) == f"content/measures.csv · 第 {row} 行"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe", " \r\n\u3000\n".encode()])
def test_a_file_without_text_is_empty(tmp_path: Path, data: bytes) -> None:
    """Nothing, a lone mark, and mere white space are the same."""
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    text, problems = read_characters(path, FILE)
    assert text is None
    assert [(p.code, str(p.where), p.sentence) for p in problems] == [
        ("file-empty", "content/measures.csv", "文件里没有内容。")
    ]
    assert problems[0].mend == "补上列名和数据；确实不需要就删掉这个文件。"


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A folder under a file's name gives a problem, not a traceback."""
    data, problems = read_bytes(tmp_path, FILE)
    assert data is None
    assert [(p.code, str(p.where), p.sentence) for p in problems] == [
        ("file-irregular", "content/measures.csv", "这不是普通的文件，没有读取。")
    ]
    assert problems[0].mend == "删掉它；要放数据，就放一个普通的文件。"


def test_a_huge_file_is_not_loaded(tmp_path: Path) -> None:
    """The size is looked at before the content (the file here is a sparse one)."""
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    data, problems = read_bytes(path, FILE)
    assert data is None
    assert [(p.code, p.sentence) for p in problems] == [("file-too-large", "文件太大：文件超过 64 MB。")]
    assert problems[0].mend == "删掉多余的行列和图片（选中整行、整列再删除），或把数据分成几个文件。"
