"""The departments of a county as its tables offer them: read from a list at the start, renewed in drop-downs later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mashang.county import CONTENT, JOURNAL, County
from mashang.files import FileContent, read_regular, write_together
from mashang.pipeline.own_tables import find_table
from mashang.problems import RequestError
from mashang.raw import RawTable
from mashang.sources.file_bytes import take_characters
from mashang.sources.folder import READERS
from mashang.sources.places import split_name
from mashang.tables import DATASETS, DEPARTMENTS
from mashang.workbooks.department_choices import renew_department_choices
from mashang.workbooks.department_list import DepartmentList, draft_departments, read_lines


@dataclass(frozen=True, slots=True)
class ChoicesRenewed:
    """The files whose drop-downs were renewed, how many departments they offer, and why others of ours were not."""

    files: tuple[Path, ...]
    departments: int
    left: tuple[str, ...] = ()


def read_departments(text: str) -> tuple[Mapping[str, str], ...]:
    """The departments in a text, as rows of a table. Raises :class:`RequestError` for what cannot be one."""
    return _accept(draft_departments([read_lines(text)] if text.strip() else []))


def take_departments(text: str, files: Sequence[tuple[str, bytes]]) -> tuple[Mapping[str, str], ...]:
    """The departments that were typed, or those in the one file that was sent instead, by name and content.

    Raises :class:`RequestError` when both were given, and as :func:`read_departments` does.
    """
    if not files:
        return read_departments(text)
    if text.strip() or len(files) > 1:
        raise RequestError("单位名单只要一份：粘贴在框里，或者选一个文件。")
    name, data = files[0]
    with TemporaryDirectory(prefix="mashang-") as folder:
        path = Path(folder, f"list{split_name(name)[1]}")
        path.write_bytes(data)
        return read_department_file(path, name)


def read_department_file(path: Path, name: str) -> tuple[Mapping[str, str], ...]:
    """The departments in a file, a table or a text. Raises :class:`RequestError` for what cannot be read or be one."""
    suffix = split_name(name)[1]
    sheets: tuple[RawTable, ...] = ()
    if suffix == ".txt":
        text, problems = take_characters(read_regular(path), name)
        sheets = (read_lines(text),) if text else ()
    elif suffix in READERS:
        sheets, problems = READERS[suffix](path, name)
    else:
        raise RequestError(f"{name} 不是表格，也不是 .txt 文字。可以把单位名称复制出来，一行一个。")
    if not sheets:
        raise RequestError("\n".join(f"{one.where}：{one.sentence}{one.mend}" for one in problems))
    return _accept(draft_departments(sheets))


def _accept(drafted: DepartmentList) -> tuple[Mapping[str, str], ...]:
    if drafted.faults:
        raise RequestError("单位名单请先改好：\n" + "\n".join(f"  {fault}" for fault in drafted.faults))
    return drafted.rows


def list_labels(rows: tuple[Mapping[str, str], ...]) -> tuple[str, ...]:
    """What drop-downs offer of departments: short names, full ones where there is none."""
    return tuple(row.get("short") or row["name"] for row in rows if row.get("name"))


def list_own_labels(county: County) -> tuple[str, ...]:
    """The same of the county's own table; nothing while there is none."""
    _, table = find_table(county, DEPARTMENTS)
    return list_labels(tuple(map(table.read_texts, table.rows))) if table else ()


def renew_choices(county: County) -> ChoicesRenewed:
    """Let the drop-downs of tables that this program made offer the departments that the county has now.

    Nothing else is touched. Raises :class:`RequestError` when there are no departments.
    """
    with county.hold_lock():
        names = list_own_labels(county)
        if not names:
            raise RequestError(f"单位表（{CONTENT}/{DEPARTMENTS.stem}）里还没有单位，或者读不出来。请先填好单位。")
        left: list[str] = []
        made: dict[str, FileContent] = dict(_list_changed(county, names, left))
        files = write_together(county.root, made, county / JOURNAL) if made else ()
        return ChoicesRenewed(files, len(names), tuple(left))


def _list_changed(county: County, names: tuple[str, ...], left: list[str]) -> Iterator[tuple[str, bytes]]:
    for dataset in DATASETS:
        name = f"{CONTENT}/{dataset.stem}.xlsx"
        if "*" in name or not (county / name).is_file():
            continue
        try:
            changed = renew_department_choices(read_regular(county / name), name, dataset, names)
        except RequestError as fault:
            left.append(str(fault))
        else:
            if changed:
                yield name, changed
