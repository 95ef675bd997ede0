"""One spelling for the text of a cell, whatever file it came from."""

from __future__ import annotations

import re

VARIATION_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Choose the shape of the character before them, which rare names need."""
JOINERS = "\u180e\u200c\u200d"
"""Part and join letters that are written together (Mongolian, Uyghur), and emoji."""
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""What nobody sees and no text needs: the Default_Ignorable_Code_Point of Unicode but for those above, and blanks."""
ERROR_VALUES = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"})
"""What a formula shows that cannot be worked out."""
_EDGES = re.compile(rf"^[\s{INVISIBLE}{JOINERS}]+|[\s{INVISIBLE}{JOINERS}]+$")


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
