"""Reading a Word document (ECMA-376 part 1, 17): what a reader sees of paragraphs and tables, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring

from mashang.raw import RawCell, RawParagraph
from mashang.sources.cell_text import tidy_text
from mashang.sources.container import Container
from mashang.sources.open_word_numbering import Numbering, child, children, name_of, number_of, value_of

DOCUMENT = "word/document.xml"
_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_UNSEEN = frozenset(
    ("del", "moveFrom", "Fallback", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "instrText", "delText", "rt")
)
"""Elements whose text nobody sees, or sees a second time."""
_MOST_STYLES = 12


def read_word(container: Container) -> tuple[RawParagraph, ...]:
    """The paragraphs and rows that are not blank. A line break parts paragraphs. Raises one of ``BROKEN``."""
    reader = _Reader(
        Numbering.read(_read(container, _NUMBERING)),
        {value_of(one, "styleId"): one for one in children(_read(container, _STYLES), "style")},
    )
    body = child(fromstring(container.read(DOCUMENT)), "body")
    return tuple(reader.list_blocks(body)) if body is not None else ()


def _read(container: Container, part: str) -> Element | None:
    return fromstring(container.read(part)) if container.has(part) else None


@dataclass
class _Reader:
    """Goes through a document once, because numbers depend on what stands before."""

    numbering: Numbering
    styles: dict[str, Element]
    blocks: int = 0
    tables: int = 0
    boxes: list[Element] = field(default_factory=list)

    def list_blocks(self, parent: Element) -> Iterator[RawParagraph]:
        """The blocks below an element, whatever wraps them."""
        for one in parent:
            name = name_of(one)
            if name == "p":
                lines, outline = self.read_paragraph(one)
                for line in lines:
                    yield self._number(line, outline)
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    yield from self.list_blocks(box)
            elif name == "tbl":
                self.tables += 1
                yield from self.list_rows(one, self.tables)
            elif name not in _UNSEEN:
                yield from self.list_blocks(one)

    def _number(self, text: str, outline: int = 0, table: int = 0, cells: tuple[RawCell, ...] = ()) -> RawParagraph:
        self.blocks += 1
        return RawParagraph(self.blocks, text, outline, table, tuple(cell._replace(row=self.blocks) for cell in cells))

    def read_paragraph(self, element: Element) -> tuple[list[str], int]:
        """The lines of a paragraph that are not blank, the first behind its number; and its level as a heading."""
        settings = child(element, "pPr")
        styles = list(self._list_styles(value_of(child(settings, "pStyle"))))
        mark = self._count(settings, styles)
        text = "".join(self._list_texts(element))
        lines = [line for line in (tidy_text(one) for one in text.split("\n")) if line]
        if lines and mark:
            lines[0] = f"{mark} {lines[0]}"
        levels = (child(one, "outlineLvl") for one in (settings, *(child(style, "pPr") for style in styles)))
        outline = next((number_of(one, 9) + 1 for one in levels if one is not None), 0)
        return lines, outline if outline < 10 else 0  # noqa: PLR2004 -- the standard's word for running text

    def _list_styles(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on."""
        for _ in range(_MOST_STYLES):
            style = self.styles.get(name)
            if style is None:
                return
            yield style
            name = value_of(child(style, "basedOn"))

    def _count(self, settings: Element | None, styles: list[Element]) -> str:
        if child(settings, "rPr", "del") is not None:
            return ""
        own = child(settings, "numPr")
        named = [(one, number) for one in styles if (number := child(one, "pPr", "numPr")) is not None]
        list_id = value_of(child(own, "numId")) or next((value_of(child(one, "numId")) for _, one in named), "")
        level = child(own, "ilvl")
        if level is not None or not named:
            return self.numbering.count(list_id, number_of(level, 0))
        style, given = named[0]
        found = self.numbering.find_level(list_id, value_of(style, "styleId"))
        return self.numbering.count(list_id, number_of(child(given, "ilvl"), found))

    def _list_texts(self, element: Element) -> Iterator[str]:
        for one in element:
            name = name_of(one)
            if name == "t":
                yield one.text or ""
            elif name in ("br", "cr"):
                yield "\n"
            elif name in ("tab", "noBreakHyphen"):
                yield "\t" if name == "tab" else "-"
            elif name == "txbxContent":
                self.boxes.append(one)
            elif name not in _UNSEEN and not _is_hidden(one):
                yield from self._list_texts(one)

    def list_rows(self, table: Element, number: int) -> Iterator[RawParagraph]:
        """The rows of a table; what is merged downwards stands in each of them."""
        above: dict[int, str] = {}
        for row in _list_wrapped(table, "tr"):
            if child(row, "trPr", "del") is not None:
                continue
            cells: list[RawCell] = []
            place = 1 + number_of(child(row, "trPr", "gridBefore"), 0)
            for cell in _list_wrapped(row, "tc"):
                settings = child(cell, "tcPr")
                merge = child(settings, "vMerge")
                repeated = merge is not None and value_of(merge) != "restart"
                text = above.get(place, "") if repeated else self._read_cell(cell)
                above[place] = text
                if text:
                    cells.append(RawCell(0, place, text, repeated=repeated))
                place += number_of(child(settings, "gridSpan"), 1)
            if cells:
                yield self._number(" | ".join(cell.text for cell in cells), 0, number, tuple(cells))

    def _read_cell(self, cell: Element) -> str:
        lines: list[str] = []
        for one in cell.iter():
            if name_of(one) == "p":
                lines += self.read_paragraph(one)[0]
        return "\n".join(lines)


def _list_wrapped(parent: Element, name: str) -> Iterator[Element]:
    """The children of a name, be it inside a content control."""
    for one in parent:
        if name_of(one) == name:
            yield one
        elif name_of(one) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _list_wrapped(one, name)


def _is_hidden(run: Element) -> bool:
    hidden = child(run, "rPr", "vanish")
    return hidden is not None and value_of(hidden) not in ("0", "false", "off")
