"""The receiving service under kills, load and guesses: ``python bench/intake.py kills|load|guess|timing …``.

Everything runs on this machine alone: the service in a process of its own, whoever sends in this one, as if from many
addresses. ``kills 500`` kills it so often while eight senders post; ``load 100 120`` posts so many a second for so many
seconds, ``load 0 20`` as many as it takes; ``guess 1000000`` looks up receipts that nobody has; ``timing 400`` compares
right and wrong receipts. With ``--postgresql`` the store is a PostgreSQL that is started for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "generator"), str(REPOSITORY / "intake")]

from mashang.intake_profile import PROFILE, PROFILE_SIGNATURE  # noqa: E402  # after the path above
from mashang.receipts import derive_keys, draw_receipt, read_receipt  # noqa: E402  # the same
from mashang.report_exchange import describe_profile  # noqa: E402  # the same
from mashang.sealing import new_identity  # noqa: E402  # the same
from mashang.signature import create_keys, sign  # noqa: E402  # the same
from mashang_intake.running import Place  # noqa: E402  # the same
from mashang_intake.store import count, find_kept  # noqa: E402  # the same
from mashang_intake.tokens import new_token  # noqa: E402  # the same
from tests.intake.conftest import WINDOW, make_profile  # noqa: E402  # the same

SENDERS = 8
TEXT = "排队两小时没有人，材料交了三次。" * 8
RECEIPT = re.compile(rb'<span class="code big">([^<]+)</span>')
POSTGRES = Path("/usr/lib/postgresql/15/bin")


@dataclass
class Service:
    """The service in a process of its own."""

    place: Place
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it listens."""
        words = ["--data", str(self.place.data), "--profile", str(self.place.profile)]
        words += ["--database", self.place.database] if self.place.database else []
        environment = os.environ | {"PYTHONPATH": f"{REPOSITORY / 'generator'}:{REPOSITORY / 'intake'}"}
        command = [sys.executable, "-P", "-m", "mashang_intake", *words, "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self.process.poll() is None, "it did not start"
            time.sleep(0.01)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def read_cpu(self) -> float:
        """CPU seconds that it has used."""
        assert self.process
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Sender:
    """Posts over a connection that stays open."""

    port: int
    key: bytes
    acknowledged: list[bytes] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    refused: int = 0
    busy: bool = False
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, fields: dict[str, str]) -> bytes:
        """Post a form; the body of the answer. Raises ``OSError`` or ``EOFError`` when the service is gone."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self._reader
        body = urlencode(fields | {"whole": "1"}).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Length: {len(body)}\r\n"
        head += f"X-Forwarded-For: 10.{random.randrange(256)}.{random.randrange(256)}.1\r\n"
        self._writer.write(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode() + body)
        try:
            answer = await self._reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", answer, re.IGNORECASE)
            assert length
            return answer + await self._reader.readexactly(int(length[1]))
        except (OSError, EOFError):
            self.close()
            raise

    def close(self) -> None:
        """Let the connection go."""
        if self._writer:
            self._writer.close()
        self._writer = None

    async def report(self) -> None:
        """Report something, and remember the receipt once it is shown."""
        token = new_token(self.key, time.time() - 60)
        begun = time.monotonic()
        page = await self.post("/report", {"code": WINDOW, "token": token, "text": TEXT, "level": "1"})
        found = RECEIPT.search(page)
        if found:
            self.acknowledged.append(found[1])
            self.times.append(time.monotonic() - begun)
        else:
            self.refused += 1


@contextlib.contextmanager
def make_service(*, postgresql: bool) -> Iterator[Service]:
    """A service with a profile of its own, running."""
    with tempfile.TemporaryDirectory(prefix="intake-") as folder, contextlib.ExitStack() as stack:
        home = Path(folder)
        home.chmod(0o755)
        private, public = create_keys(None)
        body = make_profile(new_identity(), new_identity(), public).encode()
        (home / PROFILE).write_bytes(body)
        (home / PROFILE_SIGNATURE).write_bytes(sign(private, None, describe_profile(body)))
        database = stack.enter_context(start_postgresql(home)) if postgresql else ""
        service = Service(Place(home / "data", home, database), find_port())
        service.start()
        try:
            yield service
        finally:
            service.kill()


@contextlib.contextmanager
def start_postgresql(home: Path) -> Iterator[str]:
    """A PostgreSQL of its own on a free port; its address."""
    data, port = home / "postgresql", find_port()
    user = "postgres" if os.geteuid() == 0 else None
    data.mkdir()
    if user:
        shutil.chown(data, user)
    command = [str(POSTGRES / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL)
    settings = [f"-p{port}", "-clisten_addresses=127.0.0.1", f"-cunix_socket_directories={data}"]
    with subprocess.Popen([str(POSTGRES / "postgres"), "-D", str(data), *settings], user=user, stderr=-3) as server:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        time.sleep(1)
        try:
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)


def find_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.asynccontextmanager
async def make_senders(service: Service, number: int) -> AsyncIterator[list[Sender]]:
    """So many senders with the service's own key, so that their tokens are genuine."""
    key = (service.place.data / "token.key").read_bytes()
    senders = [Sender(service.port, key) for _ in range(number)]
    yield senders
    for sender in senders:
        sender.close()


async def kill_often(service: Service, kills: int) -> tuple[int, int, str]:
    """Kill the service at random moments while senders post; acknowledged, lost, and whether the store is sound."""
    async with make_senders(service, SENDERS) as senders:
        stopped, heard = False, asyncio.Event()

        async def post_on(sender: Sender) -> None:
            while not stopped:
                try:
                    await sender.report()
                    heard.set()
                except (OSError, EOFError):
                    sender.close()
                    await asyncio.sleep(0.02)

        tasks = [asyncio.create_task(post_on(sender)) for sender in senders]
        for _ in range(kills):
            heard.clear()
            await heard.wait()
            await asyncio.sleep(random.uniform(0.02, 0.25))
            service.kill()
            await asyncio.to_thread(service.start)
        stopped = True
        await asyncio.gather(*tasks)
    service.kill()
    receipts = [read_receipt(one.decode()) for sender in senders for one in sender.acknowledged]
    salt = make_profile(new_identity(), new_identity(), b"").salt
    with contextlib.closing(sqlite3.connect(service.place.data / "intake.sqlite")) as store:
        sound = store.execute("PRAGMA integrity_check").fetchone()[0]
        kept = {name for (name,) in store.execute("SELECT lookup FROM reports JOIN envelopes USING (number)")}
        rows = store.execute("SELECT count(*) FROM envelopes").fetchone()[0]
    lost = sum(derive_keys(receipt, salt).name not in kept for receipt in receipts)
    print(f"{kills} kills, {len(receipts)} acknowledged, {lost} lost; {rows} rows, store {sound}")
    return len(receipts), lost, sound


async def load(service: Service, rate: int, seconds: int) -> None:
    """Post at a rate, or as fast as it goes with ``rate`` 0, and say how long answers took."""
    begun, cpu = time.monotonic(), service.read_cpu()
    async with make_senders(service, 64) as senders:
        if rate:
            running: set[asyncio.Task[None]] = set()
            for number in range(rate * seconds):
                await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
                free = next((one for one in senders if not one.busy), None)
                if free is None:
                    senders.append(free := Sender(service.port, senders[0].key))
                running.add(task := asyncio.create_task(_report_alone(free)))
                task.add_done_callback(running.discard)
            await asyncio.gather(*running)
        else:

            async def post_on(sender: Sender) -> None:
                while time.monotonic() < begun + seconds:
                    await sender.report()

            await asyncio.gather(*(post_on(sender) for sender in senders[:SENDERS]))
        took = time.monotonic() - begun
        times = [one for sender in senders for one in sender.times]
        refused = sum(sender.refused for sender in senders)
    cut = quantiles(times, n=100)
    print(
        f"{len(times)} reports in {took:.1f} s: {len(times) / took:.0f} a second, refused {refused}; "
        f"median {median(times) * 1000:.0f} ms, p99 {cut[98] * 1000:.0f} ms; "
        f"service {(service.read_cpu() - cpu) / len(times) * 1000:.1f} ms of CPU each"
    )


async def _report_alone(sender: Sender) -> None:
    sender.busy = True
    try:
        await sender.report()
    except (OSError, EOFError):  # the service lets go of a connection that was idle for some seconds
        await sender.report()
    sender.busy = False


def guess(service: Service, guesses: int) -> None:
    """Look up receipts that nobody has, beside reports that are there, by the function of the look-up."""
    asyncio.run(load(service, 0, 2))
    service.kill()
    intake = service.place.open()
    salt, found = intake.profile.read().salt, 0
    begun = time.process_time()
    for number in range(guesses):
        keys = derive_keys(draw_receipt(number.to_bytes(16)), salt)
        found += intake.store.do(find_kept, keys.name) is not None
    print(f"{guesses} guesses, {found} found; {time.process_time() - begun:.0f} s of CPU; {intake.store.do(count)}")
    intake.store.close()


async def compare_times(service: Service, number: int) -> None:
    """Ask for right and wrong receipts in turn; the medians must not tell them apart."""
    async with make_senders(service, SENDERS) as senders:
        for sender in senders:
            await sender.report()
        times: dict[bool, list[float]] = {True: [], False: []}

        async def ask(sender: Sender) -> None:
            right = sender.acknowledged[0].decode()
            for place in range(number // SENDERS):
                for known in (True, False):
                    wrong = draw_receipt(f"{id(sender)} {place}".encode())
                    begun = time.monotonic()
                    page = await sender.post("/lookup", {"receipt": right if known else wrong})
                    times[known].append(time.monotonic() - begun)
                    assert ("已收到" in page.decode()) == known

        await asyncio.gather(*map(ask, senders))
    right, wrong = median(times[True]), median(times[False])
    print(f"{number} each: right {right * 1000:.2f} ms, wrong {wrong * 1000:.2f} ms, gap {abs(right / wrong - 1):.3%}")


def main() -> None:
    """Run one of them."""
    what, *numbers = [word for word in sys.argv[1:] if not word.startswith("--")]
    given = [int(number) for number in numbers]
    with make_service(postgresql="--postgresql" in sys.argv) as service:
        match what:
            case "kills":
                asyncio.run(kill_often(service, *given))
            case "load":
                asyncio.run(load(service, *given))
            case "guess":
                guess(service, *given)
            case "timing":
                asyncio.run(compare_times(service, *given))


if __name__ == "__main__":
    main()
