"""What a command reports: text for people, JSON for programs, CSV for staff to open in Excel."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mashang.spreadsheet import format_table


@dataclass(frozen=True, slots=True)
class Report:
    """One report in all its forms; each is written from what it holds.

    CSV holds what ``rows`` returns under ``headings``, JSON what ``document`` does; only the form that is asked for is
    made, for reports can be long. Names and quoted cells come from staff's files and from strangers: no cell of the CSV
    is run as a formula.
    """

    text: str
    headings: tuple[str, ...]
    rows: Callable[[], Iterable[Sequence[str]]]
    document: Callable[[], object] = lambda: None
    """``None`` where a command offers no JSON."""

    def render(self, form: str) -> str:
        """The report as ``text``, ``json`` or ``csv``."""
        if form == "json":
            return json.dumps(self.document(), ensure_ascii=False, indent=2) + "\n"
        return format_table(self.headings, self.rows()) if form == "csv" else self.text
