"""Free text and lists of texts in one cell."""

from __future__ import annotations

import re

from mashang.checks.fault import Fault, fault
from mashang.sources.cell_text import INVISIBLE, JOINERS, VARIATION_SELECTORS

_REPLACEMENT = "\ufffd"
"""What programs put in place of a character that they could not read."""
_JOINED = "\u0600-\u08ff\u0900-\u0dff\u1800-\u18af\u2600-\u27bf\ufb50-\ufdff\ufe0f\ufe70-\ufefc\U0001f000-\U0001faff"
"""Behind these a joiner has a meaning."""
_BAD = re.compile(rf"[{INVISIBLE}\0-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff{_REPLACEMENT}]|(?<![{_JOINED}])[{JOINERS}]")
_BAD_BUT_PRINTABLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffd]")
"""What of it Python counts as printable: tried first, as nearly all texts have nothing else."""
_UNSEEN = re.compile(f"[{INVISIBLE}{JOINERS}{VARIATION_SELECTORS}]")
_OPENING, _CLOSING = "（(《〈“‘【[〔", "）)》〉”’】]〕"
_NUMBERED = re.compile(
    r"(?:[（(](?P<a>[0-9０-９]{1,2})[)）]|(?P<b>[0-9０-９]{1,2})(?:[、．)）]|\.(?![0-9])))\s*(?P<rest>.+)", re.DOTALL
)
_BARE_NUMBER = re.compile(r"[（(]?[0-9０-９]{1,2}[)）.．]?")
_CONTEXT = 6
_WITHIN_LATIN = re.compile(r"(?<=[!-~])\s*\n\s*(?=[!-~])")
_LINE_BREAK = re.compile(r"\s*\n\s*")


def find_bad_character(text: str) -> Fault | None:
    """The first character that nobody sees or that a program put in place of one it could not read.

    Line breaks are fine; so are variation selectors and private-use characters, which rare names need, and joiners in
    scripts and emoji that have them.
    """
    if text.isprintable() and not _BAD_BUT_PRINTABLE.search(text):
        return None
    return _name_unseen(text, _BAD)


def find_unseen(text: str) -> Fault | None:
    """The first character that nobody sees, in what is no running text: a figure, a date, an identifier."""
    return None if text.isascii() else _name_unseen(text, _UNSEEN)


def _name_unseen(text: str, unseen: re.Pattern[str]) -> Fault | None:
    found = unseen.search(text)
    if found is None:
        return None
    code = "replacement-character" if found[0] == _REPLACEMENT else "control-character"
    return fault(code, place=_place(text, found.start() + 1))


def _place(text: str, position: int) -> str:
    """Where the character at this position stands, judged by what stands before it in its line."""
    before = text[: position - 1].rpartition("\n")[2][-_CONTEXT:].strip()
    return f"“{before}”后面" if before else "最前面" if position == 1 else "一行的最前面"


def join_lines(text: str) -> str:
    """One line of what was wrapped inside a cell: nothing between Chinese characters, a space between Latin words."""
    return _LINE_BREAK.sub("", _WITHIN_LATIN.sub(" ", text))


def read_items(text: str) -> tuple[str, ...] | Fault:
    """Read several texts: one a line; else parted by ``；``; else by ``、``. Brackets and quotes hold together.

    Numbering is cut only when it runs 1, 2, 3 … through all items. Where parting by ``、`` leaves bare numbers,
    the ``、`` belonged to the numbering and the items cannot be separated; nor can they behind an unclosed bracket.
    """
    for separators in ("\n", "；;", "、"):
        items = _split(text, separators)
        if len(items) > 1:
            break
    if len(items) > 1 and separators == "、" and any(_BARE_NUMBER.fullmatch(item) for item in items):
        return fault("items-unclear", value=text)
    if not items or (len(items) == 1 and not _is_closed(text) and any(mark in text for mark in "；;、")):
        return fault("items-unclear", value=text)
    return _cut_numbering(items)


def split_names(text: str) -> tuple[str, ...]:
    """Part names in one cell by ``、`` ``，`` ``,`` ``；`` ``;`` ``/`` or line breaks; repeats are named once."""
    return tuple(dict.fromkeys(_split(text, "、，,；;/／\n")))


def _split(text: str, separators: str) -> list[str]:
    parts: list[str] = []
    start = depth = 0
    for index, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character in separators and (depth == 0 or character == "\n"):
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    trimmed = (part.strip().rstrip("；;、").strip() for part in parts)
    return [part for part in trimmed if part]


def _is_closed(text: str) -> bool:
    return sum(text.count(mark) for mark in _OPENING) == sum(text.count(mark) for mark in _CLOSING)


def _cut_numbering(items: list[str]) -> tuple[str, ...]:
    found = [_NUMBERED.fullmatch(item) for item in items]
    rests = [
        match["rest"]
        for number, match in enumerate(found, start=1)
        if match is not None and int(match["a"] or match["b"]) == number
    ]
    return tuple(rests) if len(rests) == len(items) > 1 else tuple(items)
