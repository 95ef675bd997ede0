"""Proposes how a ledger becomes one of our tables, by headings and by the kind of values below; asks where unsure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from mashang.checks.fault import Fault
from mashang.checks.headings import normalise_heading
from mashang.checks.suggestions import suggest
from mashang.checks.texts import split_names
from mashang.checks.values import read_value
from mashang.model import Department, Publication
from mashang.tables import Column, ColumnType, Dataset
from mashang.workbooks.ledger import ALIASES, SheetLedger, find_known
from mashang.workbooks.ledger_mapping import (
    CONSTANT,
    MEANT,
    OUR_COLUMN,
    OURS,
    THEIRS,
    UNUSED,
    WRITTEN,
    LedgerMapping,
    Question,
)

_NEAR, _HELD = 0.6, 0.75
"""From which likeness on a heading may be meant; the likeness of one that holds a word of ours."""
_TELLING_LENGTH = 3
_MOSTLY, _NEARLY_ALL = 0.5, 0.8
_FEWEST_VALUES = 2
_SAMPLES = 3
_SHOWN = 16
_OFFERED = 8
_COUNTY = re.compile(r"^.{1,6}?[县市区]")
_WORDS = frozenset((ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.ITEMS))
_TELLING = frozenset(
    (ColumnType.DEADLINE, ColumnType.DATE, ColumnType.CHOICE, ColumnType.PHONE, ColumnType.URL, ColumnType.USCC)
)
"""Types whose values tell by themselves what a column holds."""
COMPARED_ONLY = frozenset(("lead", "shown_deadline", "shown_target", "last_percent"))
"""Columns of the month's sheet that are there to be compared: of a ledger they are not read."""
SURE_WORDS: dict[str, tuple[str, ...]] = {
    "推进中": (
        *("正在推进", "进行中", "正在进行", "有序推进", "持续推进", "稳步推进", "推进", "正常推进", "按计划推进"),
        *("在办", "办理中", "正在办理"),
    ),
    "已完成": ("完成", "已办结", "办结", "已销号", "全部完成"),
    "未启动": ("尚未启动", "未开展", "尚未开展", "未开始"),
    "启用": ("在用", "正常", "存续", "开业"),
    "停用": ("撤销", "已撤销", "注销", "已注销"),
}
"""What ledgers write for a status of ours, where it can mean nothing else."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Which texts may stand where something is referred to, each with how we write it, by what is referred to.

    ``ids`` are those of measures by title.
    """

    names: Mapping[str, Mapping[str, str]]

    def accepted(self, dataset: Dataset, column: Column) -> Mapping[str, str] | None:
        """What a cell of a column may say, and how we write it; ``None`` where anything may stand."""
        if dataset.name == "progress" and column.name == "title":
            return self.names["titles"]
        if column.type is ColumnType.CHOICE:
            sure = {word: meant for meant, words in SURE_WORDS.items() if meant in column.choices for word in words}
            return sure | {one: one for one in column.choices}
        if column.refers_to == dataset.name:
            return None
        return self.names.get(column.refers_to)


def list_names(publication: Publication) -> KnownNames:
    """The names that a county's tables know."""
    departments = {text: one.label for one in publication.departments for text in (one.id, one.name, one.short) if text}
    meant = [(text, one.label) for one in publication.departments for text in _list_local(one)]
    counts = Counter(text for text, _ in meant)
    departments = {text: label for text, label in meant if counts[text] == 1} | departments
    return KnownNames(
        {
            "departments": departments | {one: one for one in publication.groups},
            "measures": {one.id: one.id for one in publication.measures},
            "titles": {one.title: one.title for one in publication.measures if one.counted},
            "ids": {one.title: one.id for one in publication.measures if one.counted},
            "grids": {text: one.name for one in publication.grids for text in (one.id, one.name)},
        }
    )


def _list_local(department: Department) -> frozenset[str]:
    """What a department is called inside the county: without the county's name, or with 县 before it."""
    bare = {_COUNTY.sub("", department.name), department.short} - {""}
    return frozenset(bare | {f"{level}{name}" for name in bare for level in "县市区"})


def propose_mapping(
    ledger: SheetLedger, dataset: Dataset, known: KnownNames, decided: LedgerMapping
) -> tuple[LedgerMapping, tuple[Question, ...]]:
    """What is sure, over what is ``decided`` already, and the questions about the rest."""
    mapping, open_columns = _propose_columns(ledger, dataset, known, decided)
    values = {name: dict(texts) for name, texts in decided.values.items()}
    open_values = tuple(_ask_values(ledger, mapping, known, values))
    mapping = replace(mapping, values=values)
    lacking = () if open_columns else tuple(_ask_lacking(ledger, mapping))
    return mapping, (*open_columns, *lacking, *open_values)


def answer_question(mapping: LedgerMapping, question: Question, answer: str) -> LedgerMapping:
    """The mapping with one question answered; a column of theirs may be named where a text for every row is asked."""
    entry = dict(question.entry)
    names = {one.heading: one.name for one in mapping.dataset.columns}
    if question.asked == OURS:
        return replace(mapping, columns=(*mapping.columns, (entry[THEIRS], names.get(answer, ""))))
    name = names[entry[OUR_COLUMN]]
    if question.asked == CONSTANT and answer in dict(mapping.columns):
        kept = (pair for pair in mapping.columns if pair != (answer, ""))
        return replace(mapping, columns=(*kept, (answer, name)))
    if question.asked == CONSTANT:
        return replace(mapping, constants={**mapping.constants, name: answer})
    values = {**mapping.values, name: {**mapping.values.get(name, {}), entry[WRITTEN]: answer}}
    return replace(mapping, values=values)


def _propose_columns(
    ledger: SheetLedger, dataset: Dataset, known: KnownNames, decided: LedgerMapping
) -> tuple[LedgerMapping, tuple[Question, ...]]:
    given = {theirs for theirs, _ in decided.columns}
    new = [theirs for theirs in ledger.names.values() if theirs not in given]
    taken = set(decided.filled)
    sure: dict[str, str] = {}
    for theirs in sorted(new, key=lambda one: not _is_exact(dataset, one)):
        column = find_known(dataset, theirs)
        if column and column.name not in taken and _is_sure(ledger, dataset, known, theirs, column):
            sure[theirs] = column.name
            taken.add(column.name)
    free = [one for one in dataset.columns if one.name not in taken]
    columns, questions = list(decided.columns), []
    for theirs in new:
        likely = [] if theirs in sure else _list_likely(ledger, dataset, known, theirs, free)
        if likely:
            questions.append(_ask_column(ledger, theirs, likely, free))
        else:
            columns.append((theirs, sure.get(theirs, "")))
    order = list(ledger.names.values())
    columns.sort(key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))
    return replace(decided, columns=tuple(columns)), tuple(questions)


def _is_exact(dataset: Dataset, theirs: str) -> bool:
    column = find_known(dataset, theirs)
    return column is not None and normalise_heading(column.heading) == normalise_heading(theirs)


def _is_sure(ledger: SheetLedger, dataset: Dataset, known: KnownNames, theirs: str, column: Column) -> bool:
    """Whether a known heading means its column: the values fit, and a number of rows is no identifier of ours."""
    texts = ledger.list_texts(theirs)
    if normalise_heading(theirs) in dataset.ordinals:
        return column.refers_to == "measures" and bool(texts) and _fit(dataset, known, column, texts) == 1
    return not texts or column.type in _WORDS or _fit(dataset, known, column, texts) >= _MOSTLY


def _fit(dataset: Dataset, known: KnownNames, column: Column, texts: Sequence[str]) -> float:
    """The share of the texts that a column of ours could hold."""
    accepted = known.accepted(dataset, column)
    if accepted is not None:
        parts = [part for text in texts for part in _part(column, text)]
        return sum(part in accepted for part in parts) / max(1, len(parts))
    return sum(not isinstance(read_value(column, text), Fault) for text in texts) / max(1, len(texts))


def _part(column: Column, text: str) -> tuple[str, ...]:
    return split_names(text) if column.many else (text,)


def _list_likely(
    ledger: SheetLedger, dataset: Dataset, known: KnownNames, theirs: str, free: Iterable[Column]
) -> list[Column]:
    """The columns that a heading may mean, the likeliest first: by likeness, else by the kind of values below."""
    texts = ledger.list_texts(theirs)
    plain = normalise_heading(theirs)
    if not texts or (plain in dataset.ordinals and dataset.name == "progress"):
        return []
    scored = []
    for column in free:
        if column.name in COMPARED_ONLY:
            continue
        words = (column.heading, *column.synonyms, *ALIASES.get(dataset.name, {}).get(column.name, ()))
        likeness = max(_liken(plain, normalise_heading(word)) for word in words)
        accepted = known.accepted(dataset, column)
        telling = column.type in _TELLING or (accepted is not None and column.type is not ColumnType.ID)
        fits = _fit(dataset, known, column, texts) if column.type not in _WORDS or accepted else 1.0
        by_kind = telling and len(texts) >= _FEWEST_VALUES and fits >= _NEARLY_ALL
        if by_kind or (likeness >= _NEAR and (fits >= _MOSTLY or column.type is ColumnType.CHOICE)):
            scored.append((likeness + fits * by_kind, column))
    return [column for _, column in sorted(scored, key=lambda one: -one[0])]


def _liken(one: str, other: str) -> float:
    held = _HELD if len(other) >= _TELLING_LENGTH and other in one else 0.0
    return max(held, SequenceMatcher(None, one, other).ratio())


def _ask_column(ledger: SheetLedger, theirs: str, likely: Sequence[Column], free: Iterable[Column]) -> Question:
    samples = tuple(dict.fromkeys(ledger.list_texts(theirs)))[:_SAMPLES]
    shown = "".join(f"“{_shorten(text)}”" for text in samples)
    rest = [one for one in free if one not in likely and one.name not in COMPARED_ONLY]
    options = (*(one.heading for one in (*likely, *rest)), UNUSED)
    hint = f"“{theirs}”这一列（如{shown}），是不是“{options[0]}”？也可以写：{'、'.join(options[1:])}。"
    return Question(((THEIRS, theirs),), OURS, hint, options, likely[0].heading)


def _ask_lacking(ledger: SheetLedger, mapping: LedgerMapping) -> Iterator[Question]:
    """Required columns that nothing fills: a text for every row, or a second use of one of their columns."""
    for column in mapping.lacking:
        choices = f"（{'、'.join(column.choices)}）" if column.choices else ""
        hint = f"“{column.heading}”是必填的，台账里没有哪一列对应它。每一行都一样的，写上内容{choices}；"
        hint += f"在台账的某一列里，就删掉这一条，另加一条“{THEIRS}”“{OURS}: {column.heading}”。"
        yield Question(((OUR_COLUMN, column.heading),), CONSTANT, hint, tuple(ledger.names.values()))


def _ask_values(
    ledger: SheetLedger, mapping: LedgerMapping, known: KnownNames, values: dict[str, dict[str, str]]
) -> Iterator[Question]:
    """What stands in columns of choice and of names and is none of ours; sure words are entered without asking."""
    for theirs, name in mapping.columns:
        column = mapping.dataset.column(name) if name else None
        accepted = known.accepted(mapping.dataset, column) if column else None
        if column is None or accepted is None or name in COMPARED_ONLY:
            continue
        parts = (part for text in ledger.list_texts(theirs) for part in _part(column, text))
        for part in dict.fromkeys(parts):
            if part in values.get(name, {}) or accepted.get(part) == part:
                continue
            if part in accepted:
                if column.type is ColumnType.CHOICE:
                    values.setdefault(name, {})[part] = accepted[part]
                continue
            near = accepted.get(suggest(part, accepted), "")
            ours = tuple(dict.fromkeys(accepted.values()))
            offered = "、".join(ours[:_OFFERED]) + ("等" if len(ours) > _OFFERED else "")
            hint = f"“{theirs}”里的“{_shorten(part)}”，" + (f"是不是“{near}”？" if near else "")
            hint += f"可以写：{offered}；这一项不取就写“{UNUSED}”。"
            yield Question(((OUR_COLUMN, column.heading), (WRITTEN, part)), MEANT, hint, (*ours, UNUSED), near)


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
