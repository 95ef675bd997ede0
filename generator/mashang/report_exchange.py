"""What passes between the intake and the office: sealed envelopes one way, states and sealed replies the other.

Both ways it is JSON, over the network or as a file on a stick, and both ways it may come twice: everything has an
identifier of its own, and what is there already is not taken again. The office signs what it sends.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from mashang.problems import MashangError

TIME_HEADER, SIGNATURE_HEADER = "Mashang-Time", "Mashang-Signature"
TOLERANCE_SECONDS = 300
"""How far the clocks of the office and the intake may differ."""
ENVELOPES, ANSWERS = "office/envelopes", "office/answers"
"""Addresses below the intake's."""
_VERSION = 1


class ExchangeError(MashangError):
    """What was handed over is not what it should be."""


class ReportState(StrEnum):
    """How far a report is, as its reporter reads it."""

    RECEIVED = "已收到"
    HANDLING = "办理中"
    ANSWERED = "已答复"
    CLOSED = "已办结"
    WITHDRAWN = "已撤回"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sealed statement with what stands on its outside; ``id`` is random, ``number`` the report's 受理编号."""

    id: str
    number: str
    received_on: date
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What the office tells a reporter: the state since ``stamp`` (ISO 8601), and perhaps a sealed reply."""

    id: str
    number: str
    stamp: str
    state: ReportState
    sealed: bytes = b""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the office hands over: ``confirmed`` are the ids of envelopes that it has safely."""

    confirmed: Sequence[str] = ()
    answers: Sequence[Answer] = ()


def encode_envelopes(envelopes: Iterable[Envelope]) -> bytes:
    """Envelopes to be handed over."""
    return _encode(
        envelopes=[[one.id, one.number, one.received_on.isoformat(), _to_text(one.sealed)] for one in envelopes]
    )


def decode_envelopes(data: bytes) -> list[Envelope]:
    """The envelopes that were handed over. Raises :class:`ExchangeError` when anything is missing or damaged."""
    try:
        return [
            Envelope(_check_name(id_), _check_name(number), date.fromisoformat(day), _to_bytes(sealed))
            for id_, number, day, sealed in _decode(data)["envelopes"]
        ]
    except (ValueError, TypeError, KeyError) as fault:
        raise ExchangeError("收到的意见不完整，或者文件坏了。请再取一次。") from fault


def encode_answers(answers: Answers) -> bytes:
    """What the office hands over."""
    return _encode(
        confirmed=list(answers.confirmed),
        answers=[[one.id, one.number, one.stamp, one.state.value, _to_text(one.sealed)] for one in answers.answers],
    )


def decode_answers(data: bytes) -> Answers:
    """What the office handed over. Raises :class:`ExchangeError` when anything is missing or damaged."""
    try:
        facts = _decode(data)
        return Answers(
            tuple(map(_check_name, facts["confirmed"])),
            tuple(
                Answer(_check_name(id_), _check_name(number), stamp, ReportState(state), _to_bytes(sealed))
                for id_, number, stamp, state, sealed in facts["answers"]
            ),
        )
    except (ValueError, TypeError, KeyError) as fault:
        raise ExchangeError("办公室送来的答复不完整，或者文件坏了。请再送一次。") from fault


def describe_request(method: str, path: str, time: int, body: bytes) -> bytes:
    """What the office signs of a request: all that it asks, and when (seconds since 1970)."""
    return f"mashang intake request\n{method}\n{path}\n{time}\n{hashlib.sha256(body).hexdigest()}".encode()


def describe_file(body: bytes) -> bytes:
    """What the office signs of a file that it sends on a stick."""
    return f"mashang intake file\n{hashlib.sha256(body).hexdigest()}".encode()


def describe_profile(body: bytes) -> bytes:
    """What the office signs of a profile, which tells the intake for whom to seal."""
    return f"mashang intake profile\n{hashlib.sha256(body).hexdigest()}".encode()


def sign_file(body: bytes, signature: bytes) -> bytes:
    """A file for the stick: the signature in its first line."""
    return _to_text(signature).encode() + b"\n" + body


def split_file(data: bytes) -> tuple[bytes, bytes]:
    """The body and the signature of a signed file. Raises :class:`ExchangeError`."""
    first, _, body = data.partition(b"\n")
    try:
        return body, _to_bytes(first.decode())
    except ValueError as fault:
        raise ExchangeError("这不是办公室送来的文件，或者文件坏了。") from fault


def _encode(**facts: Any) -> bytes:
    return json.dumps({"version": _VERSION, **facts}).encode()


def _decode(data: bytes) -> Any:
    facts = json.loads(data)
    if facts["version"] != _VERSION:
        raise ExchangeError("两边的程序版本不同，请都更新到同一版。")
    return facts


def _check_name(text: str) -> str:
    """A name that becomes part of a file's name: letters and digits only."""
    if not (isinstance(text, str) and text.isascii() and text.isalnum()):
        raise ValueError(text)
    return text


def _to_text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _to_bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
