"""Papers that offices send on, as Word documents: 通报, 问题汇总, the dispatch meeting's table; and their templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mashang.county import PAPER_TEMPLATES, PAPERS, County
from mashang.derived import Figures, MonthFigures
from mashang.figures.site import derive_figures
from mashang.files import FileContent, name_file, read_regular, write_anew
from mashang.periods import Quarter, YearMonth
from mashang.pipeline.checking import Checked, ProgressCallback, check_county
from mashang.printing.briefings import Paper, list_public_months, tell_month, tell_quarter, tell_year
from mashang.printing.docx_template import fill_template
from mashang.printing.meeting_papers import list_concerned, tell_issues, tell_meeting
from mashang.printing.paper_templates import PaperKind, render_template
from mashang.problems import Problem, RequestError
from mashang.settings import Settings

Period = YearMonth | Quarter | int
"""A month, a quarter, or a year."""
_NUMBERED = (PaperKind.MONTH, PaperKind.QUARTER, PaperKind.YEAR)
"""The papers that bear a 文号."""
_LONGEST_NUMBER = 40


@dataclass(frozen=True)
class PapersWritten:
    """What writing papers did: about which period, and the files. No files on errors."""

    problems: tuple[Problem, ...]
    period: str = ""
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplatesCopied:
    """The templates that were written, and those that were there and stay as they were."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def write_papers(
    county: County, period: Period | None, today: date, on_stage: ProgressCallback, number: str = ""
) -> PapersWritten:
    """Write the papers of a month (without ``period`` the newest declared one), a quarter or a year into ``papers/``.

    The 通报 bears ``number`` as its 文号, or room for one. A month may be a draft, and says so; quarters and years are
    told from public months only. The papers bear the day on which the month is published. Raises :class:`RequestError`
    when there is no such month, and :class:`PaperTemplateError` when a template cannot be filled.
    """
    checked = check_county(county, today, on_stage)
    if checked.settings is None or checked.publication is None:
        return PapersWritten(checked.problems)
    on_stage("计算进展")
    monthly = period is None or isinstance(period, YearMonth)
    figures = _derive(checked, checked.settings, drafts=monthly)
    if isinstance(period, (Quarter, int)):
        label, papers = _tell_long(figures, period, checked.settings)
    else:
        month = _find_month(figures, period)
        label, papers = month.month.month.label, _tell_month(figures, month, checked.settings)
    on_stage("填写 Word 文档")
    numbered = {"文号": _check_number(number)} if number else {}
    templates = {kind: read_template(county, kind) for kind in {kind for kind, _ in papers.values()}}
    made: dict[str, FileContent] = {
        f"{name_file(name)}.docx": fill_template(
            *templates[kind], paper.facts | (numbered if kind in _NUMBERED else {}), paper.written_on
        )
        for name, (kind, paper) in papers.items()
    }
    return PapersWritten(checked.problems, label, write_anew(county / PAPERS, made))


def _check_number(number: str) -> str:
    """A 文号 on one line. Raises :class:`RequestError` when it is longer than any."""
    tidy = " ".join(number.split())
    if len(tidy) > _LONGEST_NUMBER:
        raise RequestError(f"文号太长（超过 {_LONGEST_NUMBER} 个字）：写成 明政办〔2026〕12号 这样。")
    return tidy


def copy_templates(county: County) -> TemplatesCopied:
    """Write the program's templates into ``site_config/papers``, where the county changes them; none that is there."""
    county.check_present()
    folder = county / PAPER_TEMPLATES
    kept = tuple(folder / f"{kind}.docx" for kind in PaperKind if (folder / f"{kind}.docx").exists())
    made: dict[str, FileContent] = {
        f"{kind}.docx": render_template(kind) for kind in PaperKind if folder / f"{kind}.docx" not in kept
    }
    return TemplatesCopied(write_anew(folder, made), kept)


def read_template(county: County, kind: PaperKind) -> tuple[bytes, str]:
    """The county's template of a paper or else the program's, and what messages call it."""
    name = f"{PAPER_TEMPLATES}/{kind}.docx"
    path = county / name
    return (read_regular(path), name) if path.exists() else (render_template(kind), f"程序自带的模板“{kind}”")


def _derive(checked: Checked, settings: Settings, *, drafts: bool) -> Figures:
    assert checked.publication is not None  # noqa: S101 — the caller has looked
    codes = checked.ledger.codes if checked.ledger else ()
    return derive_figures(checked.publication, codes, settings, drafts=drafts)


def _find_month(figures: Figures, month: YearMonth | None) -> MonthFigures:
    found = next((one for one in reversed(figures.months) if month in (None, one.month.month)), None)
    if found is None:
        raise RequestError(f"月度表里没有{month.label if month else '月份'}。请先在 content/months 里加上这个月。")
    return found


def _tell_month(figures: Figures, month: MonthFigures, settings: Settings) -> Mapping[str, tuple[PaperKind, Paper]]:
    name = month.month.month
    earlier = (one for one in reversed(figures.months) if one.month.month < name)
    before = next((one for one in earlier if one.month.public or not month.month.public), None)
    papers = {
        f"{name}-通报": (PaperKind.MONTH, tell_month(month, before, settings)),
        f"{name}-调度会": (PaperKind.MEETING, tell_meeting(month, settings)),
    }
    whole = tell_issues(month, settings)
    if whole:
        papers[f"{name}-问题汇总"] = (PaperKind.ISSUES, whole)
    for department in month.facts.departments:
        if list_concerned(month.facts.internal.issues, department.id):
            paper = tell_issues(month, settings, department.id)
            assert paper is not None  # noqa: S101 — it is concerned
            papers[f"{name}-问题-{department.label}"] = (PaperKind.ISSUES, paper)
    return papers


def _tell_long(
    figures: Figures, period: Quarter | int, settings: Settings
) -> tuple[str, Mapping[str, tuple[PaperKind, Paper]]]:
    label = period.label if isinstance(period, Quarter) else f"{period}年"
    if not list_public_months(figures, period):
        raise RequestError(f"{label}还没有公布的月份，写不出通报。")
    if isinstance(period, Quarter):
        return label, {f"{period}-通报": (PaperKind.QUARTER, tell_quarter(figures, period, settings))}
    return label, {f"{period}-通报": (PaperKind.YEAR, tell_year(figures, period, settings))}
