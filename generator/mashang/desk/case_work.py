"""What the pages on cases do: fetch, enter, take a step, erase. Each calls the pipeline with what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from getpass import getuser

from mashang.case_journal import StepKind
from mashang.cases import Appeal, Case
from mashang.code_format import normalise_identifier
from mashang.county import County
from mashang.desk.state import Desk
from mashang.desk.typed import read_day
from mashang.pipeline.case_handling import (
    CaseEntry,
    StepOrder,
    enter_case,
    erase_words,
    fetch_cases,
    list_to_erase,
    take_step,
)
from mashang.pipeline.report_exchange import Fetched, find_intake_url
from mashang.problems import RequestError
from mashang.settings_file import read_settings

_ENTERED = ("channel", "kind", "level", "department", "subject", "foreign_number")
"""The cells of the register that are typed or chosen when a case is entered."""


def fetch(county: County) -> tuple[Fetched, tuple[str, ...]]:
    """Fetch what waits at the intake, and give every report its row."""
    return fetch_cases(county, find_intake_url(county), getuser(), _now())


def enter(county: County, given: Mapping[str, str], today: date) -> str:
    """Enter a case from the fields of the page; returns its number."""
    cells = {name: given.get(name, "").strip() for name in _ENTERED}
    if not cells["channel"] or not (cells["kind"] or cells["level"]):
        raise RequestError("请选渠道，再选类别或者评价。")
    cells["received_on"] = (read_day(given["day"]) if given.get("day") else today).isoformat()
    cells["code"] = normalise_identifier(given.get("code", ""))
    if cells["department"]:
        cells["assigned_on"] = cells["received_on"]
    said = {name: given.get(name, "").strip() for name in ("text", "name", "contact")}
    return enter_case(county, CaseEntry(cells=cells, person=getuser(), **said), _now())


def step(county: County, case: Case, given: Mapping[str, str], today: date) -> None:
    """Take the step that a form of the case's page asks for. Raises :class:`RequestError` for what is missing."""
    kind = next((one for one in StepKind if one.name == given.get("step", "").upper()), None)
    if kind is None:
        raise RequestError("没有这一步。")
    if kind is StepKind.ERASED:
        erase_words(county, case.number, getuser(), _now())
        return
    day = (read_day(given["day"]) if given.get("day") else today).isoformat()
    words = given.get("words", "").strip()
    if kind in (StepKind.NOTED, StepKind.ASKED) and not words:
        raise RequestError("请写上内容再按。")
    cells = _list_cells(kind, case, given, day)
    order = StepOrder(
        number=case.number, kind=kind, person=getuser(), mark=given.get("mark", ""), cells=cells, words=words
    )
    take_step(county, order, _now())


def _list_cells(kind: StepKind, case: Case, given: Mapping[str, str], day: str) -> dict[str, str]:
    """The cells of the register that a step fills."""

    def need(name: str, what: str) -> str:
        text = given.get(name, "").strip()
        if not text:
            raise RequestError(f"请填好{what}再按。")
        return text

    cells: dict[str, str] = {}
    match kind:
        case StepKind.ASSIGNED:
            cells = {"department": need("department", "承办单位"), "assigned_on": day}
        case StepKind.EXTENDED:
            until = read_day(need("until", "延到哪一天")).isoformat()
            cells = {"extended_to": until, "extension_reason": need("reason", "延期原因")}
        case StepKind.ANSWERED:
            again = case.reopened_on is not None
            cells = {"answered_again_on" if again else "answered_on": day, "result": need("result", "结果")}
        case StepKind.CALLED:
            cells = {"called_back_on": day, "verdict": need("verdict", "反映人怎么说")}
        case StepKind.REOPENED:
            cells = {"reopened_on": day}
        case StepKind.APPEALED:
            outcome = need("appeal", "申诉的结果")
            cells = {"appeal": outcome, "appeal_decided_on": "" if outcome == Appeal.PENDING else day}
        case StepKind.CLOSED:
            cells = {"closed_on": day, "result": given.get("result", "").strip()}
    return cells


def list_due(desk: Desk) -> tuple[str, ...]:
    """The closed cases whose words are to be erased by now."""
    settings, _ = read_settings(desk.county)
    overview = desk.look()
    clocks = overview.work.clocks if overview else None
    if settings is None or clocks is None:
        return ()
    return list_to_erase(desk.county, clocks.facts.cases, settings.retention_days, desk.today())


def erase_due(desk: Desk) -> int:
    """Erase the words of all cases whose time has come; returns how many cases."""
    numbers = list_due(desk)
    for number in numbers:
        erase_words(desk.county, number, getuser(), _now())
    return len(numbers)


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
