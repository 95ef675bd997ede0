"""From the scan to the published figure: said, fetched, handled, answered, solved by the reporter's word."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from starlette.testclient import TestClient

from mashang.county import County, Stage
from mashang.desk.app import make_app
from mashang.desk.state import Desk
from mashang.intake_profile import KnownCode
from mashang.pipeline.build import build_site
from mashang.pipeline.case_handling import register_fetched
from mashang.pipeline.report_exchange import read_stick, write_stick
from mashang_intake.__main__ import main
from mashang_intake.store import list_envelopes
from tests.desk.pressing import wait
from tests.intake.conftest import World, adopt, read_hidden

CODE, WORDS, REPLY = "9TYZWRK5J", "等了一上午，窗口没有人", "已经加了一个人，以后中午也有人。"
TODAY, NOW = date(2026, 11, 20), datetime(2026, 11, 20, 9, tzinfo=UTC)


def take_step(desk: Desk, client: TestClient, number: str, kind: str, **given: str) -> None:
    """Take a step on the page of a case."""
    client.get("/")
    wait(desk)
    mark = client.get(f"/cases/{number}").text.partition('name="mark" value="')[2].partition('"')[0]
    answer = client.post(f"/cases/{number}", data={"step": kind, "mark": mark, **given}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    wait(desk)


def say(world: World, receipt: str, word: str) -> Any:
    """Press a button on the page of a report."""
    form = read_hidden(world.look_up(receipt).text.partition('action="say"')[2])
    return world.client.post("/say", data={**form, "word": word}, headers={"Origin": "https://www.example.com"})


def bring(world: World, office: County) -> tuple[str, ...]:
    """Carry what waits to the office; the numbers of the new rows."""
    place = ["--data", str(world.place.data), "--profile", str(world.place.profile)]
    assert main([*place, "export", str(office.root / "out.json")]) == 0
    read_stick(office, office.root / "out.json")
    return register_fetched(office, "某", NOW)


def carry_back(world: World, office: County) -> None:
    """Carry states and replies to the server."""
    place = ["--data", str(world.place.data), "--profile", str(world.place.profile)]
    write_stick(office, office.root / "back.json")
    assert main([*place, "import", str(office.root / "back.json")]) == 0


def test_from_the_scan_to_the_published_figure(world: World, office: County) -> None:
    """One bad rating of October, all the way; no word of its reporter can be read in the county or on the server."""
    world.profile = replace(world.profile, codes={CODE: KnownCode("window", "企业开办一件事窗口")})
    adopt(world, office)
    world.day = date(2026, 10, 20)
    answer = world.send(world.open_form(CODE) | {"level": "2", "text": WORDS})
    receipt = re.search(r'<span class="code big">([^<]+)</span>', answer.text)
    assert receipt
    (number,) = bring(world, office)
    desk = Desk(office, lambda: TODAY, lambda: None)
    client = TestClient(make_app(desk))
    client.get("/")
    wait(desk)
    assert WORDS in client.get(f"/cases/{number}").text
    take_step(desk, client, number, "ASSIGNED", department="明川县行政审批局", day="2026-10-20")
    take_step(desk, client, number, "ANSWERED", result="已解决", words=REPLY, day="2026-10-21")
    carry_back(world, office)
    shown = world.look_up(receipt[1]).text
    assert REPLY in shown
    assert say(world, receipt[1], "solved").status_code == 200
    assert bring(world, office) == ()
    take_step(desk, client, number, "CALLED", verdict="解决了", day="2026-10-22")
    take_step(desk, client, number, "CLOSED", day="2026-10-23")
    carry_back(world, office)
    assert "已办结" in world.look_up(receipt[1]).text
    built = build_site(office, Stage.PRODUCTION, TODAY, lambda _: None)
    assert built.published, built.problems
    site = office.site(Stage.PRODUCTION)
    row = (site / "reports/list/index.html").read_text(encoding="utf-8").partition(f'id="{number}"')[2]
    assert "已销号" in row.partition("</tr>")[0]
    assert "收到诉求 38 件" in (site / "reports/2026-10/index.html").read_text(encoding="utf-8")
    kept = [path for path in office.root.rglob("*") if path.is_file()]
    kept += [path for path in world.place.data.rglob("*") if path.is_file()]
    assert [path.name for path in kept if WORDS.encode() in path.read_bytes()] == []
    assert bring(world, office) == ()
    carry_back(world, office)
    assert world.intake.store.do(list_envelopes) == []
