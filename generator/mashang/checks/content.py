"""The check of everything below ``content/``: raw tables in, one publication or problems out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from mashang.checks.adjustments import check_adjustments
from mashang.checks.cases import check_cases, read_calendar
from mashang.checks.confirmations import Confirmation, check_confirmations, leave_out_confirmed
from mashang.checks.context import CheckContext, Source
from mashang.checks.corrections import check_corrections
from mashang.checks.documents import check_documents
from mashang.checks.groups import read_groups
from mashang.checks.hidden_codes import check_hidden_codes
from mashang.checks.issued import check_issued
from mashang.checks.issues import check_issues
from mashang.checks.lists import check_lists
from mashang.checks.measures import check_measures
from mashang.checks.month_files import check_month_files
from mashang.checks.months import check_months
from mashang.checks.places import check_departments, check_enterprises, check_grids, check_matters, check_windows
from mashang.checks.progress import check_counted, check_progress, check_reporting, reported_months
from mashang.checks.promises import check_promises
from mashang.checks.ratings import check_ratings
from mashang.checks.references import Directory, make_directory
from mashang.checks.sheets import check_sheets
from mashang.checks.tasks import check_ended_tasks
from mashang.checks.values import read_records
from mashang.issue import Internal
from mashang.model import Code, MonthState, Publication
from mashang.periods import YearMonth
from mashang.problems import Problem, has_errors, sort_problems
from mashang.raw import RawContent
from mashang.settings import Settings
from mashang.tables import BY_NAME

Facts = TypeVar("Facts")
_REPEALED = (
    "从措施清单里删掉了的，恢复那一行：不再执行的，把“有效性”改为“废止”，并在 content/adjustments 里加一行措施调整"
    "（取消的，“栏目”写“列入”）。编号写错了的，照措施清单改正。"
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a check found: the publication and the context on which more may be asked.

    The publication is ``None`` with an error that no confirmation answers.

    ``problems`` are without those that the ``confirmations`` answer.
    """

    publication: Publication | None
    problems: tuple[Problem, ...]
    context: CheckContext
    confirmations: tuple[Confirmation, ...]


def check_content(content: RawContent, settings: Settings, codes: Mapping[str, Code] | None, today: date) -> Examined:
    """Check all tables and pages, each by itself and against the others.

    ``codes`` are the ledger's rows by code, ``None`` when it cannot be read, which is problem enough; ``today`` is the
    day after which nothing can have been published. All problems are collected; the publication is ``None`` when one
    of them is an error that cannot be confirmed. In the context every record keeps the address of its cells.
    """
    sources, problems = _read_sources(content)
    departments = _directory(sources, "departments")
    groups, wrong = read_groups(settings, departments)
    problems += wrong
    context = CheckContext(
        settings,
        today,
        codes,
        sources,
        departments=replace(departments, groups=groups),
        measures=_directory(sources, "measures"),
        grids=_directory(sources, "grids"),
    )
    publication, found = _check_all(content, context)
    confirmations, wrong = check_confirmations(context)
    problems = leave_out_confirmed([*problems, *found, *wrong], confirmations, settings)
    return Examined(
        None if has_errors(problems, answerable=False) else publication, sort_problems(problems), context, confirmations
    )


def _read_sources(content: RawContent) -> tuple[dict[str, tuple[Source, ...]], list[Problem]]:
    sources: dict[str, list[Source]] = {}
    problems: list[Problem] = []
    for table in content.tables:
        recognised, wrong = check_sheets(table, BY_NAME[table.dataset])
        problems += wrong
        records, wrong = read_records(recognised) if recognised else ((), ())
        problems += wrong
        columns = frozenset(one.name for one in recognised.columns.values()) if recognised else frozenset()
        silent = tuple(map(recognised.read_texts, recognised.unanswered)) if recognised else ()
        source = Source(table.parts, table.file, records, recognised is not None, columns, silent)
        sources.setdefault(table.dataset, []).append(source)
    return {dataset: tuple(found) for dataset, found in sources.items()}, problems


def _directory(sources: Mapping[str, tuple[Source, ...]], dataset: str) -> Directory:
    """Names of one table. When it could not be read, or is required and missing, that is problem enough."""
    found = sources.get(dataset, ())
    usable = all(source.readable for source in found) and (bool(found) or not BY_NAME[dataset].required)
    records = (record for source in found for record in source.records)
    return make_directory(
        BY_NAME[dataset].title,
        records,
        usable=usable,
        distinct=dataset == "departments",
        repealed=_REPEALED if dataset == "measures" else "",
    )


def _check_all(content: RawContent, context: CheckContext) -> tuple[Publication, list[Problem]]:
    problems: list[Problem] = []

    def collect(checked: tuple[Facts, Iterable[Problem]]) -> Facts:
        problems.extend(checked[1])
        return checked[0]

    measures, adjustments, wrong = check_adjustments(context, collect(check_measures(context)))
    problems += wrong
    progress = context.sources.get("progress", ())
    reported = reported_months(progress)
    months = collect(check_months(context, reported if len(reported) == len(progress) else None))
    calendar = collect(read_calendar(context))
    cases = collect(check_cases(context, calendar))
    ratings, sourced, wrong = check_ratings(context, cases)
    problems += wrong
    publication = Publication(
        departments=collect(check_departments(context)),
        measures=measures,
        months=months,
        reports=collect(check_progress(context, _declared(context), adjustments, measures)),
        lists=collect(check_lists(context)),
        windows=collect(check_windows(context)),
        enterprises=collect(check_enterprises(context)),
        matters=collect(check_matters(context)),
        grids=collect(check_grids(context)),
        ratings=ratings,
        sourced=sourced,
        cases=cases,
        calendar=calendar,
        pages=collect(check_documents(content.documents, _addresses(context))),
        corrections=collect(check_corrections(context)),
        adjustments=adjustments,
        groups=context.departments.groups,
    )
    issues = collect(check_issues(context, publication.measures, publication.reports))
    publication = replace(publication, internal=Internal(issues, _list_notes(reported)))
    problems += (*check_ended_tasks(context, measures), *check_reporting(context, months, measures))
    problems += check_counted(context, publication)
    problems += check_month_files(context, publication)
    problems += check_promises(content.documents, context.settings.ways)
    problems += (*check_issued(context), *check_hidden_codes(context, content.documents))
    return publication, problems


def _list_notes(reported: Mapping[YearMonth, Source]) -> dict[YearMonth, dict[str, str]]:
    """What stands under 内部备注, also where nothing was reported, of the months whose table has that column."""
    return {
        month: {texts["measure"]: texts["note"] for texts in source.unanswered if {"measure", "note"} <= texts.keys()}
        | {record.text("measure"): record.text("note") for record in source.records if record.text("note")}
        for month, source in reported.items()
        if "note" in source.columns
    }


def _declared(context: CheckContext) -> frozenset[YearMonth] | None:
    """The months of the table of months; ``None`` when it, or a month in it, could not be read."""
    if not context.readable("months") or any(record.broken("month") for record in context.records("months")):
        return None
    months = (record.month("month") for record in context.records("months"))
    return frozenset(month for month in months if month is not None)


def _addresses(context: CheckContext) -> frozenset[str]:
    """The pages that readers will find once all is right, each with a trailing slash, and the sections that have any.

    Taken from what the tables say, so that a slip in a measure's row does not make a link to it dead as well.
    """
    pages = {
        dataset: [record.text("id") for record in context.records(dataset)]
        for dataset in ("measures", "departments", "matters", "grids")
    }
    pages["lists"] = [source.parts[0] for source in context.sources.get("list", ())]
    pages["progress"] = [
        str(record.month("month")) for record in context.records("months") if record.text("state") != MonthState.DRAFT
    ]
    found = {f"{section}/{name}/" for section, names in pages.items() for name in names}
    found |= {f"{section}/" for section, names in pages.items() if names}
    found |= {"windows/"} if context.records("windows") else set()
    return frozenset(found | {"report/", "about/", "privacy/"})
