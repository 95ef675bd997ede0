"""The office's side of the exchange with the intake: sealed reports in, states and sealed replies out.

Over the network or by files on a stick. What was fetched stays sealed in ``reports/sealed``, a file each that the plain
program age opens as well; what is to be handed over waits in ``reports/outbox`` and stays in ``reports/sent``.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from mashang.county import REPORTS, County, CountyError
from mashang.files import read_regular, write_anew, write_atomically
from mashang.problems import RequestError
from mashang.proof.keys import list_keys, sign_data
from mashang.proof.report_keys import read_identities
from mashang.report_exchange import (
    ANSWERS,
    ENVELOPES,
    SIGNATURE_HEADER,
    TIME_HEADER,
    Answer,
    Answers,
    Envelope,
    ReportState,
    decode_answers,
    decode_envelopes,
    describe_file,
    describe_request,
    encode_answers,
    sign_file,
)
from mashang.report_ways import WayKind
from mashang.sealing import SealError, open_sealed, seal
from mashang.settings_file import read_settings
from mashang.statement import Statement, StatementError, decode_statement

SEALED, _OUTBOX, _SENT = f"{REPORTS}/sealed", f"{REPORTS}/outbox", f"{REPORTS}/sent"
_PATIENCE = 120
_ID_BYTES = 12
_LARGEST = 2**30


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch brought: how many statements are new, and how many of those no key on this machine opens."""

    new: int
    unopened: int


def find_intake_url(county: County) -> str:
    """Where the settings say that the intake answers. Raises :class:`RequestError` when they say nothing."""
    settings, _ = read_settings(county)
    for way in settings.ways if settings else ():
        if way.kind is WayKind.FORM:
            return way.address
    raise RequestError("site.yml 的 report_ways 里没有表单，不知道到哪里取。请先写上，或用 --from、--to 指明。")


def fetch_reports(county: County, url: str) -> Fetched:
    """Fetch all that waits at the intake; each batch is on the disk here before it is confirmed there.

    What came before is not written again. Raises :class:`CountyError` when the intake cannot be reached or refuses.
    """
    total = unopened = 0
    confirmed: set[str] = set()
    while envelopes := decode_envelopes(_ask(county, url, ENVELOPES)):
        names = {one.id for one in envelopes}
        if names <= confirmed:
            raise CountyError("服务器没有记下已经收到的确认，先停下。收到的都在 reports 文件夹里；请过一会儿再取。")
        found = _keep(county, envelopes)
        total, unopened = total + found.new, unopened + found.unopened
        _ask(county, url, ANSWERS, encode_answers(Answers(confirmed=tuple(names))))
        confirmed |= names
    return Fetched(total, unopened)


def read_stick(county: County, file: Path) -> Fetched:
    """Take the statements of a file from the server; that they are here is confirmed with what is handed over next."""
    envelopes = decode_envelopes(read_regular(file, _LARGEST))
    found = _keep(county, envelopes)
    _put_out(county, Answers(confirmed=tuple(one.id for one in envelopes)))
    return found


def push_answers(county: County, url: str) -> int:
    """Hand over what waits in the outbox; returns how many answers. Raises :class:`CountyError`."""
    waiting = list(_read_folder(county, _OUTBOX))
    for path, answers in waiting:
        _ask(county, url, ANSWERS, encode_answers(answers))
        _lay_by(county, path)
    return sum(len(answers.answers) for _, answers in waiting)


def write_stick(county: County, file: Path) -> int:
    """Write all that was ever to be handed over to a signed file for the server; returns how many answers are new.

    The intake takes nothing twice, so that a lost stick is made good by the next.
    """
    waiting, sent = list(_read_folder(county, _OUTBOX)), list(_read_folder(county, _SENT))
    everything = [answers for _, answers in (*sent, *waiting)]
    body = encode_answers(
        Answers(
            tuple(name for answers in everything for name in answers.confirmed),
            tuple(answer for answers in everything for answer in answers.answers),
        )
    )
    write_atomically(file, sign_file(body, _sign(county, describe_file(body))), durable=True)
    for path, _ in waiting:
        _lay_by(county, path)
    return sum(len(answers.answers) for _, answers in waiting)


def open_statements(county: County, number: str = "") -> Iterator[tuple[str, Statement]]:
    """What was fetched, all or of one report, by the names of the files; what no key here opens is passed over."""
    identities = list(read_identities())
    for path in sorted((county / SEALED).glob(f"{number or '*'}-*.age")):
        opened = _open(read_regular(path), identities)
        if opened:
            yield path.stem, opened


def queue_answer(county: County, statement: Statement, state: ReportState, text: str, now: datetime) -> None:
    """Lay an answer to a reporter into the outbox: the state, and a reply that only the receipt opens."""
    reply = seal(text.encode(), [statement.reply_to]) if text else b""
    stamp = now.isoformat(timespec="microseconds")
    answer = Answer(secrets.token_hex(_ID_BYTES), statement.number, stamp, state, reply)
    _put_out(county, Answers(answers=(answer,)))


def _keep(county: County, envelopes: Sequence[Envelope]) -> Fetched:
    """Write sealed statements that are not here yet, whole and on the disk."""
    county.check_own(REPORTS)
    identities = list(read_identities())
    with county.hold_lock():
        folder = county / SEALED
        files = {f"{one.number}-{one.id}.age": one.sealed for one in envelopes}
        new = {name: sealed for name, sealed in files.items() if not (folder / name).exists()}
        write_anew(folder, new, durable=True)
    return Fetched(len(new), sum(_open(sealed, identities) is None for sealed in new.values()))


def _open(sealed: bytes, identities: Sequence[str]) -> Statement | None:
    try:
        return decode_statement(open_sealed(sealed, identities))
    except (SealError, StatementError):
        return None


def _put_out(county: County, answers: Answers) -> None:
    county.check_own(REPORTS)
    name = f"{time.time_ns()}-{secrets.token_hex(4)}.json"
    write_atomically(county / _OUTBOX / name, encode_answers(answers), durable=True)


def _read_folder(county: County, name: str) -> Iterator[tuple[Path, Answers]]:
    for path in sorted((county / name).glob("*.json")):
        yield path, decode_answers(read_regular(path))


def _lay_by(county: County, path: Path) -> None:
    (county / _SENT).mkdir(parents=True, exist_ok=True)
    path.replace(county / _SENT / path.name)


def _sign(county: County, words: bytes) -> bytes:
    keys = list_keys(county)
    signature = sign_data(keys[0], words) if keys else None
    if signature is None:
        raise CountyError("签名的私钥不在这台电脑上。请在建立密钥的电脑上取送；还没有密钥的，先运行 reports keys。")
    return signature


def _ask(county: County, url: str, path: str, body: bytes | None = None) -> bytes:
    """Ask the intake, signed. Raises :class:`CountyError` in the words that the intake answers with."""
    method, now = "GET" if body is None else "POST", int(time.time())
    signature = _sign(county, describe_request(method, path, now, body or b""))
    headers = {TIME_HEADER: str(now), SIGNATURE_HEADER: signature.hex(), "Content-Type": "application/json"}
    request = Request(f"{url.rstrip('/')}/{path}", body, headers, method=method)  # noqa: S310 — checked just below
    if request.type not in ("http", "https"):
        raise RequestError(f"{url} 不是网址。请写 https:// 开头的网址，或者一个文件。")
    try:
        with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 — http or https, see above
            return bytes(answer.read())
    except HTTPError as fault:
        with fault:
            said = fault.read().decode(errors="replace") if fault.code != HTTPStatus.NOT_FOUND else ""
        raise CountyError(_explain_refusal(url, fault.code, said)) from fault
    except (URLError, OSError) as fault:
        reason = fault.reason if isinstance(fault, URLError) else fault
        raise CountyError(
            f"连不上意见接收程序（{url}）：{reason}。\n"
            "请检查网络和网址；网络不通的，请服务器管理员用 export 写成文件，用 U 盘带来，再加 --from 文件。"
        ) from fault


def _explain_refusal(url: str, code: int, said: str) -> str:
    plain = said if said and len(said) < 200 and "<" not in said else f"回答了 {code}"  # noqa: PLR2004 — a sentence
    return f"意见接收程序（{url}）没有受理：{plain}"
