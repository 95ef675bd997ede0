"""A published site as fragments for a portal that allows no folder, with the list of what goes where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from mashang.county import CMS, CMS_ADDRESSES, County, Stage
from mashang.files import sync_tree, write_atomically
from mashang.pipeline.bundling import check_intact
from mashang.problems import Problem, RequestError, problem
from mashang.publish.bundle import check_site
from mashang.publish.cms import CmsEntry, export_fragments
from mashang.settings_file import read_settings
from mashang.sources.csv_file import read_csv
from mashang.spreadsheet import format_table

LIST = "目录"
"""The name of the list of what goes where, in the folder that is written."""
_HEADINGS = ("我们的地址", "标题", "对方网址")
_LISTED = ("栏目", "标题", "发布日期", "文件", *_HEADINGS[::2])
_URL = re.compile(r"(?:https?://[^\s/\"<>]+|/)[^\s\"<>]*")


@dataclass(frozen=True)
class CmsWritten:
    """What was written where: how many fragments and attachments, and which have no address in the portal yet."""

    problems: tuple[Problem, ...]
    folder: Path | None = None
    pages: int = 0
    attachments: int = 0
    unfilled: tuple[CmsEntry, ...] = ()


def export_for_cms(county: County, folder: Path | None) -> CmsWritten:
    """Write the published site as fragments into ``folder``, or into ``cms/``; the table of addresses is completed.

    Raises :class:`MashangError` when there is no such site, it is not as it was built, or the folder is not ours.
    """
    settings, problems = read_settings(county)
    if settings is None:
        return CmsWritten(problems)
    check_intact(county, Stage.PRODUCTION, "没有导出")
    site = county.site(Stage.PRODUCTION)
    check_site(site, settings, Stage.PRODUCTION)
    target = folder or county / CMS
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / f"{LIST}.csv").is_file())):
        raise RequestError(f"{target} 里有别的东西，没有写入。请写一个新的文件夹。")
    with county.hold_lock():
        rows, faults = _read_addresses(county)
        if faults:
            return CmsWritten(faults)
        filled = {address: url for address, _, url in rows if url}
        made = export_fragments(site, settings.site_url, filled)
        sync_tree(target, {**made.files, **_render_lists(made.entries, filled)})
        known = {address for address, _, _ in rows}
        new = [(one.address, one.title, "") for one in made.entries if one.address not in known]
        if new:
            table = ((f"/{address}", title, url) for address, title, url in (*rows, *new))
            write_atomically(county / CMS_ADDRESSES, format_table(_HEADINGS, table))
    pages = sum(one.is_page for one in made.entries)
    return CmsWritten((), target, pages, len(made.entries) - pages, made.unfilled)


def _read_addresses(county: County) -> tuple[tuple[tuple[str, str, str], ...], tuple[Problem, ...]]:
    """The rows of the table of addresses, and what is wrong in it; nothing when there is none yet."""
    if not (county / CMS_ADDRESSES).is_file():
        return (), ()
    sheets, problems = read_csv(county / CMS_ADDRESSES, CMS_ADDRESSES)
    if not sheets:
        return (), problems
    table = sheets[0]
    names = {cell.column: cell.text for cell in table.rows[0].cells}
    if not {*_HEADINGS} <= {*names.values()}:
        where = table.locate_row(table.rows[0].number)
        return (), (problem("heading-row-missing", where, headings="、".join(_HEADINGS)),)
    faults: list[Problem] = []
    rows: list[tuple[str, str, str]] = []
    for row in table.rows[1:]:
        texts = {names.get(cell.column, ""): cell.text for cell in row.cells}
        url = texts.get(_HEADINGS[2], "")
        if url and not _URL.fullmatch(url):
            cell = next(cell for cell in row.cells if names.get(cell.column) == _HEADINGS[2])
            faults.append(problem("cms-address-wrong", table.locate(cell, _HEADINGS[2]), value=url))
        rows.append((texts.get(_HEADINGS[0], "").lstrip("/"), texts.get(_HEADINGS[1], ""), url))
    return tuple(rows), tuple(faults)


def _render_lists(entries: Iterable[CmsEntry], filled: Mapping[str, str]) -> dict[str, str]:
    """The list of what goes where, for Excel and for the browser."""
    rows = [
        (one.column, one.title, one.published, one.file, f"/{one.address}", filled.get(one.address, ""))
        for one in entries
    ]
    cells = "\n".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
    heading = "".join(f"<th>{one}</th>" for one in _LISTED)
    page = (
        f'<!doctype html>\n<html lang="zh-CN"><meta charset="utf-8"><title>{LIST}</title>\n<h1>{LIST}</h1>\n'
        "<p>“文件”里的网页片段，用记事本打开、全部复制，粘贴到门户后台编辑器的源代码里；附件照常上传。"
        f"登记好的网址写进 {CMS_ADDRESSES} 的“{_HEADINGS[2]}”，再导出一次，片段之间就能互相打开。</p>\n"
        f'<table border="1">\n<tr>{heading}</tr>\n{cells}\n</table>\n</html>\n'
    )
    return {f"{LIST}.csv": format_table(_LISTED, rows), f"{LIST}.html": page}
