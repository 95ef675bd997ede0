"""Letters to the departments that must act after a month's dispatch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mashang.county import REMINDERS, County, CountyError
from mashang.figures.site import derive_figures
from mashang.files import FileContent, name_file, write_anew
from mashang.model import Publication
from mashang.periods import YearMonth
from mashang.pipeline.checking import ProgressCallback, check_county
from mashang.pipeline.papers import read_template
from mashang.printing.docx_template import fill_template
from mashang.printing.letters import render_letter
from mashang.printing.meeting_papers import tell_reminder
from mashang.printing.paper_templates import PaperKind
from mashang.printing.reminders import Reminder, derive_reminders, format_reminders
from mashang.problems import Location, Problem, sort_problems
from mashang.settings import Settings


@dataclass(frozen=True)
class Reminded:
    """What writing reminders did: for which month, the files, how many notes and measures. No files on errors."""

    problems: tuple[Problem, ...]
    month: str = ""
    files: tuple[Path, ...] = ()
    notes: int = 0
    measures: int = 0


def write_reminders(
    county: County, month: YearMonth | None, today: date, written_on: date, on_stage: ProgressCallback
) -> Reminded:
    """Write a letter (PDF and Word) for each department to be pressed after a month's dispatch, and one table.

    They go into ``reminders/``.

    Without ``month`` the newest declared one, drafts included. Letters of that month to departments that are no
    longer to be pressed are removed. Raises :class:`CountyError` when the month is not declared.
    """
    checked = check_county(county, today, on_stage)
    if checked.settings is None or checked.publication is None or checked.ledger is None:
        return Reminded(checked.problems)
    on_stage("计算进展")
    months = derive_figures(checked.publication, checked.ledger.codes, checked.settings, drafts=True).months
    figures = next((one for one in reversed(months) if month in (None, one.month.month)), None)
    if figures is None:
        raise CountyError(f"月度表里没有{month.label if month else '月份'}。请先在 content/months 里加上这个月。")
    on_stage("排版催办单")
    reminders = derive_reminders(figures, checked.settings, written_on)
    letters, faults = _set_letters(reminders, checked.settings)
    folder, name = county / REMINDERS, str(figures.month.month)
    made = {f"{label}.pdf": letter for label, letter in letters.items()}
    made |= _fill_letters(county, reminders, figures.facts, checked.settings)
    if reminders:
        made[f"{name}-催办汇总.csv"] = format_reminders(reminders, checked.settings)
    for path in folder.glob(f"{name}-*催办*"):
        if path.name not in made:
            path.unlink()
    files, measures = write_anew(folder, made), sum(len(reminder.items) for reminder in reminders)
    problems = sort_problems((*checked.problems, *faults))
    return Reminded(problems, figures.month.month.label, files, len(reminders), measures)


def _fill_letters(
    county: County, reminders: Iterable[Reminder], facts: Publication, settings: Settings
) -> dict[str, FileContent]:
    """The letters as Word documents, by the names of their files."""
    template = read_template(county, PaperKind.REMINDER)
    papers = {_name(one): tell_reminder(one, facts, settings) for one in reminders}
    return {f"{name}.docx": fill_template(*template, one.facts, one.written_on) for name, one in papers.items()}


def _name(reminder: Reminder) -> str:
    return name_file(f"{reminder.number}-催办单-{reminder.label}")


def _set_letters(
    reminders: Iterable[Reminder], settings: Settings
) -> tuple[dict[str, FileContent], tuple[Problem, ...]]:
    """The letters by their numbers and the names of their departments, as far as files may bear them."""
    letters: dict[str, FileContent] = {}
    problems: list[Problem] = []
    for reminder in reminders:
        where = Location(f"content/progress/{reminder.month}")
        letters[_name(reminder)], faults = render_letter(reminder, settings, where)
        problems += faults
    return letters, tuple(problems)
