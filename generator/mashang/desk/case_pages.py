"""The pages on cases: one of them with its next steps, the board for the wall, what was sent with a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from mashang.case_journal import StepKind
from mashang.cases import Case
from mashang.code_format import normalise_identifier
from mashang.desk import case_work
from mashang.desk.state import Desk
from mashang.pipeline.case_handling import list_unread, open_case
from mashang.pipeline.month_work import MonthWork
from mashang.report_ways import WayKind
from mashang.settings_file import read_settings
from mashang.statement import KIND_LABELS
from mashang.tables import CASES

Render = Callable[..., Response]
"""Renders a template with what every page of the desk knows."""
_SEE_OTHER = 303
_COLUMNS = {column.name: column for column in CASES.columns}


def list_case_routes(desk: Desk, render: Render) -> list[Route]:
    """The addresses of the pages on cases."""
    pages = _CasePages(desk, render)
    return [
        Route("/cases", pages.find),
        Route("/cases", pages.enter, methods=["POST"]),
        Route("/cases/{number}", pages.show),
        Route("/cases/{number}", pages.take_step, methods=["POST"]),
        Route("/cases/{number}/photos/{place:int}", pages.send_photo),
        Route("/board", pages.show_board),
    ]


def list_case_facts(desk: Desk, request: Request) -> dict[str, Any]:
    """What the list of cases shows beside the clocks."""
    entered = _read_number(request, "entered")
    settings, _ = read_settings(desk.county)
    has_form = settings is not None and any(way.kind is WayKind.FORM for way in settings.ways)
    facts = {"columns": _COLUMNS, "today": desk.today(), "entered": entered, "has_form": has_form}
    return facts | {"due": case_work.list_due(desk), "unread": list_unread(desk.county)}


class _CasePages:
    """The answers to the browser."""

    def __init__(self, desk: Desk, render: Render) -> None:
        self._desk = desk
        self._render = render

    def find(self, request: Request) -> Response:
        """The way to the case of a number that was typed."""
        return RedirectResponse(f"/cases/{_read_number(request, 'number') or '-'}", _SEE_OTHER)

    def show(self, request: Request) -> Response:
        """One case: how it stands, what its reporter said, what was done, and the next step."""
        work, case = self._find(request)
        opened = open_case(self._desk.county, case.number)
        facts: dict[str, Any] = {"case": case, "clocks": work.clocks, "opened": opened, "columns": _COLUMNS}
        return self._render("case.html", **facts, steps=StepKind, today=self._desk.today(), kinds=KIND_LABELS)

    def send_photo(self, request: Request) -> Response:
        """A photo that a reporter sent."""
        _, case = self._find(request)
        photos = [photo for one in open_case(self._desk.county, case.number).statements for photo in one.photos]
        place = request.path_params["place"]
        if place >= len(photos):
            raise HTTPException(404)
        return Response(photos[place], media_type="image/jpeg")

    def show_board(self, request: Request) -> Response:
        """The clocks of all cases on a wall: numbers, no names."""
        del request
        overview = self._desk.look()
        return self._render("board.html", clocks=overview.work.clocks if overview else None, today=self._desk.today())

    async def enter(self, request: Request) -> Response:
        """A case that came by telephone, by post or in person."""
        given = await _read_form(request)
        number = await run_in_threadpool(case_work.enter, self._desk.county, given, self._desk.today())
        return RedirectResponse(f"/more/cases?entered={number}", _SEE_OTHER)

    async def take_step(self, request: Request) -> Response:
        """A step of a case."""
        _, case = self._find(request)
        given = await _read_form(request)
        await run_in_threadpool(case_work.step, self._desk.county, case, given, self._desk.today())
        return RedirectResponse(f"/cases/{case.number}", _SEE_OTHER)

    def _find(self, request: Request) -> tuple[MonthWork, Case]:
        """The case of an address. Raises :class:`HTTPException` when the register has none of that number."""
        overview = self._desk.look()
        clocks = overview.work.clocks if overview else None
        case = clocks.find(normalise_identifier(request.path_params["number"])) if clocks else None
        if overview is None or case is None:
            raise HTTPException(404)
        return overview.work, case


async def _read_form(request: Request) -> dict[str, str]:
    async with request.form() as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def _read_number(request: Request, name: str) -> str:
    """A case's number in the address, as somebody typed it; empty when it is none."""
    number = normalise_identifier(request.query_params.get(name, ""))
    return number if number.isalnum() else ""
