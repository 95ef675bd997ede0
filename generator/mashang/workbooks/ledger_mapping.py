"""How another system's table, a 台账, becomes one of ours: the mapping that staff keep and may change.

The file is a list of short entries, one fact each, so that every fault in it has a line: which table of ours; which of
our columns a column of theirs fills; which text of theirs means which of ours; what stands in every row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mashang.checks.headings import normalise_heading
from mashang.checks.suggestions import suggest
from mashang.problems import Location, Problem, problem
from mashang.raw import RawCell, RawTable
from mashang.tables import BY_NAME, CASES, MEASURED, PROGRESS, Column, ColumnType, Dataset

UNUSED, OPEN = "不用", "？"
"""What is not taken over; what has yet to be decided."""
TABLE, THEIRS, OURS, OUR_COLUMN, WRITTEN, MEANT, CONSTANT = (
    *("数据表", "台账列", "对应", "我们的列", "台账写", "改成", "都填"),
)
"""The keys of the entries."""
_SHAPES = ((TABLE,), (THEIRS, OURS), (OUR_COLUMN, WRITTEN, MEANT), (OUR_COLUMN, CONSTANT))
_NAMES = ("progress", "measures", "departments", "windows", "matters", "enterprises", "grids", "ratings", "reports")
ADOPTABLE = tuple(BY_NAME[name] for name in _NAMES)
"""The tables that a ledger may be taken into; of two that fit alike the first is proposed."""
_PLAIN = re.compile(r"\w[\w（）《》〔〕、。，％%/.+-]*")


@dataclass(frozen=True, slots=True)
class LedgerMapping:
    """A mapping as decided so far.

    ``columns`` pairs each heading of theirs, in their order, with the name of our column that it fills; the name is
    empty where the column is not used. One heading may fill several. ``values`` hold our text by our column and their
    text, ``constants`` the text of every row by our column.
    """

    dataset: Dataset
    columns: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def unused(self) -> tuple[str, ...]:
        """Their headings that fill nothing."""
        return tuple(theirs for theirs, ours in self.columns if not ours)

    @property
    def filled(self) -> frozenset[str]:
        """The names of our columns that get something."""
        return frozenset(ours for _, ours in self.columns if ours) | frozenset(self.constants)

    @property
    def lacking(self) -> tuple[Column, ...]:
        """Required columns of ours that nothing fills. A title may name a measure, a percent stand for 状态.

        A case is known by its number in the other system; ours is given when it is taken over.
        """
        found, wanted = self.filled, {one.name for one in self.dataset.columns if one.required}
        if self.dataset is PROGRESS:
            wanted -= {"measure"} if "title" in found else set()
            wanted |= set() if found.intersection(MEASURED) else {"written_status"}
        if self.dataset is CASES:
            wanted = (wanted - {"number"}) | {"foreign_number"}
        return tuple(one for one in self.dataset.columns if one.name in wanted - found)


@dataclass(frozen=True, slots=True)
class Question:
    """What is not clear: ``entry`` is the entry of the mapping without its last value, which is asked for.

    ``hint`` says what it is about, ``options`` what may be written, ``proposed`` what it probably is.
    """

    entry: tuple[tuple[str, str], ...]
    asked: str
    hint: str
    options: tuple[str, ...] = ()
    proposed: str = ""

    @property
    def strict(self) -> bool:
        """Whether nothing but an option may be written."""
        return self.asked != CONSTANT


def read_mapping(table: RawTable) -> tuple[LedgerMapping | None, tuple[Problem, ...]]:
    """The decided part of a mapping's file, and what is wrong or open in it; ``None`` without a table of ours."""
    keys = {cell.column: cell.text for cell in table.rows[0].cells}
    entries = [{keys[cell.column]: cell for cell in row.cells} for row in table.rows[1:]]
    named = [cells[TABLE] for cells in entries if TABLE in cells]
    titles = {one.title: one for one in ADOPTABLE}
    if not named or named[0].text not in titles:
        where = table.locate(named[0], TABLE) if named else Location(table.file)
        hint = f"写一条“{TABLE}”，内容是其中一个：{'、'.join(titles)}。"
        return None, (problem("mapping-column", where, value=named[0].text if named else "", hint=hint),)
    dataset = titles[named[0].text]
    problems: list[Problem] = []
    columns: list[tuple[str, str]] = []
    values: dict[str, dict[str, str]] = {}
    constants: dict[str, str] = {}
    for cells in entries:
        texts = {key: cell.text for key, cell in cells.items()}
        fault = _find_fault(table, dataset, cells)
        if fault:
            problems.append(fault)
        elif THEIRS in texts:
            columns.append((texts[THEIRS], _name_column(dataset, texts[OURS])))
        elif CONSTANT in texts:
            constants[_name_column(dataset, texts[OUR_COLUMN])] = texts[CONSTANT]
        elif MEANT in texts:
            values.setdefault(_name_column(dataset, texts[OUR_COLUMN]), {})[texts[WRITTEN]] = texts[MEANT]
    return LedgerMapping(dataset, tuple(columns), values, constants), tuple(problems)


def check_mapping(mapping: LedgerMapping, file: str) -> Iterator[Problem]:
    """What a mapping cannot be applied with: a column filled twice, a required one that nothing fills."""
    filled = [ours for _, ours in mapping.columns if ours] + list(mapping.constants)
    for name in dict.fromkeys(one for one in filled if filled.count(one) > 1):
        heading = mapping.dataset.column(name).heading
        yield problem("mapping-twice", Location(file, heading=heading), heading=heading)
    for column in mapping.lacking:
        yield problem("mapping-required", Location(file, heading=column.heading), heading=column.heading)


def _find_fault(table: RawTable, dataset: Dataset, cells: Mapping[str, RawCell]) -> Problem | None:
    """What is wrong with one entry."""
    where = Location(table.file, row=next(iter(cells.values())).row)
    texts = {key: cell.text for key, cell in cells.items()}
    if {*texts} not in map(set, _SHAPES):
        return problem("mapping-entry", where, found="、".join(texts))
    if OPEN in texts.values():
        return problem("mapping-open", where, subject=texts.get(WRITTEN) or texts.get(THEIRS) or texts[OUR_COLUMN])
    key = OURS if OURS in cells else OUR_COLUMN
    if key not in cells or (key == OURS and texts[key] == UNUSED):
        return None
    name = _name_column(dataset, texts[key])
    if not name:
        headings = [one.heading for one in dataset.columns]
        near = suggest(texts[key], headings)
        known = f"是不是“{near}”？" if near else f"可用的列：{'、'.join(headings)}。"
        hint = known + f"台账的这一列不取，就写“{UNUSED}”。"
        return problem("mapping-column", table.locate(cells[key], key), value=texts[key], hint=hint)
    column = dataset.column(name)
    meant = texts.get(MEANT) or texts.get(CONSTANT)
    if column.type is ColumnType.CHOICE and meant and meant not in (*column.choices, UNUSED):
        slots = {"heading": column.heading, "value": meant, "choices": "、".join(column.choices), "hint": ""}
        return problem("choice-unknown", table.locate(cells[MEANT if MEANT in cells else CONSTANT]), **slots)
    return None


def _name_column(dataset: Dataset, heading: str) -> str:
    """The name of the column of this heading; empty when there is none."""
    plain = normalise_heading(heading)
    return next((one.name for one in dataset.columns if normalise_heading(one.heading) == plain), "")


def render_mapping(mapping: LedgerMapping, questions: Iterable[Question], source: str) -> str:
    """The file of a mapping, as staff read and change it; what is open stands there with what may be written."""
    dataset = mapping.dataset
    asked = list(questions)
    parts = [
        f"# 台账“{source}”怎样变成我们的“{dataset.title}”表。可以直接改；写着“{OPEN}”的还没有定。",
        f"# “{OURS}”写我们的列名，这一列不取就写“{UNUSED}”。\n",
        _render_entry(((TABLE, dataset.title),)),
        "# 台账的各列，照它的先后\n",
    ]
    heading = {one.name: one.heading for one in dataset.columns}
    parts += [_render_entry(((THEIRS, theirs), (OURS, heading.get(ours, UNUSED)))) for theirs, ours in mapping.columns]
    parts += _render_open(one for one in asked if one.asked == OURS)
    parts.append("# 台账里没有、每一行都一样的内容\n")
    parts += [
        _render_entry(((OUR_COLUMN, heading[name]), (CONSTANT, text))) for name, text in mapping.constants.items()
    ]
    parts += _render_open(one for one in asked if one.asked == CONSTANT)
    parts.append("# 台账的写法和我们的写法\n")
    for name, texts in mapping.values.items():
        for written, meant in texts.items():
            parts.append(_render_entry(((OUR_COLUMN, heading[name]), (WRITTEN, written), (MEANT, meant))))
    parts += _render_open(one for one in asked if one.asked == MEANT)
    return "\n".join(parts)


def _render_open(questions: Iterable[Question]) -> Iterator[str]:
    for one in questions:
        yield f"# {one.hint}\n" + _render_entry((*one.entry, (one.asked, OPEN)))


def _render_entry(entry: Iterable[tuple[str, str]]) -> str:
    lines = [f"{key}: {_quote(text)}" for key, text in entry]
    return "- " + "\n  ".join(lines) + "\n"


def _quote(text: str) -> str:
    """A text as YAML: bare where nothing in it means anything there."""
    return text if text == OPEN or _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
