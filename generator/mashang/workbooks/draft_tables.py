"""What the table in an official document adds to the measures of its text; without such a text, the measures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mashang.periods import UNDATED
from mashang.tables import MEASURES
from mashang.workbooks.clauses import NAMES, Mention, NameReader
from mashang.workbooks.document_table import TableRow, name_group
from mashang.workbooks.draft_cells import DraftCell, OpenPoint, RowDraft, place_mentions, place_texts

Rows = tuple[dict[str, DraftCell], ...]
_FILLED = ("leads", "supporting", "deadline", "target_text")
_LONG_ENOUGH = 5
_FIELD_LIMIT = MEASURES.column("field").limit
_PLAIN_ID = re.compile("[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")


def draft_table(table: Sequence[TableRow], names: NameReader) -> tuple[Rows, tuple[OpenPoint, ...]]:
    """The rows of a document whose measures stand in a table only."""
    serials = [line.serial for line in table]
    own = len(set(serials)) == len(serials) and all(map(_PLAIN_ID.fullmatch, serials))
    rows: list[dict[str, DraftCell]] = []
    points: list[OpenPoint] = []
    for number, line in enumerate(table, start=1):
        row = _place_names(line, names)
        _place_words(row, line)
        row.put("id", line.serial if own else str(number), [line.number])
        if "leads" not in row.cells:
            row.ask("leads", "表里没有写牵头单位，请填。", [line.number])
        if line.group and len(name_group(line.group)) <= _FIELD_LIMIT:
            row.put("field", name_group(line.group), [line.group.number])
        rows.append(row.cells)
        points += row.named(row.cells["id"].text)
    return tuple(rows), tuple(points)


def _place_names(line: TableRow, names: NameReader) -> RowDraft:
    """A row with the departments and the time of a line."""
    row = RowDraft()
    mentions = []
    for column in _FILLED:
        text = line.texts.get(column, "")
        found, others = names.split(text) if column in NAMES else ((text,) if text else (), False)
        if found:
            mentions.append(Mention(column, found, line.number, others))
    place_mentions(row, mentions)
    return row


def _list_left(row: RowDraft, line: TableRow) -> list[str]:
    """What a line says that no cell says yet, each under its heading."""
    cells = [cell.text for cell in row.cells.values()]
    left = [
        f"{MEASURES.column(column).heading}：{text}"
        for column, text in line.texts.items()
        if column not in row.cells and not any(text in cell for cell in cells)
    ]
    return [*left, *line.others]


def _place_words(row: RowDraft, line: TableRow) -> None:
    title, text = (line.texts.get(name, "") for name in ("title", "text"))
    limit = MEASURES.column("title").limit
    if 0 < len(title) <= limit:
        row.put("title", title, [line.number])
        row.put("text", text or title, [line.number])
    else:
        place_texts(row, [(line.number, "\n".join(filter(None, (title, text))))])
    left = _list_left(row, line)
    if left:
        row.put("text", "\n".join((row.cells["text"].text, *left)), [line.number])


def fill_rows(rows: Rows, table: Sequence[TableRow], names: NameReader) -> tuple[Rows, tuple[OpenPoint, ...]]:
    """Fill what the text leaves open from lines that surely are about the same measure; others are left to a person."""
    filled = list(rows)
    points: list[OpenPoint] = []
    for line in table:
        said = _plain(line.texts.get("title") or line.texts.get("text", ""))
        places = [place for place, row in enumerate(rows) if _is_about(row, said)]
        row = _place_names(line, names)
        target = filled[places[0]] if len(places) == 1 else {}
        other = [column for column in row.cells if column in target and not _agree(target[column], row.cells[column])]
        if not target or other:
            sentence = "表里的这一行和正文的措施对不上，或者写的不一样，没有用，请核对。"
            points.append(OpenPoint(sentence, target["id"].text if target else "", "", (line.number,)))
            continue
        both = {
            column: DraftCell(cell.text, tuple(dict.fromkeys((*_list_numbers(target, column), line.number))))
            for column, cell in row.cells.items()
        }
        filled[places[0]] = target | both
        open_cells = RowDraft({**filled[places[0]]}, row.points)
        left = [one for one in _list_left(open_cells, line) if _plain(one.partition("：")[2]) != said]
        if left:
            open_cells.ask("text", f"表里这一行还写着：{'；'.join(left)}", [line.number])
        points += open_cells.named(target["id"].text)
    return tuple(filled), tuple(points)


def _list_numbers(row: dict[str, DraftCell], column: str) -> tuple[int, ...]:
    return row[column].paragraphs if column in row and row[column].text != UNDATED else ()


def _agree(mine: DraftCell, theirs: DraftCell) -> bool:
    return mine.text in (theirs.text, UNDATED)


def _is_about(row: dict[str, DraftCell], said: str) -> bool:
    title = _plain(row["title"].text) if "title" in row else ""
    return bool(title) and (title == said or (len(title) > _LONG_ENOUGH and said.startswith(title)))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
