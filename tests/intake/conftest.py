"""A small receiving service with an office that can open what it takes."""

from __future__ import annotations

import io
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from PIL import Image
from starlette.testclient import TestClient

from mashang.county import County
from mashang.feedback import MESSAGES
from mashang.intake_profile import PROFILE, PROFILE_SIGNATURE, IntakeProfile, KindWords, KnownCode
from mashang.pipeline.intake_profile import sign_profile
from mashang.proof.keys import create_key
from mashang.proof.report_keys import create_report_keys
from mashang.report_exchange import Answers, describe_profile
from mashang.sealing import find_recipient, new_identity, open_sealed
from mashang.signature import create_keys, sign
from mashang.statement import Statement, decode_statement
from mashang_intake.app import Intake, make_app
from mashang_intake.crowding import Crowding
from mashang_intake.guard import Guard
from mashang_intake.running import Place
from mashang_intake.store import list_envelopes, take_answers

WINDOW, ENTERPRISE, OLD, LOST = "10000002R", "100000085", "10000004K", "100000069"
"""Codes whose check character fits; the test of the form holds them to it."""


@dataclass
class World:
    """A service, what the office holds, and a browser."""

    place: Place
    profile: IntakeProfile
    identity: str
    safe: str
    private: bytes
    day: date = date(2026, 11, 22)
    now: float = 1_800_000_000.0
    intake: Intake = field(init=False)
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        """Write the profile, signed, and start."""
        self.write_profile(self.profile)
        self.start()

    def write_profile(self, profile: IntakeProfile, private: bytes = b"") -> None:
        """Lay a profile beside the service."""
        self.place.profile.mkdir(exist_ok=True)
        body = profile.encode()
        (self.place.profile / PROFILE).write_bytes(body)
        signature = sign(private or self.private, None, describe_profile(body))
        (self.place.profile / PROFILE_SIGNATURE).write_bytes(signature)

    def start(self) -> None:
        """Start the service, as after a restart."""
        self.intake = self.place.open()
        self.intake.today, self.intake.now = lambda: self.day, lambda: self.now
        self.intake.lookup_seconds, self.intake.crowding = 0, Crowding()
        self.app: Guard = make_app(self.intake)
        self.client = TestClient(self.app, base_url="https://www.example.com", follow_redirects=False)
        self.client.__enter__()  # one event loop for all requests, as in a service

    def stop(self) -> None:
        """End it."""
        self.client.__exit__()
        self.intake.store.close()

    def open_form(self, code: str = WINDOW) -> dict[str, str]:
        """The hidden fields of the form behind a code, seen a minute ago."""
        html = self.client.get(f"/{code}").text
        self.now += 60
        return read_hidden(html)

    def send(self, form: dict[str, str], files: Any = (), **headers: str) -> Any:
        """Send a form as a browser does."""
        given = {"Origin": "https://www.example.com", **headers}
        parts = [(name, (None, value)) for name, value in form.items()]
        return self.client.post("/report", files=[*parts, *files], headers=given)

    def report(self, **said: str) -> tuple[str, str]:
        """Report something; the receipt and the number."""
        answer = self.send(self.open_form() | said)
        assert answer.status_code == 200, answer.text
        return read_receipt(answer.text)

    def look_up(self, receipt: str) -> Any:
        """Ask what became of a report."""
        return self.client.post("/lookup", data={"receipt": receipt, "whole": "1"}, headers={"Origin": "null"})

    def open_envelopes(self) -> list[Statement]:
        """What waits for the office, opened with its key."""
        envelopes = self.intake.store.do(list_envelopes)
        opened = [decode_statement(open_sealed(one.sealed, [self.identity])) for one in envelopes]
        assert [one.number for one in opened] == [one.number for one in envelopes]
        return opened

    def take(self, **facts: Any) -> int:
        """Have the service take what the office hands over."""
        return self.intake.store.do(take_answers, Answers(**facts), self.day)


def read_hidden(html: str) -> dict[str, str]:
    """The hidden fields of the first form of a page."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))


def read_receipt(html: str) -> tuple[str, str]:
    """The receipt and the number that a page shows."""
    receipt = re.search(r'<span class="code big">([^<]+)</span>', html)
    number = re.search(r"受理编号：([0-9A-Z-]+)。", html)
    assert receipt, html
    assert number, html
    return receipt[1], number[1].replace("-", "")


def make_photo(size: tuple[int, int] = (40, 30), format_: str = "JPEG", **options: Any) -> bytes:
    """A small photo."""
    written = io.BytesIO()
    Image.new("RGB", size, "navy").save(written, format_, **options)
    return written.getvalue()


def make_profile(identity: str, safe: str, public: bytes) -> IntakeProfile:
    """The profile of a small county for two recipients and a key."""
    messages = tuple((one.value, one.label, one.note) for one in MESSAGES)
    words = KindWords("服务窗口评议码", "请您评价", "您对这次服务满意吗？", "什么时间、办什么事。", messages)
    return IntakeProfile(
        name="明川县营商环境公开",
        organiser="明川县营商办",
        phone="0000-8000100",
        site="../",
        demonstration=True,
        ratings=True,
        anonymous=True,
        handler="明川县营商办",
        days=5,
        retention_days=180,
        erase_days=7,
        salt="https://www.example.com/f/",
        recipients=(find_recipient(identity), find_recipient(safe)),
        office_key=public.decode(),
        style="body{margin:0}",
        kinds={"window": words, "enterprise": replace(words, label="企业监督码")},
        codes={
            WINDOW: KnownCode("window", "企业开办窗口"),
            ENTERPRISE: KnownCode("enterprise"),
            OLD: KnownCode("window", "旧窗口", withdrawn=True, successor=WINDOW),
            LOST: KnownCode("enterprise", withdrawn=True),
        },
    )


@contextmanager
def serve_world(world: World) -> Iterator[int]:
    """The service on this machine's network, on a port of its own."""
    world.now = time.time()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(world.app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listener],))
        world.client.__exit__()  # the store belongs to one event loop at a time
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()
        world.client.__enter__()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A running service."""
    identity, safe = new_identity(), new_identity()
    private, public = create_keys(None)
    profile = make_profile(identity, safe, public)
    made = World(Place(tmp_path / "data", tmp_path / "profile"), profile, identity, safe, private)
    yield made
    made.stop()


@pytest.fixture
def office(county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: World) -> County:
    """The example's office with its keys, whose profile the service uses."""
    monkeypatch.setenv("MASHANG_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("MASHANG_KEY_PASSPHRASE", raising=False)
    made = County(county)
    create_report_keys(made, replace=False)
    create_key(made, replace=False)
    adopt(world, made)
    return made


def adopt(world: World, office: County) -> None:
    """Have the service use the office's keys from the start."""
    world.stop()
    shutil.rmtree(world.place.data)
    for name, content in sign_profile(office, world.profile).items():
        (world.place.profile / name).write_bytes(content)
    world.start()


@pytest.fixture
def url(world: World, office: County) -> Iterator[str]:
    """The service on this machine's network."""
    assert office
    with serve_world(world) as port:
        yield f"http://127.0.0.1:{port}/"
