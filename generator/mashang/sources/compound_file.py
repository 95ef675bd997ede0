"""The compound file that an old workbook is (MS-CFB): streams by name, each chain of sectors followed within bounds.

xlrd has a reader of its own, which follows a short chain that leads back to itself for ever.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from mashang.sources.refusal import TORN, RefusedError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY, _IN_HEADER = 512, 128, 109
_LAST_REGULAR = 0xFFFFFFFA
_NONE = 0xFFFFFFFF
_END = 0xFFFFFFFE
_LARGEST_SHIFT = 12
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    first: int
    size: int


class CompoundFile:
    """The storages and streams of the first level. Whatever does not hold together raises RefusedError."""

    def __init__(self, data: bytes) -> None:
        try:
            shift, short_shift = struct.unpack_from("<HH", data, 30)
            directory, _, self._cutoff, short_table = struct.unpack_from("<4I", data, 48)
            self._data, self._sector, self._short_sector = data, 1 << shift, 1 << short_shift
            if not short_shift < shift <= _LARGEST_SHIFT:
                raise RefusedError("file-damaged", reason=TORN)
            self._table = self._read_table()
            entries = [_read_entry(raw) for raw in _pieces(self._read_chain(directory), _ENTRY)]
            root = entries[0]
            self._short_table = _numbers(self._read_chain(short_table))
            self._short_data = self._read_chain(root.first)[: root.size]
        except (struct.error, LookupError) as fault:
            raise RefusedError("file-damaged", reason=TORN) from fault
        self._entries = {entry.name: entry for entry in _list_children(entries, root.child)}

    @property
    def names(self) -> frozenset[str]:
        """The names of storages and streams."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of a stream."""
        entry = self._entries[name]
        if entry.size >= self._cutoff:
            found = self._read_chain(entry.first)
        else:
            size = self._short_sector
            chain = self._follow(entry.first, self._short_table)
            found = b"".join(self._short_data[size * number : size * (number + 1)] for number in chain)
        if len(found) < entry.size:
            raise RefusedError("file-damaged", reason=TORN)
        return found[: entry.size]

    def streams(self) -> tuple[str, ...]:
        """The names of what holds bytes, sorted."""
        return tuple(sorted(name for name, entry in self._entries.items() if entry.kind == _STREAM))

    def _read_table(self) -> tuple[int, ...]:
        """The table that tells of each sector which one follows; its own sectors are listed from the header on."""
        numbers = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        for _ in range(len(self._data) // self._sector):
            if following > _LAST_REGULAR:
                break
            *more, following = _numbers(self._read_sector(following))
            numbers += more
        used = list(dict.fromkeys(number for number in numbers if number < _LAST_REGULAR))
        return _numbers(b"".join(map(self._read_sector, used)))

    def _read_sector(self, number: int) -> bytes:
        """A sector; the last one may be shorter than the others."""
        start = _HEADER if self._sector == _HEADER else self._sector
        found = self._data[start + number * self._sector : start + (number + 1) * self._sector]
        if not found:
            raise RefusedError("file-damaged", reason=TORN)
        return found

    def _read_chain(self, first: int) -> bytes:
        return b"".join(map(self._read_sector, self._follow(first, self._table)))

    def _follow(self, first: int, table: tuple[int, ...]) -> list[int]:
        chain: list[int] = []
        number = first
        while number not in (_END, _NONE):
            if number >= len(table) or len(chain) > len(table):
                raise RefusedError("file-damaged", reason=TORN)
            chain.append(number)
            number = table[number]
        return chain


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _pieces(raw: bytes, size: int) -> list[bytes]:
    return [raw[at : at + size] for at in range(0, len(raw) - size + 1, size)]


def _read_entry(raw: bytes) -> _Entry:
    length, kind = struct.unpack_from("<HB", raw, 64)
    left, right, child = struct.unpack_from("<3I", raw, 68)
    first, size = struct.unpack_from("<II", raw, 116)
    return _Entry(
        raw[: min(max(length - 2, 0), 64)].decode("utf-16-le", "replace"), kind, left, right, child, first, size
    )


def _list_children(entries: list[_Entry], first: int) -> list[_Entry]:
    """The entries of one level, a tree of neighbours, each once however they refer to each other."""
    found: dict[int, _Entry] = {}
    waiting = [first]
    while waiting:
        number = waiting.pop()
        if number < len(entries) and number not in found:
            entry = found[number] = entries[number]
            waiting += (entry.left, entry.right)
    return [entry for entry in found.values() if entry.kind in (_STORAGE, _STREAM, _ROOT)]
