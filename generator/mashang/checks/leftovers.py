"""What was left in a text and is no word for readers: placeholders, garbled characters, addresses of the intranet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mashang.checks.fault import narrow
from mashang.checks.slip import Slip

_SUSPECT = re.compile(
    r"[A-Za-z\uff21-\uff5a×_\x80-\xb6\xb8-ÿ\u0152-\u017e\u2022\u20ac\ue000-\uf8ff\U000f0000-\U0010ffff\\]"
    "|附[件表]|内部|外传|[（(【[〔][待此请机秘绝不勿]|[0-9０-９][.．]|锟斤|烫烫|屯屯|[鍏鍙鍚鍒鐨涓浜銆锛鏄绗鏈鏂閮鎴瀹寤绠璇缁澶灏撳鍔鍦鍥闂鏀鏉鈥]"
)
"""Without one of these a text longer than a placeholder has nothing left over; most have none."""
_LONGEST_PLACEHOLDER = 20
_EDGES = " \n。.，,；;：:、！!（）()【】[]“”\"'"
_NOTHING = frozenset(("无", "暂无", "没有", "略", "无进展", "暂无进展", "/", "—"))
"""What says nothing where something must be said."""
_PLACEHOLDERS = re.compile(
    r"同上(?:个?月)?|同前|同左|见上|(?:详?见|参见)附(?:件|表|后)\d?|附后|待定|待完善|待更新|略|测试\d{0,3}|测试(?:数据|内容|一下)?"
    r"|test\d{0,3}|demo|todo|tbd|无内容|请填写|此处填写.{0,8}|(?:本月|进展|数据|内容|情况){0,2}待(?:补充|填写|填报|补|填)|null|none|n/?a",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?<![0-9A-Za-z])[Xx×]{2,}(?![0-9A-Za-z])|(?<![A-Za-z])(?:TODO|FIXME|TBD|XXX)(?![A-Za-z])|[（(【\[]待(?:补|填|定|核|确认|完善|更新)[^）)】\]]{0,6}[）)】\]]"
    r"|详见附[件表]|(?<=[\u4e00-\u9fff])_{3,}(?=[\u4e00-\u9fff])|[（(【\[](?:此处|请)(?:填写|补充)[^）)】\]]{0,12}[）)】\]]"
)
_INTERNAL = re.compile(
    r"[【\[（(〔](?:内部|机密|秘密|绝密|不公开|勿公开|不对外)[^】\]）)〕]{0,6}[】\]）)〕]|仅供内部\S{0,4}|内部(?:资料|使用|掌握)"
    r"[,，;；]?\s*(?:请?勿|不得|严禁)外?传?|请?勿外传|不得外传"
)
_MOJIBAKE = re.compile("锟斤拷|锟斤|烫烫烫|屯屯屯|ï»¿|â€[\x80-\xbf™œ“”]|鈥[?]|銆[?\ufffd€]")
_FOREIGN_LETTERS = re.compile("[\x80-ÿŒœŠšŸŽžƒˆ˜–—‘-•…‰‹›€™]{4,}")
_WORDS = re.compile("[^\x00-\x7f，。；：、（）“”《》？！]{4,}")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_RARE = re.compile("[鍏鍙鍚鍒鐨涓浜銆锛鏄绗鏈鏂閮鎴瀹寤绠璇缁澶灏撳鍔鍦鍥闂鏀鏉]")
"""What UTF-8 that was read as GBK is full of, and Chinese hardly ever."""
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_HOST_END = r"(?![A-Za-z0-9.-]*[A-Za-z0-9])"
_ADDRESS = re.compile(
    r"(?<![0-9A-Za-z._])(?<![^/]/)(?:10(?:\.[0-9]{1,3}){3}|172\.(?:1[6-9]|2[0-9]|3[01])(?:\.[0-9]{1,3}){2}"
    r"|192\.168(?:\.[0-9]{1,3}){2}|127(?:\.[0-9]{1,3}){3}|169\.254(?:\.[0-9]{1,3}){2})(?![0-9.]*[0-9])"
    rf"|(?<![0-9A-Za-z.-])(?:localhost{_HOST_END}|(?:[A-Za-z0-9-]+\.)+(?:local|lan|intranet|internal|intra){_HOST_END})"
    r"|(?<![A-Za-z])file:/{1,3}\S+|\\\\[A-Za-z0-9._-]+\\[^\s，。；]+|(?<![A-Za-z])[A-Za-z]:\\[^\s，。；]+"
    r"|https?://[A-Za-z0-9_-]+(?=[/:\s，。；）)]|$)",
    re.IGNORECASE,
)


def find_leftovers(text: str, *, required: bool = False) -> Iterator[Slip]:
    """What in a text looks left over, each thing once. Where words are ``required``, 无 is one of them."""
    if len(text) > _LONGEST_PLACEHOLDER and not _SUSPECT.search(text):
        return
    plain = narrow(text)
    whole = plain.strip(_EDGES)
    found = _INSIDE.search(plain)
    if _PLACEHOLDERS.fullmatch(whole) or (required and whole in _NOTHING):
        yield Slip("text-placeholder", whole, text, placed=True)
    elif found:
        yield Slip("text-placeholder", found[0], text, found.start(), placed=True)
    if internal := _INTERNAL.search(plain):
        yield Slip("text-internal", internal[0], text, internal.start(), placed=True)
    garbled = _find_garbled(text)
    if garbled:
        yield Slip("text-garbled", garbled, text, text.index(garbled), placed=True)
    for sign in () if garbled else _PRIVATE_USE.finditer(text):
        yield Slip("text-private-use", sign[0], sign[0], sign.start())
    for address in _ADDRESS.finditer(plain):
        yield Slip("address-internal", address[0], address[0].lower(), address.start())


def _find_garbled(text: str) -> str:
    """The first piece that was read in a wrong encoding: UTF-8 as GBK or as Latin letters, GBK as Latin letters."""
    if text.isascii():
        return ""
    if broken := _MOJIBAKE.search(text):
        return broken[0]
    for piece in _FOREIGN_LETTERS.findall(text):
        if any(_is_chinese(_read_again(piece, "cp1252", encoding)) for encoding in ("utf-8", "gb18030")):
            return str(piece)
    if _RARE.search(text) or _PRIVATE_USE.search(text):
        for piece in _WORDS.findall(text):
            if _is_chinese(_read_again(piece, "gb18030", "utf-8")):
                return str(piece)
    return ""


def _read_again(text: str, wrong: str, right: str) -> str:
    """The text as it was before it was read in a wrong encoding; empty when it never was.

    A letter at the end may have been lost on the way.
    """
    data = text.encode(wrong, "ignore")
    read = data.decode(right, "ignore")
    return read if len(read.encode(right)) * 10 >= len(data) * 8 else ""


def _is_chinese(text: str) -> bool:
    return len(text) > 1 and len(_CHINESE.findall(text)) * 10 >= len(text) * 8
