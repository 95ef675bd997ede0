"""What is for the office only is in nothing that leaves it: canaries in the private columns, searched in every file."""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from bench.canaries import GIVEN, ORDERS, PRIVATE, find_words, list_leaks, plant
from mashang.county import PUBLIC_RECORD, RECORDS, County
from mashang.pipeline.month_work import read_month_work

Run = Callable[..., tuple[int, str]]
NOTES = {"内部备注": "鸬鹚捕鱼", "问题": "獬豸断案", "期限": "2029年7月31日前", "结果": "貔貅入库"}
"""A word for each private column; of the others each cell names what is public anyway."""


def write_private(root: Path, suffix: str = "") -> None:
    """Fill the private column of a public month, and the private table."""
    path = root / "content" / "progress" / "2026-10.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    place = next((cell.column for cell in sheet[2] if cell.value == "内部备注"), sheet.max_column + 1)
    sheet.cell(2, place, "内部备注")
    for row in range(3, 10):
        sheet.cell(row, place, f"{NOTES['内部备注']}{row}{suffix}")
    book.save(path)
    rows = [
        "措施编号,问题,责任单位,协调单位,期限,结果",
        f"M12,{NOTES['问题']}{suffix},开发区管委会,住建局、自然资源局,{NOTES['期限']},",
        f"M11,{NOTES['问题']},自然资源局,,,{NOTES['结果']}{suffix}",
    ]
    (root / "content" / "problems.csv").write_text("\n".join(rows), encoding="utf-8-sig")


def list_given(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the site and of the bundle, unpacked, by name; the records of months and of what readers know."""
    for path in sorted((root / "site").rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path.relative_to(root).as_posix(), gzip.decompress(data) if path.suffix == ".gz" else data
    for archive in (root / "bundle").glob("*.tar.gz"):
        with tarfile.open(archive) as packed:
            for member in packed.getmembers():
                if member.isfile() and (found := packed.extractfile(member)):
                    yield f"{archive.name}/{member.name}", found.read()
    for path in (*sorted((root / RECORDS).iterdir()), root / PUBLIC_RECORD):
        yield path.relative_to(root).as_posix(), path.read_bytes()


def test_nothing_private_is_given_away(built: Path, mashang: Run) -> None:
    """Words in hidden parts of files, private columns and tables, drafts, remarks, templates and names of files.

    They change no byte of the site but the manifest's digest of what is not shown, and are in nothing made of it.
    """
    before = dict(list_given(built))
    assert mashang("papers", "--templates", "--root", built)[0] == 0
    places = plant(built)
    assert len({place.partition(": ")[0] for place in places.values()}) > 40
    assert len(places) > 500
    assert find_words(built) == places.keys()
    for words in ORDERS:
        assert mashang(*words, "--root", built)[0] == 0, words
    after = dict(list_given(built))
    manifest = "site/manifest.json"
    assert {name for name in before if before[name] != after.get(name)} <= {manifest}
    assert {name for name in after if ".tar.gz/" not in name} == before.keys()
    assert [(places[word], name) for word, name in list_leaks(built / name for name in GIVEN)] == []
    told = {
        word: (word.encode(), word.encode("unicode_escape")) for word in ("内部备注", "问题汇总", "content/problems")
    }
    found = [
        (name, word) for name, data in after.items() for word, spelt in told.items() if any(s in data for s in spelt)
    ]
    assert found == []
    assert not [name for name in after if "problems" in name]
    ours = {places[word].partition(": ")[0] for word, _ in list_leaks([built / "papers"])}
    assert {*PRIVATE} <= ours
    work = read_month_work(County(built), date(2026, 11, 20), lambda _: None)
    assert {"问题汇总"} == {places[issue.text].partition(": ")[0] for issue in work.issues}


def test_a_private_cell_changes_no_byte_of_the_site(built: Path, mashang: Run) -> None:
    """Whether one was filled, changed or emptied cannot be told from the site, not even from a digest."""
    write_private(built)
    assert mashang("build", "--root", built)[0] == 0
    before = dict(list_given(built))
    write_private(built, "改了")
    assert mashang("build", "--root", built)[0] == 0
    assert dict(list_given(built)) == before
