"""Reading YAML files: a list of entries, or one entry, each a few lines of ``列名: 内容``.

Every value stays the text that was written: ``0571``, ``12:30`` and ``NO`` are no numbers, times or
truth values here. Anchors, aliases and tags, which staff only ever write by mistake, are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from mashang.problems import Location, Problem, problem
from mashang.raw import RawCell, RawRow, RawTable
from mashang.sources.cell_text import tidy_text
from mashang.sources.file_bytes import read_characters
from mashang.tables import DATASETS, LIST
from mashang.yaml_causes import COLON_REASON, COMMENT_REASON, QUOTE_REASON, explain_fault, is_quoted, split_lines

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEADINGS = frozenset(
    name for dataset in DATASETS for column in dataset.columns for name in (column.heading, *column.synonyms)
)
_DESCRIPTION = LIST.stem.rpartition("/")[2]
"""The stem of a list's description, in which a value is a name; elsewhere a title may stand in quotation marks."""
_DEEPEST = 20
_SUSPICIOUS = 200
_DEEP_INDENT = re.compile(r"^[ \t?-]{200}", re.MULTILINE)
_FIRST_KEY = re.compile(r"\s*(?:- *)?([^\s:：]+)\s*：")
_LIST = "一条一条的列表，每条以“- ”开头"
_ENTRY = "“列名: 内容”，一行一项"
_CELL = "一段文字，或以“- ”开头的几段文字"
_QUOTE_MARK = "内容以“{sign}”开头，要给整段加英文引号"


@dataclass(slots=True)
class _Reading:
    """A file while it is being read."""

    file: str
    text: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Column and row of first appearance of each key."""

    def misshapen(self, node: yaml.Node, expected: str) -> None:
        self.problems.append(problem("yaml-shape", Location(self.file, row=_row(node)), expected=expected))

    def broken(self, row: int, reason: str) -> None:
        self.problems.append(problem("yaml-broken", Location(self.file, row=row), row=row, reason=reason))


def read_yaml(path: Path, file: str) -> tuple[tuple[RawTable, ...], tuple[Problem, ...]]:
    """The one table of a YAML file: its first row holds the keys in order of first appearance.

    A row's number is its line in the file. A list of texts under a key becomes one text, parted by ``、``,
    as it would be written in a workbook. When anything is wrong there is no table.
    """
    text, problems = read_characters(path, file)
    if text is None:
        return (), problems
    reading = _Reading(file, text, split_lines(text))
    try:
        too_deep = _row_too_deep(text)
        root = None if too_deep else yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as fault:
        reading.broken(*explain_fault(fault, text))
        return (), tuple(reading.problems)
    if too_deep:
        reading.broken(too_deep, "括号或缩进套了太多层")
        return (), tuple(reading.problems)
    if root is None:
        return (), (problem("file-empty", Location(file)),)
    rows = [row for entry in _entries(reading, root) if (row := _read_entry(reading, entry)) is not None]
    if reading.problems or not rows:
        return (), tuple(reading.problems)
    return (RawTable(file, "", (_heading_row(reading), *rows), lettered=False),), ()


def _row_too_deep(text: str) -> int:
    """The row where nesting passes any table's, or 0: composing recurses, and would break the process."""
    if sum(map(text.count, "[{")) < _SUSPICIOUS and not _DEEP_INDENT.search(text):
        return 0
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                return event.start_mark.line + 1 if event.start_mark else 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return 0


def _row(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _entries(reading: _Reading, root: yaml.Node) -> list[yaml.MappingNode]:
    items = root.value if isinstance(root, yaml.SequenceNode) else [root]
    entries = []
    for item in items:
        if _is_marked(reading, item):
            break
        if isinstance(item, yaml.MappingNode):
            entries.append(item)
        elif isinstance(item, yaml.ScalarNode) and "：" in item.value:
            reading.broken(_row(item), COLON_REASON)
        else:
            reading.misshapen(item, _ENTRY if item is not root else _LIST)
    return entries


def _is_marked(reading: _Reading, node: yaml.Node) -> bool:
    """Whether the node bears an anchor or a tag; what an alias repeats always does."""
    index = node.start_mark.index
    sign = reading.text[index : index + 1]
    if sign not in ("&", "!", "*"):
        return False
    reading.broken(_row(node), _QUOTE_MARK.format(sign=sign))
    return True


def _heading_row(reading: _Reading) -> RawRow:
    cells = tuple(RawCell(row, column, key) for key, (column, row) in reading.columns.items())
    return RawRow(cells[0].row, cells)


def _read_entry(reading: _Reading, entry: yaml.MappingNode) -> RawRow | None:
    """One row, or ``None`` when the entry holds nothing."""
    cells: dict[int, RawCell] = {}
    seen: set[str] = set()
    for key_node, value_node in entry.value:
        if _is_marked(reading, key_node):
            break
        key = tidy_text(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        row = _row(key_node)
        if not key:
            reading.misshapen(key_node, _ENTRY)
            continue
        if key in seen:
            where = Location(reading.file, row=row, heading=key)
            reading.problems.append(problem("yaml-key-twice", where, key=key))
        seen.add(key)
        column, _ = reading.columns.setdefault(key, (len(reading.columns) + 1, row))
        text = _read_cell(reading, value_node)
        if text:
            cells[column] = RawCell(row, column, text)
    return RawRow(_row(entry), tuple(cells[column] for column in sorted(cells))) if cells else None


def _read_cell(reading: _Reading, node: yaml.Node) -> str:
    if _is_marked(reading, node):
        return ""
    if isinstance(node, yaml.ScalarNode):
        return _read_text(reading, node)
    if isinstance(node, yaml.SequenceNode):
        texts = []
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode):
                reading.misshapen(item, _CELL)
                break
            if _is_marked(reading, item):
                break
            texts.append(_read_text(reading, item))
        return "、".join(text for text in texts if text)
    reading.misshapen(node, _CELL)
    return ""


def _read_text(reading: _Reading, node: yaml.ScalarNode) -> str:
    """The text of a scalar; one without quotes must not have swallowed a row or lost its end to a comment."""
    if not node.style:
        first, last = node.start_mark.line, node.end_mark.line
        for number in range(first + 1, last + 1):
            key = _FIRST_KEY.match(reading.lines[number])
            if key and key[1] in _HEADINGS:
                reading.broken(number + 1, COLON_REASON)
        if is_quoted(node.value) and Path(reading.file).stem == _DESCRIPTION:
            reading.broken(first + 1, QUOTE_REASON)
        behind = reading.lines[last][node.end_mark.column :]
        if re.match(r"\s+#" if not node.value else r"\s+#\S", behind):
            reading.broken(last + 1, COMMENT_REASON)
    return tidy_text(str(node.value))
