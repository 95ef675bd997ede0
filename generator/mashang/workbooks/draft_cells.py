"""One measure of an official document as the cells of its row, and what a person must decide about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mashang.checks.dates import read_deadline
from mashang.checks.fault import Fault
from mashang.periods import UNDATED
from mashang.raw import RawParagraph
from mashang.tables import MEASURES
from mashang.workbooks.clauses import (
    RESPONSIBLE,
    Clauses,
    Mention,
    NameReader,
    find_running,
    find_running_deadlines,
    names_time,
)
from mashang.workbooks.draft_levels import split_title
from mashang.workbooks.ledger import find_known

_SHOWN = 40
_TOLD = re.compile("[（(【](?=.*(?:牵头|责任|配合|时限)).*[）)】]$")
"""Who and when, in brackets at the end of a title, where it was not understood."""
_SAID = re.compile("[（(【〔]?[\u4e00-\u9fff]{2,8}[：:]|[（(【〔].*(?:牵头|责任|配合|负责)")
"""A text behind a title that is no more than this."""


@dataclass(frozen=True, slots=True)
class DraftCell:
    """What a cell is to say, and the numbers of the paragraphs that it comes from; ``parts`` of them say more."""

    text: str
    paragraphs: tuple[int, ...]
    parts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What a person must decide: about which row and column, by which paragraphs."""

    sentence: str
    row: str = ""
    heading: str = ""
    paragraphs: tuple[int, ...] = ()


@dataclass
class RowDraft:
    """A row in the making."""

    cells: dict[str, DraftCell] = field(default_factory=dict)
    points: list[OpenPoint] = field(default_factory=list)

    def put(self, column: str, text: str, paragraphs: Iterable[int]) -> None:
        """Write a cell."""
        self.cells[column] = DraftCell(text, tuple(dict.fromkeys(paragraphs)))

    def ask(self, column: str, sentence: str, paragraphs: Iterable[int]) -> None:
        """Leave something to a person."""
        heading = MEASURES.column(column).heading
        self.points.append(OpenPoint(sentence, "", heading, tuple(dict.fromkeys(paragraphs))))

    def named(self, row: str) -> Iterator[OpenPoint]:
        """The open points, with the id of the row."""
        return (replace(one, row=row) for one in self.points)


def draft_row(
    body: Sequence[RawParagraph], clauses: Mapping[int, Clauses], names: NameReader, *, task: bool = False
) -> RowDraft:
    """The row of a measure from its paragraphs. A task may leave everything but the title to its items."""
    row = RowDraft()
    told = [clauses[one.number] for one in body]
    mentions = [mention for one in told for mention in one.mentions]
    placed = place_mentions(row, mentions)
    texts: list[tuple[int, str]] = []
    for index, (one, said) in enumerate(zip(body, told, strict=True)):
        prefix = one.text[: one.text.find(said.text)] if index else ""
        rest = said.rest if all(mention in placed for mention in said.mentions) else said.text
        texts.append((one.number, f"{prefix}{rest}" if rest else ""))
        if said.doubt:
            row.ask("leads", f"“{_quote(said.doubt)}”没有全部读懂，原文留在“内容”里，请核对单位和时限。", [one.number])
    place_texts(row, texts)
    if task and "text" in row.cells and row.cells["text"].text == texts[0][1]:
        del row.cells["text"]
    if not task:
        _search_running(row, texts, names, dated=any(one.column == "deadline" for one in mentions))
    return row


def place_mentions(row: RowDraft, mentions: Sequence[Mention]) -> set[Mention]:
    """Write what is said of departments and time; returns what went into cells."""
    return _place_names(row, mentions) | _place_others(row, mentions)


def place_texts(row: RowDraft, texts: Sequence[tuple[int, str]]) -> None:
    """Title and text: the first sentence, and what follows."""
    begin = next((index for index, (_, text) in enumerate(texts) if text), 0)
    first, sentence = texts[begin]
    title, rest = split_title(sentence)
    column = find_known(MEASURES, title)
    if column and column.name == "title":  # 项目名称：…
        title, rest = split_title(rest)
    told = _TOLD.search(title)
    if told:
        title, rest = title[: told.start()], told[0] + rest
    body = [(number, text) for number, text in ((first, rest), *texts[begin + 1 :]) if text]
    limit = MEASURES.column("title").limit
    if 0 < len(title) <= limit:
        row.put("title", title, [number for number, _ in texts[: begin + 1]])
        body = [(first, sentence), *body[1:]] if not body or (rest and _SAID.match(rest)) else body
    else:
        body = [one for one in texts if one[1]]
        reason = f"第一句超过 {limit} 个字，没有当作标题" if title else "没有写标题"
        row.ask("title", f"{reason}，请起一个短的标题。", [first])
    if body:
        row.put("text", "\n".join(text for _, text in body), [number for number, _ in body])


def _place_names(row: RowDraft, mentions: Sequence[Mention]) -> set[Mention]:
    """Who leads and who supports; returns what went into cells."""
    leads = [one for one in mentions if one.column == "leads"]
    others = [one for one in mentions if one.column == RESPONSIBLE]
    placed = set(leads)
    if not leads:
        leads, others = others, []
        placed = set(leads)
    led = _put_names(row, "leads", leads, ())
    if len(leads) > 1:
        row.ask(
            "leads",
            "几处分别写了牵头的单位，先都写上；各管一件的，可以拆成事项（填“上级任务”）。",
            _list_numbers(leads),
        )
    for one in others:
        if set(one.texts) <= set(led):
            placed.add(one)
        else:
            said = "、".join(one.texts)
            row.ask(
                "supporting", f"除了牵头的，还写着责任单位“{_quote(said)}”：是一起牵头还是配合，请定。", [one.paragraph]
            )
    supporting = [one for one in mentions if one.column == "supporting"]
    _put_names(row, "supporting", supporting, led)
    return placed | set(supporting)


def _put_names(row: RowDraft, column: str, mentions: Sequence[Mention], without: Sequence[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(text for one in mentions for text in one.texts if text not in without))
    if names:
        row.put(column, "、".join(names), _list_numbers(mentions))
    if any(one.others for one in mentions):
        row.ask(column, "文件写着“等”，只写上了点名的单位，还有哪些请补上。", _list_numbers(mentions))
    return names


def _place_others(row: RowDraft, mentions: Sequence[Mention]) -> set[Mention]:
    """Deadline and target, where there is one and it can be read."""
    placed: set[Mention] = set()
    for column in ("deadline", "target_text"):
        found = [one for one in mentions if one.column == column]
        texts = list(dict.fromkeys(one.texts[0] for one in found))
        if len(texts) > 1:
            row.ask(column, f"写了几个：{_quote('；'.join(texts))}。请定一个，或者拆成事项。", _list_numbers(found))
        elif texts and column == "deadline" and isinstance(read_deadline(texts[0]), Fault):
            row.ask(column, f"写的是“{_quote(texts[0])}”，看不出是哪一天，请写明年月。", _list_numbers(found))
        elif texts and len(texts[0]) <= MEASURES.column(column).limit:
            row.put(column, texts[0], _list_numbers(found))
            placed |= set(found)
    return placed


def _search_running(row: RowDraft, texts: Sequence[tuple[int, str]], names: NameReader, *, dated: bool) -> None:
    """What running text says for certain, where nothing else says it."""
    numbers = [number for number, text in texts if text] or [number for number, _ in texts]
    if "leads" not in row.cells:
        found = list(find_running(texts, names))
        if any(one.column == "leads" for one in found):
            _place_names(row, [one for one in found if one.column not in row.cells])
    if "leads" not in row.cells:
        row.ask("leads", "文件里没有写牵头单位，请填。", numbers)
    if dated:
        return
    found_times = list(find_running_deadlines(texts))
    days = {one.texts[0] for one, _ in found_times}
    if len(days) == 1 and all(sure for _, sure in found_times):
        row.put("deadline", days.pop(), _list_numbers([one for one, _ in found_times]))
    elif any(names_time(text) for _, text in texts):
        row.ask("deadline", "文字里有时间，不能断定是完成时限，请看一看；没有定的填“文件未定时限”。", numbers)
    else:
        row.put("deadline", UNDATED, numbers)


def _list_numbers(mentions: Iterable[Mention]) -> list[int]:
    return [one.paragraph for one in mentions]


def _quote(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
