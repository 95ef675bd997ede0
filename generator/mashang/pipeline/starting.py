"""A new county: its folder with settings and empty tables, nothing of the example in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass
from pathlib import Path

from mashang.county import CODES, CONTENT, ENGINE_SETTINGS, SETTINGS_FILE, County
from mashang.files import FileContent, write_anew
from mashang.pipeline.department_names import list_labels, list_own_labels
from mashang.problems import RequestError
from mashang.publish.engine_settings import read_engine_settings
from mashang.settings import DEFAULTS, SETTINGS
from mashang.settings_file import check_answer, render_settings
from mashang.tables import (
    ADJUSTMENTS,
    DEPARTMENTS,
    ENTERPRISES,
    GRIDS,
    ISSUES,
    MATTERS,
    MEASURES,
    MONTHS,
    SUFFIXES,
    WINDOWS,
)
from mashang.workbooks.template import render_template

TABLES = (DEPARTMENTS, MEASURES, MONTHS, WINDOWS, MATTERS, GRIDS, ENTERPRISES, ADJUSTMENTS, ISSUES)
"""The tables that a new county is given, in the order in which they are filled."""
REQUIRED_SETTINGS = tuple(key for key, default in DEFAULTS.items() if default is MISSING)
"""The settings without which nothing can be built."""
ASKED = (
    *REQUIRED_SETTINGS,
    *("undertaker", "hours", "hotline", "report_phone", "site_code", "icp", "police_record", "error_report_url"),
)
"""The settings that are asked for at the start, those first without which nothing can be built."""


@dataclass(frozen=True, slots=True)
class CountyStarted:
    """The files that were written, and those that were there and stay as they were."""

    written: tuple[Path, ...]
    kept: tuple[str, ...]


def is_county(county: County) -> bool:
    """Whether the folder is a county's already."""
    return (county / CONTENT).is_dir() or (county / SETTINGS_FILE).exists()


def start_county(
    county: County, answers: Mapping[str, str], departments: tuple[Mapping[str, str], ...] = ()
) -> CountyStarted:
    """Make a county's folder with these settings and departments; what is there already stays as it is.

    ``answers`` are texts by the names of settings, ``departments`` rows of their table, which the drop-downs of all
    others offer. Raises :class:`RequestError` for an unknown setting, and for one
    that cannot be taken as it is.
    """
    faults = [f"{key}：没有这项设置。" for key in answers if key not in SETTINGS]
    if not (county / SETTINGS_FILE).exists():
        missing = (key for key in REQUIRED_SETTINGS if not answers.get(key))
        faults += [f"{SETTINGS[key].title}（{key}）：必须填。" for key in missing]
    for key in SETTINGS.keys() & answers.keys():
        faults += [f"{SETTINGS[key].title}（{key}）：{reason}。" for reason in check_answer(key, answers[key])]
    if faults:
        raise RequestError("没有建立，请先改好：\n" + "\n".join(f"  {fault}" for fault in faults))
    made: dict[str, FileContent] = {
        SETTINGS_FILE: render_settings(answers),
        ENGINE_SETTINGS: read_engine_settings(),
    }
    names = list_own_labels(county) or list_labels(departments)
    rows = {DEPARTMENTS: departments}
    made |= {f"{CONTENT}/{table.stem}.xlsx": render_template(table, names, rows.get(table, ())) for table in TABLES}
    kept = tuple(name for name in made if _is_there(county, name))
    written = write_anew(county.root, {name: content for name, content in made.items() if name not in kept})
    for folder in (f"{CONTENT}/progress", f"{CONTENT}/lists", f"{CONTENT}/pages", CODES):
        (county / folder).mkdir(parents=True, exist_ok=True)
    return CountyStarted(written, kept)


def _is_there(county: County, name: str) -> bool:
    """Whether a file is there, a table in any form."""
    stem = Path(name).with_suffix("").as_posix()
    names = [f"{stem}{suffix}" for suffix in SUFFIXES] if name.startswith(f"{CONTENT}/") else [name]
    return any((county / one).exists() for one in names)
