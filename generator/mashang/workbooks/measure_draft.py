"""Drafts the list of measures from an official document: which cell says what, and which paragraph says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from mashang.checks.suggestions import suggest
from mashang.checks.texts import split_names
from mashang.model import Publication
from mashang.periods import UNDATED
from mashang.raw import RawParagraph
from mashang.tables import MEASURES
from mashang.workbooks.clauses import NameReader, find_running, read_clauses
from mashang.workbooks.document_head import DocumentFacts, read_facts, was_printed
from mashang.workbooks.document_table import TableRow, read_rows
from mashang.workbooks.draft_cells import DraftCell, OpenPoint, RowDraft, draft_row
from mashang.workbooks.draft_levels import Document, choose_units, list_bodies
from mashang.workbooks.draft_tables import Rows, draft_table, fill_rows
from mashang.workbooks.ledger_proposal import list_names
from mashang.workbooks.outline import divide, find_gaps

_COLUMNS = {column.heading: column.name for column in MEASURES.columns}
_FIELD_LIMIT = MEASURES.column("field").limit
_COMMON_TIME = re.compile("[月年](?:底|末)?前|完成时限|时限要求")
"""What may set a time for all measures at once."""
_NEAR = 0.7
_LEVELS = ("县", "市", "区")
_PREFIXES = "BCDEFGHJKLNPQRSTUVWXYZ"


@dataclass(frozen=True)
class MeasureDraft:
    """The rows by column of ours, what is open, and what of the document went nowhere.

    ``taken`` are the sorts of numbers that measures bear, ``levels`` counts the sections of each sort.
    """

    paragraphs: tuple[RawParagraph, ...]
    rows: tuple[Mapping[str, DraftCell], ...] = ()
    points: tuple[OpenPoint, ...] = ()
    taken: tuple[str, ...] = ()
    levels: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def used(self) -> frozenset[int]:
        """The numbers of the paragraphs whose text stands in cells, and wholly so."""
        cells = (cell for row in self.rows for cell in row.values())
        return frozenset(number for cell in cells for number in cell.paragraphs if number not in cell.parts)

    @property
    def unused(self) -> tuple[RawParagraph, ...]:
        """The other paragraphs."""
        return tuple(one for one in self.paragraphs if one.number not in self.used)

    def count(self, column: str) -> int:
        """How many rows say something in a column."""
        return sum(column in row for row in self.rows)


@dataclass(frozen=True, slots=True)
class KnownTables:
    """What a county's tables know: our label for each name of a department, and the ids of measures."""

    names: Mapping[str, str] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()


def list_known(publication: Publication | None, county: str) -> KnownTables:
    """The names and ids of a county of this name; nothing while its tables cannot be read.

    In a county's document 市税务局 is the city's office, whatever ledgers mean by it.
    """
    if publication is None:
        return KnownTables()
    names = list_names(publication).names["departments"]
    others = set(_LEVELS) - {county[-1:]} if county[-1:] in _LEVELS else set()
    own = {name: label for name, label in names.items() if name[0] not in others or name[1:] not in names}
    return KnownTables(own, frozenset(one.id.casefold() for one in publication.measures))


def draft_measures(paragraphs: Sequence[RawParagraph], known: KnownTables, level: str = "") -> MeasureDraft:
    """Draft a table of measures; without rows where none were recognised.

    ``level`` is a sort of numbers, such as ``（一）``, when it is known which are the measures.
    """
    names = NameReader(known.names)
    document = _understand(paragraphs, names)
    units = choose_units(document, level)
    bodies = list_bodies(document, units)
    rows, points = _add_tables(*_draft_units(document, bodies, names), tuple(read_rows(paragraphs)), names)
    if not rows:
        return MeasureDraft(tuple(paragraphs))
    facts, open_facts = _settle(_read_document(paragraphs, bodies))
    rows = tuple(_prefix(rows, known.ids))
    taken = tuple(dict.fromkeys(document.section(place).kind for place in units))
    asked = (
        *(*open_facts, *_ask_day(paragraphs, facts), *_group(points), *_ask_gaps(document, units, taken)),
        *(*_name_unknown(rows, known), *_name_fields(rows)),
    )
    levels = Counter(one.kind for one in document.outline.sections)
    draft = MeasureDraft(tuple(paragraphs), tuple(facts | row for row in rows), asked, taken, levels)
    return _doubt_common_time(draft)


def _understand(paragraphs: Sequence[RawParagraph], names: NameReader) -> Document:
    """The document without its tables, divided, and what its paragraphs say."""
    outline = divide([one for one in paragraphs if not one.table])
    first = {one.paragraphs[0].number: one.first for one in outline.sections}
    clauses = {one.number: read_clauses(first.get(one.number, one.text), one.number, names) for one in paragraphs}
    running = find_running([(number, said.rest) for number, said in clauses.items()], names)
    return Document(outline, clauses, frozenset(one.paragraph for one in running))


def _add_tables(
    rows: Rows, points: tuple[OpenPoint, ...], table: Sequence[TableRow], names: NameReader
) -> tuple[Rows, tuple[OpenPoint, ...]]:
    """The rows with what tables say of them, and what is still open; without rows those of the tables."""
    if not rows:
        return draft_table(table, names)
    full, more = fill_rows(rows, table, names)
    filled = {(new["id"].text, name) for old, new in zip(rows, full, strict=True) for name in new.keys() - old.keys()}
    return full, (*(one for one in points if (one.row, _COLUMNS.get(one.heading)) not in filled), *more)


def _ask_gaps(document: Document, units: Sequence[int], taken: Collection[str]) -> Iterator[OpenPoint]:
    """Numbers of measures that do not follow on one another."""
    for one in find_gaps(document.outline.sections[: max(units, default=0) + 1]):
        if one.kind in taken:
            sentence = f"编号是“{one.mark}”，和前一条不相连，看看是不是漏了，或者文件编错了。"
            yield OpenPoint(sentence, "", "编号", (one.paragraphs[0].number,))


def _ask_day(paragraphs: Sequence[RawParagraph], facts: Mapping[str, DraftCell]) -> Iterator[OpenPoint]:
    """A document that bears no day but that of its printing."""
    printed = tuple(one.number for one in paragraphs if was_printed(one.text))
    if printed and "made_on" not in facts:
        yield OpenPoint("文件只写了印发的日期，成文日期（落款的日期）请填。", "", "成文日期", printed)


def _read_document(paragraphs: Sequence[RawParagraph], bodies: Mapping[int, Sequence[RawParagraph]]) -> DocumentFacts:
    """What is said of the document before its first measure and behind its last one."""
    inside = {one.number for body in bodies.values() for one in body}
    begin, end = min(inside, default=len(paragraphs) + 1), max(inside, default=0)
    free = [one for one in paragraphs if not one.table]
    return read_facts([one for one in free if one.number < begin], [one for one in free if one.number > end])


def _settle(facts: DocumentFacts) -> tuple[dict[str, DraftCell], list[OpenPoint]]:
    """The facts of which only one thing is said."""
    cells: dict[str, DraftCell] = {}
    points = []
    for column, texts in facts.found.items():
        heading, limit = MEASURES.column(column).heading, MEASURES.column(column).limit
        numbers = tuple(dict.fromkeys(number for found in texts.values() for number in found))
        (text, *others) = texts
        if others or len(text) > limit:
            points.append(OpenPoint(f"文件里写了几个，或者太长：{'；'.join(texts)}。请定一个。", "", heading, numbers))
        else:
            cells[column] = DraftCell(text, numbers, frozenset(facts.parts.intersection(numbers)))
    return cells, points


def _draft_units(
    document: Document, bodies: Mapping[int, Sequence[RawParagraph]], names: NameReader
) -> tuple[Rows, tuple[OpenPoint, ...]]:
    """The rows of all measures, each task before the first of its items."""
    tasks = {place: _find_task(document, place) for place in bodies}
    ids = _name_rows(document, bodies, {one for one in tasks.values() if one is not None})
    rows: list[dict[str, DraftCell]] = []
    points: list[OpenPoint] = []
    written: set[int] = set()
    for place, body in bodies.items():
        task = tasks[place]
        if task is not None and task not in written:
            written.add(task)
            own = document.section(task).paragraphs
            row = draft_row(own, document.clauses, names, task=True)
            row.put("id", ids[task], [own[0].number])
            _put_field(row, document, task)
            rows.append(row.cells)
            points += row.named(ids[task])
        row = draft_row(body, document.clauses, names)
        row.put("id", ids[place], [body[0].number])
        if task is not None:
            row.put("parent", ids[task], [document.section(task).paragraphs[0].number])
        _put_field(row, document, place, task)
        rows.append(row.cells)
        points += row.named(ids[place])
    return tuple(rows), tuple(points)


def _find_task(document: Document, place: int) -> int | None:
    """The section that an item is a part of: the nearest of two above it, or one that is more than a heading."""
    above = document.section(place).ancestors
    if not above or (len(above) == 1 and document.is_title_only(above[0])):
        return None
    return above[-1]


def _put_field(row: RowDraft, document: Document, place: int, task: int | None = None) -> None:
    """The outermost heading is the field."""
    above = document.section(place).ancestors
    if not above or above[0] == task:
        return
    number = document.section(above[0]).paragraphs[0].number
    title, rest = document.read_title(above[0])
    if not 0 < len(title) <= _FIELD_LIMIT:
        row.ask("field", f"上面的标题“{title}”超过 {_FIELD_LIMIT} 个字，请写一个短的领域。", [number])
        return
    row.put("field", title, [number])
    if rest or document.clauses[number].mentions:
        row.ask("field", f"标题后面的话没有放进表里：{document.clauses[number].text}", [number])


def _name_rows(document: Document, units: Mapping[int, object], tasks: set[int]) -> dict[int, str]:
    """The ids: numbers as in the document where each is there once, else with those of what stands above."""
    places = [*units, *tasks]
    short = {place: str(document.section(place).serial) for place in places}
    lines = {place: (*document.section(place).ancestors, place) for place in places}
    long = {place: "-".join(str(document.section(one).serial) for one in line) for place, line in lines.items()}
    for ids in (*([] if tasks else [short]), long):
        if len(set(ids.values())) == len(ids) and all(document.section(place).serial for place in places):
            return ids
    return {place: str(number) for number, place in enumerate(sorted(places), start=1)}


def _prefix(rows: Rows, taken: frozenset[str]) -> Iterator[dict[str, DraftCell]]:
    """The rows with ids that the county's table does not have yet: a letter goes before all of them."""
    ids = {row["id"].text for row in rows}
    letter = next(one for one in ("", *_PREFIXES) if not {f"{one}{name}".casefold() for name in ids} & taken)
    for row in rows:
        yield row | {name: replace(row[name], text=letter + row[name].text) for name in ("id", "parent") if name in row}


def _group(points: Iterable[OpenPoint]) -> Iterator[OpenPoint]:
    """What is asked alike of several rows, once."""
    alike: dict[tuple[str, str], list[OpenPoint]] = {}
    for one in points:
        alike.setdefault((one.sentence, one.heading), []).append(one)
    for (sentence, heading), found in alike.items():
        rows = "、".join(dict.fromkeys(one.row for one in found if one.row))
        yield OpenPoint(sentence, rows, heading, tuple(dict.fromkeys(n for one in found for n in one.paragraphs)))


def _name_unknown(rows: Sequence[Mapping[str, DraftCell]], known: KnownTables) -> Iterator[OpenPoint]:
    """Names of departments that the county's table does not have."""
    places: dict[str, list[tuple[str, str]]] = {}
    numbers: dict[str, list[int]] = {}
    for row in rows:
        for column in ("leads", "supporting"):
            for name in split_names(row[column].text) if column in row else ():
                if name not in known.names.values():
                    places.setdefault(name, []).append((row["id"].text, MEASURES.column(column).heading))
                    numbers.setdefault(name, []).extend(row[column].paragraphs)
    if places and not known.names:
        yield OpenPoint("县里的“单位”表还没有单位，或者读不出来，单位名称照文件写，没有核对。", "", "牵头单位")
        return
    for name, found in places.items():
        near = suggest(name, known.names, _NEAR)
        hint = f"是不是“{known.names[near]}”？" if near else ""
        sentence = f"“单位”表里没有“{name}”，照文件写着。{hint}是一个单位的改成表里的名称，或先在“单位”表里加上；"
        sentence += "是几个单位的统称的，写进设置里的 department_groups。"
        rows_named = "、".join(dict.fromkeys(row for row, _ in found))
        yield OpenPoint(sentence, rows_named, found[0][1], tuple(dict.fromkeys(numbers[name])))


def _name_fields(rows: Sequence[Mapping[str, DraftCell]]) -> Iterator[OpenPoint]:
    """Rows without a field, all at once."""
    tasks = {row["parent"].text for row in rows if "parent" in row}
    lacking = [row["id"].text for row in rows if "field" not in row and row["id"].text not in tasks]
    if lacking:
        yield OpenPoint("文件没有分领域，请填（如市场准入、金融支持）。", "、".join(lacking), "领域")


def _doubt_common_time(draft: MeasureDraft) -> MeasureDraft:
    """Where a sentence outside may set a time for all measures, no cell says that the document sets none."""
    common = [one for one in draft.unused if _COMMON_TIME.search(one.text)]
    hollow = [row["id"].text for row in draft.rows if "deadline" in row and row["deadline"].text == UNDATED]
    if not (common and hollow):
        return draft
    rows = tuple(
        {name: cell for name, cell in row.items() if name != "deadline" or cell.text != UNDATED} for row in draft.rows
    )
    numbers = tuple(one.number for one in common)
    point = OpenPoint("这一段里的时限可能是给各条定的，请看一看。", "、".join(hollow), "完成时限", numbers)
    return replace(draft, rows=rows, points=(*draft.points, point))
