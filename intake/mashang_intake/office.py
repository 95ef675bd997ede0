"""What the office asks over the network, each request signed: to hand over what waits, and to take what it brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from mashang.report_exchange import (
    ANSWERS,
    ENVELOPES,
    SIGNATURE_HEADER,
    TIME_HEADER,
    TOLERANCE_SECONDS,
    ExchangeError,
    decode_answers,
    describe_request,
    encode_envelopes,
)
from mashang.signature import verify_signature
from mashang_intake.profile_file import ProfileFile
from mashang_intake.store import Store, erase, list_envelopes, take_answers

_MOST_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Office:
    """The addresses below ``office/``."""

    store: Store
    profile: ProfileFile
    today: Callable[[], date]
    now: Callable[[], float]

    def routes(self) -> list[BaseRoute]:
        """Where they stand."""
        return [
            Route(f"/{ENVELOPES}", self.hand_over),
            Route(f"/{ANSWERS}", self.take, methods=["POST"]),
        ]

    async def hand_over(self, request: Request) -> Response:
        """The envelopes that the office has not confirmed, as many as go into one answer."""
        if refused := self._refuse(request, ENVELOPES, b""):
            return refused
        return Response(encode_envelopes(await self.store.run(list_envelopes)), media_type="application/json")

    async def take(self, request: Request) -> Response:
        """Take confirmations and answers; then erase what is due."""
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if refused := self._refuse(request, ANSWERS, body):
            return refused
        try:
            answers = decode_answers(body)
        except ExchangeError as fault:
            return PlainTextResponse(str(fault), HTTPStatus.BAD_REQUEST)
        new = await self.store.run(take_answers, answers, self.today())
        await self.store.run(erase, self.today(), self.profile.read().erase_days)
        return PlainTextResponse(f"{new}\n")

    def _refuse(self, request: Request, path: str, body: bytes) -> Response | None:
        """Why a request is refused, in a sentence; ``None`` when the office asks, and asks now.

        A request that somebody recorded can be repeated for some minutes: what it gets is sealed, what it hands over is
        there already.
        """
        try:
            asked = int(request.headers[TIME_HEADER])
            signature = bytes.fromhex(request.headers[SIGNATURE_HEADER])
        except (KeyError, ValueError):
            return PlainTextResponse("没有办公室的签名。", HTTPStatus.UNAUTHORIZED)
        words = describe_request(request.method, path, asked, body)
        if not verify_signature(self.profile.read().office_key.encode(), words, signature):
            return PlainTextResponse("签名不对：不是这个县在用的密钥。", HTTPStatus.UNAUTHORIZED)
        apart = abs(self.now() - asked)
        if apart > TOLERANCE_SECONDS:
            said = f"办公室的电脑和服务器的时间差了 {round(apart / 60)} 分钟，请校准时间再试。"
            return PlainTextResponse(said, HTTPStatus.UNAUTHORIZED)
        return None
