"""The command that writes what other systems take."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mashang.sources.csv_file import read_csv

Run = Callable[..., tuple[int, str]]
ADDRESSES = "site_config/cms-addresses.csv"


def test_the_site_is_written_for_a_portal(built: Path, mashang: Run) -> None:
    """Nothing of enterprises is in it, nothing that runs or asks another host; filled addresses become links."""
    code, said = mashang("export", "--for-cms", "--root", built)
    assert code == 0
    assert "先看 目录.html。" in said
    files = {path.relative_to(built / "cms").as_posix(): path.read_bytes() for path in (built / "cms").rglob("*.*")}
    fragments = {name: data.decode("utf-8-sig") for name, data in files.items() if name.startswith("fragments/")}
    assert "<h2>措施内容</h2>" in fragments["fragments/measures-M02.html"]
    for name, text in fragments.items():
        found = re.findall(r"<(?:script|style|form|input|svg|link)\b|<[^>]*\s(?:class|id|on[a-z]+)=|src=", text)
        assert not found, name
    (sheet,), _ = read_csv(built / "content/enterprises.csv", "e")
    names = {cell.text for row in sheet.rows[1:] for cell in row.cells if cell.column in (2, 3) and len(cell.text) > 5}
    ledger = list(csv.DictReader((built / "qrcodes/ledger.csv").read_text(encoding="utf-8-sig").splitlines()))
    canaries = names | {row["code"] for row in ledger if row["kind"] == "enterprise"}
    assert len(canaries) > 20
    whole = b"\n".join((*files.values(), *(name.encode() for name in files)))
    assert not [one for one in canaries if one.encode() in whole]
    table = built / ADDRESSES
    rows = table.read_text(encoding="utf-8-sig")
    assert "/departments/D04/,明川县工业和信息化局,\n" in rows.replace("\r", "")
    filled = rows.replace(
        "/departments/D04/,明川县工业和信息化局,", "/departments/D04/,明川县工业和信息化局,/gov/gxj.html"
    )
    table.write_text(filled, encoding="utf-8-sig")
    assert mashang("export", "--for-cms", "--root", built)[0] == 0
    text = (built / "cms/fragments/measures-M02.html").read_text(encoding="utf-8-sig")
    assert '<a href="/gov/gxj.html">明川县工业和信息化局</a>' in text
    assert "/gov/gxj.html" in table.read_text(encoding="utf-8-sig")
    table.write_text(filled.replace("/gov/gxj.html", "工信局主页"), encoding="utf-8-sig")
    code, said = mashang("export", "--for-cms", "--root", built)
    assert code == 1
    assert re.search(
        r"site_config/cms-addresses\.csv · C\d+（对方网址）\n  错误：“工信局主页”不是网址。  \[cms-address-wrong\]\n"
        r"  改法：写完整的网址，以 https:// 或 http:// 开头；同一个门户里的，也可以以 / 开头。还没有的留空。",
        said,
    )
    (built / "mine").mkdir()
    (built / "mine/a.txt").write_text("a", encoding="utf-8")
    assert "里有别的东西" in mashang("export", "--for-cms", built / "mine", "--root", built)[1]
    page = built / "site/about/index.html"
    page.unlink()
    page.write_text("changed", encoding="utf-8")
    code, said = mashang("export", "--for-cms", "--root", built)
    assert (code, "个文件变了（如 about/index.html）" in said) == (3, True)


@pytest.mark.parametrize("words", [(), ("--for-cms", "--mapping", "a"), ("--mapping", "a", "x")])
def test_one_thing_is_asked_for(words: tuple[str, ...], tmp_path: Path, mashang: Run) -> None:
    """Either a mapping or a portal."""
    code, said = mashang("export", *words, "--root", tmp_path)
    assert (code, "请写明要哪一样" in said) == (2, True)


def test_a_changed_site_is_not_exported(built: Path, mashang: Run) -> None:
    """It says so in the words of what was wanted."""
    (built / "site" / "index.html").write_text("x", encoding="utf-8")
    code, said = mashang("export", "--for-cms", "--root", built)
    assert (code, "个文件变了（如 index.html），没有导出。" in said, (built / "cms").exists()) == (3, True, False)
