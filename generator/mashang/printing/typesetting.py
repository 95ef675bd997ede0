"""Sets printed sheets as PDF with letters of one typeface, the same input giving the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import typst

from mashang.county import LEDGER, SETTINGS_FILE
from mashang.printing.typeface import FAMILY, missing_characters, typeface_path
from mashang.problems import Location, MashangError, Problem, problem

_FOLDER = Path(__file__).parent
_PICTURE = "symbol"
"""The key whose text is a picture and no words."""


class SheetError(MashangError):
    """The pages could not be set; a fault of the program or of its installation."""


Card = Mapping[str, object]
"""What stands on one card, in the words of its template."""


def set_sheet(template: str, job: Mapping[str, object], cards: Sequence[Card] = ()) -> bytes:
    """All pages as PDF.

    ``template`` is a file beside this one; it finds ``job``, which all cards share, and ``cards`` under
    ``sys.inputs``. Raises :class:`SheetError` when the typesetter fails or warns: it only warns of a missing
    typeface and leaves the words out.
    """
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(typeface_path().parent)]
    )
    try:
        pages, warnings = typst.compile_with_warnings(
            _FOLDER / template,
            root=_FOLDER,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={
                "job": json.dumps({"family": FAMILY, **job}, ensure_ascii=False),
                "cards": json.dumps(cards, ensure_ascii=False),
            },
            timestamp=0,
            format="pdf",
        )
    except typst.TypstError as fault:
        raise SheetError(f"排版出错（{fault.message}）。请把这条信息发给技术人员。") from fault
    if warnings:
        raise SheetError(f"排版有警告（{warnings[0].message}），没有生成。请把这条信息发给技术人员。")
    return pages


def check_characters(job: Mapping[str, object], cards: Sequence[Card]) -> tuple[Problem, ...]:
    """Name every text with a character that the typeface lacks: it would be printed as an empty box.

    Each card has its code under ``code``; what is in ``job`` comes from the settings.
    """
    problems = [
        problem(
            "placard-character-missing",
            Location(LEDGER),
            code=str(card["code"]).replace("-", ""),
            name=text,
            missing=missing,
        )
        for card in cards
        for text in _walk(card)
        if (missing := missing_characters(text))
    ]
    problems += [
        problem("setting-character-missing", Location(SETTINGS_FILE), name=text, missing=missing)
        for text in _walk(job)
        if (missing := missing_characters(text))
    ]
    return tuple(problems)


def _walk(value: object) -> Iterator[str]:
    """Every text in a job, pictures left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key != _PICTURE:
                yield from _walk(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _walk(inner)
