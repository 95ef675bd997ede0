"""The pages of the service: form, receipt, look-up; and the addresses of the office."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from mashang.code_format import CASE, check_identifier, group_identifier, new_identifier, normalise_identifier
from mashang.feedback import CODE, CONTACT, KIND, LEVEL, NAME, PHOTO, TEXT
from mashang.intake_profile import IntakeProfile, KnownCode
from mashang.receipts import ReceiptKeys, derive_keys, draw_receipt, read_receipt
from mashang.report_exchange import ReportState
from mashang.sealing import SealError, open_sealed
from mashang.statement import KIND_LABELS, Statement, StatementKind
from mashang_intake.crowding import Crowding
from mashang_intake.form_reading import FormReader, read_files, read_text
from mashang_intake.guard import Guard, is_foreign, list_origin_marks
from mashang_intake.office import Office
from mashang_intake.profile_file import ProfileFile
from mashang_intake.rendering import TRAP, render
from mashang_intake.store import Kept, Store, count
from mashang_intake.taking import Photos, seal_statement, take_photos
from mashang_intake.tokens import Token, new_token, read_token

_LOOKUP_SECONDS = 0.25
"""A look-up is answered so long after it came, whether there is such a receipt or not."""
_TRIES = 3
_PHOTOS_AT_ONCE = 2
"""How many senders' photos are in memory as pictures at a time."""
_FOREIGN = "这份意见是从别的网站的网页发来的，没有收到。请从二维码打开本页，再提交一次。"
_FLOOD = "从这个网络来的太多，没有收到。请过一会儿再试，或者打电话。"
_NOT_RECEIVED = "没有收到，请打电话"


@dataclass(slots=True)
class Intake:
    """A running service."""

    store: Store
    profile: ProfileFile
    key: bytes
    """Signs the tokens of forms."""
    today: Callable[[], date] = date.today
    now: Callable[[], float] = time.time
    lookup_seconds: float = _LOOKUP_SECONDS
    crowding: Crowding = field(default_factory=Crowding)
    reader: FormReader = field(default_factory=FormReader)
    photo_turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_PHOTOS_AT_ONCE))


def make_app(intake: Intake) -> Guard:
    """The service as a web application. Its links are relative, so that it works below any path."""
    pages, office = _Pages(intake), Office(intake.store, intake.profile, intake.today, intake.now)
    routes: list[BaseRoute] = [
        Route("/report", pages.take_report, methods=["POST"]),
        Route("/report", pages.lead_to_lookup),
        Route("/receipt.txt", pages.send_receipt, methods=["POST"]),
        Route("/lookup", pages.look_up, methods=["POST"]),
        Route("/lookup", pages.show_lookup),
        Route("/say", pages.take_word, methods=["POST"]),
        Route("/say", pages.lead_to_lookup),
        Route("/healthz", pages.tell_health),
        Route("/metrics", pages.tell_counts),
        *office.routes(),
        Route("/", pages.show_lookup),
        Route("/{code}", pages.show_form),
        Route("/{code}/", pages.show_form),
    ]
    faults = {HTTPException: pages.show_fault, Exception: pages.show_failure}
    pages.guard = Guard(Starlette(routes=routes, exception_handlers=faults))
    return pages.guard


class _Pages:
    """The answers to the browser."""

    guard: Guard

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    async def show_form(self, request: Request) -> Response:
        """The form behind a code, or why there is none."""
        profile = self._intake.profile.read()
        code = normalise_identifier(request.path_params["code"])
        known = _find_code(profile, code)
        return self._render_form(profile, code, known)

    def _render_form(self, profile: IntakeProfile, code: str, known: KnownCode, said: str = "") -> Response:
        token = new_token(self._intake.key, self._intake.now())
        status = HTTPStatus.BAD_REQUEST if said else HTTPStatus.OK
        words = profile.kinds[known.kind]
        return render(profile, "form.html", status, code=code, known=known, words=words, token=token, said=said)

    async def take_report(self, request: Request) -> Response:
        """Keep what the form holds; the receipt is shown once it is on the disk."""
        intake, profile = self._intake, self._intake.profile.read()
        self._check_sender(request)
        form = await intake.reader.read(request)
        code = normalise_identifier(read_text(form, CODE.name))
        known = _find_code(profile, code)
        sent = await read_files(form, PHOTO.name)
        if not sent and not any(read_text(form, field.name) for field in (LEVEL, KIND, TEXT)):
            return self._render_form(profile, code, known, "还没有填写。请至少选一项、写一句话，或者加一张照片。")
        token = read_token(intake.key, read_text(form, "token"))
        receipt = draw_receipt(token.random)
        keys = await run_in_threadpool(derive_keys, receipt, profile.salt)
        photos = Photos()
        if sent:
            async with intake.photo_turns:
                photos = await run_in_threadpool(take_photos, sent)
        statement = Statement(
            number=new_identifier((), CASE),
            kind=StatementKind.REPORT,
            received_on=intake.today(),
            reply_to=keys.recipient,
            code=code,
            level=_among(read_text(form, LEVEL.name), LEVEL.values),
            message=_among(read_text(form, KIND.name), KIND.values),
            text=read_text(form, TEXT.name),
            name=read_text(form, NAME.name),
            contact=read_text(form, CONTACT.name),
            marks=tuple(sorted(self._list_marks(request, token, code, trapped=bool(read_text(form, TRAP))))),
            photos=photos.taken,
        )
        number = await self._keep(profile, keys, statement, sent)
        return render(profile, "receipt.html", receipt=receipt, number=number, photos=photos)

    async def _keep(self, profile: IntakeProfile, keys: ReceiptKeys, report: Statement, sent: list[bytes]) -> str:
        """Seal and store a report; other words under a token that came before are added to what it brought."""
        statement, store = report, self._intake.store
        for _ in range(_TRIES):
            number = await store.put(seal_statement(statement, keys, profile.recipients, sent=sent))
            if number:
                return number
            before = await store.find(keys.name)
            if before:
                statement = replace(report, kind=StatementKind.ADDITION, number=before.number)
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, f"{_NOT_RECEIVED}。")

    def _check_sender(self, request: Request) -> None:
        if is_foreign(request.headers):
            raise HTTPException(HTTPStatus.FORBIDDEN, _FOREIGN)
        if self._intake.crowding.is_flood(self._intake.now(), _address(request)):
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, _FLOOD)

    def _list_marks(self, request: Request, token: Token, code: str, *, trapped: bool) -> set[str]:
        address, now = _address(request), self._intake.now()
        device = f"{code} {address} {request.headers.get('user-agent', '')}"
        marks = {*token.list_marks(now), *list_origin_marks(request.headers)}
        marks.update(self._intake.crowding.note(now, code=code, address=address, device=device))
        return marks | ({"trap"} if trapped else set())

    async def send_receipt(self, request: Request) -> Response:
        """The receipt as a small file, for whoever wants to keep one; nothing is asked of the store."""
        profile = self._intake.profile.read()
        form = await self._intake.reader.read(request)
        receipt = read_receipt(read_text(form, "receipt"))
        if not receipt or is_foreign(request.headers):
            raise HTTPException(HTTPStatus.BAD_REQUEST, "回执码不对。")
        text = f"{profile.name}\r\n回执码：{group_identifier(receipt)}\r\n凭它查处理情况，请不要给别人看。\r\n"
        name = {"Content-Disposition": 'attachment; filename="receipt.txt"'}
        return PlainTextResponse(b"\xef\xbb\xbf" + text.encode(), headers=name)

    async def lead_to_lookup(self, request: Request) -> Response:
        """Whoever goes back to an address that takes forms only."""
        del request
        return RedirectResponse("lookup", HTTPStatus.SEE_OTHER)

    async def show_lookup(self, request: Request) -> Response:
        """Where a receipt is typed."""
        del request
        return render(self._intake.profile.read(), "lookup.html", said="")

    async def look_up(self, request: Request) -> Response:
        """What became of a report. Takes the same time whether there is one or not."""
        profile = self._intake.profile.read()
        self._check_sender(request)
        receipt = read_receipt(read_text(await self._intake.reader.read(request), "receipt"))
        if not receipt:
            said = "回执码抄错了：是 14 个数字和字母，请对照着再输一遍。"
            return render(profile, "lookup.html", HTTPStatus.BAD_REQUEST, said=said)
        return await self._show_report(profile, receipt)

    async def _show_report(self, profile: IntakeProfile, receipt: str, said: str = "") -> Response:
        loop = asyncio.get_running_loop()
        due = loop.time() + self._intake.lookup_seconds
        keys = await run_in_threadpool(derive_keys, receipt, profile.salt)
        found = await self._intake.store.find(keys.name)
        replies = await run_in_threadpool(_open_replies, found, keys) if found else []
        token = new_token(self._intake.key, self._intake.now())
        facts: dict[str, Any] = {"receipt": receipt, "found": found, "replies": replies, "said": said, "token": token}
        page = (
            render(profile, "report.html", answered=found.state in _ANSWERED, **facts)
            if found
            else render(profile, "lookup.html", HTTPStatus.NOT_FOUND, said="没有这个回执码，请对照着再输一遍。")
        )
        await asyncio.sleep(due - loop.time())
        return page

    async def take_word(self, request: Request) -> Response:
        """What a reporter says after the report: solved, not solved, withdrawn, or more."""
        intake, profile = self._intake, self._intake.profile.read()
        self._check_sender(request)
        form = await intake.reader.read(request)
        receipt, text = read_receipt(read_text(form, "receipt")), read_text(form, TEXT.name)
        word = read_text(form, "word")
        if not receipt or word not in _WORDS:
            raise HTTPException(HTTPStatus.BAD_REQUEST, "没有收全，没有收到。请从查询页再来一次。")
        kind = StatementKind(word)
        if kind is StatementKind.ADDITION and not text:
            return await self._show_report(profile, receipt, "还没有写要补充的话。")
        keys = await run_in_threadpool(derive_keys, receipt, profile.salt)
        found = await intake.store.find(keys.name)
        if found is None:
            return render(profile, "lookup.html", HTTPStatus.NOT_FOUND, said="没有这个回执码，请对照着再输一遍。")
        statement = Statement(
            number=found.number, kind=kind, received_on=intake.today(), reply_to=keys.recipient, text=text
        )
        once = read_token(intake.key, read_text(form, "token")).random
        await intake.store.put(seal_statement(statement, keys, profile.recipients, once=once))
        return await self._show_report(profile, receipt, f"“{KIND_LABELS[kind]}”已经收到。")

    async def show_fault(self, request: Request, fault: Exception) -> Response:
        """A request that cannot be answered, said plainly."""
        del request
        assert isinstance(fault, HTTPException)  # noqa: S101 — registered for it
        said = fault.detail if not fault.detail.isascii() else "没有这一页。"
        return render(self._intake.profile.read(), "message.html", fault.status_code, heading=said)

    async def show_failure(self, request: Request, fault: Exception) -> Response:
        """Something broke: nobody may believe that a report was received."""
        del request, fault
        try:
            profile = self._intake.profile.read()
        except Exception:  # noqa: BLE001 — without a profile too
            return PlainTextResponse(f"{_NOT_RECEIVED}。", HTTPStatus.SERVICE_UNAVAILABLE)
        return render(profile, "message.html", HTTPStatus.SERVICE_UNAVAILABLE, heading=f"{_NOT_RECEIVED}。")

    async def tell_health(self, request: Request) -> Response:
        """Whether reports can be kept and the newest profile is in use."""
        del request
        self._intake.profile.read()
        await self._intake.store.run(count)
        sound = self._intake.profile.is_sound
        return PlainTextResponse("ok\n" if sound else "profile\n", 200 if sound else HTTPStatus.SERVICE_UNAVAILABLE)

    async def tell_counts(self, request: Request) -> Response:
        """Counts and nothing else, as Prometheus reads them."""
        del request
        now = await self._intake.store.run(count)
        lines = [f"mashang_intake_{name} {getattr(now, name)}" for name in ("reports", "marked", "waiting", "bytes")]
        lines += [
            f'mashang_intake_answers{{route="{route}",status="{status}"}} {number}'
            for (route, status), number in sorted(self.guard.counts.items())
        ]
        return PlainTextResponse("\n".join(lines) + "\n")


_ANSWERED = (ReportState.ANSWERED, ReportState.CLOSED)
_WORDS = tuple(kind.value for kind in StatementKind if kind is not StatementKind.REPORT)


def _find_code(profile: IntakeProfile, code: str) -> KnownCode:
    """The code that was scanned or typed. Raises :class:`HTTPException` that says what is wrong with it."""
    if check_identifier(code):
        raise HTTPException(HTTPStatus.NOT_FOUND, "这个码抄错了。请重新扫码，或者对照印着的码再输一遍。")
    known = profile.codes.get(code)
    if known is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "没有这个码。请看看网址是不是本县的，或者打电话告诉我们。")
    if known.withdrawn:
        new = f"已经换成新码 {group_identifier(known.successor)}，请扫新码。" if known.successor else "请打电话。"
        raise HTTPException(HTTPStatus.GONE, f"这个码已停用。{new}")
    return known


def _among(value: str, values: tuple[str, ...]) -> str:
    return value if value in values else ""


def _open_replies(found: Kept, keys: ReceiptKeys) -> list[tuple[str, str]]:
    """Days and texts of the replies, opened for their reporter."""
    opened = []
    for stamp, sealed in found.replies:
        try:
            opened.append((stamp[:10], open_sealed(sealed, [keys.identity]).decode(errors="replace")))
        except SealError:
            opened.append((stamp[:10], "这条答复打不开，请打电话询问。"))
    return opened


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
