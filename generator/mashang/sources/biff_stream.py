"""The records of an old workbook (MS-XLS), cut down to those that its tables need before a library sees them.

Names, links, drawings, controls and macros are blanked, so that nothing in them can be worked out; so are empty cells,
which stray formats spread over a whole sheet.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from mashang.sources.grid import MOST_CELLS, MOST_ROWS
from mashang.sources.refusal import GARBLED, TORN, RefusedError, refuse_size

_HEAD = struct.Struct("<HH")
_BOF, _FILEPASS, _CONTINUE, _MULRK, _BOUNDSHEET = 0x809, 0x2F, 0x3C, 0xBD, 0x85
_FORMULAS = frozenset((0x06, 0x206, 0x406))
_UNUSED = 0x0FFF
"""A kind of record that does not exist."""
_CELLS = _FORMULAS | {0x203, 0x27E, _MULRK, 0xFD, 0x204, 0xD6, 0x205}  # NUMBER, RK, LABELSST, LABEL, RSTRING, BOOLERR
_NEEDED = _CELLS | {
    *(_BOF, 0x0A, _CONTINUE),  # begin and end
    *(0x42, 0x22, _BOUNDSHEET, 0xFC),  # CODEPAGE, DATEMODE, SST
    *(0x31, 0x231, 0x1E, 0x41E, 0x43, 0x243, 0x443, 0xE0, 0x92, 0x293),  # FONT, FORMAT, XF, PALETTE, STYLE
    *(0x207, 0x07, 0x221, 0x21, 0x4BC, 0x236, 0x37, 0x36),  # STRING, and what may stand before it behind a formula
    *(0x208, 0x225, 0x7D, 0xE5),  # ROW, DEFAULTROWHEIGHT, COLINFO, MERGEDCELLS
}
_MOST_RECORDS = 3_000_000
_WORKSHEET = 0
_FORMULA_HEAD = struct.Struct("<HH2x8sH")
_ON_LOAD = 0x2
"""The mark of a formula that is to be worked out when the file is opened."""
_NO_RESULT = (bytes(8), b"\x03\0\0\0\0\0\xff\xff")
"""Zero and the empty text, which programs that cannot calculate write for a result."""


@dataclass(frozen=True, slots=True)
class Records:
    """A stream with every record in its place, those that no table needs blanked."""

    stream: bytes
    uncalculated: tuple[frozenset[tuple[int, int]], ...]
    """Of each worksheet, row and column from 0 of the formulas that nobody has worked out."""


def starts_stream(data: bytes) -> bool:
    """Whether bytes begin as a workbook of Excel 5 or later does."""
    return data[:2] == b"\x09\x08" and data[4:6] in (b"\x00\x05", b"\x00\x06")


def cut_records(stream: bytes) -> Records:
    """Blank what no table needs.

    Raises RefusedError for a password, a record that reaches over the end, one sheet listed twice, and more cells than
    any table has.
    """
    kept = bytearray(stream)
    sheets: dict[int, int] = {}
    formulas: dict[int, set[tuple[int, int]]] = {}
    place = records = cells = begin = 0
    needed = True
    while place + _HEAD.size <= len(stream):
        kind, length = _HEAD.unpack_from(stream, place)
        body = place + _HEAD.size
        if body + length > len(stream):
            raise RefusedError("file-damaged", reason=TORN)
        if kind == _FILEPASS:
            raise RefusedError("file-password")
        begin = place if kind == _BOF else begin
        if kind == _BOUNDSHEET:
            _list_sheet(stream[body : body + length], sheets)
        if kind in _CELLS:
            cells += (length - 6) // 6 if kind == _MULRK else 1
            if kind in _FORMULAS and (found := _find_uncalculated(stream[body : body + length])):
                formulas.setdefault(begin, set()).add(found)
        needed = needed if kind == _CONTINUE else kind in _NEEDED
        _HEAD.pack_into(kept, place, kind if needed else _UNUSED, length)
        records += 1
        if cells > MOST_CELLS or records > _MOST_RECORDS:
            raise refuse_size(MOST_ROWS)
        place = body + length
    worksheets = (begin for begin, kind in sheets.items() if kind == _WORKSHEET)
    return Records(bytes(kept), tuple(frozenset(formulas.get(begin, ())) for begin in worksheets))


def _find_uncalculated(record: bytes) -> tuple[int, int] | None:
    """Row and column of a formula that nobody has worked out."""
    if len(record) < _FORMULA_HEAD.size:
        raise RefusedError("file-damaged", reason=GARBLED)
    row, column, result, flags = _FORMULA_HEAD.unpack_from(record)
    return (row, column) if flags & _ON_LOAD and result in _NO_RESULT else None


def _list_sheet(record: bytes, sheets: dict[int, int]) -> None:
    """Note where a sheet begins and of what kind it is."""
    if len(record) < 6:  # noqa: PLR2004 -- place, visibility and kind
        raise RefusedError("file-damaged", reason=GARBLED)
    begin, kind = struct.unpack_from("<IxB", record)
    if begin in sheets:
        raise RefusedError("file-damaged", reason=GARBLED)
    sheets[begin] = kind
