"""Which rows of a ledger go into our table: new ones are added, what differs is named, what is faulty stays out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mashang.checks.fault import Fault
from mashang.checks.sheets import Table
from mashang.checks.suggestions import suggest
from mashang.checks.texts import split_names
from mashang.checks.values import Record, read_value
from mashang.problems import Problem, has_errors, problem
from mashang.tables import Column, Dataset
from mashang.workbooks.ledger_proposal import KnownNames
from mashang.workbooks.table_edit import check_room, find_next_row


@dataclass(frozen=True, slots=True)
class RowMerge:
    """New texts by row of our table, for which keys; how many rows stand there already, how many are faulty."""

    changes: Mapping[int, Mapping[str, str]]
    keys: tuple[str, ...]
    same: int
    faulty: int
    problems: tuple[Problem, ...]


def check_names(records: Sequence[Record], dataset: Dataset, known: KnownNames) -> Iterator[Problem]:
    """Names of departments and the like that our tables do not have, and rows of one key."""
    keys = Counter(_key_of(record) for record in records)
    for record in records:
        key = _key_of(record)
        if keys[key] > 1:
            other = next(one.where(dataset.key) for one in records if one is not record and _key_of(one) == key)
            yield problem("row-twice", record.where(dataset.key), value=key, other=other)
        for name, cell in record.cells.items():
            column = dataset.column(name)
            accepted = known.accepted(dataset, column) if column.refers_to else None
            for part in split_names(cell.text) if column.many else (cell.text,):
                if accepted is not None and part not in accepted:
                    near = suggest(part, accepted)
                    hint = f"是不是“{near}”？" if near else "台账的写法不同的，在对应表里写明“台账写”“改成”。"
                    title = "“单位”表" if column.refers_to == "departments" else "我们的表"
                    yield problem("reference-unknown", record.where(name), value=part, title=title, hint=hint)


def merge_rows(
    records: Sequence[Record],
    wrong: Collection[Problem],
    present: Table | None,
    known: KnownNames,
    replace: Collection[str],
) -> RowMerge:
    """Compare the rows of a ledger with those of our table, which may not be there yet.

    Raises :class:`RequestError` when there is no room for new rows.
    """
    faulty = {one.where.row for one in wrong if has_errors((one,))}
    held = dict(_list_held(present)) if present else {}
    changes: dict[int, Mapping[str, str]] = {}
    keys: list[str] = []
    doubts: list[Problem] = []
    same, free = 0, max([find_next_row(present) if present else 2, *(row + 1 for row, _ in held.values())])
    for record in records:
        if record.row in faulty:
            continue
        key, texts = _key_of(record), {name: cell.text for name, cell in record.cells.items()}
        number, there = held.get(key, (0, {}))
        different = [name for name in texts if not _agree(record, name, there.get(name, ""), known)]
        overwritten = [name for name in different if there.get(name)]
        if number and not different:
            same += 1
        elif number and overwritten and key not in replace:
            headings = "、".join(record.table.dataset.column(name).heading for name in overwritten)
            file = present.raw.file if present else ""
            doubts.append(problem("ledger-row-differs", record.where(), key=key, headings=headings, file=file))
        else:
            changes[number or free] = {name: texts[name] for name in different} if number else texts
            free += not number
            keys.append(key)
    if present:
        check_room(present, changes)
    return RowMerge(changes, tuple(keys), same, len(faulty & {one.row for one in records}), tuple(doubts))


def _key_of(record: Record) -> str:
    cell = record.cells.get(record.table.dataset.key)
    return cell.text if cell else ""


def _list_held(table: Table) -> Iterator[tuple[str, tuple[int, dict[str, str]]]]:
    for row in table.rows:
        texts = table.read_texts(row)
        if texts.get(table.dataset.key):
            yield texts[table.dataset.key], (row.number, texts)


def _agree(record: Record, name: str, there: str, known: KnownNames) -> bool:
    """Whether two texts of a column mean the same: another way to write a day, the full name of a department."""
    column, text = record.table.dataset.column(name), record.cells[name].text
    return text == there or (bool(there) and _mean(record, column, text, known) == _mean(record, column, there, known))


def _mean(record: Record, column: Column, text: str, known: KnownNames) -> object:
    accepted = known.accepted(record.table.dataset, column) if column.refers_to else None
    if accepted is not None:
        return tuple(accepted.get(part, part) for part in (split_names(text) if column.many else (text,)))
    value = read_value(column, text)
    return text if isinstance(value, Fault) else value
