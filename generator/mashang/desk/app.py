"""The pages and buttons of the desk. It holds no rules: each button calls what a command calls."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from getpass import getuser
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from mashang.code_format import normalise_identifier
from mashang.county import (
    CMS,
    CMS_ADDRESSES,
    DRAFTS,
    INCOMING,
    KITS,
    LEDGERS,
    MAPPINGS,
    PAPER_TEMPLATES,
    SETTINGS_FILE,
    Stage,
)
from mashang.desk.actions import find_task
from mashang.desk.case_pages import list_case_facts, list_case_routes
from mashang.desk.more import MORE, find_address, find_page, list_kinds
from mashang.desk.more_actions import find_more_task
from mashang.desk.opener import open_file
from mashang.desk.problem_groups import OPEN, SHOWN, group_problems, is_opened, list_explanations
from mashang.desk.problem_page import render_problem_page
from mashang.desk.rendering import make_environment
from mashang.desk.state import Desk
from mashang.desk.steps import STEPS, list_states
from mashang.desk.typed import list_periods
from mashang.files import name_file
from mashang.kinds import KINDS
from mashang.periods import YearMonth
from mashang.pipeline.adopting import DATASET_NAMES, list_mappings
from mashang.pipeline.department_names import take_departments
from mashang.pipeline.kit import PYTHONS, SYSTEMS
from mashang.pipeline.ledger import list_codes, report_codes
from mashang.pipeline.month_work import find_made_file
from mashang.pipeline.own_tables import list_table_files
from mashang.pipeline.print_order import MOST_SKIPPED, SheetKind
from mashang.pipeline.published import report_inspection
from mashang.pipeline.receiving import put_back, receive_file
from mashang.pipeline.starting import ASKED, REQUIRED_SETTINGS, is_county, start_county
from mashang.problems import MashangError, RequestError
from mashang.proof.keys import list_keys
from mashang.settings import SETTINGS
from mashang.settings_file import read_settings
from mashang.tables import BY_NAME

_ASSETS = Path(__file__).parent / "assets"
_SEE_OTHER, _REFUSED = 303, 409
_MOST_FILES = 300
_TAKEN_IN = {"receive": INCOMING, "ledger": LEDGERS, "import": DRAFTS, "kit": KITS}
"""In which folder files are kept that come with an action."""
_MOST_CODES = 50
"""How many codes a page lists."""
_HEARTBEAT = 10.0
"""Seconds between two signs of life to an open window."""


def make_app(desk: Desk) -> Starlette:
    """The desk as a web application."""
    pages = _Pages(desk)
    return Starlette(
        routes=[
            Route("/", pages.show_home),
            Route("/steps/{key}", pages.show_step),
            Route("/more", pages.show_more),
            Route("/more/{key}", pages.show_more),
            *list_case_routes(desk, pages.render),
            Route("/help", pages.show_help),
            Route("/help/{code}", pages.show_help),
            Route("/show/{stage}", pages.show_site),
            Route("/do/{action}", pages.act, methods=["POST"]),
            Route("/files/{area}/{name}", pages.send_file),
            Route("/problem-page", pages.send_problem_page),
            Route("/tables/{name}", pages.send_table),
            Route("/state", pages.send_state),
            Route("/alive", pages.keep_alive),
            Mount("/assets", StaticFiles(directory=_ASSETS)),
        ],
        exception_handlers={HTTPException: pages.show_fault, MashangError: pages.show_fault},
    )


class _Pages:
    """The answers to the browser."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._templates = make_environment()

    def render(self, template: str, status: int = 200, **facts: Any) -> HTMLResponse:
        """A page with what every page knows."""
        desk = self._desk
        overview = desk.look()
        settings, _ = read_settings(desk.county)
        states = list_states(overview.work) if overview else ()
        given = {
            "overview": overview,
            "work": overview.work if overview else None,
            "states": states,
            "county": settings.county if settings else desk.county.root.resolve().name,
            "folder": str(desk.county.root.resolve()),
            "open_work": desk.queue.list_open(),
            "Stage": Stage,
        }
        return HTMLResponse(self._templates.get_template(template).render(given | facts), status)

    def show_home(self, request: Request) -> Response:
        """The list of steps; in a folder that is no county's yet, what must be known to make it one."""
        del request
        return self.render("home.html") if is_county(self._desk.county) else self._ask_settings({}, ())

    def show_step(self, request: Request) -> Response:
        """One step: how it stands, its buttons, what came of them."""
        key = request.path_params["key"]
        step = next((one for one in STEPS if one.key == key), None)
        if step is None:
            raise HTTPException(404)
        done = [self._desk.queue.find(kind) for kind in list_kinds(key)]
        facts: dict[str, Any] = {"step": step, "done": done[0], "others": list(filter(None, done[1:]))}
        today = self._desk.today()
        facts |= {"last_month": YearMonth.of(today).preceding}
        facts |= {"person": getuser(), "today": today, "sheets": SheetKind, "kinds": KINDS}
        facts["most_skipped"] = MOST_SKIPPED
        overview = self._desk.look()
        facts["periods"] = list_periods(overview.work.months) if overview else ()
        if overview and key in ("check", "publish"):
            facts |= {
                "groups": group_problems(overview.work.problems[:SHOWN], overview.excerpts),
                "hidden": max(0, len(overview.work.problems) - SHOWN),
                "unfolded": OPEN,
            }
        return self.render(f"step_{key}.html", **facts)

    def show_more(self, request: Request) -> Response:
        """The pages beside the steps, or one of them: its buttons, what came of them."""
        key = request.path_params.get("key")
        if key is None or not is_county(self._desk.county):
            return self.render("more.html", pages=MORE)
        page = find_page(key)
        if page is None:
            raise HTTPException(404)
        facts: dict[str, Any] = {"page": page, "works": {kind: self._desk.queue.find(kind) for kind in page.kinds}}
        if key in ("adopt", "export"):
            facts |= {"mappings": list_mappings(self._desk.county), "datasets": DATASET_NAMES, "tables": BY_NAME}
        elif key == "tables":
            facts |= {"files": list_table_files(self._desk.county), "keys": list_keys(self._desk.county)}
        elif key == "codes":
            facts |= self._list_codes(request)
        elif key == "kit":
            facts |= {"systems": SYSTEMS, "pythons": PYTHONS}
        elif key == "cases":
            facts |= list_case_facts(self._desk, request)
        return self.render(f"more_{key}.html", **facts)

    def _list_codes(self, request: Request) -> dict[str, Any]:
        """The codes that are looked for, by a word in their names, targets or characters."""
        wanted, kind = request.query_params.get("word", "").strip(), request.query_params.get("kind", "")
        ledger, problems = list_codes(self._desk.county)
        typed = normalise_identifier(wanted)
        found = [
            one
            for one in (ledger.codes if ledger else ())
            if kind in ("", one.kind) and (wanted in f"{one.target} {one.name}" or (typed and typed in one.code))
        ]
        more = max(0, len(found) - _MOST_CODES)
        return {
            "word": wanted,
            "kind": kind,
            "kinds": KINDS,
            "ledger_problems": problems,
            "codes": found[:_MOST_CODES],
            "more_codes": more,
        }

    def show_help(self, request: Request) -> Response:
        """What each kind of problem means, or one kind and where it stands now."""
        code, kinds = request.path_params.get("code"), list_explanations()
        if code is None:
            return self.render("help.html", kinds=kinds)
        kind = next((one for one in kinds if one.code == code), None)
        if kind is None:
            raise HTTPException(404)
        overview = self._desk.look()
        found = [one for one in overview.work.problems if one.code == code] if overview else []
        return self.render("help_code.html", kind=kind, found=found)

    def show_site(self, request: Request) -> Response:
        """The way to a built site, which stands at an address of its own."""
        name = request.path_params["stage"]
        if name not in tuple(Stage):
            raise HTTPException(404)
        return RedirectResponse(self._desk.sites.open(self._desk.county, Stage(name)), _SEE_OTHER)

    def show_fault(self, request: Request, fault: Exception) -> Response:
        """A page for what is not there or cannot be done."""
        del request
        if isinstance(fault, HTTPException):
            return self.render("fault.html", fault.status_code, text="没有这一页。")
        return self.render("fault.html", _REFUSED, text=str(fault))

    async def act(self, request: Request) -> Response:
        """A button was pressed."""
        action = request.path_params["action"]
        async with request.form(max_files=_MOST_FILES) as form:
            given = {name: value for name, value in form.items() if isinstance(value, str)}
            sent = [
                (file.filename, await file.read())
                for file in form.getlist("files")
                if isinstance(file, UploadFile) and file.filename
            ]
        if action == "leave":
            self._desk.leave()
            return HTMLResponse(self._templates.get_template("left.html").render())
        if action == "start":
            return await run_in_threadpool(self._start, given, sent)
        where = await run_in_threadpool(self._act, action, given, sent)
        return RedirectResponse(where, _SEE_OTHER)

    def _ask_settings(self, answers: Mapping[str, str], faults: Sequence[str]) -> HTMLResponse:
        asked = [(key, SETTINGS[key], key in REQUIRED_SETTINGS) for key in ASKED]
        template = self._templates.get_template("start.html")
        folder = str(self._desk.county.root.resolve())
        return HTMLResponse(template.render(asked=asked, answers=answers, faults=faults, folder=folder))

    def _start(self, given: Mapping[str, str], sent: Sequence[tuple[str, bytes]]) -> Response:
        answers = {key: given.get(key, "").strip() for key in ASKED if given.get(key, "").strip()}
        try:
            start_county(self._desk.county, answers, take_departments(given.get("departments", ""), sent))
        except RequestError as fault:
            return self._ask_settings(given, str(fault).splitlines())
        return RedirectResponse("/", _SEE_OTHER)

    def _act(self, action: str, given: Mapping[str, str], sent: Sequence[tuple[str, bytes]]) -> str:
        """Do what a button says with the files that were sent; returns the address to show then."""
        desk = self._desk
        for name, data in sent if action in _TAKEN_IN else ():
            kept = receive_file(desk.county, name, data, _TAKEN_IN[action])
            given = {**given, "ledger": kept, "document": kept, "installer": kept}
        if action == "open":
            return self._open(given.get("file", ""), given.get("back", ""))
        if action == "put-back":
            put_back(desk.county, given.get("name", ""))
        if action == "put-back-ledger":
            put_back(desk.county, given.get("name", ""), LEDGERS)
            return find_address("ledger")
        task = find_task(desk, action, given) or find_more_task(desk, action, given)
        if task is None:
            raise HTTPException(404)
        kind, title, begun = task
        desk.queue.start(kind, title, begun)
        return find_address(kind)

    def _open(self, file: str, back: str) -> str:
        county, overview = self._desk.county, self._desk.overview
        known = {one.where.file for one in overview.work.problems} if overview else set()
        known |= {name for _, name in list_table_files(county)}
        known = {name for name in known if is_opened(name)} | {CMS, CMS_ADDRESSES, PAPER_TEMPLATES, SETTINGS_FILE}
        known |= {f"{MAPPINGS}/{name}.yml" for name, _ in list_mappings(county)}
        path = county / file
        if file not in known or not path.exists() or not open_file(path):
            raise RequestError(f"这台电脑打不开 {file or '这个文件'}，请自己到文件夹里打开。")
        return back if back.startswith(("/steps/", "/more/")) else "/"

    def send_file(self, request: Request) -> Response:
        """A file to take away."""
        path = find_made_file(self._desk.county, request.path_params["area"], request.path_params["name"])
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, filename=path.name)

    def send_table(self, request: Request) -> Response:
        """A list as a table for Excel: all codes, or the last inspection."""
        name = request.path_params["name"]
        inspected = self._desk.queue.find("inspect")
        if name == "codes":
            ledger, _ = list_codes(self._desk.county)
            report, title = report_codes(ledger.codes if ledger else ()), "码表"
        elif name == "inspection" and inspected and inspected.result:
            report, title = report_inspection(inspected.result), "自查"
        else:
            raise HTTPException(404)
        return _send(report.render("csv"), f"{title}.csv", "text/csv")

    def send_problem_page(self, request: Request) -> Response:
        """The problems of one department, or all, as a file to send on."""
        overview = self._desk.overview
        if overview is None:
            raise HTTPException(404)
        department = request.query_params.get("department", "")
        page = render_problem_page(self._desk.county, overview.work.problems, department)
        return _send(page, name_file(f"{department or '全部'}-要改的地方.html"), "text/html")

    def send_state(self, request: Request) -> Response:
        """What is under way, for the script of the page."""
        del request
        overview = self._desk.look()
        work = [
            {"title": one.title, "stage": one.stage, "seconds": round(one.seconds)}
            for one in self._desk.queue.list_open()
        ]
        return JSONResponse({"work": work, "seen": overview.seen if overview else ""})

    async def keep_alive(self, request: Request) -> Response:
        """A stream that lasts as long as the window: when the last one is closed, the desk ends."""
        del request

        async def beat() -> AsyncIterator[str]:
            self._desk.windows += 1
            try:
                while True:
                    yield ": 在\n\n"
                    await asyncio.sleep(_HEARTBEAT)
            finally:
                self._desk.windows -= 1
                self._desk.last_window = time.monotonic()

        return StreamingResponse(beat(), media_type="text/event-stream")


def _send(text: str, name: str, kind: str) -> Response:
    """A text to take away as a file."""
    return Response(
        text, media_type=kind, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )
