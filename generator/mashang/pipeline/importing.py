"""An official document becomes a draft of the table of measures, which lies beside and changes no table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mashang.county import CONTENT, DRAFTS, County
from mashang.files import name_file, write_atomically
from mashang.pipeline.checking import ProgressCallback, check_county
from mashang.problems import Location, Problem, RequestError, problem
from mashang.sources.file_bytes import read_bytes
from mashang.sources.official_document import read_official
from mashang.tables import MEASURES, SUFFIXES
from mashang.workbooks.draft_book import render_draft
from mashang.workbooks.draft_cells import OpenPoint
from mashang.workbooks.measure_draft import draft_measures, list_known

IMPORT_STEPS = 3
_MOST_NAMES = 100


@dataclass(frozen=True, slots=True)
class Imported:
    """What a document gave: where the draft lies, how many measures, leads and deadlines, what is open, what is unused.

    ``taken`` are the sorts of numbers that measures bear; ``levels`` counts the paragraphs of all sorts. ``present`` is
    the county's table of measures where it has rows. Without a ``file`` nothing was written; ``problems`` say why.
    """

    problems: tuple[Problem, ...]
    file: Path | None = None
    rows: int = 0
    leads: int = 0
    deadlines: int = 0
    points: tuple[OpenPoint, ...] = ()
    unused: int = 0
    taken: tuple[str, ...] = ()
    levels: Mapping[str, int] = field(default_factory=dict)
    present: str = ""

    @property
    def other_levels(self) -> tuple[tuple[str, int], ...]:
        """The sorts of numbers that no measure bears, and how many paragraphs do."""
        return tuple((kind, count) for kind, count in self.levels.items() if kind not in self.taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """Which document is to be drafted, whether as ``output``; ``level`` says which numbers are the measures'.

    ``level`` is one of ``第一条``, ``一、``, ``（一）``, ``1.`` and the like, empty to find out.
    """

    file: Path
    output: Path | None = None
    level: str = ""


def import_document(county: County, order: ImportOrder, today: date, on_stage: ProgressCallback) -> Imported:
    """Draft the table of measures from a document; writes a new file in ``drafts/``, or another one that is asked for.

    Raises :class:`RequestError` when that file is there already.
    """
    source = order.file
    data, problems = read_bytes(source, source.name)
    paragraphs, found = read_official(data, source.name) if data else ((), ())
    if not paragraphs:
        return Imported((*problems, *found))
    checked = check_county(county, today, on_stage)
    on_stage("起草")
    publication = checked.publication
    known = list_known(publication, checked.settings.county if checked.settings else "")
    draft = draft_measures(paragraphs, known, order.level)
    if not draft.rows:
        return Imported((problem("document-no-measures", Location(source.name)),), levels=draft.levels)
    labels = [one.label for one in publication.departments] if publication else ()
    content = render_draft(draft, source.name, labels)
    return Imported(
        (),
        _write(county, source, order.output, content),
        len(draft.rows),
        draft.count("leads"),
        draft.count("deadline"),
        draft.points,
        len(draft.unused),
        draft.taken,
        draft.levels,
        _find_present(county) if publication is None or publication.measures else "",
    )


def _find_present(county: County) -> str:
    """The name of the county's table of measures."""
    names = (f"{CONTENT}/{MEASURES.stem}{suffix}" for suffix in SUFFIXES)
    return next((name for name in names if (county / name).is_file()), "")


def _write(county: County, source: Path, output: Path | None, content: bytes) -> Path:
    """Write a draft where nothing lies yet; returns its path."""
    stem = name_file(f"措施清单草稿-{source.stem}")
    names = (f"{stem}{f'（{number}）' if number > 1 else ''}.xlsx" for number in range(1, _MOST_NAMES))
    target = output or next((path for name in names if not (path := county / DRAFTS / name).exists()), None)
    if target is None or target.exists():
        raise RequestError(f"{target or county / DRAFTS / stem} 已经有了，没有写。请先移走它，或者换一个文件名。")
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target.resolve(), content)
    return target
