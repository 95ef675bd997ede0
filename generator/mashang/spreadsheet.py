"""CSV files as spreadsheet programs want them, and what these do to the texts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠].", re.DOTALL)
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")


def quote_formula(text: str) -> str:
    """The text so that Excel and WPS show it and never run it: behind an apostrophe when it begins like a formula.

    A plain number such as ``-3.5`` and a lone sign stay as they are.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unquote_formula(text: str) -> str:
    """The text that :func:`quote_formula` put behind an apostrophe."""
    return text[1:] if text.startswith("'") and quote_formula(text[1:]) == text else text


def format_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV that Excel and WPS open rightly: a byte order mark first, and no text is run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([quote_formula(cell) for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()
