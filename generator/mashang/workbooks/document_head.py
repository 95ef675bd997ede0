"""What the head and the end of an official document say of it: title, 发文字号, 成文日期, issuing body (GB/T 9704)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mashang.checks.dates import read_date
from mashang.checks.fault import Fault, narrow
from mashang.raw import RawParagraph
from mashang.spelling import spell_ordinal
from mashang.tables import MEASURES
from mashang.workbooks.ledger import find_known

_NUMBER = re.compile(
    r"[（(]?([\u4e00-\u9fff]{2,14}[〔\[［【（(](?:19|20)[0-9]{2}[〕\]］】）)]第?[0-9]{1,4}号)[)）]?(?:[\s　]+签发人.*)?"
)
_BODY = "[\u4e00-\u9fff]{2,28}(?:政府|办公室|委员会|局|委|办|领导小组|部|院|厅)"
_BANNER = re.compile(f"({_BODY})文件")
_ORGAN = re.compile(_BODY)
_NAMED = re.compile("印发[^《》。]{0,6}《([^》]{4,60})》|《([^》]{4,60})》[^。《]{0,40}印发(?:给|你们|执行)")
_NOTICE = re.compile(".*关于印发(.{4,60}?)的通知")
_TITLE = re.compile(
    r"[^。；，：]{4,60}?(?:措施|方案|意见|办法|清单|计划|规定|细则|举措|条例|要点|政策|台账|(?:分解|分工|任务|责任|清单)表|分工|[0-9一二三四五六七八九十]+条)(?:[（(][^）)]{1,12}[)）])?"
)
_DATED = re.compile(r"[（(]?([^（()）]{6,14})[)）]?")
_PRINTED = re.compile(r".{0,30}?(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日印发")
_CLOSING = re.compile(r"附件[0-9一二三四五六七八九十]*[：:\s]|附[：:]|抄送|[（(]此件|主题词|联系人|[（(]联系")
_LABELLED = re.compile(r"([\u4e00-\u9fff]{2,6})[：:][\s　]*(.+)")
_FACTS = frozenset(("document_number", "made_on", "published_on", "publisher", "index_number"))
_LONGEST = 34
_SHORT_TITLE = 8


@dataclass
class DocumentFacts:
    """What is said of the document by column of ours, each with the texts and the paragraphs that say so.

    ``parts`` are paragraphs that say more than that.
    """

    found: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    parts: set[int] = field(default_factory=set)

    def add(self, column: str, text: str, *numbers: int) -> None:
        """Note what paragraphs say."""
        self.found.setdefault(column, {}).setdefault(text, []).extend(numbers)


def read_day(text: str) -> str:
    """A day as we write it, of one in figures or in Chinese (二〇二六年三月五日); empty when it is none."""
    plain = re.sub("[○Ｏ零]", "〇", re.sub(r"\s", "", narrow(text)))
    if re.match("[一二]", plain):
        year, _, rest = plain.partition("年")
        digits = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")}
        ordinals = {spell_ordinal(number): str(number) for number in range(1, 32)}
        month, _, day = rest.partition("月")
        plain = "".join(digits.get(sign, "?") for sign in year)
        plain += f"年{ordinals.get(month, '?')}月{ordinals.get(day.rstrip('日'), '?')}日"
    found = read_date(plain)
    return "" if isinstance(found, Fault) else found.isoformat()


def is_title(text: str) -> bool:
    """Whether a line ends as titles of such documents do."""
    return bool(_TITLE.fullmatch(_join(text)))


def is_closing(paragraphs: Sequence[RawParagraph], index: int) -> bool:
    """Whether a document's end begins at this paragraph: who signs, a day, attachments, who gets it."""
    text = paragraphs[index].text
    if _CLOSING.match(text) or _PRINTED.fullmatch(text) or _find_day(text):
        return True
    following = paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
    return bool(_ORGAN.fullmatch(_join(text)) and _find_day(following))


def was_printed(text: str) -> bool:
    """Whether a line says when a document was printed, which is not the day it bears."""
    return bool(_PRINTED.fullmatch(text))


def _join(text: str) -> str:
    return "".join(text.split())


def _find_day(text: str) -> str:
    found = _DATED.fullmatch(text.strip())
    return read_day(found[1]) if found else ""


def read_facts(head: Sequence[RawParagraph], end: Sequence[RawParagraph]) -> DocumentFacts:
    """What paragraphs before the first measure and behind the last one say of the document."""
    facts = DocumentFacts()
    for part in (head, end):
        for index, one in enumerate(part):
            for column, text in _read_line(one.text):
                facts.add(column, text, one.number)
            signed = _list_signed(part[:index]) if _find_day(one.text) else []
            if signed:
                bodies = (body for line in signed for body in line.text.split())
                facts.add("publisher", "、".join(bodies), one.number, *(line.number for line in signed))
    _read_title(facts, head)
    return facts


def _list_signed(above: Sequence[RawParagraph]) -> list[RawParagraph]:
    """The lines above a day that name nothing but who signs; several may sign together."""
    signed: list[RawParagraph] = []
    for one in reversed(above):
        if not all(map(_ORGAN.fullmatch, one.text.split())) and not _ORGAN.fullmatch(_join(one.text)):
            break
        signed.insert(0, one)
    return signed


def _read_line(text: str) -> Iterator[tuple[str, str]]:
    plain = _join(text)
    labelled = _LABELLED.fullmatch(text)
    column = find_known(MEASURES, labelled[1]) if labelled else None
    if labelled and column and column.name in _FACTS:
        value = labelled[2].strip()
        day = read_day(value) if column.name.endswith("_on") else value
        if day:
            yield column.name, day
    elif found := _NUMBER.fullmatch(text.strip()):
        yield "document_number", found[1]
    elif found := _BANNER.fullmatch(plain):
        yield "publisher", found[1]
    elif day := _find_day(text):
        yield "made_on", day


def _read_title(facts: DocumentFacts, head: Sequence[RawParagraph]) -> None:
    """The title: what is said to be issued, else the line that ends as titles do."""
    for one in head:
        found = _NAMED.search(one.text) or _NOTICE.fullmatch(_join(one.text))
        if found:
            title = next(filter(None, found.groups())).strip("《》")
            same = (other.number for other in head if _join(other.text) == _join(title))
            facts.add("basis", title, *same, one.number)
            facts.parts.add(one.number)
            return
    for index in range(len(head) - 1, -1, -1):
        above, one = head[index - 1] if index else None, head[index]
        both = _join(above.text) + _join(one.text) if above and _continues(one.text, above.text) else ""
        if above and both and is_title(both):
            facts.add("basis", both, above.number, one.number)
            return
        if is_title(one.text):
            facts.add("basis", one.text, one.number)
            return


def _continues(text: str, above: str) -> bool:
    """Whether a line of a title is the second of two: it is short, or begins with 关于 below an issuing body."""
    begun = len(above) <= _LONGEST and not re.search("[。；：，〕〔号]$|文件$", above)
    return (
        begun
        and not is_title(above)
        and (len(text) < _SHORT_TITLE or (text.startswith("关于") and bool(_ORGAN.fullmatch(above))))
    )
