"""What spreadsheet programs do to the texts of a CSV file."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠].", re.DOTALL)
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")


def quote_formula(text: str) -> str:
    """The text so that Excel and WPS show it and never run it: behind an apostrophe when it begins like a formula.

    A plain number such as ``-3.5`` and a lone sign stay as they are.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
