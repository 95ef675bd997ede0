"""What a sentence of an official document says of departments and time: 牵头单位, 配合单位, 完成时限."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mashang.checks.dates import read_deadline
from mashang.checks.fault import Fault
from mashang.checks.texts import split_names
from mashang.periods import NO_DEADLINE, UNDATED
from mashang.tables import MEASURES
from mashang.workbooks.ledger import find_known

NAMES, RESPONSIBLE = ("leads", "supporting"), "responsible"
"""The columns that hold departments; those that a document calls responsible beside the ones that lead."""
_LABELLED = frozenset((*NAMES, "deadline", "target_text"))
_LABEL = re.compile(r"(?:(?<=[。；;，,、（(\s　])|^)([\u4e00-\u9fff]{2,8})[：:]")
_BRACKETS = re.compile(
    r"[（(【〔［\[]([^（）()【】〔〕［］\[\]]*(?:[（(][^（）()]*[）)][^（）()【】〔〕［］\[\]]*)*)[）)】〕］\]]"
)
_TELLING = re.compile("牵头|责任单位|责任部门|配合|完成时限|完成时间|时限要求|分工负责|职责")
"""Words in a bracket that is about who and when."""
_LEAD = re.compile(r"(?:由)?(.+?)(?:共同|联合)?(?:负责)?牵头(?:负责|落实|办理|组织实施|推进)?")
_SUPPORT = re.compile(r"(.+?)(?:按职责|按照职责分工|按职责分工)?(?:积极|协同|共同)?(?:配合|参与|协助)(?:落实|实施)?")
_DUTY = re.compile(r"(?:由)?(.+?)(?:按照?(?:各自)?职责(?:分工)?(?:分别|抓好|做好)?|分工|分别|共同)?(?:负责|落实)")
_OFFICE = re.compile(
    ".*(?:局|委|办|办公室|中心|院|政府|街道|镇|乡|厅|部|署|银行|支行|公司|机构|(?:办事|管理|服务)处|所|站|队|法院|开发区|园区|工商联|团委|妇联|领导小组|工作组|专班|部门|单位|集团|(?<![社机大议])会)$"
)
_MARKED = re.compile("([^、，,；;（）()]+)[（(](?:牵头|牵头单位|主责)[）)]")
_REMARK = re.compile("[（(][^（）()]*[）)]$")
_AND_OTHERS = re.compile("等(?:有关|相关)?(?:部门|单位|部门单位)?$")
_JOINED = re.compile("[和与及]|以及|会同")
_RUN_LEAD = re.compile(
    r"(?:^|[。；;，,：:]|由)([^，,。；;：:由]{2,40}?)(?:共同|联合)?(?:负责)?牵头(?=[，,。；;：:、负组会协落推实办]|$)"
)
_RUN_SUPPORT = re.compile(
    r"牵头[^。；;，,]{0,12}[，,]([^，,。；;]{2,40}?)(?:积极|协同|共同)?(?:配合|参与)(?=[，,。；;]|$)"
)
_RUN_TIME = re.compile(
    r"([0-9]{4}年(?:(?:[0-9]{1,2}月(?:[0-9]{1,2}日|[底末])?|第?[一二三四1-4]季度末?|[上下]半年|年?[底末])?(?:之|以)?前"
    r"|[0-9]{1,2}月[底末]?|第?[一二三四1-4]季度末?|[上下]半年|年?[底末]))"
    r"(?:全面|基本|全部|力争|正式|率先)*(?:完成|建成|实现|出台|印发|上线|落实|启动|启用|投用|投入|运行|制定|建立|形成|达到|办结)"
)
_ANY_TIME = re.compile(
    "[0-9]{1,2}月(?:底|末|前|[0-9]{1,2}[日号])|[0-9]{4}年|(?<![每0-9一二三两当])年(?:[底末]|内)|(?<!每)(?:季度|半年)|长期|持续推进|常态化"
)
_GRANTED = re.compile("给予|奖励|奖补|补助|补贴|享受|减免|的企业|的项目|的单位|注册|登记的|自[0-9]|从[0-9]|有效期")
"""What says that a day belongs to who gets something, not to the measure."""
_LONGEST_NAME = 30
_NOBODY = frozenset(("无", "/", "—", "-", "暂无"))


@dataclass(frozen=True, slots=True)
class Mention:
    """What a paragraph says of one column. ``others`` says that it names not all: 等."""

    column: str
    texts: tuple[str, ...]
    paragraph: int
    others: bool = False


@dataclass(frozen=True, slots=True)
class Clauses:
    """A paragraph: its text, the text without what was understood, and that; ``doubt`` quotes what was not."""

    text: str
    rest: str
    mentions: tuple[Mention, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class NameReader:
    """Reads names of departments. ``known`` gives our label for each that a county's tables know."""

    known: Mapping[str, str] = field(default_factory=dict)

    def split(self, text: str) -> tuple[tuple[str, ...], bool]:
        """The names in a text, ours where they are known, and whether 等 says that there are others."""
        others = False
        names: list[str] = []
        for one in split_names(text):
            if one in _NOBODY:
                continue
            short = _AND_OTHERS.sub("", one).strip(" 。.，") if one not in self.known else one
            others = others or (short != one and one.rstrip(" 。.，") != short)
            names += self._part(short) if short else ()
        return tuple(dict.fromkeys(self.known.get(one, one) for one in names)), others

    def _part(self, text: str) -> tuple[str, ...]:
        """Two names that 和 joins; one where that is a part of it, as in 发展和改革局."""
        if text not in self.known:
            for found in _JOINED.finditer(text):
                left, right = text[: found.start()], text[found.end() :]
                if self.is_office(left) and self.is_office(right):
                    return (left, *self._part(right))
        return (text,)

    def is_office(self, name: str) -> bool:
        """Whether a name is known, or ends as names of offices do."""
        bare = _REMARK.sub("", name)
        if re.search("[〔［（(【\\[“《：:]", bare):
            return False
        return name in self.known or name in self.known.values() or (len(bare) > 1 and bool(_OFFICE.fullmatch(bare)))

    def take(self, text: str) -> tuple[tuple[str, ...], bool] | None:
        """The names in a text that holds nothing else; ``None`` where it may hold something else."""
        names, others = self.split(text)
        return (names, others) if names and all(map(self.is_office, names)) else None


def read_clauses(text: str, number: int, names: NameReader) -> Clauses:
    """Read brackets, and labels at the beginning or the end of a paragraph; running text is left as it is."""
    mentions: list[Mention] = []
    rest, doubt = text, ""
    for found in reversed(list(_BRACKETS.finditer(text))):
        last = not text[found.end() :].strip("。；;.")
        inside, whole = _read_list(found[1], number, names, bare=last)
        before = text[: found.start()].rstrip()
        taken = names.take(found[1]) if last and not inside and (not before or before[-1] in "。！？") else None
        if taken:
            inside, whole = [Mention(RESPONSIBLE, taken[0], number, taken[1])], True
        if not inside and not _TELLING.search(found[1]):
            continue
        mentions = [*inside, *mentions]
        if inside and whole:
            rest = rest[: found.start()] + rest[found.end() :]
        else:
            doubt = found[0]
    brackets = [found.span() for found in _BRACKETS.finditer(rest)]
    label = next(
        (
            one
            for one in _LABEL.finditer(rest)
            if _find_label(one[1]) and not any(start < one.start() < end for start, end in brackets)
        ),
        None,
    )
    if label:
        told, whole = _read_list(rest[label.start() :], number, names)
        mentions += told
        if told and whole:
            rest = rest[: label.start()].rstrip("，,；; 　\t（(")
        else:
            doubt = doubt or rest[label.start() :]
    rest = rest.strip()
    return Clauses(text, "" if not rest.strip("。；;.，,") else rest, tuple(mentions), doubt)


def _find_label(word: str) -> str:
    column = find_known(MEASURES, word)
    if column is None or column.name not in _LABELLED:
        return ""
    return (
        RESPONSIBLE if column.name == "leads" and "责任" in word and not re.search("牵头|主责", word) else column.name
    )


def _read_list(text: str, number: int, names: NameReader, *, bare: bool = False) -> tuple[list[Mention], bool]:
    """What a list of clauses says, and whether it says nothing else."""
    labels = [one for one in _LABEL.finditer(text) if _find_label(one[1])]
    ends = [*(one.start() for one in labels[1:]), *([len(text)] if labels else [])]
    before = text[: labels[0].start()] if labels else text
    mentions, whole = _read_unlabelled(before, number, names, bare=bare and not labels)
    for one, end in zip(labels, ends, strict=True):
        column, value = _find_label(one[1]), text[one.end() : end].strip(" 　\t。；;，,、.")
        told, clear = _read_value(column, value, number, names)
        mentions += told
        whole = whole and clear
    return mentions, whole


def _read_value(column: str, value: str, number: int, names: NameReader) -> tuple[list[Mention], bool]:
    """What stands behind a label."""
    if column not in (*NAMES, RESPONSIBLE):
        return ([Mention(column, (value,), number)] if value else []), bool(value)
    first = _MARKED.search(value)
    if first:
        leads, rest = names.split(first[1])[0], value[: first.start(1)] + value[first.end() :].lstrip("、，, ")
        told, whole = _read_value(column, rest, number, names) if rest else ([], True)
        return [Mention("leads", leads, number), *told], whole
    if re.search("牵头|配合|参与|负责", value):
        return _read_unlabelled(value, number, names)
    parts = re.split("[；;。\n]", value)
    pieces = [piece for piece in split_names(parts[0]) if not _is_deadline(piece)]
    times = [piece for piece in split_names(parts[0]) if _is_deadline(piece)]
    told = [Mention("deadline", (piece.removesuffix("完成"),), number) for piece in times]
    found, others = names.split("、".join(pieces))
    clean = all(len(one) <= _LONGEST_NAME and not re.search("[：:]", one) for one in found)
    if found and clean:
        told.insert(0, Mention(column, found, number, others))
    return told, bool(found or times or value in _NOBODY) and clean and not any(map(str.strip, parts[1:]))


def _read_unlabelled(text: str, number: int, names: NameReader, *, bare: bool = False) -> tuple[list[Mention], bool]:
    """What clauses without labels say: 市场监管局牵头，税务局配合，2026年6月底前完成."""
    mentions: list[Mention] = []
    if not text.strip(" 　\t，,；;。"):
        return mentions, True
    waiting, whole = "", True
    for piece in filter(None, (one.strip() for one in re.split("[，,；;。\n]", text))):
        if _is_deadline(piece):
            mentions.append(Mention("deadline", (piece.removesuffix("完成"),), number))
            continue
        said = f"{waiting}、{piece}" if waiting else piece
        for column, pattern in (("leads", _LEAD), ("supporting", _SUPPORT), (RESPONSIBLE, _DUTY)):
            found = pattern.fullmatch(said)
            taken = names.take(found[1]) if found else None
            if taken:
                mentions.append(Mention(column, taken[0], number, taken[1]))
                waiting = ""
                break
        else:
            waiting = said if names.take(said) else ""
            whole = whole and bool(waiting)
    dated = {one.column for one in mentions} == {"deadline"}
    if waiting and bare and (dated or (not mentions and all(one in names.known for one in split_names(waiting)))):
        mentions.append(Mention(RESPONSIBLE, names.split(waiting)[0], number))
        waiting = ""
    return mentions, whole and not waiting and bool(mentions)


def _is_deadline(text: str) -> bool:
    found = read_deadline(text)
    return not isinstance(found, Fault) and text != UNDATED and found is not NO_DEADLINE


def find_running(texts: Sequence[tuple[int, str]], names: NameReader) -> Iterator[Mention]:
    """What running text says for certain of who leads and supports: 由市场监管局牵头，税务局配合."""
    for column, pattern in (("leads", _RUN_LEAD), ("supporting", _RUN_SUPPORT)):
        for number, text in texts:
            for found in pattern.finditer(text):
                taken = names.take(found[1])
                if taken:
                    yield Mention(column, taken[0], number, taken[1])


def find_running_deadlines(texts: Sequence[tuple[int, str]]) -> Iterator[tuple[Mention, bool]]:
    """The deadlines in running text, and whether each is surely the measure's own."""
    for number, text in texts:
        for sentence in re.split("[。；;]", text):
            for found in _RUN_TIME.finditer(sentence):
                if _is_deadline(found[1]):
                    yield Mention("deadline", (found[1],), number), not _GRANTED.search(sentence)


def names_time(text: str) -> bool:
    """Whether a text says anything of months, years or lasting."""
    return bool(_ANY_TIME.search(text))
