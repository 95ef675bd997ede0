"""Sheets of ledgers written inline, and the names that a small county knows."""

from __future__ import annotations

from pathlib import Path

from mashang.raw import RawCell, RawRow, RawTable
from mashang.sources.yaml_file import read_yaml
from mashang.workbooks.ledger_proposal import KnownNames

KNOWN = KnownNames(
    {
        "departments": {"D1": "营商办", "营商办": "营商办", "县营商办": "营商办", "工信局": "工信局"},
        "measures": {"M01": "M01", "M02": "M02"},
        "titles": {"证照联办": "证照联办", "上门服务": "上门服务"},
        "ids": {"证照联办": "M01", "上门服务": "M02"},
        "grids": {},
    }
)


def make_sheet(*rows: str, file: str = "台账.xlsx", first: int = 1) -> RawTable:
    """A sheet whose rows are written as texts parted by ``|``; an empty text is an empty cell."""
    made = []
    for number, row in enumerate(rows, start=first):
        texts = enumerate((text.strip() for text in row.split("|")), start=1)
        cells = tuple(RawCell(number, place, text) for place, text in texts if text)
        if cells:
            made.append(RawRow(number, cells))
    return RawTable(file, "调度", tuple(made))


def read_text(folder: Path, text: str) -> RawTable:
    """A mapping's file as it is read."""
    path = folder / "m.yml"
    path.write_text(text, encoding="utf-8")
    sheets, problems = read_yaml(path, "site_config/mappings/m.yml")
    assert not problems
    return sheets[0]
