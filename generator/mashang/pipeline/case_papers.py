"""督办单 to the departments that owe answers, and the list of all cases by their clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mashang.county import REMINDERS, County
from mashang.files import FileContent, name_file, write_anew
from mashang.periods import YearMonth
from mashang.pipeline.checking import ProgressCallback, check_county
from mashang.pipeline.papers import read_template
from mashang.printing.case_papers import CaseClocks, OpenCase, format_tally
from mashang.printing.docx_template import fill_template
from mashang.printing.paper_templates import PaperKind
from mashang.problems import Problem


@dataclass(frozen=True)
class Supervised:
    """What was written: the files, how many cases wait, and how many of them are overdue. No files on errors."""

    problems: tuple[Problem, ...]
    files: tuple[Path, ...] = ()
    waiting: tuple[OpenCase, ...] = ()

    @property
    def overdue(self) -> int:
        """How many ought to have been answered before the day."""
        return sum(one.left < 0 for one in self.waiting)


def supervise(county: County, day: date, today: date, on_stage: ProgressCallback) -> Supervised:
    """Write a 督办单 for each department that owes answers on a day, and one list of all, into ``reminders/``."""
    checked = check_county(county, today, on_stage)
    if checked.settings is None or checked.publication is None or checked.ledger is None:
        return Supervised(checked.problems)
    on_stage("填写督办单")
    clocks = CaseClocks(checked.publication, checked.ledger.codes, day)
    made: dict[str, FileContent] = {f"{day}-诉求到期表.csv": clocks.format_waiting()} if clocks.waiting else {}
    template = read_template(county, PaperKind.SUPERVISION)
    for department in checked.publication.departments:
        paper = clocks.tell_supervision(department.id, checked.settings)
        if paper:
            name = name_file(f"{day}-{department.id}-督办单-{department.label}")
            made[f"{name}.docx"] = fill_template(*template, paper.facts, paper.written_on)
    return Supervised(checked.problems, write_anew(county / REMINDERS, made), clocks.waiting)


def tally_cases(county: County, month: YearMonth, today: date, on_stage: ProgressCallback) -> Supervised:
    """Write what departments were given in a month and did with it, in the shape of a hotline's monthly table."""
    checked = check_county(county, today, on_stage)
    if checked.publication is None:
        return Supervised(checked.problems)
    on_stage("写汇总表")
    table = format_tally(checked.publication, month)
    return Supervised(checked.problems, write_anew(county / REMINDERS, {f"{month}-诉求分单位汇总.csv": table}))
