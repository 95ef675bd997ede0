"""One spelling for the text of a cell, whatever file it came from."""

from __future__ import annotations

import re

_INVISIBLE = "\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff"
_EDGES = re.compile(rf"^[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+$")


def tidy_text(text: str) -> str:
    r"""Cut white space from both ends and write every line break as ``\n``.

    White space includes the non-breaking and the full-width space and the marks without width that come
    along when text is pasted from web pages. Inside, nothing but line breaks is changed.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip()
    if text and not (text[0].isprintable() and text[-1].isprintable()):
        return _EDGES.sub("", text)
    return text
