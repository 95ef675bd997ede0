"""Texts that were written in one encoding and read in another."""

from __future__ import annotations

import re

_MISREAD = (
    ("gb18030", "utf-8", "UTF-8（被当作 GBK 打开过）"),
    ("cp1252", "utf-8", "UTF-8（被当作西文打开过）"),
    ("latin-1", "utf-8", "UTF-8（被当作西文打开过）"),
    ("cp1252", "gb18030", "GBK（被当作西文打开过）"),
    ("latin-1", "gb18030", "GBK（被当作西文打开过）"),
    ("gb18030", "cp950", "Big5（繁体字系统）"),
)
"""As what a text was read, what it was, and what to call that."""
_MISREAD_NAMES = (
    ("gb18030", "utf-8"),
    *((wrong, right) for wrong in ("cp437", "cp1252", "latin-1") for right in ("gb2312", "utf-8")),
)
"""As what a file's name was read, and what it was: unpacking takes the encoding of its own system."""
_NAME = re.compile("(?=.*[\u4e00-\u9fff])[ -~、。（）《》【】“”：\u4e00-\u9fff]+")
"""A name that makes sense in Chinese."""
_TRADITIONAL = str.maketrans(
    "編號稱標題領內單時間類簡電話聯係備註進況數據項責達狀態總結評級層級現門種戶網條業發佈務導當擬標準",
    "编号称标题领内单时间类简电话联系备注进况数据项责达状态总结评级层级现门种户网条业发布务导当拟标准",
)
"""Characters of the headings of tables, as systems with traditional characters write them."""

_AS_GBK = "鍏鍙鍚鍒鐨涓浜銆锛鏄绗鏈鏂閮鎴瀹寤绠璇缁澶灏撳鍔鍦鍥闂鏀鏉"
"""What UTF-8 that was read as GBK is full of, and Chinese hardly ever."""
_AS_BIG5 = "佽俇俴傖垀堎奀奧奪奻妀婓岆峈弇徹扂扠昢杅楊泂涴淉燴狟珋珛珨療硃笢綴芢茠蔣藷蚚蠅蠶訧諳賸輛醱釬鏍馱"
"""The same of GBK that was read as Big5."""
_NO_HAN = r"\u0370-\u04ff\u3040-\u312f\ue000-\uf8ff"
"""Kana, Greek, Cyrillic, characters of one's own: what common characters of Big5 are in GBK."""
GARBLED = rf"\x80-\xb6\xb8-ÿ\u0152-\u017e\u2022\u20ac\ufffd鈥{_NO_HAN}{_AS_GBK}{_AS_BIG5}"
"""For a class of characters: without one of them a text is not garbled, but for the words that programs put in."""
_PUT_IN = re.compile("锟斤拷|锟斤|烫烫烫|屯屯屯|ï»¿|â€[\x80-\xbf™œ“”]|鈥[?]|銆[?\ufffd€]|&nbsp;")
_LATIN = re.compile("[\x80-ÿŒœŠšŸŽžƒˆ˜–—‘-•…‰‹›€™]{4,}")
_WORDS = re.compile("[^\x00-\x7f，。；：、（）“”《》？！]{4,}")
_HAN = re.compile("[\u4e00-\u9fff]")
_FIRST_SIGNS = {
    ("gb18030", "utf-8"): re.compile(f"[{_AS_GBK}\ue000-\uf8ff\U000f0000-\U0010ffff]"),
    ("gb18030", "cp950"): re.compile(f"[{_NO_HAN}]"),
    ("cp950", "gb18030"): re.compile(f"[{_AS_BIG5}]"),
}
"""As what a text was read, what it was, and by what that is seen."""
_EVERYDAY = {"cp950": (0xA4, 0xC6), "gb18030": (0xB0, 0xD7)}
"""The first bytes of the characters that are in common use."""


def find_garbled(text: str) -> str:
    """The first piece that was read in a wrong encoding: UTF-8, GBK or Big5 as one another or as Latin letters."""
    if broken := _PUT_IN.search(text):
        return broken[0]
    if text.isascii():
        return ""
    for piece in _LATIN.findall(text):
        if any(_is_chinese(_read_again(piece, "cp1252", encoding)) for encoding in ("utf-8", "gb18030")):
            return str(piece)
    for (read, written), sign in _FIRST_SIGNS.items():
        if sign.search(text):
            for piece in _WORDS.findall(text):
                if _was_misread(piece, read, written, sign):
                    return str(piece)
    return ""


def _was_misread(piece: str, read: str, written: str, sign: re.Pattern[str]) -> bool:
    """Whether a piece makes sense in the other encoding only.

    In Big5 and GBK nearly everything means something, so what comes out must be common and what is there be strange.
    """
    if written == "utf-8":
        return _is_chinese(_read_again(piece, read, written))
    found = list(sign.finditer(piece))
    if not found:
        return False
    strange = piece[found[0].start() : found[-1].end()] if written == "cp950" else piece
    meant = _read_again(strange, read, written)
    first, last = _EVERYDAY[written]
    common = sum(first <= (one.encode(written, "ignore") or b"\0")[0] <= last for one in meant)
    odd = sum(not one.encode("gb2312", "ignore") or not _HAN.match(one) for one in strange)
    kinds = {ord(one) >> 8 for one in strange}
    return len(kinds) > 2 < common and common * 10 >= len(meant) * 8 and odd * 4 >= len(strange)  # noqa: PLR2004 -- so few happen


def _read_again(text: str, wrong: str, right: str) -> str:
    """The text as it was before it was read in a wrong encoding; empty when it never was.

    A letter at the end may have been lost on the way.
    """
    data = text.encode(wrong, "ignore")
    read = data.decode(right, "ignore")
    return read if len(read.encode(right)) * 10 >= len(data) * 8 else ""


def _is_chinese(text: str) -> bool:
    return len(text) > 1 and len(_HAN.findall(text)) * 10 >= len(text) * 8


def restore_text(text: str) -> tuple[str, str]:
    """The encoding that a garbled text was written in, and what it said; two empty texts where none fits."""
    for read, written, name in () if text.isascii() else _MISREAD:
        meant = _reread(text, read, written)
        if meant not in ("", text):
            return name, meant.translate(_TRADITIONAL)
    return "", ""


def restore_name(name: str) -> str:
    """The name that was meant: another one only where this is what a wrong encoding made of Chinese characters.

    So do bytes in GBK that are no UTF-8, which Python keeps as surrogates, and names that a program unpacked with the
    encoding of another system, such as ``┤δ╩⌐`` for 措施.
    """
    if any("\udc80" <= sign <= "\udcff" for sign in name):
        return name.encode("utf-8", "surrogateescape").decode("gb18030", "replace")
    meant = (_reread(name, *encodings) for encodings in _MISREAD_NAMES if not name.isascii())
    return next(filter(_NAME.fullmatch, meant), name)


def _reread(text: str, read: str, written: str) -> str:
    """The text as written in one encoding that was read in another; empty when it cannot be so."""
    try:
        return text.encode(read).decode(written)
    except UnicodeError:
        return ""
