"""What the buttons of the desk do: each calls what a command calls, with what was typed beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mashang.county import INCOMING, Stage
from mashang.desk.state import Desk
from mashang.desk.typed import read_day, read_month, read_period
from mashang.desk.work import Task
from mashang.periods import YearMonth
from mashang.pipeline.annotating import annotate
from mashang.pipeline.build import build_site
from mashang.pipeline.bundling import bundle_site
from mashang.pipeline.checking import ProgressCallback
from mashang.pipeline.closing import close_months
from mashang.pipeline.collecting import CollectOrder, collect
from mashang.pipeline.confirming import Answer, confirm
from mashang.pipeline.month_sheets import review_month, start_month
from mashang.pipeline.month_work import read_month_work
from mashang.pipeline.papers import copy_templates, write_papers
from mashang.pipeline.print_order import MOST_SKIPPED, PrintOrder, SheetKind
from mashang.pipeline.printing import print_sheets
from mashang.pipeline.receiving import put_away
from mashang.pipeline.reminders import write_reminders
from mashang.pipeline.site_changes import compare_preview
from mashang.problems import RequestError

_WORDS = re.compile(r"[^\s、，,；;]+")


def find_task(desk: Desk, action: str, given: Mapping[str, str]) -> tuple[str, str, Task] | None:
    """Which work an action is, what it is called, and the work itself."""
    county, today = desk.county, desk.today()
    take = CollectOrder(county / INCOMING, replace=tuple(_WORDS.findall(given.get("replace", ""))))
    look = replace(take, write=False)
    tasks: dict[str, tuple[str, str, Task]] = {
        "new-month": ("new-month", "开始新的月份", lambda on_stage: _start_month(desk, given, on_stage)),
        "receive": ("collect", "看收来的表", lambda on_stage: collect(county, look, today, on_stage)),
        "put-back": ("collect", "看收来的表", lambda on_stage: collect(county, look, today, on_stage)),
        "take": ("collect", "收进表里", lambda on_stage: collect(county, take, today, on_stage)),
        "preview": ("preview", "生成预览", lambda on_stage: _preview(desk, on_stage)),
        "review": ("review", "登记审核", lambda _: review_month(county, *_read_review(given))),
        "publish": ("publish", "生成正式网站", lambda on_stage: _publish(desk, on_stage)),
        "close": ("close", "封存", lambda on_stage: _close(desk, given, on_stage)),
        "press": ("press", "写催办单", lambda on_stage: _remind(desk, given, on_stage)),
        "papers": ("papers", "写通报和会议材料", lambda on_stage: _write_papers(desk, given, on_stage)),
        "templates": ("templates", "写出模板", lambda _: copy_templates(county)),
        "print": ("print", "排版", lambda on_stage: print_sheets(county, _read_order(given), today, on_stage)),
        "handover": ("handover", "打包", lambda _: bundle_site(county, Stage.PRODUCTION, None, today)),
        "handover-preview": ("handover-preview", "打包预览", lambda _: bundle_site(county, Stage.STAGING, None, today)),
        "annotate": ("annotate", "写批注", lambda on_stage: _annotate(desk, on_stage)),
        "confirm": ("confirm", "确认", lambda on_stage: confirm(county, _read_answer(given), today, on_stage)),
    }
    return tasks.get(action)


def _start_month(desk: Desk, given: Mapping[str, str], on_stage: ProgressCallback) -> object:
    month = read_month(given.get("month", ""))
    started = start_month(desk.county, month, desk.today(), on_stage, by_department=True)
    if started.files:
        put_away(desk.county, month.preceding)
    return started


def _remind(desk: Desk, given: Mapping[str, str], on_stage: ProgressCallback) -> object:
    month = read_month(given["month"]) if given.get("month") else None
    written_on = read_day(given["day"]) if given.get("day") else desk.today()
    return write_reminders(desk.county, month, desk.today(), written_on, on_stage)


def _write_papers(desk: Desk, given: Mapping[str, str], on_stage: ProgressCallback) -> object:
    period = read_period(given["period"]) if given.get("period") else None
    return write_papers(desk.county, period, desk.today(), on_stage, given.get("number", ""))


def _publish(desk: Desk, on_stage: ProgressCallback) -> object:
    return build_site(desk.county, Stage.PRODUCTION, desk.today(), on_stage)


def _preview(desk: Desk, on_stage: ProgressCallback) -> object:
    built = build_site(desk.county, Stage.STAGING, desk.today(), on_stage)
    on_stage("与公布的网站比较")
    return built, compare_preview(desk.county) if built.published else None


def _close(desk: Desk, given: Mapping[str, str], on_stage: ProgressCallback) -> object:
    closed = close_months(desk.county, read_month(given.get("month", "")), desk.today(), on_stage)
    if closed.months:
        _publish(desk, on_stage)  # the site tells which months are closed
    return closed


def _annotate(desk: Desk, on_stage: ProgressCallback) -> object:
    problems = read_month_work(desk.county, desk.today(), on_stage).problems
    on_stage("写批注")
    return annotate(desk.county, problems)


def _read_order(given: Mapping[str, str]) -> PrintOrder:
    """What is to be printed; what the sheet cannot be had with is left out. Raises :class:`RequestError`."""
    sheet = next((one for one in SheetKind if one == given.get("sheet")), SheetKind.PLACARD)
    paper = next((one for one in sheet.papers if one == given.get("paper")), sheet.papers[0])
    kind = next((one for one in sheet.kinds if one == given.get("kind")), None)
    skip = given.get("skip", "") or "0"
    if not skip.isdecimal() or int(skip) > MOST_SKIPPED:
        raise RequestError(f"已经用掉的格数要写 0 到 {MOST_SKIPPED}。")
    return PrintOrder(
        sheet,
        paper,
        kind,
        tuple(_WORDS.findall(given.get("codes", ""))),
        bleed=bool(given.get("bleed")) and sheet.bleeds,
        skip=int(skip) if sheet is SheetKind.LABEL else 0,
    )


def _read_review(given: Mapping[str, str]) -> tuple[YearMonth, date, str]:
    """Which month was reviewed, the day of its publication, and by whom. Raises :class:`RequestError`."""
    reviewer = " ".join(given.get("reviewer", "").split())
    return read_month(given.get("month", "")), read_day(given.get("day", "")), reviewer


def _read_answer(given: Mapping[str, str]) -> Answer:
    """What was typed to confirm a question. Raises :class:`RequestError` without a reason or a name."""
    reason, person = (" ".join(given.get(name, "").split()) for name in ("reason", "person"))
    if not reason or not person:
        raise RequestError("确认要写明原因和确认人。请填好再按。")
    return Answer((given.get("item", ""),), reason, person, given.get("successor", "").strip())
