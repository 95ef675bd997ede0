"""Texts that were written in one encoding and read in another."""

from __future__ import annotations

_MISREAD = (
    ("gb18030", "utf-8", "UTF-8（被当作 GBK 打开过）"),
    ("cp1252", "utf-8", "UTF-8（被当作西文打开过）"),
    ("latin-1", "utf-8", "UTF-8（被当作西文打开过）"),
    ("cp1252", "gb18030", "GBK（被当作西文打开过）"),
    ("latin-1", "gb18030", "GBK（被当作西文打开过）"),
    ("gb18030", "cp950", "Big5（繁体字系统）"),
)
"""As what a text was read, what it was, and what to call that."""
_TRADITIONAL = str.maketrans(
    "編號稱標題領內單時間類簡電話聯係備註進況數據項責達狀態總結評級層級現門種戶網條業發佈務導當擬標準",
    "编号称标题领内单时间类简电话联系备注进况数据项责达状态总结评级层级现门种户网条业发布务导当拟标准",
)
"""Characters of the headings of tables, as systems with traditional characters write them."""


def restore_text(text: str) -> tuple[str, str]:
    """The encoding that a garbled text was written in, and what it said; two empty texts where none fits."""
    for read, written, name in () if text.isascii() else _MISREAD:
        try:
            meant = text.encode(read).decode(written)
        except UnicodeError:
            continue
        if meant != text:
            return name, meant.translate(_TRADITIONAL)
    return "", ""
