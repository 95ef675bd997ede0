"""Whether the site is kept up to date, and whether its dates are true (国办秘函〔2019〕19号)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mashang.county import Stage
from mashang.inspection.page import Moment, Page
from mashang.inspection.rules import Finding
from mashang.inspection.survey import Survey, is_promise, parse_day, parse_shown
from mashang.problems import Severity

_NEWS = "信息发布"
_MONTH = re.compile(r"^progress/\d{4}-\d{2}/index\.html$")
_MADE, _PUBLISHED = "成文日期", "发布日期"


def check_home(survey: Survey) -> Iterator[Finding]:
    """The home page shows something published not long ago."""
    home = survey.tree.pages.get("index.html")
    if home is None:
        return
    newest = survey.newest(home)
    if newest is None:
        mend = "请技术人员检查首页模板：最新内容要带发布日期（time 标签）。"
        yield Finding("home-fresh", home.name, "首页上没有发布日期", mend=mend)
        return
    age = (survey.today - newest).days
    what = f"首页最新的发布日期是 {newest.isoformat()}，距今天 {age} 天"
    if age > survey.limits.home_fault:
        yield Finding("home-fresh", home.name, what)
    elif age > survey.limits.home_warning:
        left = survey.limits.home_fault + 1 - age
        yield Finding("home-fresh", home.name, f"{what}，再过 {left} 天就不合格", Severity.WARNING)


def check_columns_filled(survey: Survey) -> Iterator[Finding]:
    """Every section page has something in it."""
    for page in survey.columns:
        if not page.entries and page.prose < survey.limits.prose:
            yield Finding("columns-filled", page.name, "栏目里没有条目")


def check_columns_fresh(survey: Survey) -> Iterator[Finding]:
    """Every column has been updated within the time its kind allows."""
    for column in survey.columns:
        newest = _newest_of(survey, column)
        limit = survey.limits.column if column.metas.get("ColumnType", _NEWS) == _NEWS else survey.limits.service
        if newest is None:
            yield Finding("columns-fresh", column.name, "栏目里没有发布日期", Severity.WARNING)
        elif (age := (survey.today - newest).days) > limit:
            yield Finding("columns-fresh", column.name, f"最近更新是 {newest.isoformat()}，距今天 {age} 天")


def check_progress(survey: Survey) -> Iterator[Finding]:
    """Monthly progress comes out every month."""
    months = [page for page in survey.readings if _MONTH.match(page.name)]
    days = [day for page in months if (day := survey.newest(page))]
    if days and (age := (survey.today - max(days)).days) > survey.limits.progress:
        newest = max(page.name for page in months)
        yield Finding("progress-monthly", newest, f"最近一次公布进展是 {max(days).isoformat()}，距今天 {age} 天")


def check_dates(survey: Survey) -> Iterator[Finding]:
    """Every date that is marked as one exists, has come, and is what readers see.

    Dates of drafts may lie ahead on the preview; there they are only named.
    """
    ahead = Severity.WARNING if survey.stage is Stage.STAGING else Severity.ERROR
    for page in survey.tree.pages.values():
        for moment in dict.fromkeys(page.moments):
            yield from _check_moment(survey, page, moment, ahead)
        written = page.metas.get("PubDate", "").strip()
        if written:
            yield from _check_day(survey, "PubDate", page.name, written, ahead)
    for name, document in survey.tree.documents.items():
        for written in dict.fromkeys(document.dates):
            yield from _check_day(survey, "更新日期", name, written, ahead)


def check_publication(survey: Survey) -> Iterator[Finding]:
    """What was made was published, not before it was made, and within 20 working days (第二十六条)."""
    for page in survey.articles:
        made, published = _labelled(page, _MADE), _labelled(page, _PUBLISHED)
        if made is None or published is None:
            continue
        what = f"成文日期 {made.isoformat()}，发布日期 {published.isoformat()}"
        if published < made:
            yield Finding("published-in-time", page.name, f"{what}，还没成文就发布了")
        elif (days := (published - made).days) > survey.limits.publication:
            yield Finding("published-in-time", page.name, f"{what}，隔了 {days} 天", Severity.WARNING)


def _newest_of(survey: Survey, column: Page) -> date | None:
    return max((day for page in survey.pages_of(column) if (day := survey.newest(page))), default=None)


def _check_moment(survey: Survey, page: Page, moment: Moment, ahead: Severity) -> Iterator[Finding]:
    if is_promise(moment):
        if parse_day(moment.written) is None:
            yield Finding("dates-real", page.name, f"“{moment.written}”不是日期")
    else:
        yield from _check_day(survey, "日期", page.name, moment.written, ahead)
    shown, day = parse_shown(moment.shown), parse_day(moment.written)
    if shown and day and shown != day:
        what = f"显示的是“{moment.shown}”，标的却是 {moment.written}"
        yield Finding("dates-real", page.name, what)


def _check_day(survey: Survey, title: str, page: str, written: str, ahead: Severity) -> Iterator[Finding]:
    day = parse_day(written)
    if day is None:
        yield Finding("dates-real", page, f"{title}“{written}”没有这一天")
    elif day > survey.today and not survey.demonstration:
        yield Finding("dates-real", page, f"{title} {written} 还没到", ahead)


def _labelled(page: Page, label: str) -> date | None:
    """The one date under a label; ``None`` when there is none, or more than one that could be meant."""
    days = {parse_day(moment.written) for moment in page.moments if moment.label.startswith(label)}
    return days.pop() if len(days) == 1 else None
