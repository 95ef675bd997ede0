"""Every table that may be taken away, as it was written: its kind, its columns, its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from types import SimpleNamespace

from mashang.addresses import CLOSURES, data_address
from mashang.derived import Quarter, RatingSummary
from mashang.model import NamedList, YearMonth
from mashang.pages.corrections import publish_corrections
from mashang.pages.downloads import format_dataset, render_downloads
from mashang.pages.open_schemas import find_column, find_schema
from mashang.pages.site import Site
from mashang.snapshot import format_closures
from mashang.spreadsheet import format_table
from mashang.tables import CORRECTIONS, GRIDS, LIST, MATTERS, MONTHS, WINDOWS, Column, Dataset

_SUFFIX = ".csv"
_FOLDER = data_address("")


@dataclass(frozen=True)
class OpenTable:
    """One download: ``stem`` is its place below ``data/`` without suffix, ``title`` what readers call it."""

    stem: str
    title: str
    part: str
    """What tells it from the others of its kind: a month, a quarter, a list's edition; empty if it is the only one."""
    schema: Dataset
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    """As in the file, cell by cell."""
    text: str
    """The CSV file itself."""

    @cached_property
    def name(self) -> str:
        """Its name in the data package."""
        return self.stem.replace("/", "-").lower()


@lru_cache(maxsize=1)
def list_tables(site: Site) -> tuple[OpenTable, ...]:
    """Every table of the site, in the order in which they are declared; those of the newest month first.

    Raises ``KeyError`` for a table or a column that is not declared: nothing leaves unexplained.
    """
    made = {**render_downloads(site), **dict(_list_more(site))}
    return tuple(_read_table(site, address, text) for address, text in made.items())


def _list_more(site: Site) -> Iterator[tuple[str, str]]:
    """The tables that no page shows as a whole."""
    facts = site.publication
    names = {department.id: department.name for department in facts.departments}
    windows = [SimpleNamespace(**asdict(window), state="启用") for window in facts.windows if window.active]
    grids = [SimpleNamespace(**{**asdict(grid), "level": f"{'一二三'[grid.level - 1]}级"}) for grid in facts.grids]
    months = [figures.month for figures in site.figures.months]
    for dataset, things in ((MONTHS, months), (WINDOWS, windows), (MATTERS, facts.matters), (GRIDS, grids)):
        if things:
            yield data_address(f"{dataset.stem}{_SUFFIX}"), format_dataset(dataset, things, names)
    if facts.closures:
        yield CLOSURES, format_closures(facts.closures)
    if facts.corrections:
        made = format_dataset(CORRECTIONS, publish_corrections(site), names)
        yield data_address(f"{CORRECTIONS.stem}{_SUFFIX}"), made
    if facts.lists:
        yield data_address(f"lists{_SUFFIX}"), _format_lists(facts.lists, names)
    for named in facts.lists:
        yield data_address(f"lists/{named.id}/list{_SUFFIX}"), format_dataset(LIST, [named], names)
    yield from _list_ratings(site)


def _format_lists(lists: tuple[NamedList, ...], names: dict[str, str]) -> str:
    headings = ("清单编号", "名称", "类型", "发布机构", "版数", "现行版发布日期", "现行版条目数")
    return format_table(
        headings,
        (
            (
                named.id,
                named.name,
                named.kind.value,
                names[named.publisher],
                str(len(named.editions)),
                named.editions[-1].published_on.isoformat() if named.editions else "",
                str(len(named.editions[-1].entries)) if named.editions else "0",
            )
            for named in lists
        ),
    )


def _list_ratings(site: Site) -> Iterator[tuple[str, str]]:
    """The rating summaries that pages show, of what is in use; a suppressed one has its name and no number at all."""
    facts = site.publication
    for kind, names, summaries in (
        ("department", {one.id: one.name for one in facts.departments}, site.figures.ratings_by_department),
        ("window", {one.id: one.name for one in facts.windows if one.active}, site.figures.ratings_by_window),
        ("matter", {one.id: one.name for one in facts.matters}, site.figures.ratings_by_matter),
    ):
        shown = [summary for summary in summaries if summary.key in names]
        if shown:
            yield data_address(f"ratings-by-{kind}{_SUFFIX}"), _format_ratings(shown, names)


def _format_ratings(summaries: list[RatingSummary], names: dict[str, str]) -> str:
    headings = ("编号", "名称", "份数", "好评率", "好评率不低于", "平均分",
                "非常满意", "满意", "基本满意", "不满意", "非常不满意", "投诉")  # fmt: skip
    rows = []
    for summary in summaries:
        figures = (summary.n, summary.satisfied, summary.satisfied_lower_bound, summary.mean)
        complaints = summary.complaints.number if summary.complaints else None
        figures += (*(summary.levels or (None,) * 5), complaints)
        shown = [f"{figure}" if summary.published and figure is not None else "" for figure in figures]
        rows.append((summary.key, names[summary.key], *shown))
    return format_table(headings, rows)


def _read_table(site: Site, address: str, text: str) -> OpenTable:
    stem = address.removeprefix(_FOLDER).removesuffix(_SUFFIX)
    schema = find_schema(stem)
    headings, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    part = _name_part(site, schema, stem)
    return OpenTable(
        stem,
        f"{schema.title}（{part}）" if part else schema.title,
        part,
        schema,
        tuple(find_column(schema, heading) for heading in headings),
        tuple(map(tuple, rows)),
        text,
    )


def _name_part(site: Site, schema: Dataset, stem: str) -> str:
    """How readers call the part of a place that varies."""
    if "*" not in schema.stem:
        return ""
    folder, _, last = stem.partition("/")
    if folder == "lists":
        list_id, _, edition = last.partition("/")
        name = next(named.name for named in site.publication.lists if named.id == list_id)
        return f"{name} {edition} 版" if edition[0].isdigit() else name
    if folder == "rankings":
        year, number = last.removesuffix("-measures").split("-q")
        return Quarter(int(year), int(number)).label
    return YearMonth.parse(last).label
