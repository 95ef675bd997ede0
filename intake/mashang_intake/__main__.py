"""The commands of the service: ``python -m mashang_intake serve …``."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import uvicorn

from mashang.files import write_atomically
from mashang.problems import MashangError, RequestError
from mashang.report_exchange import decode_answers, describe_file, encode_envelopes, split_file
from mashang.signature import verify_signature
from mashang_intake.app import make_app
from mashang_intake.moving import back_up, migrate, restore
from mashang_intake.running import Place
from mashang_intake.store import count, erase, list_envelopes, take_answers

_WHOLE = 2**40


def main(argv: list[str]) -> int:
    """Run a command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="mashang-intake", description="意见接收程序")
    parser.add_argument("--data", type=Path, required=True, help="存放数据的文件夹")
    parser.add_argument("--profile", type=Path, required=True, help="profile.json 所在的文件夹")
    parser.add_argument("--database", default="", help="数据库；不写就是 --data 里的一个文件（SQLite）")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="接收意见")
    serve.add_argument("--port", type=int, default=8320)
    serve.add_argument("--workers", type=int, default=1, help="几个进程；多于一个时要用 PostgreSQL")
    for name, help_ in (("export", "把没有取走的意见写成文件，带给办公室"), ("import", "收下办公室带来的答复")):
        commands.add_parser(name, help=help_).add_argument("file", type=Path)
    for name, help_ in (("backup", "备份到一个文件，不用停"), ("restore", "从备份恢复；先停下程序，移走坏的数据库")):
        commands.add_parser(name, help=help_).add_argument("file", type=Path)
    commands.add_parser("migrate", help="搬到另一个数据库；先停下程序，断了再运行一次").add_argument(
        "--to", required=True
    )
    commands.add_parser("status", help="有多少意见，多少没有取走")
    words = parser.parse_args(argv)
    try:
        _run(Place(words.data, words.profile, words.database), words)
    except (MashangError, OSError) as fault:
        print(fault, file=sys.stderr)
        return 3
    return 0


def _run(place: Place, words: argparse.Namespace) -> None:
    if words.command == "serve":
        _serve(place, words.port, words.workers)
        return
    if words.command in ("backup", "restore", "migrate"):
        print(_MOVES[words.command](place.address, words.to if words.command == "migrate" else words.file))
        return
    intake = place.open()
    try:
        if words.command == "export":
            envelopes = intake.store.do(list_envelopes, _WHOLE)
            write_atomically(words.file, encode_envelopes(envelopes), durable=True)
            print(f"{len(envelopes)} 份写进了 {words.file}。办公室确认收到以前，这里都留着。")
        elif words.command == "import":
            body, signature = split_file(words.file.read_bytes())
            profile = intake.profile.read()
            if not verify_signature(profile.office_key.encode(), describe_file(body), signature):
                raise RequestError("签名不对：这个文件不是这个县的办公室送来的，没有收下。")
            answers = decode_answers(body)
            new = intake.store.do(take_answers, answers, date.today())  # noqa: DTZ011 — the server's own calendar
            erased = intake.store.do(erase, date.today(), profile.erase_days)  # noqa: DTZ011 — the same
            print(f"收下 {len(answers.confirmed)} 份确认、{new} 条新答复；到期删除 {erased} 份。")
        else:
            counts = intake.store.do(count)
            print(f"共 {counts.reports} 件，其中可疑 {counts.marked} 件；{counts.waiting} 份没有取走。")
    finally:
        intake.store.close()


_MOVES: dict[str, Callable[[str, Any], str]] = {"backup": back_up, "restore": restore, "migrate": migrate}


def _serve(place: Place, port: int, workers: int) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    settings: dict[str, Any] = {"log_config": None, "access_log": False, "server_header": False, "lifespan": "off"}
    if workers > 1:
        if not place.database:
            raise RequestError("多个进程要用 PostgreSQL：请写 --database。")
        place.export()
        uvicorn.run("mashang_intake.running:open_app", factory=True, workers=workers, port=port, **settings)
        return
    intake = place.open()
    try:
        uvicorn.run(make_app(intake), port=port, **settings)
    finally:
        intake.store.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
