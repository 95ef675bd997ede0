"""What a command reports: text for people, JSON for programs, CSV for staff to open in Excel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from mashang.spreadsheet import format_table


@dataclass(frozen=True, slots=True)
class Report:
    """One report in all its forms; each is written from what it holds.

    CSV holds ``rows`` under ``headings``, JSON ``document``. Names and quoted cells come from staff's files
    and from strangers: no cell of the CSV is run as a formula.
    """

    text: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    document: object = None
    """``None`` where a command offers no JSON."""

    def render(self, form: str) -> str:
        """The report as ``text``, ``json`` or ``csv``."""
        if form == "json":
            return json.dumps(self.document, ensure_ascii=False, indent=2) + "\n"
        return format_table(self.headings, self.rows) if form == "csv" else self.text
